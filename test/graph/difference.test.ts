// The difference of two definitions in what they mean: two texts in, the printed difference out.
import assert from 'node:assert/strict';
import {
  buildGraph,
  differenceOf,
  isNoDifference,
  layoutGraph,
  mergedGraph,
  printGraph,
  summaryOf,
} from '../../graph/model/index.ts';
import { countStates, type Machine } from '../../language/index.ts';
import { generateMachine } from '../support/generatedMachine.ts';
import { checkGrowth } from '../support/growth.ts';
import { checkDifference, machineOf } from './checkDifference.ts';
import { dedent } from './checkGraph.ts';

describe('a difference', () => {
  it('does not see the order of keys, comments, the layout and the format', () => {
    const json = `{
      // Says nothing.
      "States": {
        "Pay": { "End": true, "Type": "Task", "Resource": "\${Pay}", "Parameters": { "a": 1, "b": [1, 2] } },
        "Begin": { "Next": "Pay", "Type": "Pass" }
      },
      "StartAt": "Begin"
    }`;
    const yaml = `
StartAt: Begin # the first
States:
  Begin:
    Type: Pass
    Next: Pay
  Pay:
    Type: Task
    Resource: "\${Pay}"
    Parameters:
      b: [1, 2]
      a: 1
    End: true
`;
    const before = machineOf(json, 'json');
    const after = machineOf(yaml, 'yaml');
    assert.deepEqual(differenceOf(before, after).states, []);
    assert.ok(isNoDifference(differenceOf(before, after)));
    assert.ok(isNoDifference(differenceOf(after, before)));
  });

  it('takes the long and the short form of a CloudFormation function for the same', () => {
    const before = `{ "StartAt": "A", "States": { "A": { "Type": "Task", "End": true,
      "Resource": { "Fn::GetAtt": ["Pay", "Arn"] }, "Parameters": { "q": { "Ref": "Queue" } } } } }`;
    const after = `
StartAt: A
States:
  A: { Type: Task, End: true, Resource: !GetAtt Pay.Arn, Parameters: { q: !Ref Queue } }
`;
    assert.ok(isNoDifference(differenceOf(machineOf(before, 'json'), machineOf(after, 'yaml'))));
  });

  it('names the member that differs, however deep', () =>
    checkDifference(
      `
      StartAt: A
      TimeoutSeconds: 300
      States:
        A:
          Type: Task
          Resource: r
          Parameters: { id.$: $.id, deep: { list: [1, 2, 3], gone: true, "odd name": 1 } }
          Retry: [{ ErrorEquals: [X], MaxAttempts: 2 }]
          End: true
      `,
      `
      StartAt: A
      QueryLanguage: JSONata
      TimeoutSeconds: 600
      States:
        A:
          Type: Task
          Resource: r
          Parameters: { id.$: $.order, deep: { list: [1, 3], "odd name": 2 } }
          Retry: [{ ErrorEquals: [X], MaxAttempts: 3 }, { ErrorEquals: [Y] }]
          Comment: New
          End: true
      `,
      `
      State machine
        + QueryLanguage: "JSONata"
        ~ TimeoutSeconds: 300 → 600
      Changed
        ~ A  Task
            ~ Parameters.id.$: "$.id" → "$.order"
            - Parameters.deep.list[1]: 2
            ~ Parameters.deep["odd name"]: 1 → 2
            - Parameters.deep.gone: true
            ~ Retry[0].MaxAttempts: 2 → 3
            + Retry[1]: {"ErrorEquals":["Y"]}
            + Comment: "New"
      `,
    ));

  it('tells where long values differ', () =>
    checkDifference(
      `
      StartAt: A
      States:
        A: { Type: Pass, End: true, Output: "{% $merge([$states.input, { 'a value': $sum(items.price), 'another': $now() }]) %}" }
      `,
      `
      StartAt: A
      States:
        A: { Type: Pass, End: true, Output: "{% $merge([$states.input, { 'a value': $sum(items.total), 'another': $now() }]) %}" }
      `,
      `
      Changed
        ~ A  Pass
            ~ Output: …ue': $sum(items.price), 'another': $now() }]) %}" → …ue': $sum(items.total), 'another': $now() }]) %}"
      `,
    ));

  it('tells states that came and went, a container with what is in it', () =>
    checkDifference(
      `
      StartAt: A
      States:
        A: { Type: Pass, Next: Old }
        Old: { Type: Wait, Seconds: 5, Next: Done }
        Done: { Type: Succeed }
      `,
      `
      StartAt: A
      States:
        A: { Type: Pass, Next: Each }
        Each:
          Type: Map
          ItemProcessor: { StartAt: I, States: { I: { Type: Pass, Next: J }, J: { Type: Pass, End: true } } }
          Next: Done
        Done: { Type: Succeed }
      `,
      `
      Added
        + Each  Map, with 2 states
      Removed
        - Old  Wait
      Rewired
        ↪ A  Pass
            ↪ Next: Old → Each
      `,
    ));

  it('tells ways that are new, gone, or lead elsewhere', () =>
    checkDifference(
      `
      StartAt: A
      States:
        A:
          Type: Choice
          Choices:
            - { Variable: $.n, NumericEquals: 1, Next: B }
            - { Variable: $.n, NumericEquals: 2, Next: C }
            - { Variable: $.n, NumericEquals: 3, Next: C }
          Default: B
        B: { Type: Task, Resource: r, Catch: [{ ErrorEquals: [X], Next: C }, { ErrorEquals: [States.ALL], Next: C }], Next: C }
        C: { Type: Pass, Next: D }
        D: { Type: Succeed }
      `,
      `
      StartAt: B
      States:
        A:
          Type: Choice
          Choices:
            - { Variable: $.n, NumericEquals: 0, Next: C }
            - { Variable: $.n, NumericEquals: 1, Next: D }
            - { Variable: $.n, NumericEquals: 2, Next: C }
        B: { Type: Task, Resource: r, Catch: [{ ErrorEquals: [States.ALL], ResultPath: $.error, Next: D }], Next: C }
        C: { Type: Pass, End: true }
        D: { Type: Succeed }
      `,
      `
      State machine
        ↪ StartAt: A → B
      Changed
        ~ A  Choice, rewired
            ~ Choices[0]: n = 3 → n = 0
            ~ Choices: in another order
            ↪ Choices[1] (n = 1): B → D
            - Default led to B
      Rewired
        ↪ B  Task
            + Catch[0] (States.ALL) leads to D
            - Catch[0] (X) led to C
            - Catch[1] (States.ALL) led to C
        ↪ C  Pass
            ↪ Next: D → the end
      `,
    ));

  it('sees rules in another order, and not that a new one has moved them', () => {
    const choice = (...rules: readonly string[]) => `
      StartAt: A
      States:
        A:
          Type: Choice
          Choices: [${rules.map(rule => `{ Variable: $.${rule}, IsPresent: true, Next: B }`).join(', ')}]
        B: { Type: Succeed }
      `;
    checkDifference(
      choice('x', 'y'),
      choice('y', 'x'),
      `
      Changed
        ~ A  Choice
            ~ Choices: in another order
      `,
    );
    checkDifference(
      choice('x', 'y'),
      choice('z', 'x', 'y'),
      `
      Rewired
        ↪ A  Choice
            + Choices[0] (z is present) leads to B
      `,
    );
  });

  it('knows a state under another name by what it does, and does not take ways to it for changed', () =>
    checkDifference(
      `
      StartAt: A
      States:
        A: { Type: Pass, Next: Pay }
        Pay: { Type: Task, Resource: pay, Next: Cool off }
        Cool off: { Type: Wait, Seconds: 5, Next: Done }
        Done: { Type: Succeed }
      `,
      `
      StartAt: A
      States:
        A: { Type: Pass, Next: Charge }
        Charge: { Type: Task, Resource: pay, Next: Rest }
        Rest: { Type: Wait, Seconds: 5, Next: The end }
        The end: { Type: Succeed }
      `,
      `
      Renamed
        » Pay → Charge  Task
        » Cool off → Rest  Wait
        » Done → The end  Succeed
      `,
    ));

  it('knows a renamed state by its place when more than half of its fields are the same', () => {
    const machine = (name: string, fields: string) => `
      StartAt: ${name}
      States:
        ${name}: { Type: Task, ${fields}, Next: Done }
        Done: { Type: Succeed }
      `;
    checkDifference(
      machine('Pay', 'Resource: pay, TimeoutSeconds: 5, InputPath: $.a'),
      machine('Charge', 'Resource: pay, TimeoutSeconds: 9, InputPath: $.a'),
      `
      Renamed
        » Pay → Charge  Task, changed
            ~ TimeoutSeconds: 5 → 9
      `,
    );
    checkDifference(
      machine('Pay', 'Resource: pay'),
      machine('Ship', 'Resource: ship'),
      `
      State machine
        ↪ StartAt: Pay → Ship
      Added
        + Ship  Task
      Removed
        - Pay  Task
      `,
    );
  });

  it('does not take two states that are alike for one that was renamed', () =>
    checkDifference(
      `
      StartAt: A
      States:
        A: { Type: Pass, Next: Old }
        Old: { Type: Task, Resource: r, End: true }
      `,
      `
      StartAt: A
      States:
        A: { Type: Pass, Next: X }
        X: { Type: Choice, Choices: [{ Variable: $.a, IsPresent: true, Next: B }], Default: C }
        B: { Type: Task, Resource: r, End: true }
        C: { Type: Task, Resource: r, End: true }
      `,
      `
      Added
        + X  Choice
        + B  Task
        + C  Task
      Removed
        - Old  Task
      Rewired
        ↪ A  Pass
            ↪ Next: Old → X
      `,
    ));

  it('tells states that were moved into a container, and matches what is in a renamed one', () =>
    checkDifference(
      `
      StartAt: Pay
      States:
        Pay: { Type: Task, Resource: r, Next: Each }
        Each:
          Type: Map
          ItemProcessor: { StartAt: I, States: { I: { Type: Pass, End: true } } }
          End: true
      `,
      `
      StartAt: Safely
      States:
        Safely:
          Type: Parallel
          Branches:
            - { StartAt: Pay, States: { Pay: { Type: Task, Resource: r, End: true } } }
          Next: For each
        For each:
          Type: Map
          MaxConcurrency: 2
          ItemProcessor: { StartAt: I, States: { I: { Type: Pass, Next: K }, K: { Type: Pass, End: true } } }
          End: true
      `,
      `
      State machine
        ↪ StartAt: Pay → Safely
      Added
        + Safely  Parallel
        + For each  Map, with 1 state
      Removed
        - Each  Map
      Moved
        ⇒ Pay  Task from the top level to Safely, rewired
            ↪ Next: Each → the end
        ⇒ I  Pass from Each to For each, rewired
            ↪ Next: the end → K
      `,
    ));

  it('matches branches by the states they share', () =>
    checkDifference(
      `
      StartAt: P
      States:
        P:
          Type: Parallel
          Branches:
            - { StartAt: A, States: { A: { Type: Pass, End: true } } }
            - { StartAt: B, States: { B: { Type: Pass, End: true } } }
          End: true
      `,
      `
      StartAt: P
      States:
        P:
          Type: Parallel
          Branches:
            - { StartAt: N, States: { N: { Type: Wait, Seconds: 1, End: true } } }
            - { StartAt: B, States: { B: { Type: Pass, End: true } } }
            - { StartAt: A, States: { A: { Type: Pass, Comment: x, End: true } } }
          End: true
      `,
      `
      Added
        + N  Wait in P, branch 1
      Changed
        ~ P  Parallel
            + Branches[0]: begins with "N"
            ~ Branches: in another order
        ~ A  Pass in P, branch 3
            + Comment: "x"
      `,
    ));

  it('sees what belongs to a processor and where it begins', () =>
    checkDifference(
      `
      StartAt: M
      States:
        M:
          Type: Map
          ItemProcessor:
            ProcessorConfig: { Mode: INLINE }
            StartAt: A
            States: { A: { Type: Pass, End: true }, B: { Type: Pass, End: true } }
          End: true
      `,
      `
      StartAt: M
      States:
        M:
          Type: Map
          ItemProcessor:
            ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: EXPRESS }
            StartAt: B
            States: { A: { Type: Pass, End: true }, B: { Type: Pass, End: true } }
          End: true
      `,
      `
      Changed
        ~ M  Map, rewired
            ~ ItemProcessor.ProcessorConfig.Mode: "INLINE" → "DISTRIBUTED"
            + ItemProcessor.ProcessorConfig.ExecutionType: "EXPRESS"
            ↪ ItemProcessor.StartAt: A → B
      `,
    ));

  it('says it in a line', () => {
    const before = machineOf('StartAt: A\nStates: { A: { Type: Pass, Next: B }, B: { Type: Succeed } }', 'yaml');
    const after = machineOf('StartAt: A\nStates: { A: { Type: Pass, Result: 1, End: true } }', 'yaml');
    assert.equal(summaryOf(differenceOf(before, after)), '1 removed, 1 changed, 1 rewired');
    assert.equal(summaryOf(differenceOf(after, after)), 'no difference');
  });

  it('takes what texts lack as it is', () => {
    const texts = [
      '{}',
      '{"States":{"A":{}}}',
      '{"States":{"A":{"Type":"Pass","Next":1}}}',
      '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"A"',
      '{"States":{"A":{"Type":"Choice","Choices":[1]}}}',
    ];
    for (const before of texts) {
      for (const after of texts) {
        const difference = differenceOf(machineOf(before, 'json'), machineOf(after, 'json'));
        assert.equal(isNoDifference(difference), before === after, `${before} ${after}`);
      }
    }
  });
});

