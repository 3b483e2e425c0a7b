// One state machine of a host file, from what the host gives: an object of its own tree, a text, or the name of a file.
import { analyze } from '../analyze.ts';
import type { Format } from '../definition.ts';
import type { WorkflowType } from '../machine/machine.ts';
import type { Problem } from '../problems.ts';
import type { Node, ObjectNode, StringNode } from '../text/tree.ts';
import { analyzeTree } from '../wholeText.ts';
import { assemble } from './assemble.ts';
import type { Binding, Embedded, Link, Use } from './embedded.ts';
import { functionOf } from './functions.ts';
import { identityMap, type OffsetMap } from './offsetMap.ts';
import { usesIn } from './placeholders.ts';
import { namesOf, unknownNames, unusedNames } from './substitutions.ts';
import { subProblems, type TemplateNames } from './templateNames.ts';

/** What is the same for all forms. */
export interface Frame {
  readonly text: string;
  readonly format: Format;
  /** Of the host's text; only those inside the definition are told. */
  readonly problems: readonly Problem[];
  readonly host: Embedded['host'];
  readonly key: StringNode;
  readonly workflowType: WorkflowType | undefined;
  readonly binding: Binding | undefined;
  readonly template: TemplateNames | undefined;
}

export function embedObject(frame: Frame, node: ObjectNode, pointer: string): Embedded {
  const { text, format, workflowType, template } = frame;
  const own = frame.problems.filter(problem => node.start <= problem.start && problem.start <= node.end);
  const definition = analyzeTree({ text, workflowType }, format, { root: node, problems: own });
  const problems = [...definition.problems];
  const uses = usesIn(text, node, (placeholder, at) => {
    const found = functionOf(placeholder);
    if (found?.name === 'Sub') problems.push(...subProblems(text, found, template, at));
  });
  problems.push(...bindingProblems(uses, frame.binding, own.length > 0));
  return { ...common(frame, node, pointer), ...identityMap(node), definition, problems: sorted(problems) };
}

/** Undefined for a value that is no text of a definition. */
export function embedText(frame: Frame, node: Node, pointer: string): Embedded | undefined {
  const { text, workflowType, template, binding } = frame;
  const assembled = assemble(text, node);
  if (!assembled) return undefined;
  const { assembly, subs, uses } = assembled;
  const definition = analyze(assembly.text, { format: 'json', ...(workflowType && { workflowType }) });
  const problems = [
    ...toHost(definition.problems, assembly),
    ...subs.flatMap(sub => subProblems(text, sub, template, '')),
    ...bindingProblems(uses, binding, false),
  ];
  return {
    ...common(frame, node, pointer),
    toHost: span => assembly.toHost(span),
    fromHost: offset => assembly.fromHost(offset),
    editInHost: edit => assembly.editInHost(edit),
    definition,
    problems: sorted(problems),
  };
}

/** Undefined for what is no file beside the host: an address in S3, a path that is not known yet. */
export function embedLink(
  frame: Frame,
  node: StringNode,
  path: string,
  pointer: string,
  more?: Pick<Link, 'isTemplate' | 'isGuess'>,
): Embedded | undefined {
  if (path === '' || /^[a-z][a-z0-9+.-]+:|[${}]|^[\\/]/i.test(path)) return undefined;
  const { start, end } = node;
  const link = { path, span: { start, end }, ...more };
  return { ...common(frame, node, pointer), ...identityMap(node), link, problems: [] };
}

function common({ host, key, workflowType, binding }: Frame, { start, end }: Node, pointer: string) {
  return {
    host,
    name: key.value,
    nameSpan: { start: key.start, end: key.end },
    pointer,
    range: { start, end },
    ...(workflowType && { workflowType }),
    ...(binding && { binding }),
  };
}

function bindingProblems(uses: readonly Use[], binding: Binding | undefined, isBroken: boolean): readonly Problem[] {
  if (!binding) return [];
  // In a broken text a use may not have been seen.
  return [...unknownNames(uses, binding), ...(isBroken ? [] : unusedNames(namesOf(uses), binding))];
}

/** The same problems at their places in the host. */
export function toHost(problems: readonly Problem[], map: OffsetMap): readonly Problem[] {
  return problems.map(problem => ({ ...problem, ...map.toHost(problem) }));
}

export function sorted(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => a.start - b.start || a.end - b.end);
}
