// The definitions of a session: the launched one, and those of the state machines that its Tasks start, as far as they are known.
// Each is made ready to be shown once; an edited one takes the place of the one before.
import type { MachineAtHand, Machines } from '../host/index.ts';
import type { Program, StateCode } from '../interpreter/index.ts';
import { createLineIndex, type LineIndex } from '../language/index.ts';
import { linesIn } from './define.ts';
import type { Environment } from './environment.ts';

/** A definition that can be run, with its text. */
export interface Definition {
  readonly file: string;
  readonly text: string;
  /** Lines of the text by offsets of the definition. */
  readonly lines: LineIndex;
  readonly program: Program;
  /** Of a template: which of its machines it is. */
  readonly stateMachine: string | undefined;
}

export class Definitions {
  readonly machines: Machines;
  readonly #environment: Pick<Environment, 'isSameFile'>;
  readonly #ready = new WeakMap<MachineAtHand, Definition>();

  constructor(machines: Machines, environment: Pick<Environment, 'isSameFile'>) {
    this.machines = machines;
    this.#environment = environment;
  }

  /** The one a run begins with. */
  get launched(): Definition {
    return this.of({ path: 'Top/' });
  }

  /** The launched one first. */
  get all(): readonly Definition[] {
    return this.machines.all.map(machine => this.#of(machine));
  }

  /** The one that a state belongs to, by its path. */
  of(code: Pick<StateCode, 'path'>): Definition {
    return this.#of(this.machines.of(code));
  }

  /** Those in a file: of a template there may be several. */
  inFile(file: string): readonly Definition[] {
    return this.all.filter(one => this.#environment.isSameFile(one.file, file));
  }

  /** The state of a path, as its definition is now. */
  state(path: string): StateCode | undefined {
    return this.of({ path }).program.states.get(path);
  }

  /** Every state of every definition. */
  states(): readonly StateCode[] {
    return this.machines.all.flatMap(({ program }) => [...program.states.values()]);
  }

  /** One was edited. */
  replace(machine: MachineAtHand): void {
    this.machines.replace(machine);
  }

  #of(machine: MachineAtHand): Definition {
    const known = this.#ready.get(machine);
    if (known) return known;
    const { file, text, program, embedded } = machine;
    const lines = createLineIndex(text);
    const own = embedded ? linesIn(embedded, lines) : lines;
    const definition = { file, text, program, lines: own, stateMachine: embedded?.name };
    this.#ready.set(machine, definition);
    return definition;
  }
}
