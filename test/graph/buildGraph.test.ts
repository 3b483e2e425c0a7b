// The graph of a definition: what is a node, what is an edge, and what stands on it.
import { checkGraph } from './checkGraph.ts';

describe('The graph of a definition', () => {
  it('has its states in the order of the text, between a start and an end', () => {
    checkGraph(
      `
      StartAt: B
      States:
        A: { Type: Pass, End: true }
        B: { Type: Pass, Next: A }
      `,
      `
      Start
        → B
      A (Pass)
        → End
      B (Pass)
        → A
      `,
    );
  });

  it('ends with success only: a Fail state leads nowhere', () => {
    checkGraph(
      `
      StartAt: A
      States:
        A: { Type: Choice, Choices: [], Default: Bad }
        Bad: { Type: Fail, Error: NoStock }
      `,
      `
      Start
        → A
      A (Choice)
        → Bad otherwise
      Bad (NoStock)
      `,
    );
  });

  it('leaves out the edge to a state that is not there, and marks where it came from', () => {
    checkGraph(
      `
      StartAt: Nowhere
      States:
        A: { Type: Pass, Next: B2 }
        B: { Type: Succeed }
      `,
      `
      A (Pass) unknown target
      B (Succeed)
        → End
      `,
    );
  });

  it('does not hold a placeholder against a transition', () => {
    checkGraph(
      `
      StartAt: A
      States:
        A: { Type: Pass, Next: "\${Target}" }
      `,
      `
      Start
        → A
      A (Pass)
      `,
    );
  });

  it('holds the branches of a Parallel and the processor of a Map', () => {
    checkGraph(
      `
      StartAt: Both
      States:
        Both:
          Type: Parallel
          End: true
          Branches:
            - { StartAt: L, States: { L: { Type: Succeed } } }
            - StartAt: Each
              States:
                Each:
                  Type: Map
                  End: true
                  ItemProcessor:
                    ProcessorConfig: { Mode: DISTRIBUTED }
                    StartAt: One
                    States: { Two: { Type: Pass, End: true }, One: { Type: Pass, Next: Two } }
      `,
      `
      Start
        → Both
      Both (Parallel, 2 branches)
        → End
        branch 1
          L (Succeed) first
        branch 2
          Each (Distributed Map) first
            each item
              Two (Pass)
              One (Pass) first
                → Two
      `,
    );
  });

  it('names the errors of a Catcher and says that there are Retriers', () => {
    checkGraph(
      `
      StartAt: A
      States:
        A:
          Type: Task
          Resource: arn:aws:states:::aws-sdk:dynamodb:query
          Retry: [{ ErrorEquals: [States.ALL] }]
          Catch: [{ ErrorEquals: [Busy, Gone], Next: B }]
          Next: B
        B: { Type: Succeed }
      `,
      `
      Start
        → A
      A (DynamoDB query) retry
        → B
        → B catch Busy, Gone
      B (Succeed)
        → End
      `,
    );
  });

  it('keeps two states of one name apart; transitions lead to the first', () => {
    checkGraph(
      `
      StartAt: A
      States:
        A: { Type: Pass, Next: A }
        A: { Type: Succeed }
      `,
      `
      Start
        → A
      A (Pass)
        → A
      A (Succeed)
        → End
      `,
    );
  });
});

describe('A state in a few words', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Type: Wait, Seconds: 7200', 'Wait 2 h'],
    ['Type: Wait, Seconds: 90', 'Wait 90 s'],
    ['Type: Wait, SecondsPath: $.delay', 'Wait $.delay s'],
    ['Type: Wait, Timestamp: "2030-01-01T00:00:00Z"', 'Wait until 2030-01-01T00:00:00Z'],
    ['Type: Task, Resource: "arn:aws:lambda:eu-west-1:123456789012:function:Ship:live"', 'Lambda Ship'],
    ['Type: Task, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken"', 'SQS sendMessage, token'],
    ['Type: Task, Resource: "arn:aws:states:::states:startExecution.sync:2"', 'Step Functions startExecution, sync'],
    ['Type: Task, Resource: "arn:aws:states:eu-west-1:123456789012:activity:Press"', 'Activity Press'],
    [`Type: Task, Resource: "\${Function}"`, `\${Function}`],
    ['Type: Task', 'Task'],
    ['Type: Nonsense', 'No type yet'],
    ['Comment: half typed', 'No type yet'],
  ];
  for (const [fields, words] of cases) {
    it(`${fields} is "${words}"`, () => {
      checkGraph(`States: { A: { ${fields} } }`, `A (${words})`);
    });
  }
});
