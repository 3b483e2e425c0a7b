// The settings, declared once: the manifest's section is this table (a test compares them).
import * as vscode from 'vscode';
import type { ServerSettings } from '../server/protocol.ts';

export const SETTINGS = {
  'stepthrough.diagnostics': {
    type: 'string',
    enum: ['on', 'offWithAwsToolkit', 'off'],
    enumDescriptions: [
      'Problems are shown.',
      'Problems are shown unless the AWS Toolkit is active, which has its own.',
      'No problems are shown.',
    ],
    default: 'on',
    scope: 'window',
    description: 'Whether Stepthrough shows problems in state machine definitions.',
  },
  'stepthrough.codeLens': {
    type: 'boolean',
    default: true,
    scope: 'window',
    description: 'Whether Run, Debug and the number of references are shown above machines and states.',
  },
} as const;

/** The id of the AWS Toolkit, which registers the same languages as we do. */
const AWS_TOOLKIT = 'amazonwebservices.aws-toolkit-vscode';

export function serverSettings(): ServerSettings {
  const codeLens = vscode.workspace.getConfiguration('stepthrough').get<boolean>('codeLens', true);
  return { diagnostics: wantsDiagnostics(), codeLens, asksAgain: true, snippets: true };
}

function wantsDiagnostics(): boolean {
  const value = vscode.workspace.getConfiguration('stepthrough').get<string>('diagnostics', 'on');
  if (value === 'offWithAwsToolkit') return vscode.extensions.getExtension(AWS_TOOLKIT)?.isActive !== true;
  return value !== 'off';
}
