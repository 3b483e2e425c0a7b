// The indentation of the line somebody has begun, or has just closed a bracket on. Reads the lines above only, because the text
// is half-typed.
import type { Edit, Format } from '../../language/index.ts';

/** `offset` is behind what was typed. */
export function indentTyped(text: string, offset: number, format: Format, unit: string): Edit | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const row = /^.*/.exec(text.slice(start))?.[0] ?? '';
  const written = blanksOf(row);
  const wanted =
    format === 'json'
      ? indentInJson(text, start + written.length, unit)
      : indentInYaml(text.slice(0, start), row.trim(), unit);
  if (wanted === undefined || wanted === written) return undefined;
  return { start, end: start + written.length, text: wanted };
}

/** Whether a closing bracket that was just typed is the first on its line. */
export function closesItsLine(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*[}\]]$/.test(text.slice(start, offset));
}

function indentInJson(text: string, offset: number, unit: string): string {
  const open: number[] = [];
  for (const { 0: token, index } of text.slice(0, offset).matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(index);
    else if (token === '}' || token === ']') open.pop();
  }
  const opener = open.at(-1);
  if (opener === undefined) return '';
  const outer = blanksOf(text.slice(text.lastIndexOf('\n', opener) + 1));
  return /[}\]]/.test(text[offset] ?? '') ? outer : outer + unit;
}

function indentInYaml(before: string, row: string, unit: string): string | undefined {
  const rows = before.split('\n').slice(0, -1);
  const last = rows.findLastIndex(each => each.trim() !== '');
  const above = rows[last];
  if (above === undefined) return '';
  const blanks = blanksOf(above);
  if (isInLiteral(rows, last)) return blanks;
  const said = above.replace(/(^|\s)#.*$/, '').trimEnd();
  // What follows a dash begins two further in, behind each of them.
  const dashes = /^(?:- +|-$)*/.exec(said.trim())?.[0].length ?? 0;
  const own = blanks + ' '.repeat(said.trim() === '-' ? 2 : dashes);
  if (/[{[]$/.test(said)) return /^[}\]]/.test(row) ? own : own + unit;
  return /:$/.test(said) || LITERAL.test(said) ? own + unit : own;
}

// The lines of a text after `|` or `>` are as far in as somebody wants.
function isInLiteral(rows: readonly string[], last: number): boolean {
  let indent = blanksOf(rows[last] ?? '').length;
  for (let i = last - 1; i >= 0 && indent > 0; i--) {
    const row = rows[i] ?? '';
    if (row.trim() === '' || blanksOf(row).length >= indent) continue;
    if (LITERAL.test(row)) return true;
    indent = blanksOf(row).length;
  }
  return false;
}

const TOKENS = /"(?:[^"\\\n]|\\.)*"?|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|[{}[\]]/g;

const LITERAL = /(?:^|[\s:-])[|>][-+\d]{0,2}\s*(?:#.*)?$/;

function blanksOf(row: string): string {
  return /^[ \t]*/.exec(row)?.[0] ?? '';
}
