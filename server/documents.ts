// The open documents and what is known of each. A Definition is made at most once for each text, when somebody asks. A
// document is a definition, or a host that may hold several: a template, a Terraform file.
import {
  analyzeFile,
  createLineIndex,
  type Definition,
  type Embedded,
  findDefinitions,
  formatOfFile,
  identityMap,
  type LineIndex,
  type OffsetMap,
  type Problem,
  type Span,
  type WorkflowType,
} from '../language/index.ts';
import type { TextDocument } from './lsp.ts';
import { HOST_LANGUAGES } from './protocol.ts';

/** One definition of a document. Offsets in it are its own; `toHost` and `fromHost` convert from and to the document's. */
export interface Part extends OffsetMap {
  readonly definition: Definition;
  /** Of a state machine in a host: its name, and all of it. */
  readonly machine?: { readonly name: string; readonly nameSpan: Span; readonly span: Span };
}

export interface Analyzed {
  readonly text: string;
  readonly lines: LineIndex;
  readonly parts: readonly Part[];
  /** At places in the document. */
  readonly problems: readonly Problem[];
  /** Of a host; empty for a definition. */
  readonly machines: readonly Embedded[];
}

/** What templates say about a definition file. */
export interface FileUse {
  readonly workflowType: WorkflowType | undefined;
  readonly isTemplate: boolean;
}

const NO_USE: FileUse = { workflowType: undefined, isTemplate: false };

interface Known extends Analyzed {
  readonly version: number;
  readonly use: FileUse;
}

const known = new WeakMap<TextDocument, Known>();

export function analyzed(document: TextDocument, use = NO_USE): Analyzed {
  const before = known.get(document);
  if (before?.version === document.version && isSameUse(before.use, use)) return before;
  const after = { ...read(document.getText(), document, use, before), version: document.version, use };
  known.set(document, after);
  return after;
}

/** The document as it would be with another text. */
export function analyzedAs(text: string, document: TextDocument, use = NO_USE): Analyzed {
  return read(text, document, use, undefined);
}

function read(text: string, document: TextDocument, use: FileUse, before: Known | undefined): Analyzed {
  const found = isHost(document) ? readHost(text, document) : readDefinition(text, document, use, before);
  return { ...found, text, lines: createLineIndex(text) };
}

function isSameUse(a: FileUse, b: FileUse): boolean {
  return a.workflowType === b.workflowType && a.isTemplate === b.isTemplate;
}

/** The definition at an offset, and the offset in it. */
export function partAt(
  { parts }: Analyzed,
  offset: number,
): { readonly part: Part; readonly inner: number } | undefined {
  for (const part of parts) {
    const inner = part.fromHost(offset);
    if (inner !== undefined) return { part, inner };
  }
  return undefined;
}

/** Editors say the language. A definition in a language of hosts is known by its name. */
export function isHost({ languageId, uri }: TextDocument): boolean {
  return HOST_LANGUAGES.some(language => language === languageId) && !/\.asl(\.\w+){0,2}$/i.test(uri);
}

function readHost(text: string, document: TextDocument): Omit<Analyzed, 'lines' | 'text'> {
  const machines = findDefinitions(text, hostFileName(document));
  const parts = machines.flatMap(
    ({ definition, name, nameSpan, range, toHost, fromHost, editInHost, isTranslated }) => {
      const span = { start: Math.min(nameSpan.start, range.start), end: Math.max(nameSpan.end, range.end) };
      const map = { toHost, fromHost, editInHost, isTranslated };
      return definition ? [{ definition, machine: { name, nameSpan, span }, ...map }] : [];
    },
  );
  return { machines, parts, problems: machines.flatMap(({ problems }) => problems) };
}

// The name says the language, and the editor knows better.
function hostFileName({ uri, languageId }: TextDocument): string {
  const suffix = languageId === 'terraform' ? '.tf' : languageId.startsWith('json') ? '.json' : '';
  return uri.toLowerCase().endsWith(suffix) ? uri : `${uri}${suffix}`;
}

function readDefinition(
  text: string,
  { uri, languageId }: TextDocument,
  use: FileUse,
  before: Known | undefined,
): Omit<Analyzed, 'lines' | 'text'> {
  const format = languageId.includes('yaml') ? 'yaml' : formatOfFile(uri);
  const definition = analyzeFile(text, { fileName: uri, format, ...use, previous: before?.parts[0]?.definition });
  const part: Part = { definition, ...identityMap({ start: 0, end: text.length }) };
  return { machines: [], parts: [part], problems: definition.problems };
}
