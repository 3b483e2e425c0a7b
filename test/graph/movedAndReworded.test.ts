// States that were moved and have another name, and rules that say something else: what is known of them, and what is not
// taken for it.
import assert from 'node:assert/strict';
import { buildGraph, differenceOf, marksOf, mergedGraph, mermaid } from '../../graph/model/index.ts';
import { checkDifference, machineOf } from './checkDifference.ts';
import { dedent } from './checkGraph.ts';

const PAY = 'Type: Task, Resource: "arn:aws:lambda:eu-west-1:123456789012:function:pay"';

/** A state at the top, before a Map with others in it. */
const outside = (name: string, fields: string, inner = 'In') => `
  StartAt: ${name}
  States:
    ${name}: { ${fields}, Next: M }
    M:
      Type: Map
      ItemProcessor: { StartAt: ${inner}, States: { ${inner}: { Type: Pass, End: true } } }
      End: true
`;
/** It stands in the Map, behind what is there. */
const inside = (name: string, fields: string, more = '') => `
  StartAt: M
  States:
    M:
      Type: Map
      ItemProcessor: { StartAt: In, States: { In: { Type: Pass, Next: ${name} }, ${name}: { ${fields}, End: true } } }
      End: true
${more}`;

describe('A state that was moved and renamed', () => {
  it('is known by what it says', () =>
    checkDifference(
      outside('Pay', PAY),
      inside('Charge', PAY),
      `
      State machine
        ↪ StartAt: Pay → M
      Moved
        ⇒ Pay → Charge  Task from the top level to M, renamed and rewired
            ↪ Next: M → the end
      Rewired
        ↪ In  Pass in M
            ↪ Next: the end → Charge
      `,
    ));

  const kindsOf = (before: string, after: string) => {
    const { states } = differenceOf(machineOf(dedent(before), 'yaml'), machineOf(dedent(after), 'yaml'));
    return states.map(({ kinds, before: was, after: is }) => `${was?.name ?? ''} → ${is?.name ?? ''}: ${kinds[0]}`);
  };
  const checkNotKnown = (before: string, after: string) => {
    const kinds = kindsOf(before, after).map(text => text.split(': ')[1]);
    assert.deepEqual(
      [kinds.includes('added'), kinds.includes('removed'), kinds.includes('moved')],
      [true, true, false],
    );
  };

  it('is not one that says little', () => {
    checkNotKnown(outside('Rest', 'Type: Wait, Seconds: 30'), inside('Cool', 'Type: Wait, Seconds: 30'));
    checkNotKnown(outside('A', 'Type: Pass'), inside('B', 'Type: Pass'));
  });

  it('is not one that says what is pasted everywhere', () => {
    const send =
      'Type: Task, Resource: "arn:aws:states:::sqs:sendMessage", Retry: [{ ErrorEquals: [States.ALL], MaxAttempts: 3 }]';
    checkNotKnown(outside('Send', send), inside('Tell', send));
  });

  it('is not one that says something else', () => {
    checkNotKnown(outside('Pay', PAY), inside('Charge', `${PAY}, TimeoutSeconds: 5`));
    checkNotKnown(outside('Pay', PAY), inside('Charge', PAY.replace('Task', 'Pass')));
  });

  it('is not one of several that say the same', () => {
    const other = `
    Twin: { ${PAY}, End: true }`;
    checkNotKnown(outside('Pay', PAY) + other, inside('Charge', PAY));
    // In the scope where it was there is one that says the same.
    const kinds = kindsOf(outside('Pay', PAY), inside('Charge', PAY, other));
    assert.deepEqual(kinds, ['In → In: rewired', ' → Charge: added', 'Pay → Twin: renamed']);
  });

  it('is not one whose name is still there', () => {
    const kinds = kindsOf(outside('Pay', PAY), inside('Charge', PAY, '    Pay: { Type: Succeed }'));
    assert.deepEqual(kinds, ['In → In: rewired', ' → Charge: added', 'Pay → Pay: changed']);
  });

  it('is a container that went into another, with what is in it', () => {
    const each = (name: string) => `
      ${name}:
        Type: Map
        ItemProcessor: { StartAt: One, States: { One: { Type: Pass, Next: Two }, Two: { Type: Pass, End: true } } }
        End: true`;
    const { states } = differenceOf(
      machineOf(dedent(`StartAt: Each\nStates:${each('Each')}`), 'yaml'),
      machineOf(
        dedent(`StartAt: P
States:
  P:
    Type: Parallel
    End: true
    Branches:
      - StartAt: Every
        States:
          ${each('Every').trim().replaceAll('\n', '\n    ')}`),
        'yaml',
      ),
    );
    const told = states.map(({ kinds, before, after }) => `${kinds.join()} ${before?.name} ${after?.name}`);
    assert.deepEqual(told, ['added undefined P', 'moved,renamed Each Every']);
  });
});

