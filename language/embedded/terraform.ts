// State machines of Terraform files: `definition` of `aws_sfn_state_machine` (and of modules) as a heredoc or quoted text, by
// `templatefile`, `file` or `template_file`, by `jsonencode({…})`, or by a local value.
import { analyze } from '../analyze.ts';
import type { Definition } from '../definition.ts';
import type { Span, StringNode } from '../text/tree.ts';
import { workflowTypeOf } from './cloudFormation.ts';
import { embedLink, type Frame, sorted, toHost } from './embed.ts';
import type { Binding, Embedded } from './embedded.ts';
import { endOfGroup, type HclAttribute, type HclBlock, type HclToken, isSign, readHcl } from './hcl.ts';
import { readHclObject } from './hclObject.ts';
import { Assembly, type OffsetMap } from './offsetMap.ts';
import { analyzeTerraformTemplate, readTerraformTemplate } from './terraformTemplate.ts';

const RESOURCES: readonly unknown[] = ['aws_sfn_state_machine', 'awscc_stepfunctions_state_machine'];

type Value = readonly HclToken[];

/** What a value may refer to in its own file. */
interface Scope {
  readonly locals: ReadonlyMap<string, HclAttribute>;
  /** `data "template_file" "name"`, from before `templatefile` was there. */
  readonly templates: ReadonlyMap<string, HclBlock>;
}

export function terraformMachines(text: string): readonly Embedded[] {
  const blocks = readHcl(text);
  const scope = scopeOf(blocks);
  const frame = {
    text,
    format: 'json',
    problems: [],
    host: 'Terraform',
    binding: undefined,
    template: undefined,
  } as const;
  const used = new Set<string>();
  const machines = blocks.flatMap(block => {
    const label = labelOf(block);
    const given = (block.attributes.get('definition') ?? block.attributes.get('definition_string'))?.value;
    if (!label || !given) return [];
    const [type] = block.attributes.get('type')?.value ?? [];
    const workflowType = workflowTypeOf(type && textNode(type));
    const local = localName(given);
    if (local !== undefined) used.add(local);
    const value = (local !== undefined && scope.locals.get(local)?.value) || given;
    const isGuess = block.type === 'module';
    const embedded = embedValue({ ...frame, key: textNode(label), workflowType }, value, { scope, isGuess });
    return embedded ? [embedded] : [];
  });
  // A local value may be for a resource of another file.
  for (const [name, { key, value }] of scope.locals) {
    const mayBeOne =
      isTemplateCallOf(value, /\.asl\b/) || value[0]?.kind === 'heredoc' || value[0]?.text === 'jsonencode';
    if (used.has(name) || !mayBeOne) continue;
    const embedded = embedValue({ ...frame, key: textNode(key), workflowType: undefined }, value, {
      scope,
      isGuess: true,
    });
    if (embedded) machines.push(embedded);
  }
  return machines;
}

function scopeOf(blocks: readonly HclBlock[]): Scope {
  const locals = blocks.flatMap(({ type, attributes }) => (type === 'locals' ? [...attributes] : []));
  const templates = blocks.filter(({ type, labels }) => type === 'data' && labels[0]?.text === 'template_file');
  return { locals: new Map(locals), templates: new Map(templates.map(block => [block.labels[1]?.text ?? '', block])) };
}

// `resource "aws_sfn_state_machine" "order" {`, `module "order" {`
function labelOf({ type, labels }: HclBlock): HclToken | undefined {
  if (type === 'module') return labels[0];
  return type === 'resource' && RESOURCES.includes(labels[0]?.text) ? labels[1] : undefined;
}

function localName(value: Value): string | undefined {
  const [local, dot, name, ...more] = value;
  return local?.text === 'local' && isSign(dot, '.') && more.length === 0 ? name?.text : undefined;
}

function isTemplateCallOf(value: Value, path: RegExp): boolean {
  return value[0]?.text === 'templatefile' && value.some(({ kind, text }) => kind === 'text' && path.test(text));
}

