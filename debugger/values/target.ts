// A place in a run that a person may change: a member of a strand's data or one of its variables, and the way into its value.
import {
  type DefinitePath,
  definitePath,
  type Edit,
  isObject,
  type Strand,
  type Value,
  withMember,
} from '../../interpreter/index.ts';
import { messages } from '../messages.ts';

export type Field = 'input' | 'effectiveInput' | 'payload' | 'result' | 'selected' | 'output' | 'error' | 'variables';

export interface Target {
  readonly strand: number;
  readonly field: Field;
  readonly steps: readonly (string | number)[];
  readonly isEditable: boolean;
}

/**
 * Whether a change of it would still be seen: input at entry, arguments before the work, a result behind it, output before
 * the state is left, the failure before retriers and catchers are asked, variables always.
 */
export function isEditable({ code, step, waiting, failing }: Strand, field: Field): boolean {
  const work = code.steps.findIndex(({ phase }) => phase === 'task');
  const isBeforeWork = !waiting && !failing && (work < 0 || step <= work);
  switch (field) {
    case 'variables':
      return true;
    case 'input':
      return step <= 1 && !waiting && !failing;
    case 'effectiveInput':
    case 'payload':
      return isBeforeWork;
    case 'result':
    case 'selected':
    case 'output':
      return !waiting && !failing;
    case 'error':
      return failing !== undefined;
  }
}

/** Where an expression leads, `$total`, `$.order.id`, `$states.result`; undefined for what is no such place. */
export function targetOf(expression: string, strand: Strand): Target | undefined {
  const path = definitePath(expression);
  if (!path) return undefined;
  const field = fieldOf(path, strand);
  return { strand: strand.id, field, steps: path.steps, isEditable: isEditable(strand, field) };
}

/** The edit that puts a value there, or why that cannot be. */
export function editOf({ field, steps }: Target, strand: Strand, value: Value): Edit | { readonly problem: string } {
  const root = rootOf(field, strand);
  const changed = put(root, steps, value);
  if (changed === undefined) return { problem: messages.leadsNowhere() };
  if (field === 'variables') return { variables: changed as { [name: string]: Value } };
  if (field !== 'error') return { data: { [field]: changed } };
  // The rest of what is shown there follows from these.
  if (steps[0] !== 'Error' && steps[0] !== 'Cause') return { problem: messages.notSettable(String(steps[0])) };
  const failure = isObject(changed) ? changed : {};
  const text = (name: string) => (typeof failure[name] === 'string' ? failure[name] : undefined);
  const [error, cause] = [text('Error'), text('Cause')];
  const failing = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
  return { failing, data: { error: failing } };
}

export function rootOf(field: Field, { variables, data }: Strand): Value | undefined {
  if (field === 'variables') return variables;
  if (field !== 'error') return data[field];
  const { error, cause } = data.error ?? {};
  return { ...(error !== undefined && { Error: error }), ...(cause !== undefined && { Cause: cause }) };
}

/** The member of the data that `$` reads now. */
export function currentField({ data }: Strand): Field {
  const fields = ['output', 'selected', 'result', 'payload', 'effectiveInput'] as const;
  return fields.find(field => data[field] !== undefined) ?? 'input';
}

function fieldOf({ root }: DefinitePath, strand: Strand): Field {
  return root === 'current' ? currentField(strand) : root;
}

// A copy with one value in another's place. A member that is not there yet is made; an item is not.
function put(value: Value | undefined, [step, ...rest]: readonly (string | number)[], to: Value): Value | undefined {
  if (step === undefined) return to;
  if (typeof step === 'number') {
    if (!Array.isArray(value) || step >= value.length) return undefined;
    const inner = put(value[step], rest, to);
    return inner === undefined ? undefined : value.with(step, inner);
  }
  if (!isObject(value)) return undefined;
  const inner = put(Object.hasOwn(value, step) ? value[step] : undefined, rest, to);
  return inner === undefined ? undefined : withMember(value, step, inner);
}
