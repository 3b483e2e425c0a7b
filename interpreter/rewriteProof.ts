// A JSONPath state in JSONata, offered only where both do the same: they are run on generated data, and all that can be seen
// of them is compared: what they ask for, wait for, hand out, assign, and where they go.
import { isArray, sameValue, type Value, type ValueObject } from '../expressions/index.ts';
import {
  analyze,
  type Definition,
  type Edit,
  type Rewritten,
  rewriteInJsonata,
  type State,
  toValue,
  transitionsOf,
} from '../language/index.ts';
import { compile } from './compile/compile.ts';
import { errorOutput } from './compile/errors.ts';
import { type Failure, StateFailure } from './failure.ts';
import { Generator } from './generatedInputs.ts';
import { dataFor, type Outcome, type StateCode, type StateData, type StepScope } from './program.ts';

export type ProvenRewrite = Proven | { readonly reason: string };

export interface Proven {
  readonly reason?: undefined;
  readonly edits: readonly Edit[];
  /** On so many inputs both did the same. */
  readonly count: number;
  /** On so many more only the old form fails. */
  readonly laxer: number;
  /** What was taken to hold of the data: where it does not, the results differ. */
  readonly assumptions: readonly string[];
}

const TRIES = 240;
/** Fewer inputs that the state accepts prove nothing. */
const LEAST = 20;

/** Undefined where there is nothing to write anew; a reason where it cannot be done, or would not be the same. */
export function proveInJsonata(definition: Definition, state: State): ProvenRewrite | undefined {
  const rewriting = rewriteInJsonata(definition, state);
  if (rewriting === undefined || rewriting.reason !== undefined) return rewriting;
  const tried = compare(state, rewriting);
  if (!tried) return { reason: 'It could not be tried whether it does the same.' };
  if (tried === 'differs') return { reason: 'It would not do the same.' };
  const { edits, assumptions } = rewriting;
  return { edits, assumptions, ...tried };
}

function compare(
  state: State,
  { state: after, reads, literals }: Rewritten,
): { readonly count: number; readonly laxer: number } | 'differs' | undefined {
  const variables = [...new Set(reads.filter(({ root }) => root.startsWith('$')).map(({ root }) => root.slice(1)))];
  const before = codeOf(state, toValue(state.node), variables);
  const rewritten = codeOf(state, after, variables);
  if (!before || !rewritten) return undefined;
  const generator = new Generator(reads.length, literals);
  const contextReads = reads.filter(({ root, names }) => root === 'context' && isOpen(names));
  let count = 0;
  let laxer = 0;
  for (let seed = 0; seed < TRIES + literals.length; seed++) {
    const tried: Tried = {
      input: generator.dataFor(reads, 'input'),
      result: generator.dataFor(reads, 'result'),
      context: generator.dataFor(contextReads, 'context', CONTEXT),
      variables: Object.fromEntries(variables.map(name => [name, generator.dataFor(reads, `$${name}`)])),
      failure: failureFor(state, generator),
      seed,
    };
    const was = play(before, tried);
    const is = play(rewritten, tried);
    if (sameTrace(was, is)) count++;
    else if (was.ending === 'failed' && is.ending !== 'failed') laxer++;
    else return 'differs';
  }
  return count < LEAST ? undefined : { count, laxer };
}

