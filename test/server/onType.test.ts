// The indentation of a line somebody has just begun, or closed a bracket on, in half-typed text.
import assert from 'node:assert/strict';
import type { Format } from '../../language/index.ts';
import { closesItsLine, indentTyped } from '../../server/features/onType.ts';
import { startEditor } from '../support/editor.ts';

/** `<|>` is the cursor, behind what was typed; in the text afterwards too. */
function checkTyped(format: Format, before: string, after: string): void {
  const offset = before.indexOf('<|>');
  const text = before.replace('<|>', '');
  const edit = indentTyped(text, offset, format, '  ');
  const typed = edit ? text.slice(0, edit.start) + edit.text + text.slice(edit.end) : text;
  assert.equal(typed, after);
}

describe('indentation while typing', () => {
  it('a new line in JSON is a step further in than its bracket', () => {
    checkTyped('json', '{\n  "States": {\n<|>', '{\n  "States": {\n    ');
    checkTyped('json', '{\n  "a": [1,\n<|>2]\n}', '{\n  "a": [1,\n    2]\n}');
    checkTyped('json', '{\n<|>}', '{\n}');
    checkTyped('json', '{\n  "a": 1\n}\n<|>', '{\n  "a": 1\n}\n');
  });

  it('brackets in texts and comments do not count', () => {
    checkTyped('json', '{\n  "a{": "[\\"{", // {\n  /* [ */\n<|>', '{\n  "a{": "[\\"{", // {\n  /* [ */\n  ');
  });

  it('a closing bracket goes below the line of its opening one', () => {
    checkTyped('json', '{\n  "a": {\n    "b": 1\n    }<|>', '{\n  "a": {\n    "b": 1\n  }');
    checkTyped('json', '{ "a": [\n  1,\n  ]<|>', '{ "a": [\n  1,\n]');
    assert.ok(closesItsLine('{\n  }', 5));
    assert.ok(!closesItsLine('{ "a": 1 }', 10));
  });

  it('a new line in YAML is a step further in behind a colon, else below the line before', () => {
    checkTyped('yaml', 'States:\n<|>', 'States:\n  ');
    checkTyped('yaml', 'States:\n  A: # first\n<|>', 'States:\n  A: # first\n    ');
    checkTyped('yaml', 'States:\n  A:\n    Type: Pass\n\n<|>', 'States:\n  A:\n    Type: Pass\n\n    ');
    checkTyped('yaml', '<|>', '');
  });

  it('behind a dash it stands below what follows the dash', () => {
    checkTyped('yaml', 'a:\n  - b: 1\n<|>', 'a:\n  - b: 1\n    ');
    checkTyped('yaml', 'a:\n  - b:\n<|>', 'a:\n  - b:\n      ');
    checkTyped('yaml', 'a:\n  -\n<|>', 'a:\n  -\n    ');
  });

  it('in brackets and in texts after |', () => {
    checkTyped('yaml', 'a: {\n<|>', 'a: {\n  ');
    checkTyped('yaml', 'a: {\n<|>}', 'a: {\n}');
    checkTyped('yaml', 'a: |\n<|>', 'a: |\n  ');
    checkTyped('yaml', 'a:\n  b: >-\n    one:\n<|>', 'a:\n  b: >-\n    one:\n    ');
  });

  it('an editor that can be told later is told of definitions only', async () => {
    const dynamic = { dynamicRegistration: true };
    const textDocument = { formatting: dynamic, rangeFormatting: dynamic, onTypeFormatting: dynamic };
    const editor = await startEditor({}, null, { textDocument });
    assert.deepEqual(
      Object.keys(editor.capabilities).filter(name => /Formatting/.test(name)),
      [],
    );
    type Registered = { registrations: { method: string; registerOptions: { documentSelector: object[] } }[] };
    const told: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { registrations } = await editor.notification<Registered>('client/registerCapability');
      for (const { method, registerOptions } of registrations) {
        told.push(method);
        assert.ok(!JSON.stringify(registerOptions.documentSelector).includes('"language":"yaml"'));
      }
    }
    assert.deepEqual(told, [
      'textDocument/formatting',
      'textDocument/rangeFormatting',
      'textDocument/onTypeFormatting',
    ]);
    editor.close();
  });
});
