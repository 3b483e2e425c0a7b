// What is wrong in a set of files: definitions, the definitions inside templates, and the two against each other. A file
// that a template names is looked at too, wherever it is.
import path from 'node:path';
import { isDefinitionFile, readTextFile } from '../host/index.ts';
import {
  analyzeFile,
  type Definition,
  type Embedded,
  type Fix,
  fileMissing,
  findDefinitions,
  fixesInHost,
  identityMap,
  isMeant,
  linkProblems,
  mayHoldDefinitions,
  type Problem,
  type RuleLevels,
  silencesInComments,
  silencesInFields,
  tell,
  type WorkflowType,
} from '../language/index.ts';
import { readFile } from './command.ts';

/** How a file came to be looked at: alone by its name, by a pattern, or in a folder. */
export type Origin = 'named' | 'pattern' | 'folder';

export interface FoundProblem extends Problem {
  /** The logical id, for a definition inside a template. */
  readonly stateMachine?: string;
}

/** What has been found in one file. */
export interface CheckedFile {
  readonly file: string;
  readonly text: string;
  /** In the order of the text. */
  readonly problems: readonly FoundProblem[];
  readonly silencedErrors: number;
  readonly definitionCount: number;
  fixesOf(problem: FoundProblem): readonly Fix[];
  /** The same file with another text, without the files that name it. */
  again(text: string): CheckedFile;
}

interface Source {
  readonly file: string;
  readonly text: string;
  /** Empty for a definition. */
  readonly machines: readonly Embedded[];
  readonly namedBy: { readonly host: Source; readonly machine: Embedded }[];
  readonly problems: FoundProblem[];
}

export function checkFiles(files: ReadonlyMap<string, Origin>, levels: RuleLevels): readonly CheckedFile[] {
  // By the whole path: a template and the command line may name the same file in different words.
  const sources = new Map<string, Source>();
  for (const [file, origin] of files) {
    const source = readSource(file, origin);
    if (source) sources.set(path.resolve(file), source);
  }
  for (const source of [...sources.values()]) {
    for (const machine of source.machines) followLink(source, machine, sources);
  }
  // What is between two files is found with the file that is named, and told of both.
  const definitions = [...sources.values()].map(source => [source, checkSource(source)] as const);
  return definitions.map(([source, definition]) => toChecked(source, definition, levels));
}

/** The definition, for a file that is one. */
function checkSource(source: Source): Definition | undefined {
  if (source.machines.length === 0) return checkDefinition(source);
  for (const { problems, name } of source.machines) add(source, problems, name);
  return undefined;
}

function toChecked(source: Source, definition: Definition | undefined, levels: RuleLevels): CheckedFile {
  const { file, text, machines } = source;
  const found = source.problems.sort((a, b) => a.start - b.start);
  const silences = text.includes('stepthrough-ignore')
    ? [...silencesInComments(text), ...silencesOf(definition, machines)]
    : [];
  const { problems, silencedErrors } = tell(found, silences, levels);
  return {
    file,
    text,
    problems,
    silencedErrors,
    definitionCount: definition ? 1 : machines.filter(machine => machine.definition).length,
    fixesOf: problem => {
      const machine = machines.find(({ name }) => name === problem.stateMachine);
      return fixesInHost(text, machine ?? { definition, ...identityMap({ start: 0, end: text.length }) }, problem);
    },
    again: other => {
      const isHost = definition === undefined;
      const next: Source = {
        ...source,
        text: other,
        machines: isHost ? findDefinitions(other, file) : [],
        problems: [],
      };
      const changed = isHost ? undefined : definitionOf(next);
      if (changed) add(next, changed.problems);
      else checkSource(next);
      return toChecked(next, changed, levels);
    },
  };
}

function silencesOf(definition: Definition | undefined, machines: readonly Embedded[]) {
  if (definition) return silencesInFields(definition);
  return machines.flatMap(machine => {
    const own = machine.definition ? silencesInFields(machine.definition) : [];
    return own.map(({ code, span, place }) => ({ code, span: machine.toHost(span), place: machine.toHost(place) }));
  });
}

// Undefined for a file in a folder that turns out to be something else.
function readSource(file: string, origin: Origin): Source | undefined {
  const text = readFile(file);
  const machines = isDefinitionFile(file) || !mayHoldDefinitions(text) ? [] : findDefinitions(text, file);
  if (machines.length === 0 && !isDefinition(file, text, origin)) return undefined;
  return { file, text, machines, namedBy: [], problems: [] };
}

function isDefinition(file: string, text: string, origin: Origin): boolean {
  if (isDefinitionFile(file)) return true;
  if (origin === 'folder' || /\.(?:tf|tofu)$/i.test(file)) return false;
  // A template without a state machine is nothing to complain about.
  return origin === 'pattern' ? /\bStartAt\b/.test(text) : !/^\W*(AWSTemplateFormatVersion|Resources)\b/m.test(text);
}

function followLink(host: Source, machine: Embedded, sources: Map<string, Source>): void {
  const { link, name } = machine;
  if (!link) return;
  const file = path.join(path.dirname(host.file), link.path);
  const whole = path.resolve(file);
  let target = sources.get(whole);
  if (!target) {
    const { text } = readTextFile(file);
    if (text === undefined) {
      add(host, fileMissing(link), name);
      return;
    }
    if (!isMeant(link, text)) return;
    target = { file, text, machines: [], namedBy: [], problems: [] };
    sources.set(whole, target);
  }
  if (target.machines.length === 0) target.namedBy.push({ host, machine });
}

function definitionOf({ file, text, namedBy }: Source): Definition {
  const isTemplate = namedBy.some(({ machine }) => machine.link?.isTemplate);
  return analyzeFile(text, { fileName: file, workflowType: workflowTypeOf(namedBy), isTemplate });
}

function checkDefinition(source: Source): Definition {
  const { text, namedBy } = source;
  const definition = definitionOf(source);
  add(source, definition.problems);
  const told = new Set<string>();
  for (const { host, machine } of namedBy) {
    const { inHost, inFile } = linkProblems(machine.binding, text, definition);
    add(host, inHost, machine.name);
    // Two templates that lack the same name are one problem here.
    const fresh = inFile.filter(({ start, subject }) => !told.has(`${start} ${subject}`));
    for (const { start, subject } of fresh) told.add(`${start} ${subject}`);
    add(source, fresh);
  }
  return definition;
}

// Only where all templates agree.
function workflowTypeOf(namedBy: Source['namedBy']): WorkflowType | undefined {
  const [first] = namedBy;
  const type = first?.machine.workflowType;
  return namedBy.every(({ machine }) => machine.workflowType === type) ? type : undefined;
}

function add({ problems }: Source, more: readonly Problem[], stateMachine?: string): void {
  for (const problem of more) problems.push({ ...problem, ...(stateMachine !== undefined && { stateMachine }) });
}
