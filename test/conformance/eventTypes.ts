// The types of events a history can have (spec/api.md §6.1), and those the engine does not write, each with the reason.

const FAMILIES: Readonly<Record<string, string>> = {
  Activity: 'Failed Scheduled ScheduleFailed Started Succeeded TimedOut',
  ChoiceState: 'Entered Exited',
  Execution: 'Aborted Failed Redriven Started Succeeded TimedOut',
  FailState: 'Entered',
  LambdaFunction: 'Failed Scheduled ScheduleFailed Started StartFailed Succeeded TimedOut',
  MapIteration: 'Aborted Failed Started Succeeded',
  MapRun: 'Aborted Failed Redriven Started Succeeded',
  MapState: 'Aborted Entered Exited Failed Started Succeeded',
  ParallelState: 'Aborted Entered Exited Failed Started Succeeded',
  PassState: 'Entered Exited',
  SucceedState: 'Entered Exited',
  Task: 'Failed Scheduled Started StartFailed SubmitFailed Submitted Succeeded TimedOut',
  TaskState: 'Aborted Entered Exited',
  WaitState: 'Aborted Entered Exited',
  Evaluation: 'Failed',
};

export const EVENT_TYPES: readonly string[] = Object.entries(FAMILIES).flatMap(([family, ends]) =>
  ends.split(' ').map(end => `${family}${end}`),
);

const NEVER_RECORDED = 'no recording has one: a call that cannot be made ends with the ordinary failure';

export const NOT_WRITTEN: ReadonlyMap<string, string> = new Map([
  ['ActivityScheduleFailed', NEVER_RECORDED],
  ['LambdaFunctionScheduleFailed', NEVER_RECORDED],
  ['LambdaFunctionStartFailed', NEVER_RECORDED],
  ['TaskStartFailed', NEVER_RECORDED],
  ['TaskSubmitFailed', NEVER_RECORDED],
  ['MapRunRedriven', 'a Map Run is not taken up again yet'],
]);
