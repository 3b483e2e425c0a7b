// What the language server brings to a real editor: one test per feature, to prove that it arrives. What each feature
// answers is tested at the server's face.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, openText, problemsOf, rangeOf, replace, untilProblems } from './editor.ts';

describe('language features', () => {
  it('problems come and go with the text', async () => {
    const editor = await open('broken.asl.json');
    // And only that: that nothing leads to "Pay" is the same mistake.
    await untilProblems(
      editor.document,
      'error state-unknown 4:40 "Pya": No state is named "Pya". Did you mean "Pay"?',
    );
    assert.deepEqual(
      new Set(vscode.languages.getDiagnostics(editor.document.uri).map(({ source }) => source)),
      new Set(['stepthrough']),
    );

    await replace(editor, 'Pya', 'Pay');
    await untilProblems(editor.document, '');
  });

  it('YAML has problems too', async () => {
    const editor = await open('order.asl.yaml');
    await replace(editor, 'Default: Pay', 'Default: Pya');
    await untilProblems(editor.document, 'error state-unknown 26:14 Pya: No state is named "Pya". Did you mean "Pay"?');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await untilProblems(editor.document, '');
  });

  it('a quick fix mends what it is offered for', async () => {
    const text = 'StartAt: A\nStates:\n  A: { Type: Pass, Next: Pya }\n  Pay: { Type: Succeed }\n';
    const { document } = await openText('asl-yaml', text);
    await untilProblems(document, 'error state-unknown 3:26 Pya: No state is named "Pya". Did you mean "Pay"?');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      rangeOf(document, 'Pya'),
      vscode.CodeActionKind.QuickFix.value,
    );
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    assert.equal(preferred?.title, 'Change to "Pay"');
    if (preferred?.edit) await vscode.workspace.applyEdit(preferred.edit);
    await untilProblems(document, '');
  });

  it('the samples have none', async () => {
    // A broken text after each sample: when its problems are there, the sample has been looked at.
    for (const sample of ['hello-world.asl.json', 'order.asl.json', 'order.asl.yaml']) {
      const { document } = await open(sample);
      const broken = await openText('asl', '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" } } }');
      await untilProblems(broken.document, 'error state-unknown 1:62 "B": No state is named "B".');
      assert.equal(problemsOf(document), '');
    }
  });

  it('launch.json is offered paths and states', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder, '.vscode/launch.json');
    const text = `{ "configurations": [
      { "type": "node", "program": "", "name": "{" },
      { "type": "stepthrough", "definition": "\${workspaceFolder}/order.asl.json",
        "startAt": "", "mocks": "" }
    ] }`;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(uri);
    const offered = async (marked: string) => {
      const position = document.positionAt(text.indexOf(marked) + marked.length);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        position,
      );
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const states = await offered('"startAt": "');
    assert.ok(states.includes('Cool off'), states.join());
    assert.ok((await offered('"mocks": "')).includes('fulfil.mocks.json'));
    const definitions = await offered('"definition": "');
    assert.ok(definitions.includes('${workspaceFolder}/order.asl.yaml'), definitions.join());
    assert.ok(!(await offered('"program": "')).some(one => one.includes('asl')));
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '.vscode'), { recursive: true });
  });

  it('hover tells about a state', async () => {
    const { document } = await open('order.asl.json');
    const position = rangeOf(document, '"Cool off"').start.translate(0, 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const text = hovers.flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value)));
    assert.match(text.join('\n'), /Wait/);
  });

  it('a target leads to its state', async () => {
    const { document } = await open('order.asl.json');
    const position = rangeOf(document, '"Next": "Refuse"').end.translate(0, -3);
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      position,
    );
    const lines = found.map(place =>
      document.lineAt(('range' in place ? place.range : place.targetRange).start).text.trim(),
    );
    assert.deepEqual(lines, ['"Refuse": {']);
  });

  it('the outline lists the states', async () => {
    const { document } = await open('hello-world.asl.json');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const names = (list: readonly vscode.DocumentSymbol[]): string[] =>
      list.flatMap(({ name, children }) => [name, ...names(children)]);
    assert.deepEqual(names(symbols), ['Greet', 'Wait a moment', 'Done']);
  });
});

describe('templates', () => {
  const template = `Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}'
`;

  it('problems of a definition inside come and go with the text', async () => {
    const editor = await openText('yaml', template);
    await untilProblems(editor.document, 'error state-unknown 5:84 "B": No state is named "B".');
    await replace(editor, '"Next": "B"', '"End": true');
    await untilProblems(editor.document, '');
  });

  it('a file becomes one while it is typed', async () => {
    const editor = await openText('yaml', template.replace('StateMachine', 'Nothing'));
    await replace(editor, 'Nothing', 'StateMachine');
    await untilProblems(editor.document, 'error state-unknown 5:84 "B": No state is named "B".');
  });

  it('other files of the language show nothing of ours', async () => {
    const { document } = await openText('yaml', 'StartAt: A\nStates: {}\n');
    const symbols = await vscode.commands.executeCommand<unknown[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(symbols ?? [], []);
    assert.equal(problemsOf(document), '');
  });
});