/** A Choice with these rules, each written `x > 1 → Target`. */
const choice = (...rules: readonly string[]) => `
  StartAt: A
  States:
    A:
      Type: Choice
      Choices:
        ${rules
          .map(rule => {
            const [, variable, value, next] = /^(\w+) > (\d+) → (\w+)$/.exec(rule) ?? [];
            return `- { Variable: $.${variable}, NumericGreaterThan: ${value}, Next: ${next} }`;
          })
          .join('\n        ')}
      Default: B
    B: { Type: Succeed }
    C: { Type: Succeed }
`;

describe('A rule that says something else', () => {
  const [before, after] = [choice('total > 100 → C', 'age > 18 → B'), choice('total > 200 → C', 'age > 18 → B')];
  const [old, now] = [before, after].map(text => machineOf(dedent(text), 'yaml'));
  assert(old && now);

  it('is told in its words', () =>
    checkDifference(
      before,
      after,
      `
      Changed
        ~ A  Choice
            ~ Choices[0]: total > 100 → total > 200
      `,
    ));

  it('marks its edge on both sides, and no other', () => {
    const difference = differenceOf(old, now);
    assert.deepEqual(
      [...marksOf(difference, buildGraph(old), 'before').edges],
      [['/States/A/Choices/0/Next', 'changed']],
    );
    assert.deepEqual(
      [...marksOf(difference, buildGraph(now), 'after').edges],
      [['/States/A/Choices/0/Next', 'changed']],
    );
  });

  it('is one edge in a picture of both, with both its words', () => {
    const { graph, marks } = mergedGraph(buildGraph(old), buildGraph(now), differenceOf(old, now));
    const labels = graph.edges.flatMap(({ label, kind }) => (kind === 'choice' ? label : []));
    assert.deepEqual(labels, ['total > 100 → total > 200', 'age > 18']);
    assert.match(mermaid(graph, 'down', marks), /linkStyle 1 stroke:#9a6700/);
  });

  it('is not every rule behind one that was put in', () => {
    checkDifference(
      choice('a > 1 → C', 'b > 2 → C', 'c > 3 → B'),
      choice('a > 1 → C', 'x > 9 → C', 'b > 2 → C', 'c > 3 → B'),
      `
      Rewired
        ↪ A  Choice
            + Choices[1] (x > 9) leads to C
      `,
    );
  });

  it('is the one it has most in common with, where one was put in before it', () =>
    checkDifference(
      choice('a > 1 → C', 'b > 2 → C'),
      choice('x > 9 → C', 'a > 1 → C', 'b > 5 → C'),
      `
      Changed
        ~ A  Choice, rewired
            ~ Choices[2]: b > 2 → b > 5
            + Choices[0] (x > 9) leads to C
      `,
    ));

  it('is told apart from the order of rules, and from where they lead', () =>
    checkDifference(
      choice('a > 1 → C', 'b > 2 → C', 'c > 3 → B'),
      choice('b > 2 → C', 'a > 1 → C', 'c > 3 → C'),
      `
      Changed
        ~ A  Choice, rewired
            ~ Choices: in another order
            ↪ Choices[2] (c > 3): B → C
      `,
    ));

  it('is told with what it does besides', () =>
    checkDifference(
      choice('a > 1 → C'),
      choice('a > 2 → C').replace('Next: C }', 'Next: C, Assign: { n: 1 } }'),
      `
      Changed
        ~ A  Choice
            ~ Choices[0]: a > 1 → a > 2
            + Choices[0].Assign: {"n":1}
      `,
    ));
});

describe('A catcher', () => {
  const task = (catchers: string, retry = '[]') => `
    StartAt: A
    States:
      A: { Type: Task, Resource: r, Retry: ${retry}, Catch: [${catchers}], End: true }
      B: { Type: Succeed }
      C: { Type: Succeed }
  `;

  it('that takes other errors marks its edge and is told by them', () => {
    const [before, after] = [task('{ ErrorEquals: [X], Next: B }'), task('{ ErrorEquals: [X, Y], Next: B }')];
    checkDifference(
      before,
      after,
      `
      Changed
        ~ A  Task
            ~ Catch[0]: X → X, Y
      `,
    );
    const now = machineOf(dedent(after), 'yaml');
    const difference = differenceOf(machineOf(dedent(before), 'yaml'), now);
    assert.deepEqual([...marksOf(difference, buildGraph(now), 'after').edges], [['/States/A/Catch/0/Next', 'changed']]);
  });

  it('that keeps its errors and puts them elsewhere is told by its field', () =>
    checkDifference(
      task('{ ErrorEquals: [X], Next: B }'),
      task('{ ErrorEquals: [X], ResultPath: $.error, Next: B }'),
      `
      Changed
        ~ A  Task
            + Catch[0].ResultPath: "$.error"
      `,
    ));

  it('comes before another now, and a retrier tries longer', () =>
    checkDifference(
      task('{ ErrorEquals: [X], Next: B }, { ErrorEquals: [Y], Next: C }', '[{ ErrorEquals: [Z], MaxAttempts: 2 }]'),
      task('{ ErrorEquals: [Y], Next: C }, { ErrorEquals: [X], Next: B }', '[{ ErrorEquals: [Z], MaxAttempts: 4 }]'),
      `
      Changed
        ~ A  Task
            ~ Retry[0].MaxAttempts: 2 → 4
            ~ Catch: in another order
      `,
    ));
});
