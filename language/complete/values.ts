// The values that may stand somewhere, as texts: states, words of a fixed list, error names, resources.
import { errorsOfCall } from '../catalogue/call.ts';
import type { Definition } from '../definition.ts';
import { givenValue } from '../machine/fields.ts';
import type { Scope } from '../machine/machine.ts';
import { resourceOf, type TaskResource } from '../rules/taskResource.ts';
import { awsCatalogue } from '../spec/awsCatalogue.ts';
import { ERROR_NAMES } from '../spec/errorNames.ts';
import { type Field, STATE_DOCS, STATE_TYPES } from '../spec/fields.ts';
import { INTEGRATIONS, type Pattern, READERS, WRITERS } from '../spec/integrations.ts';
import { type Member, memberNamed, type Node } from '../text/tree.ts';
import type { CandidateKind } from './candidate.ts';
import { literal, type Sketch } from './sketch.ts';
import type { Where } from './where.ts';

export interface ValueOffer {
  readonly label: string;
  readonly sketch: Sketch;
  readonly kind: CandidateKind;
  readonly detail?: string | undefined;
  readonly doc?: string | undefined;
  /** Something can be chosen behind it. */
  readonly asksAgain?: boolean;
}

/** More than anybody reads; typing on narrows them down. */
export const MOST_OFFERS = 200;

export function offerWords(field: Field): readonly ValueOffer[] {
  const { kind, name } = field;
  if (kind === 'boolean') return name === 'End' ? [raw('true')] : [raw('true'), raw('false')];
  if (typeof kind !== 'object' || !('oneOf' in kind)) return [];
  return kind.oneOf.map(word => {
    const type = STATE_TYPES.find(each => each === word && name === 'Type');
    return { label: word, sketch: { text: word }, kind: type ? 'type' : 'value', doc: type && STATE_DOCS[type] };
  });
}

export function raw(word: string): ValueOffer {
  return { label: word, sketch: { raw: word }, kind: 'value' };
}

/**
 * The states of a scope: those nothing leads to first, then by their distance in the text, following ones before earlier
 * ones. The state itself comes last.
 */
export function offerStates(
  { problems, text, format }: Definition,
  scope: Scope,
  current: string | undefined,
  typed: string,
  isStart: boolean,
): { readonly offers: readonly ValueOffer[]; readonly isIncomplete: boolean } {
  // The members rather than the states: a state is made when somebody looks at it, and there may be ten thousand.
  const states = statesNode(scope);
  const unreached = isStart ? NO_NAMES : unreachedIn(problems, scope);
  const here = isStart ? -1 : states.findIndex(({ key }) => key.value === current);
  const wanted = typed.toLowerCase();
  const found: Member[] = [];
  const add = (state: Member | undefined) => {
    const name = state?.key.value.toLowerCase();
    if (state && name && hasLetters(name, wanted)) found.push(state);
  };
  const isFirst = ({ key }: Member) => unreached.size > 0 && unreached.has(key.value);
  if (unreached.size > 0) {
    for (const [index, state] of states.entries()) if (index !== here && isFirst(state)) add(state);
  }
  // Outwards from the state, as far as there is room.
  let after = here + 1;
  let before = here - 1;
  while (found.length <= MOST_OFFERS && (after < states.length || before >= 0)) {
    const isAfter = after < states.length && (before < 0 || after - here <= (here - before) * 2);
    const state = states[isAfter ? after++ : before--];
    if (state && !isFirst(state)) add(state);
  }
  if (here >= 0 && found.length < MOST_OFFERS) add(states[here]);
  const offers = found.slice(0, MOST_OFFERS).map(({ key, value }): ValueOffer => {
    const given = (format === 'json' && value && typeAhead(text, value.start)) || typeIn(value);
    const type = STATE_TYPES.find(each => each === given);
    return {
      label: key.value,
      sketch: { text: literal(key.value) },
      kind: 'state',
      detail: type,
      doc: type && STATE_DOCS[type],
    };
  });
  return { offers, isIncomplete: found.length > MOST_OFFERS };
}

const NO_NAMES: ReadonlySet<string> = new Set();

