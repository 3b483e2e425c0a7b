// SendTaskSuccess: ends the task of a token with a result, which is JSON text.
import { parseValue } from '../../interpreter/index.ts';
import { errors } from '../errors.ts';
import { required, text } from '../members.ts';
import { operation } from '../operation.ts';
import { PAYLOAD } from '../shapes.ts';

export const sendTaskSuccess = operation(
  { taskToken: required(text(1, 2048)), output: required(PAYLOAD) },
  ({ taskToken, output }, { tokens }) => {
    const { value, problem } = parseValue(output);
    if (problem !== undefined) throw errors.invalidOutput(problem);
    tokens.answer(taskToken, { kind: 'succeeded', output: value });
    return {};
  },
);
