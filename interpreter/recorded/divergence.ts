// Where a run over recorded answers did not come to what was recorded.
import { isObject, type Value } from '../../expressions/index.ts';
import { toValue } from '../../language/index.ts';
import type { Moment } from '../journal.ts';
import type { Call, StateCode } from '../program.ts';

export type DivergingField = 'input' | 'arguments' | 'output' | 'variables' | 'next' | 'error' | 'end';

export interface Divergence {
  /** The run stands there when it shows. */
  readonly moment: Moment;
  readonly strand: number;
  /** The path of the state. */
  readonly state: string;
  readonly field: DivergingField;
  /** Undefined where nothing of it is in the history. */
  readonly recorded: Value | undefined;
  readonly computed: Value | undefined;
  /** What the state reads that no history holds, where that explains it. */
  /** The definition leads elsewhere than the record: it cannot be followed any further there. */
  readonly isEnd?: true;
  readonly because?: 'chance' | 'clock' | 'context' | undefined;
}

/** Equal as JSON: the order of members says nothing, and a token stands for any other. */
export function sameValue(recorded: Value, computed: Value, token?: string): boolean {
  if (recorded === computed || (token !== undefined && computed === token)) return true;
  if (Array.isArray(recorded)) {
    if (!Array.isArray(computed) || recorded.length !== computed.length) return false;
    return recorded.every((item, i) => sameValue(item, computed[i] as Value, token));
  }
  if (isObject(recorded)) {
    if (!isObject(computed)) return false;
    const names = Object.keys(recorded);
    if (names.length !== Object.keys(computed).length) return false;
    return names.every(
      name => Object.hasOwn(computed, name) && sameValue(recorded[name] as Value, computed[name] as Value, token),
    );
  }
  return typeof recorded === 'object' && typeof computed === 'object' && String(recorded) === String(computed);
}

/** A call's arguments. What a token or a name of an execution was made of is not the caller's doing. */
export function sameArguments(recorded: Value, call: Call): boolean {
  return sameValue(recorded, call.input, call.token);
}

/** What in the text of a state cannot come out twice alike. */
export function causeOf({ state }: StateCode): Divergence['because'] {
  const own = JSON.stringify(toValue(state.node));
  if (CHANCE.test(own)) return 'chance';
  if (CLOCK.test(own)) return 'clock';
  return CONTEXT.test(own) ? 'context' : undefined;
}

const CHANCE = /States\.(?:UUID|MathRandom)|\$(?:uuid|random|shuffle)\b/;
const CLOCK = /\$(?:now|millis)\b|(?:\$\$|\$states\.context)\.(?:State|Execution)\.(?:Entered|Start|Redrive)Time/;
const CONTEXT = /\$\$|\$states\.context/;
