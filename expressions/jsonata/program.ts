// An expression ready to run, and running it. The one place where a failure inside becomes a value outside: nothing
// is ever thrown at the caller for what an expression does.

import type { Value } from '../value.ts';
import type { JsonataProblem } from './advice.ts';
import { type Code, compile, newFrame } from './compile/code.ts';
import { boundNames, Scope, tupleNamesOf } from './compile/scope.ts';
import { measureDepths } from './depths.ts';
import { builtinNames, type Dialect, makeBuiltin } from './functions/builtins.ts';
import type { Plan } from './plan.ts';
import { type Budget, DEFAULT_BUDGET, Runtime, tooDeep } from './runtime.ts';
import { settle } from './settle.ts';
import { type Fn, type Item, JsonataFailure, marked, SEQUENCE, WRAPPER } from './values.ts';

export interface JsonataError {
  readonly code: string;
  /** The reference's text, which AWS prints behind the code. */
  readonly message: string;
  readonly position?: number;
  readonly token?: unknown;
  readonly value?: unknown;
}

/** What came of an evaluation. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'function' }
  | { readonly kind: 'error'; readonly error: JsonataError };

export interface EvaluateOptions {
  readonly input?: Value | undefined;
  /** Variables by name, without the dollar sign. */
  readonly bindings?: Readonly<Record<string, Value>> | undefined;
  /** Milliseconds since 1970, for the whole evaluation. */
  readonly now?: number | undefined;
  readonly random?: (() => number) | undefined;
  readonly uuid?: (() => string) | undefined;
  readonly budget?: Partial<Budget> | undefined;
}

/** A compiled expression. Evaluations of one program must not overlap, which they cannot: nothing here waits. */
export class JsonataProgram {
  readonly dialect: Dialect;
  private readonly code: Code;
  private readonly scope: Scope;
  private readonly builtins = new Map<string, Fn>();
  private readonly names: ReadonlySet<string>;

  constructor(plan: Plan, dialect: Dialect, usesEval: boolean) {
    this.dialect = dialect;
    this.names = builtinNames(dialect);
    measureDepths(plan);
    this.scope = new Scope(undefined, [], boundNames([plan]));
    const builtin = (name: string): Fn | undefined => {
      let fn = this.builtins.get(name);
      if (fn === undefined && this.names.has(name)) {
        fn = makeBuiltin(dialect, name);
        if (fn) this.builtins.set(name, fn);
      }
      return fn;
    };
    this.code = compile(plan, this.scope, { dialect, tupleNames: tupleNamesOf(plan), builtin, usesEval });
  }

  /** Never throws. */
  evaluate(options: EvaluateOptions): Outcome {
    const root = options.input as Item;
    const bindings = (options.bindings ?? NO_BINDINGS) as Readonly<Record<string, Item>>;
    const rt = new Runtime({
      root,
      bindings,
      shadowed: this.isShadowed(bindings),
      now: options.now ?? 0,
      random: options.random ?? fixedRandom,
      uuid: options.uuid ?? fixedUuid,
      budget: options.budget ? { ...DEFAULT_BUDGET, ...options.budget } : DEFAULT_BUDGET,
    });
    for (const fn of this.builtins.values()) {
      fn.position = undefined;
      fn.token = undefined;
    }
    try {
      const input = Array.isArray(root) ? marked([root], SEQUENCE | WRAPPER) : root;
      return settle(rt, this.code(rt, input, newFrame(this.scope, [])));
    } catch (error) {
      return { kind: 'error', error: errorOf(error) };
    }
  }

  private isShadowed(bindings: Readonly<Record<string, Item>>): boolean {
    for (const name of this.builtins.keys()) if (Object.hasOwn(bindings, name)) return true;
    return false;
  }
}

const NO_BINDINGS = {};

function fixedRandom(): number {
  return 0.5;
}

function fixedUuid(): string {
  return '00000000-0000-4000-8000-000000000000';
}

function errorOf(thrown: unknown): JsonataError {
  // The host's stack is full, or a string or array longer than it can make.
  const failure = thrown instanceof RangeError ? tooDeep() : thrown;
  // We are wrong, then; the caller hears of it as of any bug.
  if (!(failure instanceof JsonataFailure)) throw failure;
  const { code, fields } = failure;
  return {
    code,
    message: failure.message,
    ...(fields.position === undefined ? {} : { position: fields.position }),
    ...(fields.token === undefined ? {} : { token: fields.token }),
    ...(fields.value === undefined ? {} : { value: fields.value }),
  };
}

/** What evaluating an expression with problems gives: the error the reference raises for the first of them. */
export function errorOfProblem(problem: JsonataProblem): JsonataError {
  const { code, referenceMessage: message, position } = problem;
  return position === undefined ? { code, message } : { code, message, position };
}
