// A talk with the language server as a transcript: what the editor says after `>`, what it is answered or told below that.
// Places count from one, as editors show them.
import assert from 'node:assert/strict';
import { createLineIndex } from '../../language/index.ts';
import { type Editor, type Range, startEditor } from './editor.ts';

type Position = Range['start'];

export interface Recorder {
  readonly editor: Editor;
  /** What was announced and what was asked so far. */
  readonly methods: ReadonlySet<string>;
  open(file: string, languageId: string, text: string): void;
  /** Puts a text at `<|>` of a marked part of the document. */
  type(marked: string, text: string): void;
  closeFile(): void;
  heard(method: string): Promise<void>;
  /** About the document opened last: at `<|>` of a marked part of it, or about all of it. */
  ask<T>(method: string, marked?: string, more?: object): Promise<T>;
  /** About what an answer before named. */
  askAbout<T>(method: string, params: object, said: string): Promise<T>;
  transcript(): string;
}

export const FOLDER = 'file:///C:/shop/';

export async function startRecording(): Promise<Recorder> {
  const capabilities = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };
  const editor = await startEditor({ codeLens: true, asksAgain: true }, FOLDER, capabilities);
  const methods = new Set<string>();
  const said: string[] = [];
  let open = { uri: '', text: '', version: 0 };

  function positionOf(marked: string): Position {
    const at = open.text.indexOf(marked.replace('<|>', ''));
    assert.ok(at >= 0 && marked.includes('<|>'), `"${marked}" is no place of the text.`);
    return positionAt(at + marked.indexOf('<|>'));
  }

  function positionAt(offset: number): Position {
    const { line0, character0 } = createLineIndex(open.text).position(offset);
    return { line: line0, character: character0 };
  }

  async function answer<T>(method: string, params: object, title: string): Promise<T> {
    methods.add(method);
    const answered = await editor.request<T>(method, params).catch((error: Error) => {
      said.push(`\n> ${title}\n! ${error.message}`);
      throw error;
    });
    said.push(`\n> ${title}\n${shown(answered)}`);
    return answered;
  }

  return {
    editor,
    methods,
    open(file, languageId, text) {
      open = { uri: FOLDER + file, text, version: 1 };
      methods.add('textDocument/didOpen');
      const lines = text.trimEnd().replace(/^(?=.)/gm, '  ');
      said.push(`${said.length > 0 ? '\n' : ''}> didOpen ${file} (${languageId})\n${lines}`);
      editor.open(open.uri, languageId, text);
    },
    type(marked, text) {
      const position = positionOf(marked);
      const offset = open.text.indexOf(marked.replace('<|>', '')) + marked.indexOf('<|>');
      const contentChanges = [{ range: { start: position, end: position }, text }];
      open = {
        ...open,
        text: open.text.slice(0, offset) + text + open.text.slice(offset),
        version: open.version + 1,
      };
      methods.add('textDocument/didChange');
      said.push(`\n> didChange ${marked.replaceAll('\n', '⏎')} ${JSON.stringify(text)}`);
      editor.notify('textDocument/didChange', {
        textDocument: { uri: open.uri, version: open.version },
        contentChanges,
      });
    },
    closeFile() {
      methods.add('textDocument/didClose');
      said.push('\n> didClose');
      editor.notify('textDocument/didClose', { textDocument: { uri: open.uri } });
    },
    async heard(method) {
      said.push(`< ${method}\n${shown(await editor.notification(method))}`);
    },
    ask(method, marked, more = {}) {
      const place = marked === undefined ? {} : { position: positionOf(marked) };
      const details = Object.keys(more).length > 0 ? ` ${onOneLine(more)}` : '';
      const shownPlace = marked === undefined ? '' : ` ${marked.replaceAll('\n', '⏎')}`;
      const title = `${method}${shownPlace}${details}`;
      return answer(method, { textDocument: { uri: open.uri }, ...place, ...more }, title);
    },
    askAbout: (method, params, title) => answer(method, params, `${method} ${title}`),
    transcript: () => `${said.join('\n').trimStart()}\n`,
  };
}

const WIDTH = 110;

function shown(value: unknown, indent = '  '): string {
  const line = onOneLine(value);
  if (line.length + indent.length <= WIDTH || typeof value !== 'object' || value === null || isPlace(value)) {
    return `${indent}${line}`;
  }
  const isList = Array.isArray(value);
  return Object.entries(value)
    .map(([name, member]) => {
      const inner = shown(member, `${indent}  `);
      if (isList) return `${indent}- ${inner.trimStart()}`;
      return inner.includes('\n') ? `${indent}${name}:\n${inner}` : `${indent}${name}: ${inner.trimStart()}`;
    })
    .join('\n');
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing';
  if (isPosition(value)) return `${value.line + 1}:${value.character + 1}`;
  if (isRange(value)) return `${onOneLine(value.start)}-${onOneLine(value.end)}`;
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${name}: ${onOneLine(member)}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}

function isPlace(value: object): boolean {
  return isPosition(value) || isRange(value);
}

function isPosition(value: object): value is Position {
  return 'line' in value && 'character' in value;
}

function isRange(value: object): value is Range {
  return 'start' in value && 'end' in value && typeof value.start === 'object' && Object.keys(value).length === 2;
}
