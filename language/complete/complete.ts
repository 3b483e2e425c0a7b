// Completion: what fits at an offset of a definition, and what is to be inserted for it, with the quotes, commas and
// delimiters around it. Pure; what a template gives values for is told by the caller.

import { isExpressionKey } from '../../expressions/index.ts';
import { offerMemberValues, offerSdkResources } from '../catalogue/offers.ts';
import type { Definition } from '../definition.ts';
import { visibleVariables } from '../references/variableIndex.ts';
import { awsCatalogue } from '../spec/awsCatalogue.ts';
import { COMPARISONS } from '../spec/comparisons.ts';
import type { Field } from '../spec/fields.ts';
import { spanIn } from '../text/offsets.ts';
import type { Span, StringNode } from '../text/tree.ts';
import { type Candidate, type Completion, NOTHING } from './candidate.ts';
import { intrinsics, offerInExpression, roots, type WordOffer } from './inExpression.ts';
import { callPlaceAt, type KeyOffer, offerKeys } from './keys.ts';
import { type CompletionPlace, placeAt } from './placeAt.ts';
import { writeMember, writeSketch, writeText } from './sketch.ts';
import { indexIn, placeOf, typedExpression } from './typedExpression.ts';
import { offerErrors, offerResources, offerStates, offerWords, raw, type ValueOffer } from './values.ts';
import { fieldNamed, type Where, whereIs } from './where.ts';

/** `placeholders` are the names a host gives values. */
export function complete(definition: Definition, offset: number, placeholders: readonly string[]): Completion {
  const placeholder = completePlaceholder(definition.text, offset, placeholders);
  if (placeholder) return placeholder;
  const place = placeAt(definition, offset);
  if (!place) return NOTHING;
  if (place.kind === 'key') return completeKey(definition, place);
  const where = whereIs(definition, place.steps.slice(0, -1));
  return completeValue(definition, place, where, offset, placeholders);
}

function completePlaceholder(text: string, offset: number, names: readonly string[]): Completion | undefined {
  if (names.length === 0) return undefined;
  const typed = /\$\{(\w*)$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[1];
  if (typed === undefined) return undefined;
  const rest = /^\w*\}?/.exec(text.slice(offset, offset + 100))?.[0] ?? '';
  const span = { start: offset - typed.length, end: offset + rest.length };
  const candidates = names.map((name): Candidate => {
    return { label: name, kind: 'placeholder', span, snippet: `${name}\\}`, filter: name };
  });
  return { candidates, isIncomplete: false };
}

function completeKey(definition: Definition, place: CompletionPlace): Completion {
  const where = whereIs(definition, place.steps);
  const offers = offerKeys(where, place.object, place.node?.start ?? (place.isFlow ? undefined : place.span.start));
  return { candidates: offers.flatMap(offer => keyCandidate(definition.text, place, offer)), isIncomplete: false };
}

function keyCandidate(text: string, place: CompletionPlace, offer: KeyOffer): Candidate[] {
  const { hasValue } = place;
  if (hasValue && offer.kind === 'snippet') return [];
  const body = offer.key === '' && 'members' in offer.value ? offer.value.members : undefined;
  const writing = writingAt(text, place);
  const written = body
    ? body
        .map(([key, value]) => writeMember(key, value, writing))
        .join(place.isFlow ? `,\n${writing.indent}` : `\n${writing.indent}`)
    : hasValue
      ? writeText(offer.key, place.isFlow)
      : writeMember(offer.key, offer.value, writing);
  const label = offer.label ?? offer.key;
  return [
    {
      label,
      kind: offer.kind,
      detail: offer.detail,
      doc: offer.doc,
      ...framed(text, place, written, label),
      asksAgain: !hasValue && offer.asksAgain,
    },
  ];
}

function writingAt(text: string, { isFlow, dashes, span }: CompletionPlace) {
  // Lines that follow are moved by the blanks of their first line by the editor.
  if (!isFlow) return { isFlow, indent: ' '.repeat(dashes) };
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  return { isFlow, indent: /^\s*$/.test(text.slice(lineStart, span.start)) ? '' : '' };
}

function framed(text: string, place: CompletionPlace, written: string, label: string) {
  const { span, commaBefore, commaAfter, blankBefore } = place;
  const quote = text[span.start];
  const isQuoted = span.end > span.start && (quote === '"' || quote === "'");
  return {
    span,
    snippet: `${blankBefore ? ' ' : ''}${written}${commaAfter ? ',' : ''}`,
    filter: isQuoted ? `${quote}${label}` : label,
    ...(commaBefore !== undefined && { commaAt: commaBefore }),
  };
}

