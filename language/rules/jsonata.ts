// jsonata-syntax, jsonata-reference, jsonata-function, states-member: the expressions of JSONata states.
import { nearest } from '../../expressions/index.ts';
import type { Expression } from '../machine/expressions.ts';
import type { Report } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import { type Context, placeOf } from './rule.ts';

export function jsonata(expression: Jsonata, context: Context, report: Report): void {
  checkProblems(expression, context, report);
  checkStates(expression, context, report);
}

type Jsonata = Extract<Expression, { kind: 'jsonata' }>;

function checkProblems(expression: Jsonata, context: Context, report: Report): void {
  const { parsed, pointer, text } = expression;
  if (text.trim() === '') {
    report('jsonata-syntax', expression.node, pointer, messages.expressionEmpty());
    return;
  }
  const fault = parsed.problems.find(({ code, severity }) => severity === 'error' && code !== NO_REFERENCE);
  // Where the grammar is broken the rest is guesswork.
  for (const problem of fault ? [fault] : parsed.problems) {
    const { code, severity, message, referenceMessage } = problem;
    const isReference = code === NO_REFERENCE;
    const kind = isReference ? 'jsonata-reference' : severity === 'error' ? 'jsonata-syntax' : 'jsonata-function';
    report(kind, placeOf(context, expression, problem), pointer, message, severity, referenceMessage);
  }
}

const NO_REFERENCE = 'UNSUPPORTED_JSONATA_EXPRESSION';

const MEMBERS = ['input', 'context', 'result', 'errorOutput'];

function checkStates(expression: Jsonata, context: Context, report: Report): void {
  const { reads, pointer, part, field } = expression;
  for (const read of reads.states) {
    const { name } = read;
    const span = () => placeOf(context, expression, read);
    const isOutcome = field === 'Output' || field === 'Assign';
    if (name === 'result') {
      if (isOutcome && WORK.includes(part.owner)) continue;
      report('states-member', span(), pointer, messages.statesResult(), 'error', name);
    } else if (name === 'errorOutput') {
      if (isOutcome && part.owner === 'Catcher') continue;
      report('states-member', span(), pointer, messages.statesErrorOutput(), 'error', name);
    } else if (!MEMBERS.includes(name)) {
      report('states-member', span(), pointer, messages.statesMember(name, nearest(name, MEMBERS)), 'warning', name);
    }
  }
}

const WORK: readonly string[] = ['Task', 'Parallel', 'Map'];
