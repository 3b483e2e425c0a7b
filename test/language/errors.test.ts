// Retry and Catch.
import { checkProblems } from '../support/problems.ts';

describe('errors', () => {
  it('States.ALL stands alone and last', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:f
    Retry:
      - { ErrorEquals: [States.ALL] }
        ^ error error-order: "States.ALL" must come last: what stands after it in "Retry" is never looked at.
      - { ErrorEquals: [States.Timeout] }
    Catch:
      - { ErrorEquals: [Mine, States.ALL], Next: B }
                       ^^^^^^^^^^^^^^^^^^ error error-alone: "States.ALL" stands for all errors and must be the only name.
    Next: B
  B: { Type: Succeed }
`);
  });

  it('names that are no errors, cannot happen, or have been handled', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Task
    Resource: arn:aws:states:::sns:publish
    Parameters: { Message: hello }
    Retry:
      - { ErrorEquals: [States.Timeuot, States.Http.StatusCode.404, States.BranchFailed] }
                        ^^^^^^^^^^^^^^ warning error-unknown: There is no error "States.Timeuot". Names that begin with "States." are given by Step Functions. Did you mean "States.Timeout"?
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning error-impossible: "States.Http.StatusCode.404" cannot happen here: the task makes no HTTP call.
                                                                    ^^^^^^^^^^^^^^^^^^^ warning error-impossible: "States.BranchFailed" cannot happen here: only a Parallel state raises it.
      - { ErrorEquals: [States.Timeuot, States.ItemReaderFailed] }
                        ^^^^^^^^^^^^^^ warning error-shadowed: "States.Timeuot" has been handled by an earlier entry of "Retry": this one is never used for it.
                                        ^^^^^^^^^^^^^^^^^^^^^^^ warning error-impossible: "States.ItemReaderFailed" cannot happen here: only a distributed Map raises it.
    Catch:
      - { ErrorEquals: [States.Runtime], Next: B }
                        ^^^^^^^^^^^^^^ warning error-impossible: "States.Runtime" always ends the execution: it is never retried or caught.
      - { ErrorEquals: SNS.NotFoundException, Next: B }
                       ^^^^^^^^^^^^^^^^^^^^^ error field-value: "ErrorEquals" must be a list of error names.
    Next: B
  B: { Type: Succeed }
`);
  });

  it('numbers of a retrier', () => {
    checkProblems(`
StartAt: A
States:
  A:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:f
    Retry:
      - { ErrorEquals: [A], IntervalSeconds: 0, MaxAttempts: -1, BackoffRate: 0.5, MaxDelaySeconds: 1, JitterStrategy: HALF }
                                             ^ error field-range: "IntervalSeconds" must lie between 1 and 99999999.
                                                             ^^ error field-range: "MaxAttempts" must lie between 0 and 99999999.
                                                                              ^^^ error field-range: "BackoffRate" must be at least 1.
                                                                                                                       ^^^^ error field-value: "JitterStrategy" must be "FULL" or "NONE".
      - { ErrorEquals: [B], IntervalSeconds: 1.5, MaxAttempts: "3", BackoffRate: 1.5 }
                                             ^^^ error field-value: "IntervalSeconds" must be a whole number.
                                                               ^^^ error field-value: "MaxAttempts" must be a whole number.
      - { ErrorEquals: [C], IntervalSeconds: 5, MaxDelaySeconds: 5 }
                                                                 ^ warning retry-delay: "MaxDelaySeconds" is not greater than "IntervalSeconds", so the interval never grows.
      - { ErrorEquals: [D, 5] }
                           ^ error field-value: "ErrorEquals[1]" must be text.
    End: true
`);
  });
});
