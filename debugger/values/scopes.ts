// What can be seen at a state: a scope for each part of its data that exists in the current phase, in the order of the
// data flow. What has not happened yet is absent rather than empty.
import {
  contextObject,
  fateOf,
  parseValue,
  printDuration,
  type Run,
  type Strand,
  totalOf,
  type Value,
} from '../../interpreter/index.ts';
import type { DebugProtocol } from '../dap.ts';
import { currentField, type Field, isEditable, rootOf } from './target.ts';
import type { VariableStore } from './variables.ts';

/** `before`: the run when it was held the last time, to show what has changed. */
export function scopesOf(run: Run, strand: Strand, store: VariableStore, before?: Run): DebugProtocol.Scope[] {
  const { effectiveInput, selected, assigned } = strand.data;
  const last = before?.strands.find(({ id }) => id === strand.id);
  // Variables stay from state to state; everything else is of one state.
  const earlierOf = (field: Field) =>
    last && (field === 'variables' || last.code.path === strand.code.path) ? rootOf(field, last) : undefined;
  const isJsonata = strand.code.state.queryLanguage === 'JSONata';
  const scopes: DebugProtocol.Scope[] = [];
  const add = (name: string, value: Value | undefined, more: Partial<Shown> = {}) => {
    if (value === undefined) return;
    const { field, hint, expression, notes } = more;
    // A scope shows its members; a value without any is shown as one.
    const isContainer = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    const target = field && { strand: strand.id, field, steps: [], isEditable: isEditable(strand, field) };
    const variablesReference = store.referTo({
      value: isContainer ? value : { value },
      expression: isContainer ? expression : undefined,
      target: isContainer ? target : undefined,
      before: isContainer && field ? earlierOf(field) : undefined,
      areVariables: field === 'variables',
      ...(notes && { notes }),
    });
    const count = Array.isArray(value) ? { indexedVariables: value.length } : {};
    const range = isContainer ? count : {};
    scopes.push({ name, variablesReference, expensive: false, ...(hint && { presentationHint: hint }), ...range });
  };
  const current = currentField(strand);
  /** The expression that reads a member of the data in this phase, if there is one. */
  const reads = (field: Field): Partial<Shown> => {
    const always = field === 'input' ? '$states.input' : field === 'result' ? '$states.result' : undefined;
    const expression = isJsonata ? always : field === current ? '$' : undefined;
    return { field, ...(expression !== undefined && { expression }) };
  };
  const part = (name: string, field: Field, hint: string) =>
    add(name, rootOf(field, strand), { ...reads(field), hint });

  part('Input', 'input', 'arguments');
  if (effectiveInput !== undefined) part('Input after InputPath', 'effectiveInput', 'arguments');
  if (Object.keys(strand.variables).length > 0) {
    const inherited = inheritedIn(run, strand);
    // Its own go first.
    const names = Object.keys(strand.variables).sort((a, b) => Number(inherited.has(a)) - Number(inherited.has(b)));
    const variables = Object.fromEntries(names.map(name => [name, strand.variables[name] ?? null]));
    add('Variables', variables, { field: 'variables', hint: 'locals', notes: inherited });
  }
  part('Arguments', 'payload', 'locals');
  part('Result', 'result', 'returnValue');
  if (selected !== undefined) part('Result after ResultSelector', 'selected', 'returnValue');
  if (assigned) add('Assigned on exit', assigned, { hint: 'locals' });
  part('Output', 'output', 'returnValue');
  if (strand.data.error) add('Error', errorOf(run, strand), { field: 'error' });
  add('Context', contextObject(run, strand), { expression: isJsonata ? '$states.context' : '$$' });
  add('Map', mapOf(strand));
  return scopes;
}

interface Shown {
  readonly field: Field;
  readonly hint: string;
  readonly expression: string;
  readonly notes: ReadonlyMap<string, string>;
}

// Error and cause can be changed; the rest says what follows.
function errorOf(run: Run, strand: Strand): Value {
  const { data, failing, attempts } = strand;
  const { error, cause } = data.error ?? {};
  const parsed = cause === undefined ? undefined : parseValue(cause).value;
  const isStructured = typeof parsed === 'object' && parsed !== null;
  const considered = failing ? (fateOf(run, strand, failing).asked[0]?.considered ?? []) : [];
  const handlers = considered.map(({ kind, index, names, verdict, done = 0, most = 0, delayMs = 0, next }) => {
    const base: { [name: string]: Value } = { ErrorEquals: names, verdict };
    const more: { [name: string]: Value } =
      kind === 'retrier'
        ? { used: done, left: Math.max(0, most - done), nextDelay: printDuration(delayMs) }
        : { next: next ?? '' };
    return [`${kind === 'retrier' ? 'Retry' : 'Catch'}[${index}]`, { ...base, ...more }] as const;
  });
  return {
    ...(error !== undefined && { Error: error }),
    ...(cause !== undefined && { Cause: cause }),
    ...(isStructured && { 'Cause, parsed': parsed }),
    attempt: attempts.total + 1,
    ...Object.fromEntries(handlers),
  };
}

// Variables of the scopes around: they are read here and set there.
function inheritedIn(run: Run, strand: Strand): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  // An execution that was started reads no variables of the one that started it.
  if (strand.execution?.root === strand.id) return notes;
  const parent = run.strands.find(({ id }) => id === strand.parent?.strand);
  for (const name of Object.keys(parent?.variables ?? {}))
    notes.set(name, `(of the scope around "${parent?.code.name}")`);
  return notes;
}

function mapOf({ waiting, data }: Strand): Value | undefined {
  if (waiting?.kind === 'children' && waiting.plan) {
    const { plan, open, nextItem } = waiting;
    return {
      total: plan.items.length,
      succeeded: nextItem - open,
      running: open,
      pending: plan.items.length - nextItem,
    };
  }
  if (waiting?.kind !== 'mapRun') return undefined;
  const { items, executions } = waiting.counts;
  return {
    total: totalOf(items),
    allRead: waiting.isRead,
    items: { ...items },
    executions: { ...executions },
    ...(data.reader && { reader: data.reader.arguments }),
  };
}
