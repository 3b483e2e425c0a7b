// Problems as SARIF 2.1.0, the form code-scanning services read.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckItem, ItemFix, Range } from './commands/check.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

export function toSarif(items: readonly CheckItem[]): object {
  const rules = [...new Set(items.map(item => item.code))].sort().map(id => ({ id }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'stepthrough', rules } }, results: items.map(toResult) }],
  };
}

function toResult({ file, code, severity, message, pointer, stateMachine, range, fixes }: CheckItem): object {
  const artifactLocation = { uri: uriOf(file) };
  const physicalLocation = { artifactLocation, region: regionOf(range) };
  const logicalLocations = [{ fullyQualifiedName: `${stateMachine ?? ''}${pointer}` }];
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation, logicalLocations }],
    ...(fixes && { fixes: fixes.map(fix => toFix(fix, artifactLocation)) }),
  };
}

function toFix({ title, edits }: ItemFix, artifactLocation: object): object {
  const replacements = edits.map(({ range, text }) => ({
    deletedRegion: regionOf(range),
    ...(text !== '' && { insertedContent: { text } }),
  }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation, replacements }] };
}

// SARIF counts lines and columns from 1.
function regionOf({ start, end }: Range): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

// Relative where it can be: reports are read on other machines.
function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(path.sep).map(encodeURIComponent).join('/');
}
