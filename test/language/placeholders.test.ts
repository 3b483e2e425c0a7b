// Values that a deployment tool fills in later are understood wherever text or a whole value may stand.
import { checkProblems } from '../support/problems.ts';

describe('placeholders', () => {
  it('in texts, names, numbers and whole values', () => {
    checkProblems(
      `
{
  "StartAt": "\${Start}",
  "TimeoutSeconds": 1\${zeros},
  "States": {
    "\${First}": {
      "Type": "Task",
      "Resource": "\${Function}",
      "TimeoutSeconds": \${Timeout}0,
      "HeartbeatSeconds": "\${Heartbeat}",
      "Retry": [{ "ErrorEquals": ["\${Error}"], "MaxAttempts": \${Most}, "BackoffRate": \${Rate}.5, "IntervalSeconds": \${Wait} }],
      "Catch": [{ "ErrorEquals": ["\${Error}"], "Next": "\${Next}" }],
      "Next": "\${Second}"
    },
    "Choose": {
      "Type": "Choice",
      "Choices": [\${Rule}, { "Variable": "\${Path}", "NumericGreaterThan": \${Limit}, "Next": "Wait" }],
      "Default": "\${Default}"
    },
    "Wait": { "Type": "Wait", "Seconds": \${Seconds}, "Next": "Until" },
    "Until": { "Type": "Wait", "Timestamp": "\${Timestamp}", "Next": "Kind" },
    "Kind": { "Type": "\${Type}", "End": true },
    "Each": {
      "Type": "Map",
      "MaxConcurrency": \${Concurrency},
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "\${Mode}", "ExecutionType": "\${Kind}" },
        "StartAt": "In",
        "States": { "In": { "Type": "Pass", "Parameters": { "a.$": "\${Path}" }, "ResultPath": "\${Path}", "End": \${End} } }
      },
      "Next": "Both"
    },
    "Both": { "Type": "Parallel", "Branches": \${Branches}, "Next": "Each" }
  }
}
`,
      'json',
    );
  });

  it('a state, all states, or the name of one', () => {
    checkProblems('{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": ${B} } }', 'json');
    checkProblems('{ "StartAt": "A", "States": ${States} }', 'json');
    checkProblems(
      '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "${B}": { "Type": "Fail" } } }',
      'json',
    );
    checkProblems(`
StartAt: A
States:
  A: { Type: Pass, Next: C }
                         ^ error state-unknown: No state is named "C".
  B: !Include b.yaml
`);
  });
});
