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
    vscode.commands.registerCommand('stepthrough.debug', (...from) => debugActive({ noDebug: false }, from)),
    vscode.commands.registerCommand('stepthrough.debugFrom', debugFrom),
    vscode.commands.registerCommand('stepthrough.run', (...from) => debugActive({ noDebug: true }, from)),
  );
}

// A process of its own, so that a runaway expression cannot freeze the editor. The editor's own binary serves as Node.
function startAdapter(context: vscode.ExtensionContext): vscode.DebugAdapterDescriptor {
  const entry = path.join(context.extensionPath, 'dist', 'adapter.js');
  return new vscode.DebugAdapterExecutable(process.execPath, [entry], { env: { ELECTRON_RUN_AS_NODE: '1' } });
}

/** `from`: the document and the line of the line of text that was clicked; a menu gives other things. */
async function debugActive({ noDebug }: { noDebug: boolean }, [uri, line]: readonly unknown[]): Promise<void> {
  const isFromLine = typeof uri === 'string' && typeof line === 'number';
  const document = isFromLine ? await vscode.workspace.openTextDocument(vscode.Uri.parse(uri)) : activeMachine();
  if (!document) {
    void vscode.window.showInformationMessage('Open a state machine definition first: a file such as order.asl.json.');
    return;
  }
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const configuration = configurationFor(document, isFromLine ? line : undefined);
  await vscode.debug.startDebugging(folder, configuration, { noDebug });
}

/** From the line above a state. */
async function debugFrom(uri: string, state: string, line?: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  await startFrom(document, state, { noDebug: false, ...(line !== undefined && { line }) });
}

/** The state is given the input that is asked for. `line`, of the state, says which state machine of a template is meant. */
export async function startFrom(
  document: vscode.TextDocument,
  state: string,
  { noDebug, line }: { noDebug: boolean; line?: number },
): Promise<void> {
  const name = `${noDebug ? 'Run' : 'Debug'} from ${state}`;
  const configuration = { ...configurationFor(document, line), name, startAt: state };
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(document.uri), configuration, { noDebug });
}

/** In a template a line says which state machine is meant: the one that is given, or that of the cursor. */
function configurationFor(document: vscode.TextDocument, given?: number): vscode.DebugConfiguration {
  const name = path.basename(document.fileName);
  const editor = vscode.window.activeTextEditor;
  const atCursor = editor?.document === document ? editor.selection.active.line + 1 : undefined;
  const meant = isHost(document) ? (given ?? atCursor) : undefined;
  return {
    type: TYPE,
    request: 'launch',
    name: `Debug ${name}`,
    definition: document.fileName,
    askForInput: true,
    ...(meant !== undefined && { line: meant }),
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