function unreachedIn(problems: Definition['problems'], { pointer }: Scope): ReadonlySet<string> {
  const begin = `${pointer}/States/`;
  const names = problems
    .filter(problem => problem.code === 'state-unreachable' && problem.pointer.startsWith(begin))
    .map(problem => problem.pointer.slice(begin.length))
    // Those with more behind it are in scopes further in.
    .filter(name => !name.includes('/'));
  return names.length > 0 ? new Set(names.map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'))) : NO_NAMES;
}

// Nearly everybody writes the type first, and to see that the state need not be read.
function typeAhead(text: string, start: number): string | undefined {
  TYPE_FIRST.lastIndex = start;
  return TYPE_FIRST.exec(text)?.[1];
}

const TYPE_FIRST = /\{\s*"Type"\s*:\s*"(\w+)"/y;

function typeIn(state: Node | undefined): string | undefined {
  const given = memberNamed(state, 'Type')?.value;
  return given?.kind === 'string' ? given.value : undefined;
}

function statesNode({ fields }: Scope): readonly Member[] {
  const node = givenValue(fields, 'States');
  return node?.kind === 'object' ? node.members : [];
}

/** All letters in this order, as editors compare. */
export function hasLetters(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** What the state can fail with, without what is there already. */
export function offerErrors({ state, owner }: Where, present: ReadonlySet<string>): readonly ValueOffer[] {
  const resource = resourceOf(memberNamed(state?.node, 'Resource')?.value);
  const isHttp = resource?.kind === 'integration' && resource.name === 'http:invoke';
  const type = state?.type;
  const general = Object.entries(ERROR_NAMES).flatMap(([name, raiser]) => {
    const isRaised =
      raiser === 'any' ||
      (raiser === 'task' && type === 'Task') ||
      (raiser === 'http' && isHttp) ||
      (raiser === 'parallel' && type === 'Parallel') ||
      (raiser === 'map' && type === 'Map');
    return isRaised ? [name] : [];
  });
  const first = type === 'Task' ? ['States.ALL', 'States.TaskFailed', 'States.Timeout'] : ['States.ALL'];
  const own = type === 'Task' ? ownErrors(resource, owner === 'Retrier') : [];
  const catalogue = resource?.kind === 'sdk' || resource?.kind === 'integration' ? awsCatalogue() : undefined;
  const called = catalogue ? errorsOfCall(resource, catalogue) : [];
  // States.ALL stands alone.
  const names = [...new Set([...own, ...called, ...first, ...general])].filter(
    name => !present.has(name) && !(name === 'States.ALL' && present.size > 0),
  );
  return present.has('States.ALL') ? [] : names.map(label => ({ label, sketch: { text: label }, kind: 'error' }));
}

const LAMBDA = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

function ownErrors(resource: TaskResource | undefined, isRetried: boolean): readonly string[] {
  if (resource?.kind === 'integration' && resource.name === 'http:invoke') {
    return ['States.Http.Socket', 'States.Http.StatusCode.429', 'States.Http.StatusCode.503'];
  }
  const isLambda = resource?.kind === 'function' || (resource?.kind === 'integration' && resource.service === 'lambda');
  return isLambda ? (isRetried ? LAMBDA : ['Lambda.Unknown', ...LAMBDA]) : [];
}

const SUFFIXES: Readonly<Record<Pattern, readonly [string, string]>> = {
  sync: ['.sync', 'Waits until the job has ended.'],
  'sync:2': ['.sync:2', 'Waits until the execution has ended; its output comes as JSON.'],
  token: ['.waitForTaskToken', 'Waits until somebody sends the task token back.'],
};

/** The optimized integrations with their patterns, and the forms of other resources. */
export function offerResources(where: Where, isExpress: boolean): readonly ValueOffer[] {
  if (where.owner === 'ItemReader') return READERS.map(name => resource(`arn:aws:states:::${name}`, name));
  if (where.owner === 'ResultWriter') return WRITERS.map(name => resource(`arn:aws:states:::${name}`, name));
  const optimized = [...INTEGRATIONS].flatMap(([name, { patterns }]) => {
    const arn = `arn:aws:states:::${name}`;
    const waiting = isExpress ? [] : patterns;
    return [
      resource(arn, 'Calls the service and goes on with its answer.'),
      ...waiting.map(pattern => resource(`${arn}${SUFFIXES[pattern][0]}`, SUFFIXES[pattern][1])),
    ];
  });
  const forms: readonly ValueOffer[] = [
    {
      label: 'arn:aws:lambda:…',
      sketch: { text: 'arn:aws:lambda:${1:us-east-1}:${2:123456789012}:function:${3:name}' },
      kind: 'resource',
      doc: 'A Lambda function by its ARN.',
    },
    {
      label: 'arn:aws:states:…:activity:…',
      sketch: { text: 'arn:aws:states:${1:us-east-1}:${2:123456789012}:activity:${3:name}' },
      kind: 'resource',
      doc: 'An activity: workers ask for its tasks.',
    },
    {
      label: 'arn:aws:states:::aws-sdk:…',
      sketch: {
        text: awsCatalogue() ? 'arn:aws:states:::aws-sdk:$1' : 'arn:aws:states:::aws-sdk:${1:s3}:${2:listBuckets}',
      },
      asksAgain: true,
      kind: 'resource',
      doc: 'Any action of the AWS SDK: service in lower case, then the action.',
    },
  ];
  const first = optimized.filter(({ label }) => label === 'arn:aws:states:::lambda:invoke');
  return [...first, ...optimized.filter(offer => !first.includes(offer)), ...forms];
}

function resource(label: string, doc: string): ValueOffer {
  return { label, sketch: { text: label }, kind: 'resource', doc };
}