/** The state in a machine of its own, with all that it can go to. */
function codeOf(state: State, value: Value, variables: readonly string[]): StateCode | undefined {
  const first = `Before ${state.name}`;
  const targets = new Set(transitionsOf(state).map(({ target }) => target.value));
  targets.delete(state.name);
  const text = JSON.stringify({
    StartAt: first,
    States: {
      [first]: {
        Type: 'Pass',
        Assign: Object.fromEntries(variables.map(name => [name, 0])),
        Next: state.name,
      },
      [state.name]: aloneOf(value as ValueObject),
      ...Object.fromEntries([...targets].map(name => [name, { Type: 'Succeed' }])),
    },
  });
  // Whatever will be filled in later is the same in both.
  const filled = text.replace(/\$\{[^}"\\]*\}/g, 'filled');
  return compile(analyze(filled, { format: 'json' })).program?.states.get(`Top/${state.name}`);
}

/** Without what is inside of it, which does not change, and with a resource that can be compiled. */
function aloneOf(value: ValueObject): Value {
  const inner = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
  const entries = Object.entries(value).map(([name, field]): [string, Value] => {
    if (name === 'Branches' && isArray(field)) return [name, field.map((_, index) => inner(`Branch ${index}`))];
    if (name === 'Iterator' || name === 'ItemProcessor') return [name, inner('Iteration')];
    const isOpen = name === 'Resource' && (typeof field !== 'string' || !/^arn:[^$]*$/.test(field));
    return [name, isOpen ? 'arn:aws:lambda:eu-west-1:123456789012:function:filled' : field];
  });
  return Object.fromEntries(entries);
}

interface Tried {
  readonly input: Value;
  readonly result: Value;
  readonly context: Value;
  readonly variables: Readonly<Record<string, Value>>;
  /** How its work fails, where it does. */
  readonly failure: Failure | undefined;
  readonly seed: number;
}

interface Trace {
  readonly seen: readonly Value[];
  readonly ending: 'exited' | 'failed' | 'ended';
}

function play(code: StateCode, tried: Tried): Trace {
  const data = dataFor(tried.input);
  const scope = scopeFor(tried);
  const seen: Value[] = [];
  const failed = (failure: Failure): Trace => {
    data.error = failure;
    const reaction = reactionTo(failure);
    if (reaction?.kind === 'caught') return exited();
    if (reaction?.kind === 'retry') return { seen: [...seen, 'retry', reaction.retrier], ending: 'ended' };
    return { seen, ending: 'failed' };
  };
  // What a catcher makes of it may fail too.
  const reactionTo = (failure: Failure) => {
    try {
      return code.onError?.react(failure, data, scope, { total: 0, byRetrier: [] });
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      return undefined;
    }
  };
  const exited = (): Trace => {
    const { output = null, assigned = {}, next = null } = data;
    return { seen: [...seen, output, assigned, next], ending: 'exited' };
  };
  try {
    for (let i = 0; i < code.steps.length; i++) {
      const outcome = code.steps[i]?.perform(data, scope);
      if (outcome === undefined) continue;
      // A Fail state fails by itself, with what it says.
      if (outcome.kind === 'fail' && code.state.type === 'Fail') {
        return { seen: [errorOutput(outcome.failure)], ending: 'ended' };
      }
      if (outcome.kind === 'fail') return failed(outcome.failure);
      if (outcome.kind === 'skipTo') i = outcome.step - 1;
      else if (outcome.kind === 'sleep') seen.push(outcome.until);
      else {
        seen.push(...workOf(outcome, data, scope));
        if (tried.failure) return failed(tried.failure);
        data.result = tried.result;
      }
    }
    return exited();
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    // The languages have errors of their own for the same fault; a handler of all catches both.
    return failed({ error: error.errorName });
  }
}

type Work = Exclude<Outcome, undefined | { kind: 'fail' | 'skipTo' | 'sleep' }>;

function workOf(work: Work, data: StateData, scope: StepScope): readonly Value[] {
  switch (work.kind) {
    case 'call': {
      const { input, timeoutSeconds = null, heartbeatSeconds = null, credentials = null } = work.call;
      return [input, timeoutSeconds, heartbeatSeconds, credentials];
    }
    case 'branch':
      return work.children.map(({ input }) => input);
    case 'iterate': {
      const { items, concurrency, inputOf } = work.plan;
      const inputs = items.map((item, index) => (inputOf ? inputOf(data, withItem(scope, index, item), item) : item));
      return [concurrency, inputs];
    }
    case 'distribute':
      return [];
  }
}

function withItem(scope: StepScope, index: number, item: Value): StepScope {
  return {
    ...scope,
    context: () => ({ ...(scope.context() as ValueObject), Map: { Item: { Index: index, Value: item } } }),
  };
}

function sameTrace(a: Trace, b: Trace): boolean {
  if (a.ending !== b.ending) return false;
  // Both are stopped by an error; which data was seen before does not matter any more.
  if (a.ending === 'failed') return true;
  return a.seen.length === b.seen.length && a.seen.every((value, i) => sameValue(value, b.seen[i] ?? null));
}

function failureFor(state: State, generator: Generator): Failure | undefined {
  if (!('catchers' in state) || generator.random() > 0.2) return undefined;
  const names = [...state.retriers, ...state.catchers].flatMap(({ fields }) => {
    const value = fields.get('ErrorEquals')?.value;
    return value ? (toValue(value) as readonly string[]) : [];
  });
  const name = names[Math.floor(generator.random() * names.length)];
  return { error: name === undefined || name === 'States.ALL' ? 'Some.Error' : name, cause: 'It did not work.' };
}

const NOW = Date.UTC(2025, 0, 1);

const CONTEXT: ValueObject = {
  Execution: { Id: 'execution', Name: 'name', StartTime: '2025-01-01T00:00:00.000Z', Input: {} },
  State: { Name: 'state', EnteredTime: '2025-01-01T00:00:00.000Z', RetryCount: 0 },
  StateMachine: { Id: 'machine', Name: 'name' },
  Task: { Token: 'token' },
};

/** What an execution decides; the rest of the context object is always as it is here. */
function isOpen([first, second, third]: readonly (string | number)[]): boolean {
  return first === 'Execution' && second === 'Input' && third !== undefined;
}

function scopeFor({ variables, context, seed }: Tried): StepScope {
  const chance = new Generator(seed, []);
  return {
    context: () => context,
    variables,
    now: NOW,
    chance: { random: () => chance.random(), uuid: () => String(chance.random()) },
    newToken: () => 'token',
  };
}
