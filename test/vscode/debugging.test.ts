// Debugging through VS Code's own debug service, with the adapter in a process of its own. What the adapter answers is
// tested by conversation, in memory.
import assert from 'node:assert/strict';
import { DebugSession } from './debugSession.ts';
import { open, replace } from './editor.ts';

const input = { order: { id: 'A-1', total: 5000, customer: { trusted: false } } };

describe('debugging', () => {
  let debug: DebugSession;
  beforeEach(() => {
    debug = new DebugSession();
  });
  afterEach(() => debug.dispose());

  it('stops at a breakpoint, shows the data, steps over and back', async () => {
    const { document } = await open('order.asl.json');
    await debug.launch(document, { input }, ['"Check total": {']);
    assert.equal(await debug.nextStop(), 'breakpoint: Paused entering "Check total"');
    assert.equal(
      await debug.scopes(),
      'Input  id: "A-1", total: 5000, customer: {"trusted":false}\nVariables  orderId: "A-1"',
    );
    assert.match(await debug.move('next'), /^step: Paused entering "Cool off"/);
    assert.match(await debug.move('stepBack'), /^step: Paused entering "Check total"/);
    assert.equal(await debug.move('continue'), 'ended');
    assert.match(debug.output, /SUCCEEDED/);
  });

  it('a YAML definition stops on entry', async () => {
    const { document } = await open('order.asl.yaml');
    await debug.launch(document, { input: 'inputs/order.json', stopOnEntry: true }, []);
    assert.equal(await debug.nextStop(), 'entry: Paused entering "Read order"');
  });

  it('runs what stands in the editor, saved or not', async () => {
    const editor = await open('hello-world.asl.json');
    await replace(editor, '"Hello"', '"Good morning"');
    await debug.launch(editor.document, { input: { name: 'Ada' } }, ['"Done": {']);
    await debug.nextStop();
    assert.match(await debug.scopes(), /Good morning/);
    await replace(editor, '"Good morning"', '"Hello"');
    await editor.document.save();
  });
});
