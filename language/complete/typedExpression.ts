// The expression a text value holds, read for an editor: half-typed ones too, with the ways between its offsets and those
// of the file. Which language it is, the text itself says.
import {
  callInJsonata,
  functionDocument,
  intrinsicNamed,
  isPathText,
  type JsonataTree,
  nodesInJsonata,
  type ParsedIntrinsic,
  type ParsedPath,
  parseIntrinsic,
  parseJsonata,
  parsePath,
  placeInIntrinsic,
} from '../../expressions/index.ts';
import { offsetsOf, spanIn } from '../text/offsets.ts';
import type { Span, StringNode } from '../text/tree.ts';

interface Placed {
  readonly node: StringNode;
  /** Without delimiters. */
  readonly text: string;
  /** Where `text` begins in the value. */
  readonly offset: number;
}

export type TypedExpression = Placed &
  (
    | { readonly kind: 'jsonata'; readonly parsed: JsonataTree }
    | { readonly kind: 'path'; readonly parsed: ParsedPath }
    | { readonly kind: 'intrinsic'; readonly parsed: ParsedIntrinsic }
  );

/** Undefined for plain text. */
export function typedExpression(node: StringNode): TypedExpression | undefined {
  const { value } = node;
  if (value.startsWith('{%')) {
    // The end may not have been typed yet.
    const text = value.length >= 4 && value.endsWith('%}') ? value.slice(2, -2) : value.slice(2);
    return { kind: 'jsonata', node, text, offset: 2, parsed: parseJsonata(text, { dialect: 'stepFunctions' }) };
  }
  if (isPathText(value) && !value.startsWith('${'))
    return { kind: 'path', node, text: value, offset: 0, parsed: parsePath(value) };
  if (/^States\.\w*/.test(value))
    return { kind: 'intrinsic', node, text: value, offset: 0, parsed: parseIntrinsic(value) };
  return undefined;
}

/** From the file to the text of an expression. */
export function indexIn(file: string, { node, offset, text }: Placed, at: number): number {
  const offsets = offsetsOf(file, node);
  let low = 0;
  let high = node.value.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets(middle) < at) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, Math.min(low - offset, text.length));
}

/** From the text of an expression to the file. */
export function placeOf(file: string, { node, offset }: Placed, span: Span): Span {
  return spanIn(file, node, { start: span.start + offset, end: span.end + offset });
}

/** The parts of an expression around an offset of the file, outermost first, all of it too. */
export function expressionSpansAt(file: string, node: StringNode, at: number): readonly Span[] {
  const inside = spanIn(file, node, { start: 0, end: node.value.length });
  const expression = typedExpression(node);
  if (!expression) return [inside];
  const index = indexIn(file, expression, at);
  const parts = partsAt(expression, index).map(part => placeOf(file, expression, part));
  return [inside, placeOf(file, expression, { start: 0, end: expression.text.length }), ...parts];
}

function partsAt(expression: TypedExpression, index: number): readonly Span[] {
  switch (expression.kind) {
    case 'jsonata':
      return nodesInJsonata(expression.parsed, index);
    case 'path': {
      const { path } = expression.parsed;
      const last = path.segments.findIndex(({ start, end }) => start < index && index <= end);
      // Shorter and shorter beginnings of the path, then the segment itself.
      const shorter = path.segments.slice(Math.max(0, last)).reverse();
      const segment = path.segments[last];
      return [...shorter.map(({ end }) => ({ start: path.start, end })), ...(segment ? [segment] : [])];
    }
    case 'intrinsic': {
      const spans: Span[] = [];
      let node: ParsedIntrinsic['root'] | undefined = expression.parsed.root;
      while (node) {
        spans.push(node);
        const args: readonly ParsedIntrinsic['root'][] = node.kind === 'call' ? node.args : [];
        node = args.find(({ start, end }) => start <= index && index <= end);
      }
      return spans;
    }
  }
}

export interface CallAround {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly doc: string;
  /** From 0. */
  readonly argument: number;
}

/** The call whose parentheses are around an offset of the file. */
export function callAround(file: string, node: StringNode, at: number): CallAround | undefined {
  const expression = typedExpression(node);
  if (!expression) return undefined;
  const index = indexIn(file, expression, at);
  if (expression.kind === 'jsonata') {
    const call = callInJsonata(expression.parsed, index);
    const known = call?.name === undefined ? undefined : functionDocument(call.name, 'stepFunctions');
    if (!call || !known) return undefined;
    return { name: `$${known.name}`, parameters: known.parameters, doc: known.summary, argument: call.argument };
  }
  if (expression.kind !== 'intrinsic') return undefined;
  const call = placeInIntrinsic(expression.parsed.root, index).call;
  const known = call && intrinsicNamed(call.call.name);
  return known && { name: known.name, parameters: known.parameters, doc: known.doc, argument: call.argument };
}
