// expression-expected, expression-unmarked, expression-nearly, expression-language, result-static: texts that look like
// expressions where nothing is evaluated, and members that need one. AWS knows two of these as warnings: NO_DOLLAR and
// PASS_RESULT_IS_STATIC.
import type { Suspect } from '../machine/expressions.ts';
import type { Report } from '../machine/fields.ts';
import { messages, type ProblemCode, type Severity } from '../problems.ts';

export function suspectText(suspect: Suspect, report: Report): void {
  const { code, severity, message } = judge(suspect);
  report(code, suspect.node, suspect.pointer, message, severity, suspect.name);
}

interface Judgement {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
}

function judge({ kind, name }: Suspect): Judgement {
  switch (kind) {
    case 'expressionExpected':
      return { code: 'expression-expected', severity: 'error', message: messages.expressionExpected(name) };
    case 'unmarked': {
      const message = name === '' ? messages.unmarkedItem() : messages.unmarked(name);
      return { code: 'expression-unmarked', severity: 'warning', message };
    }
    case 'unmarkedField':
      return { code: 'expression-unmarked', severity: 'warning', message: messages.unmarkedField() };
    case 'static':
      return { code: 'result-static', severity: 'warning', message: messages.resultStatic() };
    case 'nearly':
      return { code: 'expression-nearly', severity: 'warning', message: messages.nearlyExpression() };
    case 'otherLanguage':
      return { code: 'expression-language', severity: 'warning', message: messages.jsonataInJsonPath() };
    case 'pathInJsonata':
      return { code: 'expression-language', severity: 'warning', message: messages.pathInJsonata() };
    case 'keyInJsonata':
      return { code: 'expression-language', severity: 'warning', message: messages.keyInJsonata(name) };
  }
}
