// What `${names}` of `Fn::Sub` may be in a CloudFormation or SAM template: parameters, resources and pseudo parameters.
// Where macros and includes may bring more, nothing is known to be wrong.
import { messages, type Problem } from '../problems.ts';
import { createGuess } from '../rules/rule.ts';
import { spanIn } from '../text/offsets.ts';
import { memberNamed, type Node } from '../text/tree.ts';
import { type CloudFunction, readSub, textMember } from './functions.ts';
import { isOtherTools, namesIn } from './placeholders.ts';
import { unusedName } from './substitutions.ts';

export interface TemplateNames {
  readonly names: ReadonlySet<string>;
  /** Resources SAM makes more of: `Pay` brings `PayRole`. */
  readonly sources: readonly string[];
  readonly isSam: boolean;
  /** There may be other names. */
  readonly isOpen: boolean;
  /** Nothing but resources: perhaps a part that another file brings in, with names of its own. */
  readonly isPart: boolean;
}

export function templateNames(root: Node): TemplateNames {
  const names = new Set<string>();
  const sources: string[] = [];
  const transforms = transformsOf(memberNamed(root, 'Transform')?.value);
  let isOpen =
    transforms.some(name => name !== SAM && name !== EXTENSIONS) || memberNamed(root, 'Fn::Transform') !== undefined;
  for (const section of ['Parameters', 'Resources']) {
    const value = memberNamed(root, section)?.value;
    if (value?.kind === 'placeholder') isOpen = true;
    if (value?.kind !== 'object') continue;
    for (const { key, value: inner } of value.members) {
      if (key.value.startsWith('Fn::')) isOpen = true;
      names.add(key.value);
      if (textMember(inner, 'Type')?.value.startsWith('AWS::Serverless::')) sources.push(key.value);
      if (textMember(inner, 'Type')?.value.endsWith('::MODULE')) isOpen = true;
    }
  }
  return {
    names,
    sources,
    isSam: transforms.includes(SAM),
    isOpen,
    isPart: !WHOLE.some(name => memberNamed(root, name)),
  };
}

const WHOLE = ['AWSTemplateFormatVersion', 'Transform', 'Parameters', 'Description', 'Conditions', 'Metadata'];
const SAM = 'AWS::Serverless-2016-10-31';
const EXTENSIONS = 'AWS::LanguageExtensions';

function transformsOf(node: Node | undefined): readonly string[] {
  if (!node) return [];
  if (node.kind === 'string') return [node.value];
  if (node.kind === 'array') return node.items.flatMap(transformsOf);
  return ['?'];
}

/** What is wrong with the names of one `Fn::Sub`, at places in the host: with the template's, and with those it brings. */
export function subProblems(
  host: string,
  sub: CloudFunction,
  template: TemplateNames | undefined,
  pointer: string,
): readonly Problem[] {
  const read = readSub(sub);
  if (!read) return [];
  const { text, locals, isOpen } = read;
  const problems: Problem[] = [];
  const local = new Map(locals?.members.map(({ key }) => [key.value, key]));
  const used = new Set<string>();
  const guessed = createGuess();
  for (const { name, start, isLiteral } of namesIn(text.value)) {
    if (isLiteral) continue;
    used.add(name);
    // `Function.Arn` is an attribute of a resource.
    const [first = name] = name.split('.');
    if (local.has(name) || isOpen || !template || isKnown(first, template)) continue;
    const guess = guessed(first, [...local.keys(), ...template.names]);
    if (template.isPart && guess === undefined) continue;
    const severity = template.isSam || template.isPart ? 'warning' : 'error';
    const message = messages.subUnknown(first, guess);
    const span = spanIn(host, text, { start, end: start + first.length });
    problems.push({ code: 'substitution-unknown', severity, message, pointer, subject: first, ...span });
  }
  const unknown = [...used].filter(candidate => !local.has(candidate) && !template?.names.has(candidate));
  for (const [name, key] of local) {
    if (!used.has(name)) problems.push(unusedName(name, key, guessed(name, unknown), pointer));
  }
  return problems;
}

function isKnown(name: string, { names, sources, isSam, isOpen }: TemplateNames): boolean {
  if (isOpen || names.has(name) || name.startsWith('AWS::') || isOtherTools(name)) return true;
  if (isSam && name.startsWith('Serverless')) return true;
  return sources.some(source => name.startsWith(source));
}
