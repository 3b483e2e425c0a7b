// The keys that may stand in an object: fields of the table, required ones first, without those that are there or are
// excluded by one that is; operators of choice rules; members of what an integration is called with; whole states.
import { argumentsOf } from '../catalogue/call.ts';
import { type CallPlace, offerMembers, requiredMembers } from '../catalogue/offers.ts';
import { resourceOf, type TaskResource } from '../rules/taskResource.ts';
import { awsCatalogue } from '../spec/awsCatalogue.ts';
import { COMPARISONS, type Comparison } from '../spec/comparisons.ts';
import {
  EXCLUSIVE,
  type Field,
  fieldsOf,
  type Owner,
  STATE_DOCS,
  STATE_TYPES,
  type StateType,
} from '../spec/fields.ts';
import { memberNamed, type ObjectNode } from '../text/tree.ts';
import type { CandidateKind } from './candidate.ts';
import type { Sketch } from './sketch.ts';
import type { Where } from './where.ts';

export interface KeyOffer {
  readonly key: string;
  readonly value: Sketch;
  readonly kind: CandidateKind;
  /** What it is called in the list, where that is not the key. */
  readonly label?: string;
  readonly detail?: string;
  readonly doc?: string | undefined;
  /** Values can be chosen for it. */
  readonly asksAgain?: boolean;
}

export function offerKeys(
  where: Where,
  object: ObjectNode | undefined,
  typedKey: number | undefined,
): readonly KeyOffer[] {
  const present = new Set(
    (object?.members ?? []).filter(({ key }) => key.start !== typedKey).map(({ key }) => key.value),
  );
  switch (where.holds) {
    case 'states':
      return STATE_TYPES.map(type => wholeState(type, where));
    case 'template':
      return offerArguments(where, present);
    case 'fields':
      break;
    default:
      return [];
  }
  const { owner } = where;
  if (owner === undefined) return [];
  if (owner === 'state') return offerUntyped(where, present, (object?.members.length ?? 0) === 0);
  const fields = [...fieldsOf(owner).values()].filter(field => isWanted(field, owner, where, present));
  const offers = [...fields].sort((a, b) => rankOf(a, owner) - rankOf(b, owner)).map(field => offerField(field, where));
  return owner === 'ChoiceRule' && where.queryLanguage === 'JSONPath' ? withOperators(offers, present) : offers;
}

function isWanted(field: Field, owner: Owner, where: Where, present: ReadonlySet<string>): boolean {
  const { name, language, distributed } = field;
  if (present.has(name) || (language !== undefined && language !== where.queryLanguage)) return false;
  if (name === 'QueryLanguage' && owner !== 'StateMachine' && where.queryLanguage === 'JSONata' && !present.has(name))
    return false;
  if (name === 'Next' && present.has('End')) return false;
  if (name === 'End' && present.has('Next')) return false;
  if (where.isNested && (name === 'Next' || name === 'Assign' || name === 'Output')) return false;
  if (name === 'Iterator' || (name === 'Parameters' && owner === 'Map')) return false;
  if (distributed && owner === 'Map' && !isDistributed(where)) return false;
  if (owner === 'ChoiceRule' && where.queryLanguage === 'JSONPath' && isTest(name)) {
    const isTested = TESTS.some(test => present.has(test)) || [...present].some(each => COMPARISONS.has(each));
    if (isTested && !(name === 'Variable' && ![...GROUPS].some(group => present.has(group)))) return false;
  }
  return !EXCLUSIVE.some(
    ({ on, names }) => on === owner && names.includes(name) && names.some(each => present.has(each)),
  );
}

const GROUPS: readonly string[] = ['And', 'Or', 'Not'];
const TESTS: readonly string[] = [...GROUPS, 'Variable'];
const isTest = (name: string) => TESTS.includes(name);

function isDistributed({ state }: Where): boolean {
  const config = memberNamed(memberNamed(state?.node, 'ItemProcessor')?.value, 'ProcessorConfig')?.value;
  const mode = memberNamed(config, 'Mode')?.value;
  return mode?.kind === 'string' && mode.value === 'DISTRIBUTED';
}

// Comments come last, and what nearly every state has comes first.
function rankOf({ name, required }: Field, owner: Owner): number {
  if (required) return 0;
  if (name === 'Next') return 1;
  if (EXCLUSIVE.some(({ on, names, needed }) => on === owner && needed && names.includes(name))) return 1;
  return name === 'Comment' ? 9 : name === 'End' ? 2 : name.endsWith('Path') ? 4 : 3;
}

