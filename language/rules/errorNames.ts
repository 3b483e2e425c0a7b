// error-order, error-alone, error-unknown, error-shadowed, error-impossible: the names in Retry and Catch. `States.ALL`
// stands alone and last; a name that an earlier entry has is never looked at again.
import { nearest } from '../../expressions/index.ts';
import { pointerTo, type Report } from '../machine/fields.ts';
import type { Catcher, MapState, ParallelState, Retrier, TaskState } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { ERROR_NAMES, HTTP_STATUS } from '../spec/errorNames.ts';
import { hasPlaceholder, type Node, type StringNode } from '../text/tree.ts';
import type { TaskResource } from './taskResource.ts';

export function errorNames(
  state: TaskState | ParallelState | MapState,
  resource: TaskResource | undefined,
  report: Report,
): void {
  if (state.retriers.length === 0 && state.catchers.length === 0) return;
  const isImpossible = impossibleFor(resource);
  checkList('Retry', state.retriers, isImpossible, report);
  checkList('Catch', state.catchers, isImpossible, report);
}

type WhyImpossible = (name: string) => string | undefined;

function checkList(
  list: 'Retry' | 'Catch',
  entries: readonly (Retrier | Catcher)[],
  whyImpossible: WhyImpossible,
  report: Report,
): void {
  // Of the entries before, once there are some.
  let handled: Set<string> | undefined;
  for (const [index, { node, pointer, fields }] of entries.entries()) {
    const names = namesIn(fields.get('ErrorEquals')?.value);
    if (names.length === 0) continue;
    const namesPointer = `${pointer}/ErrorEquals`;
    const hasAll = names.some(({ name }) => name === 'States.ALL');
    if (hasAll && names.length > 1) {
      const span = fields.get('ErrorEquals')?.value ?? node;
      report('error-alone', span, namesPointer, messages.allNotAlone());
    }
    if (hasAll && index < entries.length - 1) {
      report('error-order', { start: node.start, end: node.start + 1 }, pointer, messages.allNotLast(list));
      // What comes after it is never used, and that has been said.
      return;
    }
    for (const { name, item, node: at } of names) {
      checkName(name, at, pointerTo(namesPointer, item), list, handled, whyImpossible, report);
    }
    if (index === entries.length - 1) break;
    handled ??= new Set();
    for (const { name } of names) handled.add(name);
  }
}

function checkName(
  name: string,
  at: StringNode,
  pointer: string,
  list: string,
  handled: ReadonlySet<string> | undefined,
  whyImpossible: WhyImpossible,
  report: Report,
): void {
  if (hasPlaceholder(name)) return;
  // Others are names of errors that people, functions and services give.
  const isOurs = name.startsWith('States.');
  const raiser = isOurs && Object.hasOwn(ERROR_NAMES, name) ? ERROR_NAMES[name] : undefined;
  if (handled?.has(name) && name !== 'States.ALL') {
    report('error-shadowed', at, pointer, messages.errorShadowed(name, list), 'warning', name);
  } else if (raiser === 'nothing') {
    report('error-impossible', at, pointer, messages.errorRuntime(), 'warning', name);
  } else if (raiser === undefined && isOurs && !HTTP_STATUS.test(name)) {
    const message = messages.errorUnknown(name, nearest(name, Object.keys(ERROR_NAMES)));
    report('error-unknown', at, pointer, message, 'warning', name);
  } else if (isOurs) {
    const why = whyImpossible(name);
    if (why) report('error-impossible', at, pointer, messages.errorImpossible(name, why), 'warning', name);
  }
}

// Only what is certain: functions, activities and whoever holds a token can answer with any name.
function impossibleFor(parsed: TaskResource | undefined): WhyImpossible {
  if (parsed?.kind !== 'integration' || parsed.pattern === 'token' || parsed.service === 'lambda') return NEVER;
  return name => {
    if (name.startsWith('States.Http.')) return parsed.service === 'http' ? undefined : 'the task makes no HTTP call';
    const raiser = ERROR_NAMES[name];
    if (raiser === 'parallel') return 'only a Parallel state raises it';
    return raiser === 'map' ? 'only a distributed Map raises it' : undefined;
  };
}

const NEVER: WhyImpossible = () => undefined;

interface ErrorName {
  readonly name: string;
  readonly item: number;
  readonly node: StringNode;
}

function namesIn(list: Node | undefined): readonly ErrorName[] {
  if (list?.kind !== 'array') return [];
  const [first] = list.items;
  if (first?.kind === 'string' && list.items.length === 1) return [{ name: first.value, item: 0, node: first }];
  return list.items.flatMap((node, item) => (node.kind === 'string' ? [{ name: node.value, item, node }] : []));
}
