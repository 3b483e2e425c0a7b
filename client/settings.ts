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
    description:
      'Whether Run, Debug, the number of references and Debug from here are shown above machines and states.',
  },
  // The manifest has a property for each code besides, made from the table of the language.
  'stepthrough.rules': {
    type: 'object',
    default: {},
    scope: 'window',
    additionalProperties: false,
    markdownDescription:
      'What is said of a problem instead of its own severity, by its code: `"state-idle": "off"`. A single place is silenced by a comment or a `Comment` field with `stepthrough-ignore` and the code.',
  },
} as const;

export function readSettings(): ServerSettings {
  const ours = vscode.workspace.getConfiguration('stepthrough');
  const codeLens = ours.get<boolean>('codeLens', true);
  const rules = ours.get<Record<string, string>>('rules', {});
  return { diagnostics: wantsDiagnostics(), codeLens, rules, asksAgain: true, snippets: true };
}

/** The id of the AWS Toolkit, which registers the same languages as we do. */
const AWS_TOOLKIT = 'amazonwebservices.aws-toolkit-vscode';

function wantsDiagnostics(): boolean {
  const value = vscode.workspace.getConfiguration('stepthrough').get<string>('diagnostics', 'on');
  if (value === 'offWithAwsToolkit') return vscode.extensions.getExtension(AWS_TOOLKIT)?.isActive !== true;
  return value !== 'off';
}
