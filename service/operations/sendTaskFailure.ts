// SendTaskFailure: ends the task of a token with an error and cause, either of which may be left out.
import { required, text } from '../members.ts';
import { operation } from '../operation.ts';

export const sendTaskFailure = operation(
  { taskToken: required(text(1, 2048)), error: text(0, 256), cause: text(0, 32_768) },
  ({ taskToken, error, cause }, { tokens }) => {
    const failure = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    tokens.answer(taskToken, { kind: 'failed', failure });
    return {};
  },
);
