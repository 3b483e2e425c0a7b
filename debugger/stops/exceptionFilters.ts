// Exception filters: which failures stop the run, and what can be said about one.
import { type Considered, type Fate, fateOf, isHandedUp, printDuration } from '../../interpreter/index.ts';
import type { DebugProtocol } from '../dap.ts';
import type { Standing } from './spot.ts';

export type FilterId = 'uncaught' | 'caught' | 'retried' | 'tolerated' | 'failState';

const CONDITION =
  "JSONata over $error, $cause, $state and $attempt, such as $error = 'Lambda.TooManyRequestsException'";

export const EXCEPTION_FILTERS: (DebugProtocol.ExceptionBreakpointsFilter & { readonly filter: FilterId })[] = [
  {
    filter: 'uncaught',
    label: 'Uncaught errors',
    description: 'Nothing takes it: the execution will fail.',
    default: true,
  },
  { filter: 'caught', label: 'Caught errors', description: 'A Catch takes it, here or in a state around.' },
  { filter: 'retried', label: 'Retried errors', description: 'An attempt failed and a retrier will run it again.' },
  {
    filter: 'tolerated',
    label: 'Tolerated errors',
    description: 'A child of a distributed Map failed, within what the Map tolerates.',
  },
  { filter: 'failState', label: 'Fail states', description: 'A Fail state is about to run.' },
].map(filter => ({
  ...filter,
  filter: filter.filter as FilterId,
  supportsCondition: true,
  conditionDescription: CONDITION,
}));

/** Which filter a standing is for. A failure is told where it began, not again by each state around. */
export function filterFor({ run, strand }: Standing): FilterId | undefined {
  const { failing, code, step } = strand;
  if (!failing) return code.type === 'Fail' && step === 0 ? 'failState' : undefined;
  return isHandedUp(strand) ? undefined : fateOf(run, strand, failing).kind;
}

/** Who was asked about a failure and what each said, one line for each. */
export function describeFate({ asked }: Fate): string[] {
  return asked.flatMap(({ strand, considered }) =>
    considered.length === 0
      ? [`${strand.code.name}: no Retry and no Catch`]
      : considered.map(one => `${strand.code.name}: ${describeHandler(one)}`),
  );
}

function describeHandler({ kind, index, names, verdict, done = 0, most = 0, delayMs = 0, next }: Considered): string {
  const field = kind === 'retrier' ? 'Retry' : 'Catch';
  const what = `${field}[${index}] ${names.join(', ')}`;
  if (verdict === 'noMatch') return `${what}: does not match`;
  if (verdict === 'usedUp') return `${what}: matches, but its ${most} attempts are used up`;
  if (verdict === 'later') return `${what}: matches, but one before it has taken the error`;
  if (kind === 'catcher') return `${what}: takes it and goes on at ${next}`;
  return `${what}: takes it, attempt ${done + 1} of ${most} after ${printDuration(delayMs)}`;
}
