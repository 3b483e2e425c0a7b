// Templates and the definition files they name, each checked against the other. Looks for templates in the folder of a
// definition and the folders above it, as far as the workspace goes; reads them again when they have changed.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  analyzeFile,
  contains,
  type Definition,
  type Embedded,
  fileMissing,
  findDefinitions,
  isMeant,
  linkProblems,
  mayHoldDefinitions,
  type Problem,
  type Span,
} from '../language/index.ts';
import type { FileUse } from './documents.ts';
import { placeOfValue } from './features/goToName.ts';

/** Folders with more candidates are no folders of templates. */
const MOST_FILES = 200;
/** CloudFormation takes templates up to 1 MB. */
const MOST_BYTES = 1_100_000;
/** How far up to look when the workspace is not known. */
const MOST_FOLDERS = 8;

const CANDIDATE = /\.(?:ya?ml|json|template|tf|tofu)$/i;

/** A state machine, and the template that names its file. */
interface Namer {
  readonly host: string;
  readonly machine: Embedded;
}

/** A place in a file that need not be open. */
export interface FilePlace {
  readonly uri: string;
  readonly text: string;
  readonly span: Span;
}

/** A definition in a file that need not be open. */
export interface OpenDefinition {
  readonly uri: string;
  readonly definition: Definition;
}

export interface OpenFile {
  readonly text: string;
  readonly machines: readonly Embedded[];
}

/** A host, and which of its machines is spoken of. */
export interface NamingHost {
  readonly uri: string;
  readonly file: string;
  readonly text: string;
  readonly machine: Embedded;
  readonly machines: readonly Embedded[];
}

interface ReadFile {
  readonly mtimeMs: number;
  readonly machines: readonly Embedded[];
}

export class Links {
  readonly #openFile: (uri: string) => OpenFile | undefined;
  readonly #openUris: () => readonly string[];
  readonly #read = new Map<string, ReadFile>();
  /** Of templates that are not open, with all their definitions; forgotten with `#near`. */
  readonly #hosts = new Map<string, OpenFile>();
  /** Templates near a folder; asked anew when a document is opened or saved. */
  readonly #near = new Map<string, readonly string[]>();
  #roots: readonly string[] = [];

  /** `openUris`: of all open documents, as the editor writes them. */
  constructor(openFile: (uri: string) => OpenFile | undefined, openUris: () => readonly string[]) {
    this.#openFile = openFile;
    this.#openUris = openUris;
  }

  setRoots(uris: readonly string[]): void {
    this.#roots = uris.flatMap(uri => pathOf(uri) ?? []);
  }

  /** Files may have come, gone or changed. */
  forget(): void {
    this.#near.clear();
    this.#hosts.clear();
  }

  /** What a host has wrong because of the files it names. */
  problemsOfHost(uri: string, machines: readonly Embedded[]): readonly Problem[] {
    const file = pathOf(uri);
    if (file === undefined) return [];
    return machines.flatMap(({ link, binding, workflowType }) => {
      if (!link) return [];
      const target = path.resolve(path.dirname(file), link.path);
      const text = this.#textOf(target);
      if (text === undefined) return fileMissing(link);
      if (!binding || !isMeant(link, text)) return [];
      return linkProblems(
        binding,
        text,
        analyzeFile(text, { fileName: target, workflowType, isTemplate: link.isTemplate }),
      ).inHost;
    });
  }

