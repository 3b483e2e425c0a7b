// What the rest of a machine has to know of a state: where it leads, what it assigns and reads. Rules about the whole machine
// look at summaries only, so a state whose text has not changed is never looked at twice. Positions count from where the
// state of the outermost scope begins; those of the outermost scope itself from the start of the text.

import type { State } from '../machine/machine.ts';
import type { Span } from '../text/tree.ts';
import type { Finding } from './findings.ts';

/** A name, and where it stands. */
export interface Named extends Span {
  readonly name: string;
  readonly pointer: string;
}

/** Names a state or a variable, or one that should be there. */
export interface Numbered extends Named {
  /** The number of the name (Names). */
  readonly number: number;
}

export interface ScopeSummary {
  readonly pointer: string;
  readonly startAt: Numbered | undefined;
  /** The key `States`. */
  readonly statesKey: Span | undefined;
  readonly states: readonly StateSummary[];
  /** States of which only the name is known: filled in by a deployment tool, or no objects. 'any' where it can be any name. */
  readonly laterStates: ReadonlySet<string> | 'any';
  /** Variables read beside the states. */
  readonly reads: readonly Read[];
  /** Assigns what is not known yet. */
  readonly hasOpenNames: boolean;
  /** What is wrong beside the states. */
  readonly findings: readonly Finding[];
}

export interface StateSummary {
  /** The number of its name (Names). */
  readonly number: number;
  /** Its key. */
  readonly key: Named;
  readonly type: State['type'];
  /** Its object. */
  readonly node: Span;
  readonly ways: readonly Way[];
  readonly endsScope: boolean;
  /** All the fields that lead on from the state could be read. */
  readonly isWayKnown: boolean;
  /** A Pass state that only hands on. */
  readonly isIdle: boolean;
  readonly assignments: readonly Assignment[];
  readonly reads: readonly Read[];
  /** Variables that expressions bind for themselves. */
  readonly bindings: readonly Named[];
  readonly hasOpenNames: boolean;
  readonly label: Label | undefined;
  readonly scopes: readonly ScopeSummary[];
  /** Runs its inner scope as executions of their own. */
  readonly isDistributed: boolean;
  /** What is wrong in the state, without the scopes in it. */
  readonly findings: readonly Finding[];
}

/** One way out of a state. `name` is the state it leads to. */
export interface Way extends Numbered {
  readonly kind: 'next' | 'choice' | 'default' | 'catch';
}

/** A member of an `Assign`. */
export interface Assignment extends Numbered {
  /** Pointer of the state, rule or catcher that assigns. */
  readonly owner: string;
}

/** A workflow variable in an expression. */
export interface Read extends Numbered {
  /** The expression asks whether the variable is there. */
  readonly guarded: boolean;
}

/** Of a distributed Map: unique in the machine. */
export interface Label extends Named {
  /** Something else is wrong with it, which has been said. */
  readonly isWrong: boolean;
}
