// What is wrong in a set of files: definitions, the definitions inside templates, and the two against each other. A file
// that a template names is looked at too, wherever it is.
import path from 'node:path';
import { isDefinitionFile, readTextFile } from '../host/index.ts';
import {
  analyzeFile,
  type Embedded,
  fileMissing,
  findDefinitions,
  isMeant,
  linkProblems,
  mayHoldDefinitions,
  type Problem,
  type WorkflowType,
} from '../language/index.ts';
import { readFile } from './command.ts';

/** How a file came to be looked at: alone by its name, by a pattern, or in a folder. */
export type Origin = 'named' | 'pattern' | 'folder';

export interface FoundProblem extends Problem {
  readonly file: string;
  readonly text: string;
  /** The logical id, for a definition inside a template. */
  readonly stateMachine?: string;
}

export interface Checked {
  readonly problems: readonly FoundProblem[];
  readonly definitionCount: number;
}

interface Source {
  readonly file: string;
  readonly text: string;
  /** Empty for a definition. */
  readonly machines: readonly Embedded[];
  readonly namedBy: { readonly host: Source; readonly machine: Embedded }[];
  readonly problems: FoundProblem[];
}

export function checkFiles(files: ReadonlyMap<string, Origin>): Checked {
  // By the whole path: a template and the command line may name the same file in different words.
  const sources = new Map<string, Source>();
  for (const [file, origin] of files) {
    const source = readSource(file, origin);
    if (source) sources.set(path.resolve(file), source);
  }
  for (const source of [...sources.values()]) {
    for (const machine of source.machines) followLink(source, machine, sources);
  }
  let definitionCount = 0;
  for (const source of sources.values()) {
    if (source.machines.length === 0) checkDefinition(source);
    else for (const { problems, name } of source.machines) add(source, problems, name);
    const own = source.machines.filter(({ definition }) => definition).length;
    definitionCount += source.machines.length === 0 ? 1 : own;
  }
  const problems = [...sources.values()].flatMap(source => source.problems.sort((a, b) => a.start - b.start));
  return { problems, definitionCount };
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

function checkDefinition(source: Source): void {
  const { file, text, namedBy } = source;
  const isTemplate = namedBy.some(({ machine }) => machine.link?.isTemplate);
  const definition = analyzeFile(text, { fileName: file, workflowType: workflowTypeOf(namedBy), isTemplate });
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
}

// Only where all templates agree.
function workflowTypeOf(namedBy: Source['namedBy']): WorkflowType | undefined {
  const [first] = namedBy;
  const type = first?.machine.workflowType;
  return namedBy.every(({ machine }) => machine.workflowType === type) ? type : undefined;
}

function add({ problems, file, text }: Source, more: readonly Problem[], stateMachine?: string): void {
  for (const problem of more) {
    problems.push({ ...problem, file, text, ...(stateMachine !== undefined && { stateMachine }) });
  }
}
