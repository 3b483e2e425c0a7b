// Debugging as the editor sees it: how the adapter is started, and how F5 works without a launch.json.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LaunchAttributes } from '../debugger/protocol.ts';
import { answersFor, hasTasks } from './answers.ts';
import { activeMachine, isHost, isOurs } from './documents.ts';
import { askForInput } from './inputs.ts';

const TYPE = 'stepthrough';

export function registerDebugger(context: vscode.ExtensionContext): void {
  const configurations = new Configurations(context);
  const { Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory(TYPE, {
      createDebugAdapterDescriptor: () => startAdapter(context),
    }),
    vscode.debug.registerDebugConfigurationProvider(TYPE, configurations),
    vscode.debug.registerDebugConfigurationProvider(TYPE, configurations, Dynamic),
    vscode.commands.registerCommand('stepthrough.debug', () => debugActive({ noDebug: false })),
    vscode.commands.registerCommand('stepthrough.debugFrom', debugFrom),
    vscode.commands.registerCommand('stepthrough.run', () => debugActive({ noDebug: true })),
  );
}

// A process of its own, so that a runaway expression cannot freeze the editor. The editor's own binary serves as Node.
function startAdapter(context: vscode.ExtensionContext): vscode.DebugAdapterDescriptor {
  const entry = path.join(context.extensionPath, 'dist', 'adapter.js');
  return new vscode.DebugAdapterExecutable(process.execPath, [entry], { env: { ELECTRON_RUN_AS_NODE: '1' } });
}

async function debugActive({ noDebug }: { noDebug: boolean }): Promise<void> {
  const document = activeMachine();
  if (!document) {
    void vscode.window.showInformationMessage('Open a state machine definition first: a file such as order.asl.json.');
    return;
  }
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  await vscode.debug.startDebugging(folder, configurationFor(document), { noDebug });
}

/** From the line above a state. */
async function debugFrom(uri: string, state: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  await startFrom(document, state, { noDebug: false });
}

/** The state is given the input that is asked for. `line`, of the state, says which state machine of a template is meant. */
export async function startFrom(
  document: vscode.TextDocument,
  state: string,
  { noDebug, line }: { noDebug: boolean; line?: number },
): Promise<void> {
  const name = `${noDebug ? 'Run' : 'Debug'} from ${state}`;
  const meant = isHost(document) && line !== undefined ? { line } : {};
  const configuration = { ...configurationFor(document), name, startAt: state, ...meant };
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(document.uri), configuration, { noDebug });
}

function configurationFor(document: vscode.TextDocument): vscode.DebugConfiguration {
  const name = path.basename(document.fileName);
  const editor = vscode.window.activeTextEditor;
  // In a template the cursor says which state machine is meant.
  const line = isHost(document) && editor?.document === document ? { line: editor.selection.active.line + 1 } : {};
  return {
    type: TYPE,
    request: 'launch',
    name: `Debug ${name}`,
    definition: document.fileName,
    askForInput: true,
    ...line,
  };
}

class Configurations implements vscode.DebugConfigurationProvider {
  readonly #context: vscode.ExtensionContext;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
  }

  /** Offered in the Run view without a launch.json. */
  provideDebugConfigurations(): vscode.DebugConfiguration[] {
    const document = activeMachine();
    return document ? [configurationFor(document)] : [];
  }

  /** An empty configuration is F5 without a launch.json: the active definition is meant. */
  resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.ProviderResult<vscode.DebugConfiguration> {
    if (configuration.type) return configuration;
    const document = activeMachine();
    // Right after a file was opened the editor may not know it as active yet; the variable is resolved later.
    const here = {
      type: TYPE,
      request: 'launch',
      name: 'Debug state machine',
      definition: '${file}',
      askForInput: true,
    };
    return document ? configurationFor(document) : here;
  }

  /** Returning nothing ends the start without a word: the user has just cancelled it. */
  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showErrorMessage('Nothing is run in a workspace that is not trusted.');
      return undefined;
    }
    const definition = absolutePath(configuration['definition'], folder);
    const resolved: vscode.DebugConfiguration & Partial<LaunchAttributes> = { ...configuration };
    if (definition !== undefined) Object.assign(resolved, { definition, ...unsavedText(definition) });
    if (configuration['askForInput'] !== true || configuration['input'] !== undefined) return resolved;
    return this.#asked(resolved, definition ?? '');
  }

  // What a configuration that somebody has written says is not asked.
  async #asked(
    resolved: vscode.DebugConfiguration & Partial<LaunchAttributes>,
    definition: string,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const memory = this.#context.workspaceState;
    // A state in the middle is given other inputs than the machine.
    const { startAt } = resolved;
    const input = await askForInput(memory, definition, startAt);
    if (!input) return undefined;
    const withInput = { ...resolved, input: input.value };
    if (resolved.mocks !== undefined || resolved.taskPolicy !== undefined) return withInput;
    const isAsked = input.asksForAnswers;
    const answers = await answersFor(memory, definition, { isAsked, hasTasks: hasTasks(await textOf(definition)) });
    return answers && { ...withInput, ...answers };
  }
}

async function textOf(definition: string): Promise<string> {
  const open = vscode.workspace.textDocuments.find(document => document.fileName === definition);
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(definition)));
  } catch {
    // The adapter says that the file is not there.
    return '';
  }
}

function absolutePath(definition: unknown, folder: vscode.WorkspaceFolder | undefined): string | undefined {
  if (typeof definition !== 'string' || definition === '') return undefined;
  const isUnsaved = vscode.workspace.textDocuments.some(
    document => document.isUntitled && document.fileName === definition,
  );
  if (isUnsaved || path.isAbsolute(definition) || !folder) return definition;
  return path.join(folder.uri.fsPath, definition);
}

// What stands in the editor is what is run, saved or not.
function unsavedText(definition: string): Pick<LaunchAttributes, 'text'> {
  const document = vscode.workspace.textDocuments.find(open => isOurs(open) && open.fileName === definition);
  return document?.isDirty || document?.isUntitled ? { text: document.getText() } : {};
}
