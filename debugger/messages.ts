// Every sentence the debugger says, as a function.
import type { Phase } from '../interpreter/index.ts';

export const messages = {
  noDefinition: () => 'The launch configuration names no definition. Set "definition" to the path of a state machine.',
  cannotRun: (file: string, reasons: readonly string[]) => `${file} cannot be run: ${reasons.join(' ')}`,
  unknownType: (type: string) => `"machineType" is STANDARD or EXPRESS, not ${type}.`,
  inputNotJson: (file: string, problem: string) => `The input ${file} cannot be read. ${problem}`,
  mocksUnreadable: (problem: string) => `The mocks cannot be read. ${problem}`,
  notRunning: () => 'The execution has not started.',
  noFrame: () => 'There is no state to look at: the execution is running or has ended.',
  noStateHere: () => 'No state stands on this line.',
  movedToState: (name: string) => `Moved to the state "${name}": nothing happens on that line.`,
  otherFile: () => 'This file is not the definition that is being debugged.',
  noPath: () => 'Write a JSONPath, such as $.order.total, $$.Execution.Id or $variable.',
  atStart: () => 'This is the beginning of the execution.',
} as const;

const PHASES: Readonly<Record<Phase, string>> = {
  enter: 'entering',
  input: 'before InputPath of',
  args: 'before Parameters of',
  rule: 'before a rule of',
  task: 'before the work of',
  result: 'before the result of',
  error: 'at an error of',
  assign: 'before Assign of',
  output: 'before the output of',
  exit: 'leaving',
};

/** `entering "Pay"` */
export function describePhase(phase: Phase, state: string): string {
  return `${PHASES[phase]} "${state}"`;
}
