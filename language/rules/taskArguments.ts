// argument-missing, argument-unknown, token-missing, credentials-role: what a Task hands to what it calls.
import { nearest } from '../../expressions/index.ts';
import { pointerTo, type Report } from '../machine/fields.ts';
import type { TaskState } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { INTEGRATIONS } from '../spec/integrations.ts';
import type { Member, Node, ObjectNode } from '../text/tree.ts';
import type { Context } from './rule.ts';
import type { TaskResource } from './taskResource.ts';

export function taskArguments(
  state: TaskState,
  resource: TaskResource | undefined,
  context: Context,
  report: Report,
): void {
  checkCredentials(state, report);
  if (resource?.kind !== 'integration' && resource?.kind !== 'sdk') return;
  const field = state.queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
  const given = state.fields.get(field)?.value;
  if (resource.pattern === 'token') checkToken(state, given, field, context, report);
  if (resource.kind === 'integration' && given?.kind === 'object') {
    checkArguments(resource.name, given, `${state.pointer}/${field}`, field === 'Arguments', report);
  }
}

function checkArguments(action: string, given: ObjectNode, pointer: string, isJsonata: boolean, report: Report): void {
  const integration = INTEGRATIONS.get(action);
  const { required, optional } = integration ?? {};
  if (!required) return;
  if (areArguments(given.members, required, optional)) return;
  const names = new Map(given.members.map(({ name, key }) => [withoutMark(name), key]));
  const unknown = optional ? [...names].filter(([name]) => !required.includes(name) && !optional.includes(name)) : [];
  const known = optional && [...required, ...optional];
  for (const name of required) {
    const isMisspelt = unknown.some(([given]) => nearest(given, [name]) !== undefined);
    if (names.has(name) || isMisspelt) continue;
    const span = { start: given.start, end: given.start + 1 };
    report('argument-missing', span, pointer, messages.argumentMissing(name, action), 'warning', name);
  }
  for (const [name, key] of unknown) {
    // In JSONata a key with `.$` is a left-over of JSONPath and reported as such.
    if (isJsonata && key.value.endsWith('.$')) continue;
    const message = messages.argumentUnknown(name, action, nearest(name, known ?? []));
    report('argument-unknown', key, pointerTo(pointer, key.value), message, 'warning', name);
  }
}

/** Whether nothing is missing and all is known, as nearly everywhere. */
function areArguments(
  given: readonly Member[],
  required: readonly string[],
  optional: readonly string[] | undefined,
): boolean {
  for (const name of required) if (!isGiven(name, given)) return false;
  if (!optional) return true;
  for (const { name } of given) if (!isIn(required, name) && !isIn(optional, name)) return false;
  return true;
}

function isGiven(name: string, members: readonly Member[]): boolean {
  for (const { name: written } of members) if (isMarked(written, name)) return true;
  return false;
}

function isIn(names: readonly string[], written: string): boolean {
  for (const name of names) if (isMarked(written, name)) return true;
  return false;
}

/** Whether this is the name, with or without `.$`. */
function isMarked(written: string, name: string): boolean {
  return written === name || (written.length === name.length + 2 && withoutMark(written) === name);
}

// In JSONPath the key of an argument that is evaluated ends in `.$`.
function withoutMark(name: string): string {
  return name.endsWith('.$') ? name.slice(0, -2) : name;
}

// The whole input may hold the token only if somebody put it there, which nobody can: it is made for this task.
function checkToken(state: TaskState, given: Node | undefined, field: string, context: Context, report: Report): void {
  if (given?.kind === 'placeholder') return;
  const text = given ? context.text.slice(given.start, given.end) : '';
  // Read from the text: a token can stand at any depth, in calls and expressions too.
  if (/\bToken\b|\$\$(?!\.)|\$states\.context(?!\.)|\$\{/.test(text)) return;
  const at = state.fields.get(field)?.key ?? state.key;
  const pointer = given ? `${state.pointer}/${field}` : state.pointer;
  report('token-missing', at, pointer, messages.tokenMissing(), 'warning');
}

function checkCredentials(state: TaskState, report: Report): void {
  const credentials = state.fields.get('Credentials');
  if (credentials?.value?.kind !== 'object') return;
  const names = state.queryLanguage === 'JSONata' ? ['RoleArn'] : ['RoleArn', 'RoleArn.$'];
  if (credentials.value.members.some(({ name }) => names.includes(name))) return;
  const message = messages.credentialsRole();
  report('credentials-role', credentials.key, `${state.pointer}/Credentials`, message, 'error', 'RoleArn');
}
