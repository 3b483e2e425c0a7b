// What the server says of two texts: which definitions are compared, what is marked and listed, and at which places.
import assert from 'node:assert/strict';
import { compareTexts } from '../../server/comparing.ts';

const of = (text: string, uri = 'a.asl.yaml', languageId = 'asl-yaml') => ({ uri, languageId, text });
const compare = (before: ReturnType<typeof of>, after: ReturnType<typeof of>, stateMachine?: string) => {
  return compareTexts({ before, after, direction: 'down', ...(stateMachine !== undefined && { stateMachine }) });
};

const flow = (seconds: number) => `{ StartAt: A, States: { A: { Type: Wait, Seconds: ${seconds}, End: true } } }`;
const template = (machines: Readonly<Record<string, number>>) => {
  const resources = Object.entries(machines).map(
    ([id, seconds]) =>
      `  ${id}:\n    Type: AWS::Serverless::StateMachine\n    Properties: { Definition: ${flow(seconds)} }\n`,
  );
  return of(`Resources:\n${resources.join('')}`, 'template.yaml', 'yaml');
};

describe('texts compared', () => {
  it('have marks in both graphs, and a list with places', () => {
    const [before, after] = [of(flow(1)), of(flow(2))];
    const compared = compare(before, after);
    assert.deepEqual(compared?.comparison.before.nodes, { '/States/A': 'changed' });
    const [change] = compared?.comparison.changes ?? [];
    assert.equal(change?.title, 'A');
    assert.deepEqual(change?.lines, [{ kind: 'changed', text: 'Seconds: 1 → 2' }]);
    assert.equal(after.text.slice(change?.after?.start, change?.after?.end), 'A');
    assert.equal(compared?.comparison.summary, '1 changed');
    assert.deepEqual(compared?.stateMachines, []);
  });

  it('of templates are those of the first state machine that differs, or of the one that is chosen', () => {
    const [before, after] = [template({ One: 1, Two: 1, Old: 1 }), template({ New: 1, One: 1, Two: 2 })];
    const compared = compare(before, after);
    assert.deepEqual(
      compared?.stateMachines.map(({ name, status }) => `${name} ${status}`),
      ['New added', 'One same', 'Two changed', 'Old removed'],
    );
    assert.equal(compared?.stateMachine, 'New');
    assert.equal(compared?.comparison.before.layout.nodes.length, 0);
    const two = compare(before, after, 'Two');
    const [change] = two?.comparison.changes ?? [];
    assert.equal(after.text.slice(change?.after?.start, change?.after?.end), 'A');
    assert.ok((change?.after?.start ?? 0) > after.text.indexOf('Two'));
    assert.equal(compare(before, after, 'Old')?.comparison.summary, '1 removed, the machine itself');
  });

  it('that are broken say so; without a state machine there is nothing', () => {
    const broken = compare(of(flow(1)), of('{ "StartAt": "A", "States": { "A": {', 'a.asl.json', 'asl'));
    assert.equal(broken?.isPartial, true);
    assert.match(broken?.notice ?? '', /has errors/);
    assert.equal(compare(of(flow(1)), of('Resources: {}', 'template.yaml', 'yaml')), null);
  });

  it('that are too large are not drawn', () => {
    const states = Array.from({ length: 20_001 }, (_, i) => `S${i}: { Type: Succeed }`).join(', ');
    const compared = compare(of(flow(1)), of(`{ StartAt: S0, States: { ${states} } }`));
    assert.match(compared?.notice ?? '', /20001 states is too large/);
    assert.equal(compared?.comparison.after.layout.nodes.length, 0);
  });
});