function completeValue(
  definition: Definition,
  place: CompletionPlace,
  where: Where,
  offset: number,
  placeholders: readonly string[],
): Completion {
  const inside = inText(definition, place, where, offset);
  if (inside) return inside;
  const { offers, isIncomplete } = offersAt(definition, place, where);
  const { text } = definition;
  const candidates = offers.map((offer): Candidate => {
    const written = writeSketch(offer.sketch, writingAt(text, place));
    const { label, kind, detail, doc, asksAgain } = offer;
    return { label, kind, detail, doc, asksAgain, ...framed(text, place, written, label) };
  });
  // Behind the dash of YAML the first field of an object may be typed.
  if (place.kind === 'item' && !place.isFlow && (where.holds === 'objects' || where.holds === 'template')) {
    const keys = offerKeys(whereIs(definition, place.steps), undefined, undefined);
    candidates.push(...keys.flatMap(offer => keyCandidate(text, place, offer)));
  }
  const later = isText(where, place) ? placeholders : [];
  const filledIn = later.map((name): Candidate => {
    const written = writeSketch({ text: `\\\${${name}\\}` }, writingAt(text, place));
    return { label: `\${${name}}`, kind: 'placeholder', ...framed(text, place, written, `\${${name}}`) };
  });
  return { candidates: [...candidates, ...filledIn], isIncomplete };
}

function isText(where: Where, place: CompletionPlace): boolean {
  return fieldAt(where, place)?.kind === 'text' || where.holds === 'template';
}

function fieldAt({ owner, holds }: Where, { steps, kind }: CompletionPlace): Field | undefined {
  const last = steps.at(-1);
  if (kind !== 'value' || last?.kind !== 'member' || holds !== 'fields') return undefined;
  return fieldNamed(owner, last.member.name);
}

interface Offers {
  readonly offers: readonly ValueOffer[];
  readonly isIncomplete: boolean;
}

function offersAt(definition: Definition, place: CompletionPlace, where: Where): Offers {
  const all = (offers: readonly ValueOffer[]) => ({ offers, isIncomplete: false });
  const last = place.steps.at(-1);
  if (place.kind === 'item') return all(offerItems(where, place));
  const key = last?.kind === 'member' ? last.member.name : '';
  const field = fieldAt(where, place);
  if (where.owner === 'ChoiceRule' && where.holds === 'fields' && COMPARISONS.get(key)?.kind === 'is')
    return all([raw('true'), raw('false')]);
  if (where.holds === 'template') return all(offerTemplate(definition, where, key));
  if (!field) return all([]);
  if (field.kind === 'state' && where.scope) {
    const isStart = field.name === 'StartAt';
    return offerStates(definition, where.scope, where.state?.name, place.typed, isStart);
  }
  if (field.name === 'Resource') {
    const isExpress = definition.machine?.workflowType === 'EXPRESS';
    const catalogue =
      (where.owner === 'Task' || where.owner === 'state') && place.typed.includes(':aws-sdk:')
        ? awsCatalogue()
        : undefined;
    const actions = catalogue && offerSdkResources(place.typed, catalogue, isExpress);
    return actions ?? all(offerResources(where, isExpress));
  }
  if (field.kind === 'names')
    return all(
      offerErrors(where, new Set()).map(({ sketch, ...offer }) => ({ ...offer, sketch: { items: [sketch] } })),
    );
  if (field.kind === 'condition') return all([...expression(), raw('true'), raw('false')]);
  if (field.kind === 'path' || field.kind === 'referencePath') return all(offerPath(definition, where, field));
  const words = offerWords(field);
  const canBeExpression = where.queryLanguage === 'JSONata' && (field.expression || field.kind === 'template');
  return all(canBeExpression ? [...words, ...expression()] : words);
}

function expression(): readonly ValueOffer[] {
  return [{ label: '{% %}', sketch: { text: '{% $1 %}' }, kind: 'snippet', doc: 'A JSONata expression.' }];
}

function offerTemplate(definition: Definition, where: Where, key: string): readonly ValueOffer[] {
  const values = isExpressionKey(key) ? [] : callValues(where, [...where.path, key]);
  if (where.queryLanguage === 'JSONata') return [...values, ...expression()];
  if (!isExpressionKey(key)) return values;
  const span = { start: 0, end: 0 };
  const variables = () => (where.scope ? visibleVariables(definition, where.scope) : []);
  return [...roots(span, variables), ...intrinsics(span)].map(offerOf);
}

