// Terraform's templates: a text with `${…}` and `%{…}`, as in heredocs and in the files of `templatefile`. Makes of it a text
// of the same length in which every interpolation is a plain placeholder, whatever expression stands in it.
// Directives around parts of the text are left out: of `if` and `else` the first part stays, of `for` one turn.
import { analyze } from '../analyze.ts';
import type { Definition, Format } from '../definition.ts';
import type { WorkflowType } from '../machine/machine.ts';
import type { ProblemCode } from '../problems.ts';
import type { Use } from './embedded.ts';
import { Interpolations } from './hcl.ts';

export interface TerraformTemplate {
  readonly text: string;
  /** The variables its expressions read, once for each place. */
  readonly uses: readonly Use[];
  /** Directives stand around parts of the text: what it will be is not known. */
  readonly isConditional: boolean;
}

export function readTerraformTemplate(text: string): TerraformTemplate {
  const out: string[] = [];
  const uses: Use[] = [];
  const interpolations = new Interpolations(text);
  const bound = new Set<string>(KEYWORDS);
  /** For each open `if`: where in `out` its `else` begins. */
  const ifs: (number | undefined)[] = [];
  let isConditional = false;
  let isInText = false;
  let at = 0;
  const sign = /[$%]\{|\\.|["\n]/g;
  for (let match = sign.exec(text); match; match = sign.exec(text)) {
    const [found] = match;
    const start = match.index;
    // A backslash is nothing to Terraform; in the text of a JSON definition it keeps a quote from closing it.
    const opens = found === '${' || found === '%{';
    const isSign = opens && text[start - 1] === found[0];
    if (!opens || isSign) {
      if (found === '"') isInText = !isInText;
      else if (found === '\n') isInText = false;
      else if (found.startsWith('\\') && /[$%]/.test(found)) sign.lastIndex = start + 1;
      continue;
    }
    out.push(text.slice(at, start));
    const end = interpolations.endOf(start + 2);
    const inside = text.slice(start + 2, end);
    const body = inside.replace(/\}$/, '');
    readNames(body, start + 2, bound, uses);
    if (found === '%{' && !isInText) {
      isConditional = true;
      followDirective(/^~?\s*(\w*)/.exec(body)?.[1] ?? '', ifs, out);
      out.push(blanked(text.slice(start, end)));
    } else out.push('${', body.replace(/["'\\{}\r\n]/g, '_'), inside.slice(body.length));
    at = end;
    sign.lastIndex = end;
  }
  out.push(text.slice(at));
  return { text: out.join(''), uses: uses.filter(({ name }) => !bound.has(name)), isConditional };
}

const KEYWORDS = ['true', 'false', 'null', 'for', 'in', 'if', 'else', 'endif', 'endfor'];

function followDirective(word: string, ifs: (number | undefined)[], out: string[]): void {
  if (word === 'if') ifs.push(undefined);
  else if (word === 'else' && ifs.length > 0) ifs[ifs.length - 1] = out.length;
  else if (word === 'endif') {
    const from = ifs.pop();
    if (from !== undefined) blank(out, from);
  }
}

function blank(out: string[], from: number): void {
  for (let i = from; i < out.length; i++) out[i] = blanked(out[i] ?? '');
}

function blanked(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

// Names that begin an expression's path: no attribute, function, key or text.
function readNames(body: string, start: number, bound: Set<string>, uses: Use[]): void {
  const loop = /\bfor\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b/g;
  for (const [, first, second] of body.matchAll(loop)) for (const name of [first, second]) if (name) bound.add(name);
  const callOrKey = /\s*(\(|=(?!=)|::)/y;
  const token = /"(?:[^"\\]|\\.)*"?|[\p{L}_][\p{L}\p{N}_-]*|\d[\w.]*/gu;
  for (const match of body.matchAll(token)) {
    const [name] = match;
    if (/^["\d]/.test(name)) continue;
    const after = match.index + name.length;
    callOrKey.lastIndex = after;
    if (isAfterDot(body, match.index) || callOrKey.test(body)) continue;
    uses.push({ name, span: { start: start + match.index, end: start + after }, pointer: '' });
  }
}

function isAfterDot(body: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && /\s/.test(body[i] ?? '')) i--;
  return body[i] === '.';
}

/** What may be another once the directives have done their work. */
const UNCERTAIN: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'json-syntax',
  'yaml-syntax',
  'key-duplicate',
  'root-not-object',
  'field-missing',
  'field-exclusive',
  'state-unknown',
  'state-unreachable',
  'state-duplicate',
  'state-endless',
  'transition-missing',
  'end-missing',
  'variable-undefined',
  'variable-unassigned',
  'variable-unused',
  'argument-missing',
  'choice-test',
  'choice-shadowed',
  'error-order',
  'error-alone',
]);

/** A definition in such a text. Offsets are those of the text. */
export function analyzeTerraformTemplate(
  { text, isConditional }: TerraformTemplate,
  { format, workflowType }: { readonly format: Format; readonly workflowType?: WorkflowType | undefined },
): Definition {
  const definition = analyze(text, { format, ...(workflowType && { workflowType }) });
  if (!isConditional) return definition;
  return { ...definition, problems: definition.problems.filter(({ code }) => !UNCERTAIN.has(code)) };
}
