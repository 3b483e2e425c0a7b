// What a data breakpoint looks at: a variable or a part of it (`$total`, `$order.id`), or a part of what flows from state to
// state (`$.order.total`). The same path means the same value in every phase: arguments and raw results are not looked at.
import { compilePath, type Path, parsePath, sameValue, type Value } from '../expressions/index.ts';
import type { Run, Strand } from './run.ts';

export type Watch = (strand: Strand) => Value | undefined;

/** Undefined where the text is no path of a variable or of the state data. */
export function watchOf(text: string): Watch | undefined {
  const { path, problems } = parsePath(text.replace(/^\$states\.input\b/, '$'));
  if (problems.length > 0 || !isWatchable(path)) return undefined;
  const read = compilePath(path);
  return ({ data, variables }) =>
    read({
      data: data.output === undefined ? data.input : data.output,
      context: () => null,
      variable: name => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    });
}

/** A value by names and indexes, `$total`, `$.order.lines[0]`, `$states.result.id`: what can be set. */
export interface DefinitePath {
  /** `variables`, or the member of the state's data; `current` is what `$` reads. */
  readonly root: 'variables' | 'current' | 'input' | 'result';
  readonly steps: readonly (string | number)[];
}

export function definitePath(text: string): DefinitePath | undefined {
  const { path, problems } = parsePath(text.trim());
  if (problems.length > 0 || path.root === 'context' || path.root === 'item') return undefined;
  const steps: (string | number)[] = [];
  for (const segment of path.segments) {
    if (segment.deep) return undefined;
    if (segment.kind === 'name') steps.push(segment.name);
    else if (segment.kind === 'index' && segment.index >= 0) steps.push(segment.index);
    else return undefined;
  }
  if (path.root === 'data') return { root: 'current', steps };
  if (path.variable !== 'states') return { root: 'variables', steps: [path.variable ?? '', ...steps] };
  const [member, ...rest] = steps;
  return member === 'input' || member === 'result' ? { root: member, steps: rest } : undefined;
}

function isWatchable({ root, variable, segments }: Path): boolean {
  if (segments.some(({ kind }) => kind === 'function' || kind === 'missing')) return false;
  return root === 'data' || (root === 'variable' && variable !== 'states');
}

export interface Change {
  readonly strand: Strand;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** The first strand, of those that `concerns`, in which the value is another than before. New strands have no before. */
export function changeOf(
  watch: Watch,
  before: Run,
  after: Run,
  concerns: (strand: Strand) => boolean,
): Change | undefined {
  if (before === after) return undefined;
  for (const strand of after.strands) {
    if (!concerns(strand)) continue;
    const earlier = before.strands.find(({ id }) => id === strand.id);
    if (!earlier || earlier === strand) continue;
    const [was, is] = [watch(earlier), watch(strand)];
    const isSame = was === is || (was !== undefined && is !== undefined && sameValue(was, is));
    if (!isSame) return { strand, before: was, after: is };
  }
  return undefined;
}