function offerField(field: Field, where: Where): KeyOffer {
  const { name, doc, required } = field;
  const value = sketchOf(field, where);
  const asksAgain =
    field.kind === 'state' || (typeof field.kind === 'object' && 'oneOf' in field.kind) || name === 'Resource';
  return { key: name, value, kind: 'field', doc, asksAgain, ...(required && { detail: 'required' }) };
}

/** What a field is inserted with: something that can be read at once. */
function sketchOf({ name, kind, range }: Field, { queryLanguage, owner, state }: Where): Sketch {
  const input = name === 'Arguments' || name === 'Parameters' ? inputOf(state) : undefined;
  if (input && (owner === 'Task' || owner === 'state')) return requiredMembers(input);
  if (typeof kind === 'object') return 'oneOf' in kind ? { text: oneOnly(kind.oneOf) } : { members: [] };
  switch (kind) {
    case 'text':
    case 'state':
    case 'timestamp':
      return { text: '$1' };
    case 'path':
    case 'referencePath':
      return { text: '\\$$1' };
    case 'boolean':
      return { raw: 'true' };
    case 'integer':
    case 'number':
      return { raw: `\${1:${DEFAULTS[name] ?? Math.max(1, range?.[0] ?? 1)}}` };
    case 'condition':
      return { text: '{% $1 %}' };
    case 'names':
      return { items: [{ text: '$1' }] };
    case 'template':
      return queryLanguage === 'JSONata' && name === 'Output' ? { text: '{% $1 %}' } : { members: [] };
    case 'json':
    case 'object':
      return name === 'ItemProcessor' ? INNER : { members: [] };
    case 'rule':
      return { members: [['Variable', { text: '\\$$1' }]] };
    case 'list':
      return listOf(name, queryLanguage, owner);
  }
}

const INNER: Sketch = {
  members: [
    ['StartAt', { text: '$1' }],
    ['States', { members: [] }],
  ],
};

const DEFAULTS: Readonly<Record<string, number>> = {
  TimeoutSeconds: 60,
  HeartbeatSeconds: 30,
  Seconds: 10,
  MaxAttempts: 3,
  BackoffRate: 2,
  MaxDelaySeconds: 60,
  MaxConcurrency: 10,
};

function oneOnly(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? '') : '$1';
}

function listOf(name: string, queryLanguage: Where['queryLanguage'], owner: Where['owner']): Sketch {
  switch (name) {
    case 'Retry':
      return { items: [{ members: [['ErrorEquals', { items: [{ text: '${1:States.ALL}' }] }]] }] };
    case 'Catch':
      return {
        items: [
          {
            members: [
              ['ErrorEquals', { items: [{ text: '${1:States.ALL}' }] }],
              ['Next', { text: '$2' }],
            ],
          },
        ],
      };
    case 'Choices':
      return { items: [ruleOf(queryLanguage, true)] };
    case 'And':
    case 'Or':
      return { items: [ruleOf(queryLanguage, false)] };
    case 'Branches':
      return { items: [INNER] };
    default:
      return owner === 'ReaderConfig' ? { items: [{ text: '$1' }] } : { items: [{ members: [] }] };
  }
}

function ruleOf(queryLanguage: Where['queryLanguage'], withNext: boolean): Sketch {
  const next = withNext ? [['Next', { text: '$3' }] as const] : [];
  if (queryLanguage === 'JSONata') return { members: [['Condition', { text: '{% $1 %}' }], ...next] };
  return { members: [['Variable', { text: '\\$.${1:value}' }], ['${2:IsPresent}', { raw: 'true' }], ...next] };
}

function withOperators(offers: readonly KeyOffer[], present: ReadonlySet<string>): readonly KeyOffer[] {
  const isDone = [...present].some(name => COMPARISONS.has(name) || GROUPS.includes(name));
  if (isDone) return offers;
  const operators = [...COMPARISONS].map(([key, comparison]): KeyOffer => {
    return { key, value: operandOf(comparison), kind: 'field', detail: 'operator', doc: describe(key, comparison) };
  });
  // A rule that has its variable wants its operator next.
  return present.has('Variable') ? [...operators, ...offers] : [...offers, ...operators];
}

function operandOf(comparison: Comparison): Sketch {
  if (comparison.kind === 'matches') return { text: '*$1' };
  if (comparison.kind === 'is') return { raw: 'true' };
  if (comparison.operand === 'path') return { text: '\\$.$1' };
  switch (comparison.of) {
    case 'Numeric':
      return { raw: '${1:0}' };
    case 'Boolean':
      return { raw: 'true' };
    case 'Timestamp':
      return { text: '${1:2030-01-01T00:00:00Z}' };
    case 'String':
      return { text: '$1' };
  }
}

