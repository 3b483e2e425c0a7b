// The mocks of a test case, chosen by `#TestCase` behind a state machine's ARN (spec/api.md §7.2). The file is read at every
// start that names a test case, so that it can be edited while the service runs.
import { type MockFile, readMocks, readTextFile } from '../host/index.ts';
import { parseValue } from '../interpreter/index.ts';
import { errors } from './errors.ts';

export function mocksOf(file: string | undefined, stateMachine: string, testCase: string | undefined): MockFile {
  if (testCase === undefined) return new Map();
  if (file === undefined) {
    throw errors.validation(`The test case "${testCase}" needs a mock file: start the service with SFN_MOCK_CONFIG.`);
  }
  const { text, problem: unreadable } = readTextFile(file);
  if (unreadable !== undefined) throw errors.validation(unreadable);
  const { value, problem } = parseValue(text);
  if (problem !== undefined) throw errors.validation(`${file}: ${problem}`);
  const read = readMocks(value, { stateMachine, testCase });
  if (read.problem !== undefined) throw errors.validation(`${file}: ${read.problem}`);
  return read.mocks;
}
