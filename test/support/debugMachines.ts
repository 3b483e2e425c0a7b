// Definitions that debug sessions are tried with: as texts with one field to a line, so that breakpoints can name lines.

/** Both query languages, a retry, a catch, a choice; `Charge` is answered by mocks. */
export const SHOP = `{
  "StartAt": "Read",
  "States": {
    "Read": {
      "Type": "Pass",
      "Parameters": { "id.$": "$.id", "total.$": "$.total" },
      "Assign": { "count": 1 },
      "Next": "Charge"
    },
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "charge", "Payload.$": "$" },
      "ResultSelector": { "paid.$": "$.Payload" },
      "ResultPath": "$.payment",
      "Retry": [{ "ErrorEquals": ["Busy"], "MaxAttempts": 2, "IntervalSeconds": 5 }],
      "Catch": [
        { "ErrorEquals": ["Refused"], "ResultPath": "$.error", "Next": "Report" },
        { "ErrorEquals": ["States.ALL"], "Next": "Report" }
      ],
      "Next": "Report"
    },
    "Report": {
      "Type": "Pass",
      "QueryLanguage": "JSONata",
      "Assign": { "count": "{% $count + 1 %}", "name": "{% 'order ' & $states.input.id %}" },
      "Output": { "id": "{% $states.input.id %}", "total": "{% $states.input.total * 2 %}" },
      "Next": "More"
    },
    "More": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.total", "NumericGreaterThan": 60, "Next": "Done" }
      ],
      "Default": "Read"
    },
    "Done": { "Type": "Succeed" }
  }
}`;

export const SHOP_INPUT = { id: 'A', total: 10 };
export const PAID = { Charge: { return: { Payload: 'yes' } } };
export const BUSY_FIRST = {
  Charge: { sequence: [{ throw: { error: 'Busy', cause: 'wait' } }, { return: { Payload: 'yes' } }] },
};

/** A Map of items, a Parallel with two branches, and a state after it. */
export const BRANCHES = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "Items": "{% $states.input.items %}",
      "MaxConcurrency": 2,
      "ItemProcessor": {
        "StartAt": "Take",
        "States": {
          "Take": { "Type": "Pass", "Output": "{% $states.input * 2 %}", "Next": "Give" },
          "Give": { "Type": "Pass", "End": true }
        }
      },
      "Next": "Both"
    },
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "Left", "States": { "Left": { "Type": "Wait", "Seconds": 5, "End": true } } },
        { "StartAt": "Right", "States": { "Right": { "Type": "Pass", "Next": "Way" }, "Way": { "Type": "Pass", "End": true } } }
      ],
      "Catch": [{ "ErrorEquals": ["Broken"], "Next": "Mend" }],
      "Next": "After"
    },
    "Mend": { "Type": "Pass", "Next": "After" },
    "After": { "Type": "Pass", "End": true }
  }
}`;

export const BRANCHES_INPUT = { items: [1, 2, 3] };

/** The number of the line that holds a text, from 1. */
export function lineOf(text: string, part: string): number {
  const line = text.split('\n').findIndex(one => one.includes(part)) + 1;
  if (line === 0) throw new Error(`No line has ${part}`);
  return line;
}
