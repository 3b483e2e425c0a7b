// Paths that carry variables along. From the first step that binds one (`@$v`, `#$i`) or hands out its input to a `%`,
// the items are tuples: the value under `@`, the variables under their names. Filters then see the whole stream.

import type { PathPlan, Plan } from '../plan.ts';
import { type Frame, type Runtime, UNBOUND } from '../runtime.ts';
import { append, collapse, type Item, marked, markOf, SEQUENCE, sequence, TUPLES } from '../values.ts';
import { type Code, compile } from './code.ts';
import { grouping } from './constructors.ts';
import { type Filter, filter, itemAt, select } from './filters.ts';
import { compileStep, each, endsPath, itemsOf, keepSingleton } from './paths.ts';
import { boundNames, type Context, Scope } from './scope.ts';
import { sorting } from './sorting.ts';
import type { Tuple } from './variables.ts';

type Tuples = Item[];
type TupleCode = (rt: Runtime, tuples: Tuples | undefined, items: readonly Item[], frame: Frame) => Tuples;

export function tupleScope(plan: Plan, scope: Scope): Scope {
  return new Scope(scope, [], boundNames([plan]), true);
}

export function tupleFrame(scope: Scope, around: Frame, tuple: Tuple): Frame {
  const frame: Frame = [around, tuple];
  for (let slot = 2; slot < scope.size; slot++) frame.push(UNBOUND);
  return frame;
}

export function isTupleStream(value: Item): value is Tuples {
  return Array.isArray(value) && (markOf(value) & TUPLES) !== 0;
}

export function compileTuplePath(plan: PathPlan, scope: Scope, context: Context): Code {
  const from = plan.steps.findIndex(step => step.tuple);
  const before = plan.steps.slice(0, from).map(step => compileStep(step, scope, context));
  const steps = plan.steps.slice(from).map(step => compileTupleStep(step, scope, context));
  const group = plan.group && grouping(plan.group, scope, context);
  const fromVariable = plan.steps[0]?.kind === 'variable';
  const firstIsWhole = plan.steps[0]?.constructs === true;
  const isWhole = plan.steps.map((step, i) => step.kind === 'sort' || (i === 0 && firstIsWhole));
  const first = plan.steps[0] as Plan;
  // A constructed first step is evaluated once, even where tuples start with it.
  const wholeFirst = firstIsWhole && from === 0 ? compile(first, scope, context) : undefined;
  return (rt, input, frame) => {
    let found: Item = Array.isArray(input) && !fromVariable ? input : sequence([input]);
    for (let i = 0; i < before.length; i++) {
      const step = before[i] as Code;
      found = isWhole[i] ? step(rt, found, frame) : each(rt, step, itemsOf(found), frame, false);
      // Nothing left before the variables come in: the rest of the steps is not looked at.
      if (endsPath(found)) {
        const rest = plan.keepSingleton ? keepSingleton(found) : found;
        return collapse(group ? group(rt, rest, frame) : rest);
      }
    }
    let items = itemsOf(found);
    let tuples: Tuples | undefined;
    for (let i = 0; i < steps.length; i++) {
      if (i === 0 && wholeFirst) {
        const whole = wholeFirst(rt, items as Item[], frame);
        // Bound to a variable, the array is not what the next step sees; nor, in the reference, does the variable.
        if (first.focus === undefined) items = itemsOf(whole);
      } else tuples = (steps[i] as TupleCode)(rt, tuples, items, frame);
    }
    const stream = tuples ?? marked([], SEQUENCE | TUPLES);
    let result: Item = plan.tuple ? stream : sequence(stream.map(tuple => (tuple as Tuple)['@']));
    if (plan.keepSingleton && !plan.tuple) result = keepSingleton(result);
    if (group) result = group(rt, stream, frame);
    else if (plan.tuple) return result;
    return plan.keepArray ? collapse(keepSingleton(result)) : collapse(result);
  };
}

function compileTupleStep(step: Plan, scope: Scope, context: Context): TupleCode {
  const stages = (step.stages ?? []).map(stage =>
    stage.kind === 'filter' ? filterOfAny(stage.expression, scope, context) : indexing(stage.name),
  );
  const make = step.kind === 'sort' ? tupleSort(step, scope, context) : advance(step, scope, context);
  return (rt, tuples, items, frame) => {
    let result = make(rt, tuples, items, frame);
    for (const stage of stages) result = stage(rt, result, frame) as Tuples;
    return result;
  };
}

