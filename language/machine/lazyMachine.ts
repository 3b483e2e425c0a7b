// States and scopes that are lowered when somebody asks for more than their names. They look like any other State and Scope;
// what can be wrong with them has been reported when the text was checked.
import type { QueryLanguage } from '../spec/fields.ts';
import type { LazyObject } from '../text/lazyObject.ts';
import type { ObjectNode, StringNode } from '../text/tree.ts';
import { fieldsIn, type Report } from './fields.ts';
import { firstByName, lowerState, startOf } from './lower.ts';
import type { Fields, Scope, State } from './machine.ts';

/** The outermost scope. `makeStates` is called at most once. */
export class LazyScope implements Scope {
  readonly kind = 'StateMachine';
  readonly pointer = '';
  readonly node: ObjectNode;
  readonly fields: Fields;
  readonly startAt: StringNode | undefined;
  readonly #makeStates: () => readonly State[];
  #states: readonly State[] | undefined;
  #byName: ReadonlyMap<string, State> | undefined;

  constructor(node: ObjectNode, makeStates: () => readonly State[]) {
    this.node = node;
    this.fields = fieldsIn(node);
    this.startAt = startOf(this.fields, this.pointer, SILENT);
    this.#makeStates = makeStates;
  }

  get states(): readonly State[] {
    this.#states ??= this.#makeStates();
    return this.#states;
  }

  get byName(): ReadonlyMap<string, State> {
    this.#byName ??= firstByName(this.states);
    return this.#byName;
  }
}

/** A state of which only this is known yet. */
interface Outside {
  readonly type: State['type'];
  readonly key: StringNode;
  readonly node: LazyObject;
  readonly pointer: string;
  readonly machineLanguage: QueryLanguage;
}

export function createLazyState(outside: Outside): State {
  // The getters that make it a State are those of its type, which the compiler cannot see.
  return new CLASSES[outside.type](outside) as unknown as State;
}

class LazyState {
  readonly type: State['type'];
  readonly name: string;
  readonly key: StringNode;
  readonly node: LazyObject;
  readonly pointer: string;
  readonly #machineLanguage: QueryLanguage;
  #whole: State | undefined;

  constructor({ type, key, node, pointer, machineLanguage }: Outside) {
    this.type = type;
    this.name = key.value;
    this.key = key;
    this.node = node;
    this.pointer = pointer;
    this.#machineLanguage = machineLanguage;
  }

  /** The value of a field that has to be lowered first. */
  lowered(name: string): unknown {
    this.#whole ??= lowerState(this.key, this.node, this.pointer, this.#machineLanguage, SILENT);
    return Reflect.get(this.#whole, name);
  }
}

const SILENT: Report = () => {
  // It was said when the text was checked.
};

const FOLLOWED = ['next', 'end'];
const GUARDED = [...FOLLOWED, 'retriers', 'catchers'];

const CLASSES: Readonly<Record<State['type'], typeof LazyState>> = {
  Pass: classWith(FOLLOWED),
  Wait: classWith(FOLLOWED),
  Untyped: classWith(FOLLOWED),
  Succeed: classWith([]),
  Fail: classWith([]),
  Choice: classWith(['rules', 'default']),
  Task: classWith(GUARDED),
  Parallel: classWith([...GUARDED, 'branches']),
  Map: classWith([...GUARDED, 'processor']),
};

function classWith(fields: readonly string[]): typeof LazyState {
  class LazyStateOfType extends LazyState {}
  for (const name of ['queryLanguage', 'fields', ...fields]) {
    Object.defineProperty(LazyStateOfType.prototype, name, {
      get(this: LazyState) {
        return this.lowered(name);
      },
    });
  }
  return LazyStateOfType;
}
