// What the families of requests share: the session as they see it.
import type { MachineAtHand } from '../host/index.ts';
import type { Run, Strand } from '../interpreter/index.ts';
import type { ClientPositions } from './convert.ts';
import type { Definitions } from './definitions.ts';
import type { Environment } from './environment.ts';
import type { Launched } from './launch.ts';
import type { LaunchAttributes } from './protocol.ts';
import type { Control } from './running/control.ts';
import type { Stops } from './stops/stops.ts';
import type { VariableStore } from './values/variables.ts';

export interface Client extends ClientPositions {
  readonly hasProgress: boolean;
  readonly hasInvalidated: boolean;
  /** It shows colours in what is printed. */
  readonly hasStyling: boolean;
}

/** Members that may be absent refuse the request in a sentence. */
export interface Context {
  readonly environment: Environment;
  readonly client: Client;
  readonly store: VariableStore;
  readonly stops: Stops;
  readonly launched: Launched;
  /** The texts as they are now; they may have been edited since the launch. */
  readonly definitions: Definitions;
  readonly isLaunched: boolean;
  readonly control: Control;
  /** The same, where there need not be one. */
  readonly running: Control | undefined;
  /** The run when it was held before, to show what has changed. */
  readonly before: Run | undefined;
  /** The strand of a frame, or the one that is held. */
  frame(id: number | undefined): Strand;
  /** The strand of a thread. */
  thread(id: unknown): Strand;
  /** Does something that leads to an event, once the request is answered. */
  afterwards(work: () => void): void;
  /** A move of the run, which is told the client first. */
  move(move: (control: Control) => void): { readonly allThreadsContinued: true };
  send(event: string, body?: object): void;
  print(text: string, more?: object): void;
  /** Where the run stands, and what has changed for those who draw it. */
  tellLiveViews(): void;
  /** Tells the client that what it shows is not so any more. */
  invalidate(...areas: ('stacks' | 'variables' | 'threads')[]): void;
  /** Starts again, with what is given instead of what was. */
  restart(attributes?: Partial<LaunchAttributes>): void;
  redefine(machine: MachineAtHand): void;
}