function callValues(where: Where, path: readonly string[]): readonly ValueOffer[] {
  const place = callPlaceAt(where);
  return place ? offerMemberValues({ ...place, path }) : [];
}

function offerPath(definition: Definition, where: Where, field: Field): readonly ValueOffer[] {
  const span = { start: 0, end: 0 };
  const variables = () => (where.scope ? visibleVariables(definition, where.scope) : []);
  const own = [...roots(span, variables), ...(field.intrinsic ? intrinsics(span) : [])].map(offerOf);
  // A result goes into the data, nowhere else.
  return field.name === 'ResultPath' ? [...own.filter(({ label }) => label === '$'), raw('null')] : own;
}

function offerOf({ label, kind, detail, doc, snippet }: WordOffer): ValueOffer {
  return { label, kind, detail, doc, sketch: { text: snippet } };
}

function offerItems(where: Where, { node, steps, hasValue }: CompletionPlace): readonly ValueOffer[] {
  // The first key of an item of YAML is there already.
  if (hasValue) return [];
  const last = steps.at(-1);
  if (where.holds === 'names' && last?.kind === 'item') {
    const others = last.node.items.flatMap(item => (item.kind === 'string' && item !== node ? [item.value] : []));
    return offerErrors(where, new Set(others));
  }
  if (where.holds === 'template') {
    const values = callValues(where, [...where.path, '0']);
    return where.queryLanguage === 'JSONata' ? [...values, ...expression()] : values;
  }
  if (where.holds !== 'objects' || node?.kind === 'string') return [];
  return itemObjects(where);
}

const ITEMS: Readonly<Record<string, string>> = {
  Choices: 'choice rule',
  And: 'choice rule',
  Or: 'choice rule',
  Retry: 'retrier',
  Catch: 'catcher',
  Branches: 'branch',
};

// A list of objects is offered one like those it is inserted with.
function itemObjects(where: Where): readonly ValueOffer[] {
  const { field, fieldOwner } = where;
  const label = field && ITEMS[field.name];
  if (!field || !label || !fieldOwner) return [];
  const made = offerKeys({ ...where, owner: fieldOwner, holds: 'fields' }, undefined, undefined);
  const value = made.find(({ key }) => key === field.name)?.value;
  const sketch = value && 'items' in value ? value.items[0] : undefined;
  return sketch ? [{ label, sketch, kind: 'snippet' }] : [];
}

// In the expression that a text holds.
function inText(definition: Definition, place: CompletionPlace, where: Where, offset: number): Completion | undefined {
  const { node, steps } = place;
  if (node?.kind !== 'string' || node.value === '' || !mayHold(where, place)) return undefined;
  const expression = typedExpression(node);
  if (
    !expression ||
    (expression.kind === 'jsonata' && offset < placeOf(definition.text, expression, { start: 0, end: 0 }).start)
  )
    return undefined;
  const { scope } = where;
  const here = whereIs(definition, steps);
  const variables = () => (scope ? visibleVariables(definition, scope) : []);
  const offers = offerInExpression(expression, indexIn(definition.text, expression, offset), here, variables);
  const candidates = offers.map((offer): Candidate => {
    const span = offsetSpan(definition.text, expression.node, offer.span, expression.offset);
    return {
      label: offer.label,
      kind: offer.kind,
      detail: offer.detail,
      doc: offer.doc,
      span,
      snippet: offer.snippet,
      filter: offer.label,
    };
  });
  return { candidates, isIncomplete: false };
}

function offsetSpan(text: string, node: StringNode, { start, end }: Span, offset: number): Span {
  return spanIn(text, node, { start: start + offset, end: end + offset });
}

/** Whether a text here is read as an expression. */
function mayHold(where: Where, place: CompletionPlace): boolean {
  const last = place.steps.at(-1);
  const key = last?.kind === 'member' ? last.member.name : '';
  const field = fieldAt(where, place);
  if (where.queryLanguage === 'JSONata') {
    return (
      where.holds === 'template' ||
      field?.kind === 'template' ||
      field?.kind === 'condition' ||
      field?.expression === true
    );
  }
  if (where.holds === 'template') return isExpressionKey(key);
  const isOperand = where.owner === 'ChoiceRule' && key.endsWith('Path');
  return isOperand || field?.kind === 'path' || field?.kind === 'referencePath';
}
