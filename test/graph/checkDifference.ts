// The helpers of the tests of differences: texts in, texts out.
import assert from 'node:assert/strict';
import { differenceOf, printDifference } from '../../graph/model/index.ts';
import { analyze, type Format, type Machine } from '../../language/index.ts';
import { dedent } from './checkGraph.ts';

/** The difference of two YAML texts, as it is printed. All texts may be indented. */
export function checkDifference(before: string, after: string, expected: string): void {
  const difference = differenceOf(machineOf(dedent(before), 'yaml'), machineOf(dedent(after), 'yaml'));
  assert.equal(printDifference(difference).trimEnd(), dedent(expected));
}

export function machineOf(text: string, format: Format): Machine {
  const { machine } = analyze(text, { format });
  assert.ok(machine, 'The text has no machine');
  return machine;
}
