// Every sentence the debugger says, as a function.
import type { Phase } from '../interpreter/index.ts';

export const messages = {
  noDefinition: () => 'The launch configuration names no definition. Set "definition" to the path of a state machine.',
  cannotRun: (file: string, reasons: readonly string[]) => `${file} cannot be run: ${reasons.join(' ')}`,
  unknownType: (type: string) => `"machineType" is STANDARD or EXPRESS, not ${type}.`,
  notANumber: (name: string, least: number, given: string) =>
    `"${name}" is a whole number${least > 0 ? ` from ${least} on` : ''}, not ${given}.`,
  notAnObject: (name: string, example: string, given: string) =>
    `"${name}" is an object, such as ${example}, not ${given}.`,
  unknownPolicy: (policy: string) => `"taskPolicy" is "ask" or "mock", not ${policy}.`,
  inputNotJson: (file: string, problem: string) => `The input ${file} cannot be read. ${problem}`,
  machinesUnreadable: () =>
    '"machines" is an object of names, or ARNs, and paths of definitions: {"Pay": "pay.asl.json"}.',
  machinesUnfit: (problem: string) => `A definition that "machines" names cannot be used. ${problem}`,
  mocksUnreadable: (problem: string) => `The mocks cannot be read. ${problem}`,
  startUnknown: (name: string, near: string | undefined) =>
    `"startAt" names no state: "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
  startOfHistory: () => 'A history is lived again from its own beginning: "startAt" does not go with it.',
  notLaunched: () => 'Nothing has been launched yet.',
  launchedTwice: () => 'This session has a definition already. Start another session, or restart this one.',
  notRunning: () => 'The execution has not started.',
  hasEnded: () => 'The execution has ended.',
  isRunning: () => 'The execution is running. Pause it first.',
  noFrame: () => 'There is no state to look at: the execution is running or has ended.',
  noFailure: () => 'Nothing has failed here.',
  unknownFrame: () => 'This frame is gone: the execution has moved on.',
  unknownThread: (id: unknown) => `There is no thread ${id}: it has ended, or it has not begun at this moment.`,

  noStateHere: () => 'No state stands on this line.',
  movedToState: (name: string) => `Moved to the state "${name}": nothing happens on that line.`,
  otherFile: () => 'This file is not the definition that is being debugged.',
  unknownMode: (mode: string, modes: readonly string[]) =>
    `There is no mode "${mode}": it is one of ${modes.join(', ')}.`,
  noSuchPlace: (mode: string, name: string, type: string) =>
    `"${name}" has no such place: a ${type} state does not stop with the mode "${mode}".`,
  noStateMatches: (pattern: string, near: string | undefined) =>
    `No state matches "${pattern}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
  noneHasPlace: (pattern: string) => `No state that "${pattern}" means has such a place.`,
  placeGone: () => 'The state or field it was on is not in the definition any more.',
  hitConditionUnreadable: (text: string) =>
    `"${text}" is no hit condition. Write 5, >= 5, % 10, or #17 for an iteration of a Map.`,
  conditionFails: (condition: string, problem: string) =>
    `The condition ${condition} cannot be evaluated, so it counts as true: ${problem}`,
  notWatchable: (expression: string) =>
    `${expression} cannot be watched. Variables ($total) and parts of the state data ($.order.id) can.`,
  changed: (expression: string, before: string, after: string) => `${expression} was ${before} and is now ${after}`,

  noPath: () => 'Write a JSONPath, such as $.order.total, $$.Execution.Id or $variable, or JSONata as {% … %}.',
  notAValue: (text: string) => `${text} is not JSON. Write a JSON value, or = and an expression.`,
  leadsNowhere: () => 'This leads to nothing that could be changed.',
  notSettable: (expression: string) =>
    `${expression} cannot be set. A variable, or a part of the input, the arguments, the result or the output can.`,
  tooLateToChange: () => 'A change would not be seen any more: the state has used this value.',
  unknownVariable: (name: string) => `Nothing here is called ${name}.`,
  unknownCommand: (name: string) => `There is no command :${name}. :help lists them.`,
  commandNeeds: (usage: string) => `Write ${usage}.`,

  noStateNamed: (name: string) => `No state of the definition is named "${name}".`,
  otherScope: (name: string, from: string) =>
    `"${name}" is in another scope than "${from}": no transition leaves the States object it is in, so neither does this.`,
  gotoGone: () => 'These targets are gone: the execution has moved since they were asked for.',
  noOrigin: (expression: string) => `Nothing in the definition set ${expression}: it came with the input, or by hand.`,
  noSuchMap: () => 'There is no such Map in this definition.',
  noSuchMoment: () => 'There is no such moment.',
  noSuchTimeline: (id: unknown) => `There is no timeline ${id}.`,
  noSuchQuestion: (id: unknown) => `No task waits for an answer ${id}.`,
  answerIncomplete: () => 'Give a "result" or an "error".',
  notAText: () => 'The text of the definition is missing.',
  newDefinitionUnfit: (reasons: readonly string[]) => `The edited definition cannot be run: ${reasons.join(' ')}`,
  unknownApply: () => '"apply" is "unentered" or "restart".',
  howToName: () => 'Name its definition in "machines", or put it beside this one as NAME.asl.json.',
  nobodyAnswers: (state: string, resource: string, why = '') =>
    `Nothing says what "${state}" is answered by ${resource}.${why === '' ? '' : ` ${why}`} Answer it with :answer {…} or :fail Error cause, then continue.`,
  broken: (reason: string) => `The debugger failed and cannot go on: ${reason}`,
  chooseMachine: (names: readonly string[], wanted: string | undefined) =>
    wanted === undefined
      ? `It has several state machines: set "stateMachine" to ${names.join(' or ')}.`
      : `It has no state machine "${wanted}", but ${names.join(', ')}.`,
  definedElsewhere: (name: string, path: string) => `The definition of "${name}" is in another file: debug ${path}.`,
  historyUnreadable: (file: string, problem: string) => `The history ${file} cannot be read. ${problem}`,
  recordEnds: () => 'here the recorded execution ends: going on runs the definition from here',
  notRecorded: () => 'nothing',
  diverged: (state: string, field: string, recorded: string, computed: string) =>
    `${state}: the ${field} on record is ${recorded}, computed is ${computed}. The recorded one is taken.`,
  partsWays: (state: string, recorded: string) =>
    `${state}: on record the execution went on with ${recorded}. The record ends here.`,
  because: {
    chance: 'The state draws random values.',
    clock: 'The state reads the clock.',
    context: 'The state reads the context object, whose names are not in a history.',
  },
  forkedBy: {
    value: (expression: string) => `${expression} was set`,
    next: (name: string) => `went to "${name}"`,
    again: (name: string) => `"${name}" was run again`,
    raised: (name: string, error: string) => `"${name}" was made to fail with ${error}`,
    mock: (name: string) => `"${name}" is answered otherwise`,
    definition: () => 'the definition was edited',
  },
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

/** `entering "Pay"`; a strand that waits is in the middle of a phase, not before it. */
export function describePhase(phase: Phase, state: string, isWaiting: boolean): string {
  return `${isWaiting && phase === 'task' ? 'during the work of' : PHASES[phase]} "${state}"`;
}
