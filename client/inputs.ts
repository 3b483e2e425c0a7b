// Asks for the input of an execution and remembers it for each definition.
import * as vscode from 'vscode';

/** Undefined when the user cancels. */
export async function askForInput(
  memory: vscode.Memento,
  definition: string,
): Promise<{ readonly value: unknown } | undefined> {
  const key = `input:${definition}`;
  const text = await vscode.window.showInputBox({
    title: 'Input of the execution',
    prompt: 'Any JSON value. It is remembered for this definition.',
    value: memory.get<string>(key, '{}'),
    ignoreFocusOut: true,
    validateInput: typed => problemOf(typed),
  });
  if (text === undefined) return undefined;
  await memory.update(key, text);
  return { value: JSON.parse(text) as unknown };
}

function problemOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
