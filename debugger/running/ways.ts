// The ways out of a state, counted: which field of the text led on, by what the events of a run say.
import type { ExecutionEvent, StateCode } from '../../interpreter/index.ts';
import { transitionsOf } from '../../language/index.ts';

/** Written to in place. */
export interface Way {
  /** The pointer of the field that makes the transition. */
  pointer: string;
  /** The name of the state it leads to; undefined: the end of the scope. */
  readonly to: string | undefined;
  times: number;
  isChanged: boolean;
}

/** Those of one state. */
export interface Ways {
  readonly next: Way | undefined;
  readonly end: Way;
  readonly otherwise: Way | undefined;
  /** By their number in the text. */
  readonly rules: readonly (Way | undefined)[];
  readonly catchers: readonly (Way | undefined)[];
}

/** How a visit ends: the rule that was true or the catcher that took it, -1 where there was none. */
export interface Leaving {
  readonly rule: number;
  readonly catcher: number;
}

export function waysOf({ state }: StateCode): Ways {
  const rules: (Way | undefined)[] = [];
  const catchers: (Way | undefined)[] = [];
  let next: Way | undefined;
  let otherwise: Way | undefined;
  for (const { kind, target, pointer, index = 0 } of transitionsOf(state)) {
    const way = newWay(pointer, target.value);
    if (kind === 'next') next = way;
    else if (kind === 'default') otherwise = way;
    else (kind === 'choice' ? rules : catchers)[index] = way;
  }
  return { next, end: newWay(`${state.pointer}/End`, undefined), otherwise, rules, catchers };
}

export function newWay(pointer: string, to: string | undefined): Way {
  return { pointer, to, times: 0, isChanged: false };
}

/** The way a visit was left by. Undefined where the text that is shown has none like it: it was edited since. */
export function wayTaken(ways: Ways, { rule, catcher }: Leaving, next: string | undefined): Way | undefined {
  const way =
    catcher >= 0
      ? ways.catchers[catcher]
      : next === undefined
        ? ways.end
        : rule >= 0
          ? ways.rules[rule]
          : (ways.next ?? ways.otherwise);
  return way?.to === next ? way : undefined;
}

export function allWays({ next, end, otherwise, rules, catchers }: Ways): readonly Way[] {
  return [next, otherwise, ...rules, ...catchers, end].flatMap(way => way ?? []);
}

/** The first state of an execution points to no event before it. */
export function isFirst(event: Extract<ExecutionEvent, { kind: 'stateEntered' }>): boolean {
  return event.previousId === 0;
}