function asTuples(items: readonly Item[]): Tuples {
  return items.map(item => tupleOf({ '@': item }));
}

function tupleOf(...parts: Tuple[]): Tuple & Item {
  return Object.assign(Object.create(null), ...parts) as Tuple & Item;
}

function advance(step: Plan, scope: Scope, context: Context): TupleCode {
  const own = tupleScope(step, scope);
  const code = compile(withoutStages(step), own, context);
  const { focus, index } = step;
  return (rt, tuples, items, frame) => {
    const result: Item[] = [];
    for (const item of tuples ?? asTuples(items)) {
      rt.spend(1);
      const tuple = item as Tuple;
      const value = code(rt, tuple['@'], tupleFrame(own, frame, tuple));
      if (value === undefined) continue;
      const values = Array.isArray(value) ? value : [value];
      const areTuples = isTupleStream(value);
      for (let i = 0; i < values.length; i++) {
        if (areTuples) {
          result.push(tupleOf(tuple, values[i] as Tuple));
          continue;
        }
        const next = tupleOf(tuple);
        if (focus) next[focus] = values[i];
        else next['@'] = values[i];
        if (index) next[index] = i;
        if (step.ancestor) next[step.ancestor.label] = tuple['@'];
        result.push(next);
      }
      if (result.length > 1000) rt.allowItems(result.length);
    }
    return marked(result, SEQUENCE | TUPLES);
  };
}

/** Stages of a step apply to the stream, not to what one item yields. */
function withoutStages(step: Plan): Plan {
  if (!step.stages) return step;
  const { stages: _, ...rest } = step;
  return rest as Plan;
}

function tupleSort(step: Plan & { kind: 'sort' }, scope: Scope, context: Context): TupleCode {
  const sort = sorting(step, scope, context);
  const { index } = step;
  return (rt, tuples, items, frame) => {
    // Sorted tuples are no longer known for tuples: a filter or a grouping right behind sees them as plain objects. So
    // it is in the reference.
    if (tuples) return sort(rt, tuples, frame);
    const sorted = sort(rt, items as Item[], frame);
    return marked(
      sorted.map((item, i) => (index === undefined ? tupleOf({ '@': item }) : tupleOf({ '@': item, [index]: i }))),
      SEQUENCE | TUPLES,
    );
  };
}

function indexing(name: string): Filter {
  return (_, value) => {
    const tuples = value as Tuples;
    for (let i = 0; i < tuples.length; i++) (tuples[i] as Tuple)[name] = i;
    return tuples;
  };
}

/** A filter for either kind of value. Each is compiled when it turns up: both at once would double with every nesting. */
export function filterOfAny(predicate: Plan, scope: Scope, context: Context): Filter {
  let plain: Filter | undefined;
  let ofTuples: Filter | undefined;
  return (rt, value, frame) => {
    if (isTupleStream(value)) {
      ofTuples ??= tupleFilter(predicate, scope, context);
      return ofTuples(rt, value, frame);
    }
    plain ??= filter(predicate, scope, context);
    return plain(rt, value, frame);
  };
}

function tupleFilter(predicate: Plan, scope: Scope, context: Context): Filter {
  if (predicate.kind === 'literal' && typeof predicate.value === 'number') {
    const index = Math.floor(predicate.value);
    return (_, tuples) => itemAt(tuples as Tuples, index);
  }
  const own = tupleScope(predicate, scope);
  const code = compile(predicate, own, context);
  return (rt, value, frame) => {
    const tuples = value as Tuples;
    const found: Item[] = [];
    rt.spend(tuples.length);
    for (let i = 0; i < tuples.length; i++) {
      const tuple = tuples[i] as Tuple;
      const wanted = code(rt, tuple['@'], tupleFrame(own, frame, tuple));
      select(rt, wanted, tuple as unknown as Item, i, tuples.length, found);
    }
    return marked(found, SEQUENCE | TUPLES);
  };
}

/** The tuples of one group as a single one: every variable has the values of all. */
export function reduceTuples(data: Item): Tuple {
  if (!Array.isArray(data)) return tupleOf(data as Tuple);
  const result = tupleOf(data[0] as Tuple);
  for (const item of data.slice(1)) {
    for (const [name, value] of Object.entries(item as Tuple)) result[name] = append(result[name], value);
  }
  return result;
}
