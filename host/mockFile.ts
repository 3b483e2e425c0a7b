// Mock files: what tasks answer. Two forms are read: that of Step Functions Local (MockConfigFile.json, with test cases and
// numbered attempts) and our own shorter one, an object with a member for each state.
import { isObject, nearest, type Value } from '../interpreter/index.ts';

/** What a state answers, by attempt or otherwise. */
export type Mock =
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'throw'; readonly error: string | undefined; readonly cause: string | undefined }
  /** One after the other, the last one again and again. Each visit and each retry of the state takes the next. */
  | { readonly kind: 'sequence'; readonly mocks: readonly Mock[] }
  | { readonly kind: 'iterations'; readonly byIndex: ReadonlyMap<number, Mock>; readonly otherwise: Mock | undefined }
  /** An expression over `$states.input`, the arguments of the call. */
  | { readonly kind: 'jsonata'; readonly expression: string };

export type MockFile = ReadonlyMap<string, Mock>;

export type ReadMocks =
  | { readonly mocks: MockFile; readonly problem?: undefined }
  | { readonly mocks?: undefined; readonly problem: string };

export interface MockChoice {
  /** The state machine's name, in a file of Step Functions Local. */
  readonly stateMachine: string;
  readonly testCase: string | undefined;
  /** The names of its states: a mock of another is refused. Absent where they are not known. */
  readonly states?: readonly string[];
}

export function readMocks(file: Value, choice: MockChoice): ReadMocks {
  try {
    if (!isObject(file)) throw new Unreadable('A mock file is an object.');
    const isLocal = 'StateMachines' in file || 'MockedResponses' in file;
    const mocks = isLocal ? readLocal(file, choice) : readOwn(file, choice);
    if (choice.states) checkNames(mocks, choice.states);
    return { mocks };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}

/** One entry of our own form, or a sentence about what is wrong with it. */
export function readOneMock(
  entry: Value,
  state: string,
): { mock: Mock; problem?: undefined } | { problem: string; mock?: undefined } {
  try {
    return { mock: readMock(entry, state) };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}

function checkNames(mocks: MockFile, states: readonly string[]): void {
  for (const name of mocks.keys()) {
    if (states.includes(name)) continue;
    const near = nearest(name, states);
    throw new Unreadable(`No state is named "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
}

/** Says in a sentence what is wrong; never leaves this file. */
class Unreadable extends Error {}

function readOwn(file: { readonly [name: string]: Value }, { testCase }: MockChoice): MockFile {
  if (testCase !== undefined) {
    throw new Unreadable('This mock file has no test cases: it names states. Leave --test-case out.');
  }
  return new Map(Object.entries(file).map(([state, mock]) => [state, readMock(mock, state)]));
}

const FORMS = 'one of "return", "throw", "sequence", "iterations" or "jsonata"';

function readMock(mock: Value, where: string): Mock {
  if (!isObject(mock)) throw new Unreadable(`The mock of "${where}" is an object with ${FORMS}.`);
  const [form, ...more] = Object.keys(mock);
  const value = form === undefined ? undefined : mock[form];
  if (form === undefined || value === undefined || more.length > 0) {
    throw new Unreadable(`The mock of "${where}" needs exactly ${FORMS}.`);
  }
  switch (form) {
    case 'return':
      return { kind: 'return', value };
    case 'throw':
      return readThrow(value, 'error', 'cause', where);
    case 'sequence':
      if (!Array.isArray(value) || value.length === 0)
        throw new Unreadable(`The sequence of "${where}" is a list with entries.`);
      return { kind: 'sequence', mocks: value.map((entry: Value, i) => readMock(entry, `${where}[${i}]`)) };
    case 'iterations':
      return readIterations(value, where);
    case 'jsonata':
      if (typeof value !== 'string') throw new Unreadable(`The expression of "${where}" is text.`);
      return { kind: 'jsonata', expression: value };
    default:
      throw new Unreadable(`The mock of "${where}" has "${form}"; it needs ${FORMS}.`);
  }
}

function readIterations(value: Value, where: string): Mock {
  if (!isObject(value))
    throw new Unreadable(`The iterations of "${where}" are an object by index, with "default" for the rest.`);
  const byIndex = new Map<number, Mock>();
  let otherwise: Mock | undefined;
  for (const [key, mock] of Object.entries(value)) {
    const index = Number(key);
    if (key === 'default') otherwise = readMock(mock, where);
    else if (Number.isInteger(index) && index >= 0) byIndex.set(index, readMock(mock, where));
    else throw new Unreadable(`"${key}" is no index of an iteration of "${where}".`);
  }
  return { kind: 'iterations', byIndex, otherwise };
}

function readThrow(value: Value, errorKey: string, causeKey: string, where: string): Mock {
  if (!isObject(value))
    throw new Unreadable(`What "${where}" throws is an object with "${errorKey}" and "${causeKey}".`);
  const text = (key: string) => {
    const found = value[key];
    if (found === undefined || typeof found === 'string') return found;
    throw new Unreadable(`"${key}" of what "${where}" throws is text.`);
  };
  return { kind: 'throw', error: text(errorKey), cause: text(causeKey) };
}

// The form of Step Functions Local: a test case names a response for each state, and a response has an answer for each
// attempt (`"0"`) or range of attempts (`"1-2"`).
function readLocal(file: { readonly [name: string]: Value }, { stateMachine, testCase }: MockChoice): MockFile {
  const machines = objectIn(file, 'StateMachines');
  const machine = objectIn(machines, stateMachine, `It has ${listOf(machines)}.`);
  const cases = objectIn(machine, 'TestCases');
  if (testCase === undefined) throw new Unreadable(`Say which test case: --test-case with ${listOf(cases)}.`);
  const states = objectIn(cases, testCase, `The test cases are ${listOf(cases)}.`);
  const responses = objectIn(file, 'MockedResponses');
  return new Map(
    Object.entries(states).map(([state, name]) => {
      if (typeof name !== 'string')
        throw new Unreadable(`The test case "${testCase}" names a response for "${state}" by text.`);
      return [state, readResponse(objectIn(responses, name), name)];
    }),
  );
}

function readResponse(response: { readonly [attempt: string]: Value }, name: string): Mock {
  const mocks: Mock[] = [];
  for (const [key, value] of Object.entries(response)) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(key);
    if (!range) throw new Unreadable(`"${key}" of the response "${name}" is no attempt: write "0" or "1-2".`);
    if (!isObject(value)) throw new Unreadable(`The response "${name}" has an object for each attempt.`);
    const mock: Mock =
      'Throw' in value
        ? readThrow(value['Throw'] ?? null, 'Error', 'Cause', name)
        : { kind: 'return', value: value['Return'] ?? null };
    for (let i = Number(range[1]); i <= Number(range[2] ?? range[1]); i++) mocks[i] = mock;
  }
  if (mocks.length === 0 || mocks.includes(undefined as never)) {
    throw new Unreadable(`The response "${name}" leaves out an attempt: they count from 0.`);
  }
  return { kind: 'sequence', mocks };
}

function objectIn(object: { readonly [name: string]: Value }, name: string, otherwise = '') {
  const found = Object.hasOwn(object, name) ? object[name] : undefined;
  if (isObject(found)) return found;
  throw new Unreadable(`The mock file has no "${name}". ${otherwise}`.trim());
}

function listOf(object: object): string {
  return (
    Object.keys(object)
      .map(name => `"${name}"`)
      .join(', ') || 'none'
  );
}