describe('two definitions in one picture', () => {
  const before = `
    StartAt: A
    States:
      A: { Type: Pass, Next: Old }
      Old: { Type: Wait, Seconds: 5, Next: Both }
      Both:
        Type: Parallel
        Branches:
          - { StartAt: B, States: { B: { Type: Pass, Next: C }, C: { Type: Pass, End: true } } }
        Next: Each
      Each: { Type: Map, ItemProcessor: { StartAt: I, States: { I: { Type: Wait, Seconds: 1, End: true } } }, End: true }
    `;
  const after = `
    StartAt: A
    States:
      A: { Type: Pass, Next: Both }
      Both:
        Type: Parallel
        Branches:
          - { StartAt: B, States: { B: { Type: Pass, End: true } } }
          - { StartAt: N, States: { N: { Type: Wait, Seconds: 2, End: true } } }
        Next: Done
      Done: { Type: Succeed }
    `;

  it('has what is new, what is gone, and marks on both', () => {
    const [old, now] = [before, after].map(text => machineOf(dedent(text), 'yaml')) as [Machine, Machine];
    const { graph, marks } = mergedGraph(buildGraph(old), buildGraph(now), differenceOf(old, now));
    assert.equal(
      printGraph(graph).trimEnd(),
      dedent(`
      Start
        → A
      A (Pass)
        → Both
        → Old
      Old (Wait 5 s)
        → Both
      Both (Parallel, 2 branches)
        → Done
        → Each
        branch 1
          B (Pass) first
            → C
          C (Pass)
        branch 2
          N (Wait 2 s) first
      Each (Map)
        → End
        each item
          I (Wait 1 s) first
      Done (Succeed)
        → End
      `),
    );
    assert.deepEqual([...marks.nodes].map(([id, kind]) => `${kind} ${id}`).sort(), [
      'added /States/Both/Branches/1/States/N',
      'added /States/Done',
      'changed /States/Both',
      'removed -/States/Both/Branches/0/States/C',
      'removed -/States/Each',
      'removed -/States/Each/ItemProcessor/States/I',
      'removed -/States/Old',
      'rewired /States/A',
      'rewired /States/Both/Branches/0/States/B',
    ]);
    assert.deepEqual([...marks.edges].map(([id, kind]) => `${kind} ${id}`).sort(), [
      'added /States/A/Next',
      'added /States/Both/Branches/0/States/B/End',
      'added /States/Both/Next',
      'added /States/Done/End',
      'removed -/States/A/Next',
      'removed -/States/Both/Branches/0/States/B/Next',
      'removed -/States/Both/Next',
      'removed -/States/Each/End',
      'removed -/States/Old/Next',
    ]);
  });

  it('has every state of either once, however much differs', () => {
    for (let count = 5; count < 60; count += 3) {
      const old = machineOf(generateMachine(count), 'json');
      const now = machineOf(generateMachine(90 - count).replaceAll(/Step (\d*[02468])\b/g, 'Other $1'), 'json');
      const difference = differenceOf(old, now);
      const { graph } = mergedGraph(buildGraph(old), buildGraph(now), difference);
      const { nodes } = layoutGraph(graph, { direction: 'down' });
      const ids = new Set(nodes.flatMap(({ node }) => (node.kind === 'state' ? [node.id] : [])));
      const partners = [...difference.partners.keys()].filter(id => /\/States\/[^/]+$/.test(id)).length;
      assert.equal(ids.size, countStates(now) + countStates(old) - partners);
      assert.ok(partners > 0);
    }
  });
});

describe('the time a difference takes', () => {
  const changed = (text: string, i: number) =>
    text.replaceAll(/"Step (\d+)"/g, (_, n) => `"${n % 3 === i ? 'Changed' : 'Step'} ${n}"`);

  it('grows with the definitions', () =>
    checkGrowth(300, count => {
      const text = generateMachine(count);
      const [before, after] = [machineOf(text, 'json'), machineOf(changed(text, 0), 'json')];
      return () => void differenceOf(before, after);
    }));
});
