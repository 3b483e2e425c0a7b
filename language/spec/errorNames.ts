// The error names that begin with `States.`: who raises each. Source: spec/asl.md section 7.

/** What can raise an error besides a state whose inner states raised it. */
export type Raiser = 'any' | 'task' | 'http' | 'parallel' | 'map' | 'nothing';

export const ERROR_NAMES: Readonly<Record<string, Raiser>> = {
  'States.ALL': 'any',
  'States.BranchFailed': 'parallel',
  'States.DataLimitExceeded': 'any',
  'States.ExceedToleratedFailureThreshold': 'map',
  'States.HeartbeatTimeout': 'task',
  'States.Http.Socket': 'http',
  'States.IntrinsicFailure': 'any',
  'States.ItemReaderFailed': 'map',
  'States.NoChoiceMatched': 'any',
  'States.ParameterPathFailure': 'any',
  'States.Permissions': 'any',
  'States.QueryEvaluationError': 'any',
  'States.ResultPathMatchFailure': 'any',
  'States.ResultWriterFailed': 'map',
  // Always ends the execution: neither States.ALL nor its own name catches it (observed on the service).
  'States.Runtime': 'nothing',
  'States.TaskFailed': 'any',
  'States.Timeout': 'any',
};

/** `States.Http.StatusCode.404` */
export const HTTP_STATUS = /^States\.Http\.StatusCode\.\d{3}$/;
