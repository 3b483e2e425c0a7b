// The words of an expression that name something: functions, variables, members.
import { type Path, referencesInIntrinsic, referencesInJsonata } from '../../expressions/index.ts';
import type { Span, StringNode } from '../text/tree.ts';
import { placeOf, typedExpression } from './typedExpression.ts';

export interface ExpressionWord extends Span {
  readonly kind: 'function' | 'variable' | 'property';
}

/** At places of the file. None of a plain text. */
export function expressionWords(file: string, node: StringNode): readonly ExpressionWord[] {
  const { value } = node;
  // Most texts are plain, and names of errors begin as calls do.
  if (!value.startsWith('$') && !value.startsWith('{%') && !/^States\.\w+\s*\(/.test(value)) return [];
  const expression = typedExpression(node);
  if (!expression) return [];
  const words: ExpressionWord[] = [];
  const add = (kind: ExpressionWord['kind'], { start, end }: Span) => {
    if (end > start) words.push({ kind, ...placeOf(file, expression, { start, end }) });
  };
  switch (expression.kind) {
    case 'jsonata': {
      const { functions, variables, paths } = referencesInJsonata(expression.parsed);
      for (const each of functions) add('function', each);
      for (const each of variables) add('variable', each);
      for (const { members } of paths) for (const member of members) add('property', member);
      break;
    }
    case 'path':
      addPath(expression.parsed.path, add);
      break;
    case 'intrinsic': {
      const { functions, paths } = referencesInIntrinsic(expression.parsed.root);
      for (const each of functions) add('function', each);
      for (const path of paths) addPath(path, add);
    }
  }
  return words;
}

function addPath(path: Path, add: (kind: ExpressionWord['kind'], span: Span) => void): void {
  add('variable', { start: path.start, end: path.rootEnd });
  for (const segment of path.segments) {
    if (segment.kind === 'name') add('property', { start: segment.end - segment.name.length, end: segment.end });
  }
}
