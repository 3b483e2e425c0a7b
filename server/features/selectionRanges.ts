// Growing selections by syntax: from the part of an expression to the expression, the text, the member, and on outwards.
import { type Definition, expressionSpansAt, routeTo, type Span } from '../../language/index.ts';

/** Innermost first; each holds the one before it. */
export function selectionsAt({ text, root }: Definition, offset: number): readonly Span[] {
  const route = routeTo(root, offset);
  if (!route || !root) return [];
  const spans: Span[] = [root];
  for (const step of route.steps) {
    if (step.kind === 'member') spans.push(step.member);
    const value = step.kind === 'member' ? step.member.value : step.node.items[step.index];
    if (value && value.start <= offset && offset <= value.end) spans.push(value);
  }
  const { node } = route;
  spans.push(node);
  if (node.kind === 'string') spans.push(...expressionSpansAt(text, node, offset));
  return nested(spans.reverse());
}

function nested(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const inner = kept.at(-1);
    if (
      !inner ||
      (span.start <= inner.start && inner.end <= span.end && span.end - span.start > inner.end - inner.start)
    )
      kept.push({ start: span.start, end: span.end });
  }
  return kept;
}
