// A state machine whose Tasks start others, each in a file of its own, for transcripts of the debugger.
import path from 'node:path';
import type { Environment } from '../../debugger/environment.ts';

const START = 'arn:aws:states:::states:startExecution';
const ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine';

/** Reserves stock and waits for it, tells somebody and does not, and waits for a token. */
export const CALLER = `{
  "StartAt": "Reserve",
  "States": {
    "Reserve": {
      "Type": "Task",
      "Resource": "${START}.sync:2",
      "Parameters": { "StateMachineArn": "${ARN}:stock", "Input": { "count.$": "$.count" } },
      "ResultSelector": { "left.$": "$.Output.left" },
      "ResultPath": "$.stock",
      "Catch": [{ "ErrorEquals": ["States.TaskFailed"], "ResultPath": "$.error", "Next": "Sorry" }],
      "Next": "Tell"
    },
    "Tell": {
      "Type": "Task",
      "Resource": "${START}",
      "Parameters": { "StateMachineArn": "${ARN}:tell", "Input": { "text": "reserved" } },
      "ResultPath": null,
      "Next": "Approve"
    },
    "Approve": {
      "Type": "Task",
      "Resource": "${START}.waitForTaskToken",
      "Parameters": { "StateMachineArn": "\${ApproveArn}", "Input": { "token.$": "$$.Task.Token" } },
      "ResultPath": "$.approval",
      "Next": "Done"
    },
    "Sorry": { "Type": "Pass", "End": true },
    "Done": { "Type": "Succeed" }
  }
}`;

export const STOCK = `{
  "StartAt": "Check",
  "States": {
    "Check": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.count", "NumericGreaterThan": 10, "Next": "Too many" }],
      "Default": "Take"
    },
    "Take": {
      "Type": "Pass",
      "Parameters": { "left.$": "States.MathAdd(10, $.count)" },
      "Assign": { "taken.$": "$.left" },
      "Next": "Rest"
    },
    "Rest": { "Type": "Wait", "Seconds": 30, "End": true },
    "Too many": { "Type": "Fail", "Error": "TooMany", "Cause": "There are ten." }
  }
}`;

export const TELL = `{
  "StartAt": "Later",
  "States": {
    "Later": { "Type": "Wait", "Seconds": 60, "Next": "Told" },
    "Told": { "Type": "Pass", "End": true }
  }
}`;

/** The token is sent by a state machine, as a person or a program would. */
export const APPROVE = `QueryLanguage: JSONata
StartAt: Think
States:
  Think: { Type: Wait, Seconds: 3600, Next: Yes }
  "Yes":
    Type: Task
    Resource: arn:aws:states:::aws-sdk:sfn:sendTaskSuccess
    Arguments:
      TaskToken: "{% $states.input.token %}"
      Output: { by: Ada }
    End: true
`;

export const SHOP_FILES = {
  '/shop/stock.asl.json': STOCK,
  '/shop/tell.asl.json': TELL,
  '/shop/Approve.asl.yaml': APPROVE,
};

/** Files that stand in no folder. */
export function filesOnly(files: { readonly [file: string]: string }): Partial<Environment> {
  return {
    readText: file => {
      const text = files[file];
      return text === undefined ? { problem: `Cannot read ${file}: there is no such file.` } : { text };
    },
    resolve: (definition, file) => path.posix.resolve(path.posix.dirname(definition), file),
    isSameFile: (a, b) => a === b,
  };
}
