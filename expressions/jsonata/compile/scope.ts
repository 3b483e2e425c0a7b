// Which variables are where while an expression is compiled. A scope becomes a frame: an array holding the frame
// around it and one slot per variable, so that reading a variable is an index and not a search by name.

import type { Plan } from '../plan.ts';
import { partsOf } from '../plan.ts';
import type { Fn } from '../values.ts';

export class Scope {
  readonly parent: Scope | undefined;
  /** A tuple scope has the tuple in slot 1: the variables its steps have bound, by name. */
  readonly isTuple: boolean;
  readonly slots = new Map<string, number>();
  /** Parameters are bound from the start; other slots may be read before they are, and then mean a variable outside. */
  private readonly parameters: ReadonlySet<string>;
  size: number;

  constructor(parent: Scope | undefined, parameters: readonly string[], bound: Iterable<string>, isTuple = false) {
    this.parent = parent;
    this.isTuple = isTuple;
    this.parameters = new Set(parameters);
    this.size = isTuple ? 2 : 1;
    // Of two parameters with the same name the later one counts, but both take up an argument.
    for (const name of parameters) this.slots.set(name, this.size++);
    for (const name of bound) if (!this.slots.has(name)) this.slots.set(name, this.size++);
  }

  isParameter(name: string): boolean {
    return this.parameters.has(name);
  }
}

/** What is the same for the whole expression. */
export interface Context {
  readonly dialect: 'reference' | 'stepFunctions';
  /** Names bound by `@` and `#`, and labels of parents: what a tuple may hold. */
  readonly tupleNames: ReadonlySet<string>;
  /** The built-in functions by name; one set per program, because functions remember where they were called. */
  readonly builtin: (name: string) => Fn | undefined;
  /** Some call may be of `$eval`, which wants to know where it stands. */
  readonly usesEval: boolean;
}

/** The variables bound by `:=` directly in these parts: not in the blocks and functions inside them. */
export function boundNames(plans: readonly Plan[]): Set<string> {
  const names = new Set<string>();
  const visit = (plan: Plan) => {
    if (plan.kind === 'bind') names.add(plan.name);
    if (plan.kind === 'block' || plan.kind === 'lambda') {
      // Predicates behind the parentheses are outside of them.
      for (const part of partsOf(plan)) {
        if (plan.kind === 'block' ? !plan.expressions.includes(part) : part !== plan.body) visit(part);
      }
      return;
    }
    for (const part of partsOf(plan)) visit(part);
  };
  for (const plan of plans) visit(plan);
  return names;
}

export function tupleNamesOf(root: Plan): Set<string> {
  const names = new Set<string>();
  const visit = (plan: Plan) => {
    if (plan.focus !== undefined) names.add(plan.focus);
    if (plan.index !== undefined) names.add(plan.index);
    if (plan.ancestor) names.add(plan.ancestor.label);
    for (const stage of plan.stages ?? []) if (stage.kind === 'index') names.add(stage.name);
    for (const part of partsOf(plan)) visit(part);
  };
  visit(root);
  return names;
}

/** Where a variable may be found, innermost first. */
export interface Candidate {
  /** Frames to go outwards. */
  readonly hops: number;
  /** The slot, or 1 with `inTuple` for a member of the tuple there. */
  readonly slot: number;
  readonly inTuple: boolean;
  /** Always bound: no need to look further. */
  readonly certain: boolean;
}

export function candidates(scope: Scope | undefined, name: string, context: Context): Candidate[] {
  const found: Candidate[] = [];
  let hops = 0;
  for (let at = scope; at; at = at.parent, hops++) {
    const slot = at.slots.get(name);
    if (slot !== undefined) {
      const certain = at.isParameter(name);
      found.push({ hops, slot, inTuple: false, certain });
      if (certain) break;
    }
    if (at.isTuple && context.tupleNames.has(name)) found.push({ hops, slot: 1, inTuple: true, certain: false });
  }
  return found;
}
