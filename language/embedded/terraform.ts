// State machines of Terraform files: `definition` of `aws_sfn_state_machine` (and of modules) as a heredoc or quoted text, by
// `templatefile` or `file`, or by a local value of the same file. `jsonencode({…})` is HCL, not JSON, and is not read.
import type { Problem } from '../problems.ts';
import type { Span, StringNode } from '../text/tree.ts';
import { workflowTypeOf } from './cloudFormation.ts';
import { embedLink, type Frame, sorted, toHost } from './embed.ts';
import type { Binding, Embedded } from './embedded.ts';
import { endOfGroup, type HclBlock, type HclToken, isSign, readHcl } from './hcl.ts';
import { Assembly } from './offsetMap.ts';
import { analyzeTerraformTemplate, readTerraformTemplate } from './terraformTemplate.ts';

const RESOURCES: readonly unknown[] = ['aws_sfn_state_machine', 'awscc_stepfunctions_state_machine'];

export function terraformMachines(text: string): readonly Embedded[] {
  const blocks = readHcl(text);
  const locals = new Map(blocks.flatMap(({ type, attributes }) => (type === 'locals' ? [...attributes] : [])));
  return blocks.flatMap(block => {
    const label = labelOf(block);
    const value = block.attributes.get('definition') ?? block.attributes.get('definition_string');
    if (!label || !value) return [];
    const [first] = block.attributes.get('type') ?? [];
    const frame: Frame = {
      text,
      format: 'json',
      problems: [],
      host: 'Terraform',
      key: textNode(label),
      workflowType: workflowTypeOf(first && textNode(first)),
      binding: undefined,
      template: undefined,
    };
    const embedded = embedTokens(frame, localValue(value, locals), block.type === 'module');
    return embedded ? [embedded] : [];
  });
}

// `resource "aws_sfn_state_machine" "order" {`, `module "order" {`
function labelOf({ type, labels }: HclBlock): HclToken | undefined {
  if (type === 'module') return labels[0];
  return type === 'resource' && RESOURCES.includes(labels[0]?.text) ? labels[1] : undefined;
}

function localValue(value: readonly HclToken[], locals: ReadonlyMap<string, readonly HclToken[]>): readonly HclToken[] {
  const [local, dot, name, ...more] = value;
  const isLocal = local?.text === 'local' && isSign(dot, '.') && name?.kind === 'word' && more.length === 0;
  return (isLocal && locals.get(name.text)) || value;
}

function embedTokens(frame: Frame, value: readonly HclToken[], isModule: boolean): Embedded | undefined {
  const [first, second, third] = value;
  if (first?.kind === 'heredoc' || (first?.kind === 'text' && value.length === 1)) {
    // A module may call anything a definition.
    if (isModule && !/StartAt[\s\S]*States|States[\s\S]*StartAt/.test(first.text)) return undefined;
    return embedTemplate(frame, first);
  }
  const isCall = (first?.text === 'templatefile' || first?.text === 'file') && isSign(second, '(');
  if (!isCall || third?.kind !== 'text') return undefined;
  const path = third.text.replace(/^\$\{\s*path\.module\s*\}\/?/, '');
  const binding: Binding | undefined =
    first.text === 'templatefile' ? variablesOf(value, 3, frame.key.value) : undefined;
  return embedLink({ ...frame, binding }, textNode(third), path, '');
}

function embedTemplate(frame: Frame, token: HclToken): Embedded | undefined {
  const assembly = new Assembly(frame.text);
  const template = readTerraformTemplate(token.text);
  if (token.kind === 'heredoc') assembly.addSlice(template.text, token.inner);
  else addQuoted(assembly, template.text, token.inner);
  // Nothing but an interpolation: the definition is elsewhere.
  if (/^\s*(?:\$\{[^{}]*\}\s*)?$/.test(assembly.text)) return undefined;
  const { workflowType, host, key } = frame;
  const definition = analyzeTerraformTemplate({ ...template, text: assembly.text }, { format: 'json', workflowType });
  const problems: readonly Problem[] = toHost(definition.problems, assembly);
  return {
    host,
    name: key.value,
    nameSpan: { start: key.start, end: key.end },
    pointer: '',
    range: { start: token.inner, end: token.inner + token.text.length },
    ...(workflowType && { workflowType }),
    definition,
    toHost: span => assembly.toHost(span),
    fromHost: offset => assembly.fromHost(offset),
    problems: sorted(problems),
  };
}

// The escapes of HCL are those of JSON, and `\U` with eight digits.
function addQuoted(assembly: Assembly, text: string, start: number): void {
  for (const match of text.matchAll(/\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S]|$)|[^\\]+/g)) {
    const [part] = match;
    const at = start + match.index;
    if (!part.startsWith('\\')) assembly.addSlice(part, at);
    else assembly.addOther(unescaped(part), { start: at, end: at + part.length });
  }
}

function unescaped(sequence: string): string {
  const letter = sequence[1] ?? '';
  const code = Number.parseInt(sequence.slice(2), 16);
  if (/^\\[uU]/.test(sequence) && code <= 0x10ffff) return String.fromCodePoint(code);
  return { n: '\n', r: '\r', t: '\t' }[letter] ?? letter;
}

// The names in `templatefile(…, { a = 1, "b" = 2 })`. Other expressions bring names that are not known.
function variablesOf(value: readonly HclToken[], from: number, owner: string): Binding | undefined {
  const open = value.findIndex((token, index) => index >= from && !isSign(token, ',') && token.kind !== 'break');
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
  const after = value.slice(end + 1).filter(({ kind }) => kind !== 'break');
  const isWhole = isSign(after[0], ')') || (isSign(after[0], ',') && isSign(after[1], ')'));
  return isWhole ? { kind: 'templatefile', owner, names } : undefined;
}

function afterEntry(value: readonly HclToken[], from: number, end: number): number {
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
