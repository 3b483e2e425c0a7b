// New workflow from template: a pattern is chosen, and opens as a document that is not saved yet.
import * as vscode from 'vscode';

interface Pattern {
  /** Of its files in `samples/patterns`. */
  readonly name: string;
  readonly label: string;
  readonly detail: string;
}

/** In the order they are offered. */
export const PATTERNS: readonly Pattern[] = [
  { name: 'hello-world', label: 'Hello world', detail: 'One state that answers' },
  { name: 'sequence', label: 'Sequence', detail: 'One task after the other, with what they found out' },
  { name: 'choice', label: 'Choice', detail: 'One of several ways, by the data' },
  {
    name: 'retry-and-catch',
    label: 'Retry and catch',
    detail: 'Again what fails for a moment; a way out for the rest',
  },
  { name: 'human-approval', label: 'Human approval', detail: 'Wait until somebody answers with a task token' },
  { name: 'parallel', label: 'Parallel', detail: 'Independent things at once' },
  { name: 'map', label: 'Map', detail: 'The same with every item of a list' },
  { name: 'distributed-map', label: 'Distributed Map', detail: 'The same with every row of a file in S3, in batches' },
  { name: 'wait-and-poll', label: 'Wait and poll', detail: 'Start a job and ask after it until it is done' },
  { name: 'saga', label: 'Saga', detail: 'Undo what was done when a later step fails' },
];

const FORMATS = [
  { label: 'YAML', description: 'shorter, and with comments', language: 'asl-yaml', ending: '.asl.yaml' },
  { label: 'JSON', description: 'as the AWS console shows it', language: 'asl', ending: '.asl.json' },
] as const;

export async function newWorkflow(extension: vscode.Uri): Promise<void> {
  const title = 'New Workflow from Template';
  const pattern = await vscode.window.showQuickPick(PATTERNS, {
    title,
    placeHolder: 'What should it do?',
    matchOnDetail: true,
  });
  if (!pattern) return;
  const format = await vscode.window.showQuickPick(FORMATS, { title, placeHolder: `${pattern.label}, written in` });
  if (!format) return;
  const file = vscode.Uri.joinPath(extension, 'samples', 'patterns', pattern.name + format.ending);
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({ language: format.language, content });
  await vscode.window.showTextDocument(document);
}
