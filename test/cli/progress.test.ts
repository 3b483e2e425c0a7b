// The progress line: what a terminal is told while a long Map runs.
import assert from 'node:assert/strict';
import { Progress } from '../../cli/progress.ts';
import type { ExecutionEvent } from '../../interpreter/index.ts';
import { programOf, runSteps } from '../support/runs.ts';

describe('progress', () => {
  it('counts the items of a long Map, at most ten times a second, and goes away', () => {
    const program = programOf(`
StartAt: Each
States:
  Each: { Type: Map, End: true, ItemProcessor: { StartAt: One, States: { One: { Type: Succeed } } } }`);
    const { events } = runSteps(program, Array(1500).fill(0));
    let written = '';
    const progress = new Progress(text => {
      written += text;
    });
    let now = 1000;
    for (const event of events) progress.hear([event] as ExecutionEvent[], now++ / 10);
    progress.clear();
    progress.clear();
    const lines = written.split('\r\u001b[K');
    assert.equal(lines[1], 'Each: 1,000 of 1,500 items');
    assert.ok(lines.length > 3 && lines.length < 15);
    assert.equal(lines.at(-1), '');
  });
});
