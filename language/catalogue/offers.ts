// What can be typed in a call: services and actions in its ARN, members of its arguments at any depth, and their values.
import type { KeyOffer } from '../complete/keys.ts';
import { literal, type Sketch } from '../complete/sketch.ts';
import { hasLetters, MOST_OFFERS, type ValueOffer } from '../complete/values.ts';
import type { Catalogue } from './catalogue.ts';
import { describeShape, type Member, type Shape, type Structure, shapeAt } from './shape.ts';

/** Below the arguments of a call: where something is typed. */
export interface CallPlace {
  readonly input: Structure;
  /** Keys and indices below the arguments. */
  readonly path: readonly string[];
  /** Keys that end in `.$` hold expressions. */
  readonly isJsonPath: boolean;
}

/** Required members first, and all of them at once; in JSONPath each member with an expression too. */
export function offerMembers(
  { input, path, isJsonPath }: CallPlace,
  present: ReadonlySet<string>,
): readonly KeyOffer[] {
  const shape = shapeAt(input, path);
  if (shape?.kind !== 'structure') return [];
  if (shape.isUnion && present.size > 0) return [];
  const free = [...shape.members.values()].filter(({ name }) => !present.has(name) && !present.has(`${name}.$`));
  const members = [...free].sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
  const required = members.filter(({ isRequired }) => isRequired);
  return [
    ...(required.length > 1 ? [allRequired(required)] : []),
    ...members.map(offerMember),
    ...(isJsonPath ? members.map(offerWithExpression) : []),
  ];
}

function offerMember(member: Member): KeyOffer {
  const { name, shape } = member;
  const words = wordsOf(shape);
  return {
    key: literal(name),
    label: name,
    value: sketchOf(shape, { next: 1 }),
    kind: 'field',
    detail: detailOf(member),
    asksAgain: words !== undefined,
    ...(words && { doc: listed(words) }),
  };
}

function offerWithExpression(member: Member): KeyOffer {
  const label = `${member.name}.$`;
  return { key: literal(label), label, value: { text: '\\$.$1' }, kind: 'field', detail: detailOf(member) };
}

function allRequired(required: readonly Member[]): KeyOffer {
  const names = required.map(({ name }) => name).join(', ');
  return {
    key: '',
    label: 'required members',
    value: membersOf(required, { next: 1 }),
    kind: 'snippet',
    detail: names,
  };
}

function detailOf({ shape, isRequired }: Member): string {
  return isRequired ? `${describeShape(shape)}, required` : describeShape(shape);
}

/** The required members of a call, to be inserted with the field that holds them. */
export function requiredMembers({ members }: Structure): Sketch {
  return membersOf(
    [...members.values()].filter(({ isRequired }) => isRequired),
    { next: 1 },
  );
}

/** What stands behind the key of a member, or as an item of a list. */
export function offerMemberValues({ input, path }: CallPlace): readonly ValueOffer[] {
  const shape = shapeAt(input, path);
  switch (shape?.kind) {
    case 'text':
      return (shape.words ?? []).map(word => ({ label: word, sketch: { text: literal(word) }, kind: 'value' }));
    case 'boolean':
      return ['true', 'false'].map(word => ({ label: word, sketch: { raw: word }, kind: 'value' }));
    case 'structure':
    case 'map':
    case 'list':
      return [
        {
          label: describeShape(shape),
          sketch: sketchOf(shape, { next: 1 }),
          kind: 'snippet',
          detail: describeShape(shape),
        },
      ];
    default:
      return [];
  }
}

/** The number of the next place to go on at; an editor reads one figure. */
interface Stops {
  next: number;
}

const LAST_STOP = 9;

function sketchOf(shape: Shape, stops: Stops, depth = 0): Sketch {
  switch (shape.kind) {
    case 'structure':
      // A shape can hold itself, and what a person fills in is seldom deep.
      return depth > 3 ? { members: [] } : requiredOf(shape, stops, depth);
    case 'list':
      return { items: [sketchOf(shape.item, stops, depth + 1)] };
    case 'map':
      return { members: [] };
    case 'integer':
    case 'number':
      return { raw: stopAt(stops, '0') };
    case 'boolean':
      return { raw: stopAt(stops, 'true') };
    default:
      return { text: stopAt(stops, '') };
  }
}

function requiredOf({ members }: Structure, stops: Stops, depth: number): Sketch {
  const required = [...members.values()].filter(({ isRequired }) => isRequired);
  return membersOf(required, stops, depth);
}

function membersOf(members: readonly Member[], stops: Stops, depth = 0): Sketch & { readonly members: unknown } {
  return { members: members.map(({ name, shape }) => [literal(name), sketchOf(shape, stops, depth + 1)] as const) };
}

function stopAt(stops: Stops, word: string): string {
  if (stops.next > LAST_STOP) return word;
  const number = stops.next++;
  return word === '' ? `$${number}` : `\${${number}:${word}}`;
}

/** As many as one reads; all of them are offered as values. */
const MOST_WORDS = 30;

function listed(words: readonly string[]): string {
  const shown = words.slice(0, MOST_WORDS).map(word => `\`${word}\``);
  return shown.join(', ') + (words.length > MOST_WORDS ? '…' : '');
}

function wordsOf(shape: Shape): readonly string[] | undefined {
  return shape.kind === 'text' ? shape.words : undefined;
}

/** In the ARN of an action of the AWS SDK, from the typed `arn:…:aws-sdk:` on; undefined elsewhere. */
export function offerSdkResources(
  typed: string,
  catalogue: Catalogue,
  isExpress: boolean,
): { readonly offers: readonly ValueOffer[]; readonly isIncomplete: boolean } | undefined {
  const [, head, service, colon, action = ''] = /^(.*:states:::aws-sdk:)([^:]*)(:?)(.*)$/.exec(typed) ?? [];
  if (head === undefined || service === undefined) return undefined;
  if (colon === '') {
    const offers = [...catalogue.services]
      .filter(name => hasLetters(name, service.toLowerCase()))
      .map(name => offerService(head, name));
    return { offers, isIncomplete: false };
  }
  const actions = catalogue.service(service)?.actions;
  if (!actions) return { offers: [], isIncomplete: false };
  const [name = ''] = action.split('.');
  const exact = actions.has(name) && !isExpress ? [`${name}.waitForTaskToken`] : [];
  const fitting = [...actions.keys()].filter(each => hasLetters(each.toLowerCase(), name.toLowerCase()));
  // The exact name first: what is typed on may be one, so the list is asked for anew.
  const shown = [...exact, ...fitting].slice(0, MOST_OFFERS);
  const offers = shown.map((each): ValueOffer => {
    const label = `${head}${service}:${each}`;
    const isWaiting = each.includes('.');
    const required = [...(actions.get(each)?.input.members.values() ?? [])].filter(({ isRequired }) => isRequired);
    return {
      label,
      sketch: { text: literal(label) },
      kind: 'resource',
      detail: required.map(member => member.name).join(', '),
      ...(isWaiting && { doc: 'Waits until somebody sends the task token back.' }),
    };
  });
  return { offers, isIncomplete: true };
}

function offerService(head: string, name: string): ValueOffer {
  const label = `${head}${name}:`;
  return { label, sketch: { text: `${literal(label)}$1` }, kind: 'resource', asksAgain: true };
}
