// path-syntax, path-reference, intrinsic-syntax, intrinsic-place: JSONPath and intrinsic calls of JSONPath states, each
// problem at its characters.
import { type ExpressionProblem, isDefinite } from '../../expressions/index.ts';
import type { Expression } from '../machine/expressions.ts';
import type { Report } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import { type Context, placeOf } from './rule.ts';

export function paths(expression: Expression, context: Context, report: Report): void {
  if (expression.kind === 'path') checkPath(expression, context, report);
  else if (expression.kind === 'intrinsic') checkIntrinsic(expression, context, report);
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

function checkPath(expression: Of<'path'>, context: Context, report: Report): void {
  const { pointer, use, part } = expression;
  const { parsed } = expression;
  const [problem] = parsed.problems;
  if (!problem && (use === 'template' || use === 'path')) return;
  const name = nameOf(expression);
  if (problem) {
    const severity = isUnsure(problem) ? 'warning' : 'error';
    report('path-syntax', placeOf(context, expression, problem), pointer, problem.message, severity, name);
    return;
  }
  const { path } = parsed;
  const whole = () => placeOf(context, expression, path);
  if (use === 'result' && path.root !== 'data') {
    report('path-reference', whole(), pointer, messages.resultPathRoot(), 'error', name);
  } else if (!isDefinite(path) || path.segments.some(({ kind }) => kind === 'function' || kind === 'names')) {
    report('path-reference', whole(), pointer, messages.notReferencePath(name), 'error', name);
  } else if (path.segments.some(segment => segment.kind === 'index' && segment.index < 0)) {
    report('path-reference', whole(), pointer, messages.indexFromEnd(name), part.state ? 'warning' : 'error', name);
  }
}

// What the service makes of functions and scripts it may not know, and of bare words in filters, is not on record.
function isUnsure({ code }: ExpressionProblem): boolean {
  return ['path-word', 'path-function', 'path-script', 'path-slice', 'path-regex'].includes(code);
}

/** The intrinsic functions that return text, which ErrorPath and CausePath need. */
const TEXT_FUNCTIONS: readonly string[] = [
  'States.Format',
  'States.JsonToString',
  'States.ArrayGetItem',
  'States.Base64Encode',
  'States.Base64Decode',
  'States.Hash',
  'States.UUID',
];

function checkIntrinsic(expression: Of<'intrinsic'>, context: Context, report: Report): void {
  const { parsed, pointer, use } = expression;
  const { root, problems } = parsed;
  const [problem] = problems;
  if (!problem && use === 'template') return;
  const name = nameOf(expression);
  if (problem) {
    // A value that is wrong is only found when the call is made (States.IntrinsicFailure).
    const severity = problem.code === 'intrinsic-value' ? 'warning' : 'error';
    report('intrinsic-syntax', placeOf(context, expression, problem), pointer, problem.message, severity, name);
  } else if (use !== 'referenceOrCall') {
    // For paths that select data the newest service may take calls (unverified).
    const severity = use === 'path' ? 'warning' : 'error';
    const message = messages.intrinsicPlace(name);
    report('intrinsic-place', placeOf(context, expression, root), pointer, message, severity, name);
  } else if (root.kind === 'call' && !TEXT_FUNCTIONS.includes(root.name)) {
    const span = placeOf(context, expression, { start: root.start, end: root.nameEnd });
    report('intrinsic-place', span, pointer, messages.intrinsicNotText(root.name), 'error', name);
  }
}

/** What the expression stands under. */
function nameOf({ use, pointer, field }: Of<'path' | 'intrinsic'>): string {
  return use === 'template' ? lastKey(pointer) : field;
}

function lastKey(pointer: string): string {
  return pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}