function embedValue(
  frame: Frame,
  value: Value,
  { scope, isGuess }: { readonly scope: Scope; readonly isGuess: boolean },
): Embedded | undefined {
  const [first, second, third] = value.filter(({ kind }) => kind !== 'break');
  if (first?.kind === 'heredoc' || (first?.kind === 'text' && !second)) {
    // Anything may be called a definition in a module.
    if (isGuess && !/StartAt[\s\S]*States|States[\s\S]*StartAt/.test(first.text)) return undefined;
    return embedTemplate(frame, first);
  }
  if (first?.text === 'data' && third?.text === 'template_file') return embedOldTemplate(frame, value, scope);
  if (first?.text === 'jsonencode' && isSign(second, '(')) return embedEncoded(frame, value, { scope, isGuess });
  if (!isSign(second, '(') || third?.kind !== 'text') return undefined;
  if (first?.text === 'file') return embedFile(frame, third, { isGuess });
  if (first?.text !== 'templatefile') return undefined;
  const open = value.findIndex((token, index) => index > value.indexOf(third) && isSign(token, '{'));
  const before = value.slice(value.indexOf(third) + 1, open).filter(({ kind }) => kind !== 'break');
  const names = before.length === 1 ? variablesOf(value, open, isCallEnd) : undefined;
  return embedFile(withVariables(frame, names), third, { isGuess, isTemplate: true });
}

// `template = file("…")` with `vars = { … }`
function embedOldTemplate(frame: Frame, value: Value, { templates }: Scope): Embedded | undefined {
  const block = templates.get(value[4]?.text ?? '');
  const [call, open, path] = block?.attributes.get('template')?.value ?? [];
  if (call?.text !== 'file' || !isSign(open, '(') || path?.kind !== 'text') return undefined;
  const vars = block?.attributes.get('vars')?.value ?? [];
  return embedFile(
    withVariables(
      frame,
      variablesOf(vars, 0, rest => rest.length === 0),
    ),
    path,
    {
      isGuess: false,
      isTemplate: true,
    },
  );
}

function withVariables(frame: Frame, names: ReadonlyMap<string, Span> | undefined): Frame {
  const binding: Binding | undefined = names && { kind: 'templatefile', owner: frame.key.value, names };
  return { ...frame, binding };
}

function embedFile(
  frame: Frame,
  token: HclToken,
  { isGuess, isTemplate }: { readonly isGuess: boolean; readonly isTemplate?: true },
): Embedded | undefined {
  const path = token.text.replace(/^\$\{\s*path\.\w+\s*\}\/?/, '');
  // Only `path.module` is the folder of this file for certain.
  const isHere = /^\$\{\s*path\.module\s*\}/.test(token.text) && !isGuess;
  return embedLink(frame, textNode(token), path, '', {
    ...(isTemplate && { isTemplate }),
    ...(!isHere && { isGuess: true }),
  });
}

// Of what `jsonencode` may be given, an object and a local value that is one can be read.
function embedEncoded(
  frame: Frame,
  value: Value,
  { scope, isGuess }: { readonly scope: Scope; readonly isGuess: boolean },
): Embedded | undefined {
  const open = value.findIndex(token => isSign(token, '(')) + 1;
  const close = endOfGroup(value, open - 1) - 1;
  const given = value.slice(open, close).filter(({ kind }) => kind !== 'break');
  const local = localName(given);
  const tokens =
    local === undefined
      ? value.slice(value.indexOf(given[0] as HclToken), close)
      : (scope.locals.get(local)?.value ?? []);
  const [first, second] = tokens.filter(({ kind }) => kind !== 'break');
  if (!first || !isSign(first, '{') || second?.text === 'for') return undefined;
  const end = endOfGroup(tokens, 0);
  if (tokens.slice(end).some(({ kind }) => kind !== 'break')) return undefined;
  const object = readHclObject(frame.text, tokens.slice(0, end));
  if (isGuess && !/"StartAt"[\s\S]*"States"|"States"[\s\S]*"StartAt"/.test(object.text)) return undefined;
  const { workflowType } = frame;
  const { text, problems, ...rest } = analyze(object.text, { format: 'json', ...(workflowType && { workflowType }) });
  // What is no HCL is for Terraform to say.
  const definition = { ...rest, text, problems: problems.filter(({ code }) => code !== 'json-syntax') };
  return embedded(frame, { start: first.start, end: tokens[end - 1]?.end ?? first.end }, definition, object);
}

