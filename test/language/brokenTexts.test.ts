// A few of the mutations that `npm run fuzz` makes by the hundred thousand.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { chanceFrom, checkText, mutated, reduced, type Sample } from '../support/brokenTexts.ts';
import { generateMachine } from '../support/generatedMachine.ts';

const SAMPLES: readonly Sample[] = ['samples/order.asl.json', 'samples/order.asl.yaml'].map(name => ({
  name,
  text: fs.readFileSync(name, 'utf8'),
}));
const GENERATED = generateMachine(6);
const RESOURCE = 'resource "aws_sfn_state_machine" "m" {\n  definition =';
const HOSTS: readonly Sample[] = [
  { name: 'generated.json', text: GENERATED },
  { name: 'heredoc.tf', text: `${RESOURCE} <<-EOF\n${GENERATED}\nEOF\n}\n` },
  { name: 'object.tf', text: `${RESOURCE} jsonencode(${GENERATED})\n}\n` },
  {
    name: 'template.yaml',
    text: `Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      Definition: ${JSON.stringify(JSON.parse(GENERATED))}\n`,
  },
];

describe('mutations', () => {
  it('nothing throws, every range is inside, an edit is as good as a new reading', () => {
    const samples = [...SAMPLES, ...HOSTS];
    for (let seed = 1; seed <= 400; seed++) {
      const chance = chanceFrom(seed);
      const { name, text } = samples[chance(samples.length)] as Sample;
      const broken = mutated(text, samples[chance(samples.length)]?.text ?? '', chance);
      try {
        checkText(name, broken, text);
      } catch (error) {
        assert.fail(`${name}, seed ${seed}: ${error}\n${JSON.stringify(broken)}`);
      }
    }
  });

  it('what stands in a collection is inside it, in broken YAML too', () => {
    const texts = [
      '":\n  : k\n  >"',
      '      - : 3\n        {',
      ':\n    : k\n    {',
      '            - : n\n              [',
    ];
    for (const text of texts) checkText('broken.asl.yaml', text, undefined);
  });

  it('a text that fails is made short', () => {
    assert.equal(
      reduced('one two three four five', text => /t.*f/.test(text)),
      'tf',
    );
  });
});
