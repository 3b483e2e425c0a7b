// Where a run over recorded answers did not come to what was recorded.
import { isArray, isObject, sameValue, type Value } from '../../expressions/index.ts';
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
  /** The definition leads elsewhere than the record: it cannot be followed any further there. */
  readonly isEnd?: true;
  /** What the state reads that no history holds, where that explains it. */
  readonly because?: 'chance' | 'clock' | 'context' | undefined;
}

/** A call's arguments. Its token was made anew and stands for the one on record. */
export function sameArguments(recorded: Value, { input, token }: Call): boolean {
  return token === undefined ? sameValue(recorded, input) : sameBesides(recorded, input, token);
}

function sameBesides(recorded: Value, computed: Value, token: string): boolean {
  if (computed === token) return true;
  if (isArray(recorded) && isArray(computed)) {
    if (recorded.length !== computed.length) return false;
    return recorded.every((item, i) => sameBesides(item, computed[i] as Value, token));
  }
  if (!isObject(recorded) || !isObject(computed)) return sameValue(recorded, computed);
  const names = Object.keys(recorded);
  if (names.length !== Object.keys(computed).length) return false;
  return names.every(
    name => Object.hasOwn(computed, name) && sameBesides(recorded[name] as Value, computed[name] as Value, token),
  );
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