function embedTemplate(frame: Frame, token: HclToken): Embedded | undefined {
  const assembly = new Assembly(frame.text);
  const template = readTerraformTemplate(token.text);
  if (token.kind === 'heredoc') assembly.addSlice(template.text, token.inner, text => text);
  else addQuoted(assembly, template.text, token.inner);
  // Nothing but an interpolation: the definition is elsewhere.
  if (/^\s*(?:\$\{[^{}]*\}\s*)?$/.test(assembly.text)) return undefined;
  const { workflowType } = frame;
  const definition = analyzeTerraformTemplate({ ...template, text: assembly.text }, { format: 'json', workflowType });
  return embedded(frame, { start: token.inner, end: token.inner + token.text.length }, definition, assembly);
}

function embedded({ host, key, workflowType }: Frame, range: Span, definition: Definition, map: OffsetMap): Embedded {
  return {
    host,
    name: key.value,
    nameSpan: { start: key.start, end: key.end },
    pointer: '',
    range,
    ...(workflowType && { workflowType }),
    isTranslated: map.isTranslated,
    definition,
    toHost: span => map.toHost(span),
    fromHost: offset => map.fromHost(offset),
    editInHost: edit => map.editInHost(edit),
    problems: sorted(toHost(definition.problems, map)),
  };
}

// The escapes of HCL are those of JSON, and `\U` with eight digits.
function addQuoted(assembly: Assembly, text: string, start: number): void {
  for (const match of text.matchAll(/\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S]|$)|[^\\]+/g)) {
    const [part] = match;
    const at = start + match.index;
    if (!part.startsWith('\\')) assembly.addSlice(part, at, quotedText);
    else assembly.addOther(unescaped(part), { start: at, end: at + part.length }, quotedText);
  }
}

const quotedText = (text: string): string => JSON.stringify(text).slice(1, -1);

function unescaped(sequence: string): string {
  const letter = sequence[1] ?? '';
  const code = Number.parseInt(sequence.slice(2), 16);
  if (/^\\[uU]/.test(sequence) && code <= 0x10ffff) return String.fromCodePoint(code);
  return { n: '\n', r: '\r', t: '\t' }[letter] ?? letter;
}

function isCallEnd(rest: Value): boolean {
  return isSign(rest[0], ')') || (isSign(rest[0], ',') && isSign(rest[1], ')'));
}

// The names in `{ a = 1, "b" = 2 }`, when that is all of it: other expressions bring names that are not known.
function variablesOf(
  value: Value,
  open: number,
  isEnd: (rest: Value) => boolean,
): ReadonlyMap<string, Span> | undefined {
  if (!isSign(value[open], '{')) return undefined;
  const names = new Map<string, Span>();
  const end = endOfGroup(value, open) - 1;
  let i = open + 1;
  while (i < end) {
    const token = value[i];
    if (token?.kind === 'break' || isSign(token, ',')) {
      i++;
      continue;
    }
    const isNamed = (token?.kind === 'word' || token?.kind === 'text') && token.text !== 'for';
    if (!isNamed || !(isSign(value[i + 1], '=') || isSign(value[i + 1], ':'))) return undefined;
    names.set(token.text, { start: token.inner, end: token.inner + token.text.length });
    i = afterEntry(value, i + 2, end);
  }
  return isEnd(value.slice(end + 1).filter(({ kind }) => kind !== 'break')) ? names : undefined;
}

function afterEntry(value: Value, from: number, end: number): number {
  let i = from;
  while (i < end) {
    const token = value[i];
    if (token?.kind === 'break' || isSign(token, ',')) return i;
    i = token?.kind === 'sign' && '({['.includes(token.text) ? endOfGroup(value, i) : i + 1;
  }
  return i;
}

function textNode({ text, start, end }: HclToken): StringNode {
  return { kind: 'string', value: text, start, end };
}
