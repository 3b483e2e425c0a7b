// The shape of the house: which room may use which, through which file, and which file each package comes in by.
// The compiler checks the arrows too (project references); this says in words what would be allowed.
import assert from 'node:assert/strict';
import path from 'node:path';
import { importsOf, sourceFiles } from '../support/sources.ts';

const ENGINE = ['expressions', 'language', 'interpreter'];

/** What each room may import from, other than itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  expressions: [],
  language: ['expressions'],
  interpreter: ['language', 'expressions'],
  'graph/model': ['language'],
  graph: ['graph/model', 'interpreter'],
  'graph/view': ['graph', 'graph/model', 'interpreter'],
  host: ['language', 'interpreter'],
  service: ['language', 'interpreter', 'host'],
  server: ['language', 'graph/model', 'interpreter'],
  debugger: ['language', 'interpreter', 'host'],
  cli: [...ENGINE, 'host', 'service', 'graph/model'],
  client: ['server', 'debugger', 'graph'],
};

/** The files of a room that other rooms may import. */
const FACES: Readonly<Record<string, readonly string[]>> = {
  graph: ['protocol.ts', 'executionProtocol.ts'],
  server: ['protocol.ts'],
  debugger: ['protocol.ts'],
};

/** The one file of a room in which a package is imported. */
const DOORWAYS: Readonly<Record<string, readonly string[]>> = {
  'jsonpath-plus': ['expressions/jsonpath/jsonPathPlus.ts'],
  hyparquet: ['host/mapData/parquet.ts'],
  yaml: ['language/text/parseYaml.ts', 'server/readYaml.ts'],
  'vscode-languageserver': ['server/lsp.ts'],
  'vscode-languageserver-textdocument': ['server/lsp.ts'],
  'vscode-json-languageservice': ['server/formatJson.ts'],
  'vscode-languageclient': ['client/languageClient.ts'],
  '@vscode/debugadapter': ['debugger/stdio.ts'],
  '@vscode/debugprotocol': ['debugger/dap.ts'],
};

/** Rooms that also run in a browser: no Node, no page, no clock, no chance. */
const PURE = ['expressions', 'language', 'interpreter', 'graph/model'];

function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'graph' && (second === 'model' || second === 'view') ? `graph/${second}` : top;
}

const files = sourceFiles(Object.keys(ARROWS));

describe('layers', () => {
  it('rooms import along the arrows, through faces', () => {
    const faults: string[] = [];
    for (const file of files) {
      const room = roomOf(file);
      for (const imported of importsOf(file).filter(name => name.startsWith('.'))) {
        const target = path.posix.join(path.posix.dirname(file), imported);
        const other = roomOf(target);
        if (other === room) continue;
        const allowed = ARROWS[room] ?? [];
        if (!allowed.includes(other)) {
          faults.push(`${file} imports ${target}: ${room} may use ${allowed.join(', ') || 'no other room'}.`);
        } else if (!(FACES[other] ?? ['index.ts']).includes(path.posix.relative(other, target))) {
          faults.push(
            `${file} imports ${target}: ${other} is used through ${(FACES[other] ?? ['index.ts']).join(', ')}.`,
          );
        }
      }
    }
    assert.deepEqual(faults, []);
  });

  it('each package comes in by its doorway', () => {
    const faults: string[] = [];
    for (const file of files) {
      for (const imported of importsOf(file)) {
        const isPackage = !imported.startsWith('.') && !imported.startsWith('node:') && imported !== 'vscode';
        const name = /^(@[^/]+\/)?[^/]+/.exec(imported)?.[0] ?? '';
        if (isPackage && !DOORWAYS[name]?.includes(file)) faults.push(`${file} imports ${imported}.`);
      }
    }
    assert.deepEqual(faults, []);
  });

  it('pure rooms know no Node', () => {
    const faults = files.filter(
      file => PURE.includes(roomOf(file)) && importsOf(file).some(name => name.startsWith('node:')),
    );
    assert.deepEqual(faults, []);
  });
});
