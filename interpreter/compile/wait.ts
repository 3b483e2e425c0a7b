// Wait: for a number of seconds or until a moment, written down or found in the input (spec/asl.md §5.4).
import { numberOf, type Value } from '../../expressions/index.ts';
import type { WaitState } from '../../language/index.ts';
import { causes, evaluationFailure, runtimeFailure } from '../failure.ts';
import { printValue } from '../json.ts';
import type { StateData, Step, StepScope } from '../program.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { Refuse } from './compile.ts';
import { compileTyped } from './jsonata.ts';
import { effectiveInput, pathIn, scopeOver } from './paths.ts';
import { assignSteps, enterStep, exitStep, inputSteps, outputSteps } from './steps.ts';

/** 24,855 days are accepted and 24,856 are not (recorded): the delay is a 32-bit number of seconds. */
const LONGEST_SECONDS = 2 ** 31 - 1;

export function waitSteps(state: WaitState, refuse: Refuse): readonly Step[] {
  const due = state.queryLanguage === 'JSONata' ? jsonataDue(state, refuse) : pathDue(state);
  const field = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']
    .map(name => state.fields.get(name))
    .find(Boolean);
  return [
    enterStep(state),
    ...inputSteps(state),
    {
      phase: 'task',
      span: field ?? state.key,
      perform: (data, scope) => {
        const until = due(data, scope);
        // A moment that is past is not waited for.
        return until > scope.now ? { kind: 'sleep', until } : undefined;
      },
    },
    ...assignSteps(state, effectiveInput, refuse),
    ...outputSteps(state, effectiveInput, refuse),
    exitStep(state, effectiveInput),
  ];
}

type DueTime = (data: StateData, scope: StepScope) => number;

function jsonataDue(state: WaitState, refuse: Refuse): DueTime {
  const seconds = state.fields.get('Seconds')?.value;
  if (seconds) {
    const evaluate = compileTyped(seconds, 'Seconds', 'number', refuse);
    return (data, scope) => scope.now + checkedSeconds(Number(evaluate(data, scope))) * 1000;
  }
  const timestamp = state.fields.get('Timestamp')?.value;
  const evaluate = timestamp ? compileTyped(timestamp, 'Timestamp', 'string', refuse) : () => '';
  return (data, scope) => {
    const value = evaluate(data, scope);
    const moment = typeof value === 'string' ? parseTimestamp(value) : undefined;
    if (moment === undefined) throw evaluationFailure(causes.jsonataTimestamp(shown(value)), 'Timestamp', 'value');
    return checkedMoment(moment, scope);
  };
}

function pathDue(state: WaitState): DueTime {
  const seconds = state.fields.get('Seconds')?.value;
  if (seconds?.kind === 'number') return (_input, scope) => scope.now + checkedSeconds(seconds.value) * 1000;
  const secondsPath = pathIn(state, 'SecondsPath');
  if (secondsPath) {
    const { text, read } = secondsPath;
    return (data, scope) => {
      const value = read(scopeOver(effectiveInput(data), scope));
      if (value === undefined) throw runtimeFailure(causes.secondsMissing(text));
      const number = typeof value === 'string' ? Number(value) : numberOf(value);
      if (number === undefined || !Number.isInteger(number)) {
        throw runtimeFailure(causes.secondsNotInteger(text, shown(value)));
      }
      if (number < 0) throw runtimeFailure(causes.secondsNegative(text, shown(value)));
      return scope.now + checkedSeconds(number) * 1000;
    };
  }
  const timestamp = state.fields.get('Timestamp')?.value;
  if (timestamp?.kind === 'string') {
    const moment = parseTimestamp(timestamp.value) ?? 0;
    return (_input, scope) => checkedMoment(moment, scope);
  }
  const timestampPath = pathIn(state, 'TimestampPath');
  return (data, scope) => {
    const value = timestampPath?.read(scopeOver(effectiveInput(data), scope));
    const moment = typeof value === 'string' ? parseTimestamp(value) : undefined;
    if (moment === undefined) {
      throw runtimeFailure(causes.timestampInvalid(timestampPath?.text ?? '', value === undefined ? '' : shown(value)));
    }
    return checkedMoment(moment, scope);
  };
}

function checkedSeconds(seconds: number): number {
  if (seconds > LONGEST_SECONDS) throw runtimeFailure(causes.waitTooLong());
  return seconds;
}

function checkedMoment(moment: number, scope: StepScope): number {
  checkedSeconds((moment - scope.now) / 1000);
  return moment;
}

function shown(value: Value): string {
  return typeof value === 'string' ? value : printValue(value);
}