  /** What a definition has wrong because of the templates that name it. */
  problemsOfFile(uri: string, definition: Definition, text: string): readonly Problem[] {
    const told = new Set<string>();
    const problems = this.#namersOf(uri).flatMap(
      ({ machine }) => linkProblems(machine.binding, text, definition).inFile,
    );
    return problems.filter(({ start, subject }) => {
      const key = `${start} ${subject}`;
      const isNew = !told.has(key);
      told.add(key);
      return isNew;
    });
  }

  /** How the templates that name a file use it; of the kind of machine only what all agree on. */
  useOf(uri: string): FileUse {
    const namers = this.#namersOf(uri);
    const type = namers[0]?.machine.workflowType;
    const isAgreed = namers.every(({ machine }) => machine.workflowType === type);
    return {
      workflowType: isAgreed ? type : undefined,
      isTemplate: namers.some(({ machine }) => machine.link?.isTemplate),
    };
  }

  /** The file a host names at an offset. */
  fileAt(
    uri: string,
    machines: readonly Embedded[],
    offset: number,
  ): (FilePlace & { readonly from: Span }) | undefined {
    const file = pathOf(uri);
    const link = machines.find(machine => machine.link && contains(machine.link.span, offset))?.link;
    if (file === undefined || !link) return undefined;
    const target = path.resolve(path.dirname(file), link.path);
    const text = this.#textOf(target);
    if (text === undefined) return undefined;
    return { uri: pathToFileURL(target).href, text, span: { start: 0, end: 0 }, from: link.span };
  }

  /** The definition file that a state machine of a host names. */
  fileOf(uri: string, { link }: Embedded): OpenDefinition | undefined {
    return link && this.definitionAt(this.resolve(uri, link.path), link.isTemplate);
  }

  /** The definition that is a file of its own. */
  definitionAt(uri: string, isTemplate?: true): OpenDefinition | undefined {
    const text = this.textAt(uri);
    return text === undefined ? undefined : { uri, definition: analyzeFile(text, { fileName: uri, isTemplate }) };
  }

  /** The address of a file that a document names. */
  resolve(uri: string, file: string): string {
    const own = pathOf(uri);
    if (own !== undefined) return this.#uriOf(path.resolve(path.dirname(own), file));
    try {
      return new URL(encodeURI(file), uri).href;
    } catch {
      // A document that is nowhere has no neighbours.
      return '';
    }
  }

  // Editors write some letters of an address in other ways than Node does.
  #uriOf(file: string): string {
    const uri = pathToFileURL(file).href;
    const place = placeOf(uri);
    return this.#openUris().find(open => placeOf(open) === place) ?? uri;
  }

  /** Whether a file is there, open or not. */
  isThere(uri: string): boolean {
    const file = pathOf(uri);
    if (this.#openFile(uri)) return true;
    return file !== undefined && fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  }

  /** The names that templates give values for a definition file. */
  namesOf(uri: string): readonly string[] {
    return [...new Set(this.#namersOf(uri).flatMap(({ machine }) => [...(machine.binding?.names?.keys() ?? [])]))];
  }

  /** Where templates give a name of a definition file its value. */
  valuesOf(uri: string, name: string): readonly FilePlace[] {
    return this.#namersOf(uri).flatMap(({ host, machine }) => {
      const span = placeOfValue(name, machine);
      const text = this.#textOf(host);
      return span && text !== undefined ? [{ uri: pathToFileURL(host).href, text, span }] : [];
    });
  }

  /** The hosts that tell of a definition, with all their machines: the one it stands in, or those that name its file. */
  hostsNaming(uri: string, machine: Embedded | undefined): readonly NamingHost[] {
    if (machine) {
      const { text, machines } = this.#openFile(uri) ?? { text: this.textAt(uri) };
      if (text === undefined) return [];
      const file = pathOf(uri) ?? uri;
      return [{ uri, file, text, machine, machines: machines ?? this.#allIn(file, text) }];
    }
    return this.#namersOf(uri).flatMap(({ host, machine }) => {
      const text = this.#textOf(host);
      if (text === undefined) return [];
      const hostUri = this.#uriOf(host);
      const machines = this.#openFile(hostUri)?.machines ?? this.#allIn(host, text);
      return [{ uri: hostUri, file: host, text, machine, machines }];
    });
  }

  #allIn(host: string, text: string): readonly Embedded[] {
    const before = this.#hosts.get(host);
    if (before?.text === text) return before.machines;
    const machines = findDefinitions(text, host);
    this.#hosts.set(host, { text, machines });
    return machines;
  }

  /** What stands in a file, open or not. */
  textAt(uri: string): string | undefined {
    const file = pathOf(uri);
    return file === undefined ? this.#openFile(uri)?.text : this.#textOf(file);
  }

  #textOf(file: string): string | undefined {
    return this.#openFile(this.#uriOf(file))?.text ?? readText(file);
  }

  /** Whether one of two documents names the other. */
  areLinked(hostUri: string, machines: readonly Embedded[], fileUri: string): boolean {
    const [host, file] = [pathOf(hostUri), pathOf(fileUri)];
    return host !== undefined && machines.some(machine => names(host, machine, file));
  }

  #namersOf(uri: string): readonly Namer[] {
    const file = pathOf(uri);
    if (file === undefined) return [];
    const folder = path.dirname(file);
    let near = this.#near.get(folder);
    if (!near) {
      const candidates = this.#foldersAbove(folder).flatMap(candidatesIn);
      near = candidates.filter(host => this.#machinesIn(host).length > 0);
      this.#near.set(folder, near);
    }
    return near.flatMap(host => {
      const machines = this.#machinesIn(host).filter(machine => names(host, machine, file));
      return machines.map(machine => ({ host, machine }));
    });
  }

  #foldersAbove(folder: string): readonly string[] {
    const root = this.#roots.find(one => folder === one || folder.startsWith(one + path.sep));
    const folders = [folder];
    let last = folder;
    while (last !== root && path.dirname(last) !== last && folders.length < MOST_FOLDERS && root !== undefined) {
      last = path.dirname(last);
      folders.push(last);
    }
    return folders;
  }

  #machinesIn(host: string): readonly Embedded[] {
    const open = this.#openFile(this.#uriOf(host));
    if (open) return open.machines;
    const stat = fs.statSync(host, { throwIfNoEntry: false });
    if (!stat || stat.size > MOST_BYTES) return [];
    const before = this.#read.get(host);
    if (before?.mtimeMs === stat.mtimeMs) return before.machines;
    const text = readText(host) ?? '';
    const machines = mayHoldDefinitions(text) ? findDefinitions(text, host).filter(({ link }) => link) : [];
    this.#read.set(host, { mtimeMs: stat.mtimeMs, machines });
    return machines;
  }
}

function names(host: string, { link }: Embedded, file: string | undefined): boolean {
  return link !== undefined && path.resolve(path.dirname(host), link.path) === file;
}

function candidatesIn(folder: string): readonly string[] {
  try {
    const files = fs.readdirSync(folder, { withFileTypes: true });
    const named = files.filter(entry => entry.isFile() && CANDIDATE.test(entry.name) && !/\.asl\./i.test(entry.name));
    return named.length > MOST_FILES ? [] : named.map(({ name }) => path.join(folder, name));
  } catch {
    // A folder that cannot be read has no templates for us.
    return [];
  }
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    // Said at the place that names it.
    return undefined;
  }
}

function placeOf(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^file:\/\/\/[A-Z]:/, start => start.toLowerCase());
  } catch {
    // Not written as an address should be.
    return uri;
  }
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    // An address that is no path on this system.
    return undefined;
  }
}
