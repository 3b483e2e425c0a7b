// Machines of any size with every kind of state, both query languages, inner scopes and variables: for tests and benches that
// need more states than anybody writes.

/** A machine of `count` states and two that end it, as text. Nothing is wrong with it. */
export function generateMachine(count: number): string {
  const states: Record<string, object> = {};
  for (let i = 0; i < count; i++) {
    const next = i === count - 1 ? { End: true } : { Next: `Step ${i + 1}` };
    states[`Step ${i}`] = KINDS[i % KINDS.length]?.(i, next, i + 1 < count ? `Step ${i + 1}` : 'Done') ?? {};
  }
  states['Failed'] = { Type: 'Fail', Error: 'Failed', Cause: 'A step failed' };
  states['Done'] = { Type: 'Succeed' };
  return JSON.stringify({ Comment: 'Generated', StartAt: 'Step 0', States: states }, null, 2);
}

type Kind = (i: number, next: object, following: string) => object;

const KINDS: readonly Kind[] = [
  (i, next) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: `arn:aws:lambda:us-east-1:123456789012:function:step${i}`, 'Payload.$': '$.order' },
    ResultSelector: { 'value.$': '$.Payload' },
    ResultPath: '$.result',
    Retry: [{ ErrorEquals: ['Lambda.ServiceException'], IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2 }],
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed', ResultPath: '$.error' }],
    ...next,
  }),
  (i, _next, following) => ({
    Type: 'Choice',
    Choices: [
      { Variable: '$.total', NumericGreaterThan: 100 + i, Next: 'Done' },
      {
        And: [
          { Variable: '$.kind', StringEquals: 'gold' },
          { Variable: '$.id', IsPresent: true },
        ],
        Next: 'Done',
      },
    ],
    Default: following,
  }),
  (i, next) => ({ Type: 'Pass', Parameters: { 'id.$': '$.id', fixed: { a: i, b: [1, 2, 3] } }, ...next }),
  (i, next) => ({
    Type: 'Task',
    QueryLanguage: 'JSONata',
    Resource: 'arn:aws:states:::dynamodb:putItem',
    Arguments: {
      TableName: 'orders',
      Item: { id: { S: '{% $states.input.id %}' }, total: { N: '{% $string($total) %}' } },
    },
    Assign: { [`saved${i}`]: '{% $states.result %}' },
    Output: '{% $states.input %}',
    ...next,
  }),
  (i, next) => ({ Type: 'Wait', Seconds: 5 + i, ...next }),
  (i, next) => ({
    Type: 'Map',
    ItemsPath: '$.items',
    ItemProcessor: {
      StartAt: `Item ${i}`,
      States: { [`Item ${i}`]: { Type: 'Pass', Parameters: { 'made.$': "States.Format('{}', $.id)" }, End: true } },
    },
    ResultPath: '$.mapped',
    ...next,
  }),
  (i, next) => ({
    Type: 'Parallel',
    Branches: [0, 1].map(branch => ({
      StartAt: `Branch ${branch} of ${i}`,
      States: { [`Branch ${branch} of ${i}`]: { Type: 'Pass', Result: { ok: true }, End: true } },
    })),
    ...next,
  }),
  (i, next) => ({
    Type: 'Pass',
    QueryLanguage: 'JSONata',
    Output: { last: `{% $exists($saved${i - 4}) ? $saved${i - 4} : $states.input %}` },
    Assign: { total: '{% $sum($states.input.items.price) %}' },
    ...next,
  }),
];
