// The definitions at hand, compiled: the one a run begins with, and those of the state machines that its Tasks start. Where one is,
// language/embedded/machineAtHand.ts says. Knows no disk: whoever has one hands its functions in.
import {
  compile,
  type ExecutionType,
  machineOf,
  type Program,
  type StateCode,
  type Value,
} from '../../interpreter/index.ts';
import {
  analyzeFile,
  createLineIndex,
  type Definition,
  type Embedded,
  findDefinitions,
  machineOfTemplate,
  placeOfMachine,
  plainName,
  type Said,
  type SpeakingHost,
  startedName,
} from '../../language/index.ts';
import type { ReadText } from '../definitionFile.ts';
import { machineName } from '../execution.ts';

/** A definition that can be run, and where it stands. */
export interface MachineAtHand {
  /** What the paths of its states begin with: `Top`, or a name that no other has. */
  readonly root: string;
  readonly file: string;
  readonly text: string;
  readonly program: Program;
  readonly type: ExecutionType | undefined;
  /** The machine of a template it is. */
  readonly embedded: Embedded | undefined;
  /** The template that tells of it. */
  readonly host: SpeakingHost | undefined;
}

/** Absent where nothing of the name is at hand. */
export type FoundMachine = { readonly machine: MachineAtHand } | { readonly problem: string } | undefined;

export interface MachinesOptions {
  /** By name, ARN or placeholder: the path of a definition, from the first one's folder on, with `#NAME` for one in a template. */
  readonly given: Readonly<Record<string, string>>;
  readonly readText: (file: string) => ReadText;
  readonly resolve: (definition: string, file: string) => string;
  readonly isSameFile: (a: string, b: string) => boolean;
}

export class Machines {
  readonly #options: MachinesOptions;
  readonly #all: MachineAtHand[];
  /** Hears of each that is found. */
  onFound: (machine: MachineAtHand) => void = () => undefined;
  /** Why a file gives nothing. */
  readonly #problems = new Map<string, string>();

  constructor(first: MachineAtHand, options: MachinesOptions) {
    this.#all = [first];
    this.#options = options;
  }

  /** In the order they were found; the first is the one a run begins with. */
  get all(): readonly MachineAtHand[] {
    return this.#all;
  }

  /** The one that a state belongs to. */
  of(code: Pick<StateCode, 'path'>): MachineAtHand {
    const root = machineOf(code);
    const found = this.#all.find(machine => machine.root === root) ?? this.#all[0];
    if (!found) throw new Error('Machines without a first');
    return found;
  }

  /** The machine a Task starts: by what it says at work, or before that by what its definition says in plain words. */
  startedBy(task: StateCode, said?: Value): FoundMachine {
    const node = startedName(task.state);
    const text = typeof said === 'string' ? said : node && plainName(node);
    return text === undefined && !node ? undefined : this.#at({ node, text }, this.of(task));
  }

  /** Finds all that is named in plain words, so that breakpoints in it can be placed before it is started. */
  lookAhead(): void {
    for (const { program } of this.#all) {
      for (const code of program.states.values()) if (code.type === 'Task') this.startedBy(code);
    }
  }

  /** What is wrong with those that were named: the first of it. */
  problemOfGiven(): string | undefined {
    const [first] = this.#all;
    if (!first) return undefined;
    for (const name of Object.keys(this.#options.given)) {
      const found = this.#at({ node: undefined, text: name }, first);
      if (found && 'problem' in found) return found.problem;
    }
    return undefined;
  }

  /** From now on a definition has another text. */
  replace(machine: MachineAtHand): void {
    const index = this.#all.findIndex(({ root }) => root === machine.root);
    if (index >= 0) this.#all[index] = machine;
  }

  #at(said: Said, caller: Pick<MachineAtHand, 'file' | 'host'>): FoundMachine {
    const { given, resolve, readText } = this.#options;
    const place = placeOfMachine(
      said,
      { file: caller.file, hosts: caller.host ? [caller.host] : [] },
      {
        given,
        first: this.#all[0]?.file ?? caller.file,
        resolve,
        isThere: file => this.#inFile(file) !== undefined || readText(file).text !== undefined,
      },
    );
    if (!place) return undefined;
    return place.kind === 'file' ? this.#open(place.file, place.id) : this.#embedded(place.machine, place.host);
  }

  /** What is known of a definition file. */
  #inFile(file: string): MachineAtHand | undefined {
    return this.#all.find(one => !one.embedded && this.#isSame(one.file, file));
  }

  #isSame(a: string, b: string): boolean {
    return this.#options.isSameFile(a, b);
  }

  #open(file: string, id: string | undefined): FoundMachine {
    const { text, problem } = this.#options.readText(file);
    const known = this.#inFile(file);
    if (known) return { machine: known };
    if (problem !== undefined) return { problem };
    const machines = findDefinitions(text, file);
    if (machines.length === 0) return this.#add(file, text, analyzeFile(text, { fileName: file }), undefined);
    const meant = machineOfTemplate(file, machines, id);
    if ('problem' in meant) return meant;
    return this.#embedded(meant.machine, { file, text, machines, machine: meant.machine });
  }

  #embedded(embedded: Embedded, host: SpeakingHost): FoundMachine {
    const { file, text } = host;
    const own = { ...host, machine: embedded };
    const { definition, link } = embedded;
    if (definition) {
      const known = this.#all.find(one => one.embedded?.name === embedded.name && this.#isSame(one.file, file));
      return known ? { machine: known } : this.#add(file, text, definition, embedded, own);
    }
    if (!link) return undefined;
    const target = this.#options.resolve(file, link.path);
    const known = this.#inFile(target);
    if (known) return { machine: known };
    const read = this.#options.readText(target);
    if (read.problem !== undefined) return { problem: read.problem };
    const { workflowType } = embedded;
    const linked = analyzeFile(read.text, { fileName: target, workflowType, isTemplate: link.isTemplate });
    return this.#add(target, read.text, linked, undefined, own, embedded);
  }

  #add(
    file: string,
    text: string,
    definition: Definition,
    embedded: Embedded | undefined,
    host?: SpeakingHost,
    speaksOf = embedded,
  ): FoundMachine {
    const key = `${file}#${embedded?.name ?? ''}`;
    const problem = this.#problems.get(key);
    if (problem !== undefined) return { problem };
    const root = this.#freeName(embedded?.name ?? machineName(file));
    const { program, refusals } = compile(definition, { machine: root });
    if (program) {
      const machine = { root, file, text, program, type: speaksOf?.workflowType, embedded, host };
      this.#all.push(machine);
      this.onFound(machine);
      return { machine };
    }
    const lines = createLineIndex(text);
    const reasons = refusals.slice(0, 3).map(({ message, start, end }) => {
      const at = embedded ? embedded.toHost({ start, end }).start : start;
      return `Line ${lines.position(at).line0 + 1}: ${message}`;
    });
    const said = `${baseOf(file)} cannot be run: ${reasons.join(' ')}`;
    this.#problems.set(key, said);
    return { problem: said };
  }

  #freeName(wanted: string): string {
    const isTaken = (name: string) => name === 'Top' || this.#all.some(({ root }) => root === name);
    let name = wanted;
    for (let count = 2; isTaken(name); count++) name = `${wanted} (${count})`;
    return name;
  }
}

function baseOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