function describe(key: string, comparison: Comparison): string {
  if (comparison.kind === 'matches') return 'Whether the text is like the pattern; `*` stands for any characters.';
  if (comparison.kind === 'is')
    return `Whether the value is ${comparison.what === 'Present' ? 'there' : `of this kind: ${comparison.what}`}.`;
  const other = comparison.operand === 'path' ? 'the value at a path' : 'a value';
  return `Compares with ${other}: \`${key}\`.`;
}

function offerUntyped(where: Where, present: ReadonlySet<string>, isNew: boolean): readonly KeyOffer[] {
  const type: KeyOffer = {
    key: 'Type',
    value: { text: '$1' },
    kind: 'field',
    detail: 'required',
    doc: 'What the state does.',
    asksAgain: true,
  };
  const whole = isNew ? STATE_TYPES.map(each => wholeState(each, where)) : [];
  // What nearly every state may have; the rest follows from the type.
  const others = [...fieldsOf('Pass').values()]
    .filter(field => field.name !== 'Type' && isWanted(field, 'Pass', where, present))
    .map(field => offerField(field, where));
  if (present.has('Type')) return others;
  return [type, ...whole.map(({ value, ...offer }) => bodyOf(offer, value)), ...others];
}

// The members of a whole state, to be put into its braces.
function bodyOf(offer: Omit<KeyOffer, 'value'>, value: Sketch): KeyOffer {
  return { ...offer, key: '', value };
}

function wholeState(type: StateType, { queryLanguage }: Where): KeyOffer {
  return {
    key: `\${1:${type}}`,
    label: `${type} state`,
    value: { members: [['Type', { text: type }], ...bodies(type, queryLanguage)] },
    kind: 'snippet',
    doc: STATE_DOCS[type],
  };
}

function bodies(type: StateType, queryLanguage: Where['queryLanguage']): readonly (readonly [string, Sketch])[] {
  const end = ['End', { raw: 'true' }] as const;
  switch (type) {
    case 'Task':
      return [['Resource', { text: '$2' }], end];
    case 'Pass':
      return [end];
    case 'Wait':
      return [['Seconds', { raw: '${2:10}' }], end];
    case 'Choice':
      return [
        ['Choices', { items: [ruleOf(queryLanguage, true)] }],
        ['Default', { text: '$4' }],
      ];
    case 'Succeed':
      return [];
    case 'Fail':
      return [
        ['Error', { text: '$2' }],
        ['Cause', { text: '$3' }],
      ];
    case 'Parallel':
      return [['Branches', { items: [innerScope('$2')] }], end];
    case 'Map':
      return [['ItemProcessor', innerScope('$2')], end];
  }
}

function innerScope(start: string): Sketch {
  return {
    members: [
      ['StartAt', { text: start }],
      ['States', { members: [] }],
    ],
  };
}

function offerArguments(where: Where, present: ReadonlySet<string>): readonly KeyOffer[] {
  const place = callPlaceAt(where);
  if (place) return offerMembers(place, present);
  const { field, fieldOwner, path, queryLanguage } = where;
  return fieldOwner === 'Task' && field?.name === 'Credentials' && path.length === 0
    ? offerRole(queryLanguage, present)
    : [];
}

/** The one member of `Credentials`, written as a text or, in JSONPath, as a path. */
function offerRole(queryLanguage: Where['queryLanguage'], present: ReadonlySet<string>): readonly KeyOffer[] {
  if (present.has('RoleArn') || present.has('RoleArn.$')) return [];
  const doc = 'The role to assume for this task.';
  const asText: KeyOffer = { key: 'RoleArn', value: { text: '$1' }, kind: 'field', detail: 'text', doc };
  const asPath: KeyOffer = { key: 'RoleArn.$', value: { text: '\\$$1' }, kind: 'field', detail: 'path', doc };
  return queryLanguage === 'JSONPath' ? [asText, asPath] : [asText];
}

/** The call whose arguments it is in. */
export function callPlaceAt({ field, fieldOwner, state, path, queryLanguage }: Where): CallPlace | undefined {
  if (fieldOwner !== 'Task' || (field?.name !== 'Parameters' && field?.name !== 'Arguments')) return undefined;
  const input = inputOf(state);
  return input && { input, path, isJsonPath: queryLanguage === 'JSONPath' };
}

function inputOf(state: Where['state']): CallPlace['input'] | undefined {
  const resource = resourceOf(memberNamed(state?.node, 'Resource')?.value);
  return isCall(resource) ? argumentsOf(resource, awsCatalogue()) : undefined;
}

// Functions and activities take anything: nothing need be loaded to know that.
function isCall(resource: TaskResource | undefined): boolean {
  return resource?.kind === 'integration' || resource?.kind === 'sdk';
}
