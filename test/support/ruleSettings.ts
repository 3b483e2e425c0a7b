// The properties of the setting `stepthrough.rules` as the manifest must have them: one for each code, with the levels and
// the sentence of docs/problems.md.
import { LEVELS } from '../../language/index.ts';
import { PROBLEM_CODES } from '../../language/problems.ts';

export function ruleProperties(documentation: string): Record<string, object> {
  const sentences = new Map(
    [...documentation.matchAll(/^\| \[`([\w-]+)`\]\(.*?\) \| (.*) \|$/gm)].map(match => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  );
  return Object.fromEntries(
    PROBLEM_CODES.map(code => [
      code,
      { type: 'string', enum: [...LEVELS], markdownDescription: sentences.get(code) ?? '' },
    ]),
  );
}

/** A manifest with them in it; everything else stays as it is written. */
export function withRuleProperties(manifest: string, properties: Record<string, object>): string {
  const from = manifest.indexOf('"properties": {', manifest.indexOf('"stepthrough.rules"')) + '"properties": {'.length;
  const end = /^ {10}\}|\}(?=\n {8}\})/m.exec(manifest.slice(from));
  const rows = Object.entries(properties).map(([code, property]) => {
    const inner = Object.entries(property).map(([name, value]) => {
      const text = Array.isArray(value)
        ? `[${value.map(each => JSON.stringify(each)).join(', ')}]`
        : JSON.stringify(value);
      return `              ${JSON.stringify(name)}: ${text}`;
    });
    return `            ${JSON.stringify(code)}: {\n${inner.join(',\n')}\n            }`;
  });
  return `${manifest.slice(0, from)}\n${rows.join(',\n')}\n          ${manifest.slice(from + (end?.index ?? 0)).trimStart()}`;
}
