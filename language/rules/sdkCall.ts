// action-unknown, member-unknown, member-missing: calls through the AWS SDK, compared with the catalogue. AWS adds services,
// actions and members all the time, so a name that is like no other is only a hint: it may be newer than the catalogue.
import type { Catalogue } from '../catalogue/catalogue.ts';
import { misspelt } from '../catalogue/near.ts';
import type { Shape, Structure } from '../catalogue/shape.ts';
import { pointerTo, type Report } from '../machine/fields.ts';
import type { TaskState } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { hasPlaceholder, type Member, type Node, type ObjectNode } from '../text/tree.ts';
import type { TaskResource } from './taskResource.ts';

export function sdkCall(
  state: TaskState,
  { name: called }: Extract<TaskResource, { kind: 'sdk' }>,
  catalogue: Catalogue,
  report: Report,
): void {
  const node = state.fields.get('Resource')?.value;
  if (node?.kind !== 'string') return;
  const [serviceName = '', name = ''] = called.split(':');
  const service = catalogue.service(serviceName);
  const unknown = (message: string, near: string | undefined, subject: string) =>
    report('action-unknown', node, `${state.pointer}/Resource`, message, near ? 'warning' : 'info', subject);
  if (!service) {
    const near = OTHER_NAMES[serviceName.toLowerCase()] ?? misspelt(serviceName, catalogue.services);
    unknown(messages.serviceUnknown(serviceName, near, catalogue.source), near, serviceName);
    return;
  }
  const action = service.actions.get(name);
  if (service.refused.has(name)) {
    report('action-unknown', node, `${state.pointer}/Resource`, messages.actionRefused(called), 'warning', name);
    return;
  }
  if (!action) {
    const near = misspelt(name, service.actions.keys());
    unknown(messages.actionUnknown(name, serviceName, near, catalogue.source), near, name);
    return;
  }
  const isJsonata = state.queryLanguage === 'JSONata';
  const field = isJsonata ? 'Arguments' : 'Parameters';
  const given = state.fields.get(field)?.value;
  if (!given) return;
  const check = new ArgumentCheck(called, isJsonata, catalogue.source, report);
  check.value(given, action.input, `${state.pointer}/${field}`);
}

/** What people call services that have another name here. Source: spec/integrations.md §1.1. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  states: 'sfn',
  stepfunctions: 'sfn',
  logs: 'cloudwatchlogs',
  events: 'eventbridge',
  elasticmapreduce: 'emr',
  ce: 'costexplorer',
  cur: 'costandusagereport',
  dms: 'databasemigration',
  ds: 'directory',
  discovery: 'applicationdiscovery',
  es: 'elasticsearch',
  'cognito-idp': 'cognitoidentityprovider',
  cloudmap: 'servicediscovery',
  elasticfilesystem: 'efs',
  msk: 'kafka',
  tagging: 'resourcegroupstaggingapi',
  email: 'ses',
  elbv2: 'elasticloadbalancingv2',
  'lex-models': 'lexmodelbuilding',
  'lex-runtime': 'lexruntime',
  configservice: 'config',
  appregistry: 'servicecatalogappregistry',
};

/** Attribute values of DynamoDB: that `Nul` is the name of this one is not on record. */
const UNVERIFIED: readonly string[] = ['NULL', 'Null', 'null'];

class ArgumentCheck {
  readonly #action: string;
  readonly #isJsonata: boolean;
  readonly #source: string;
  readonly #report: Report;

  constructor(action: string, isJsonata: boolean, source: string, report: Report) {
    this.#action = action;
    this.#isJsonata = isJsonata;
    this.#source = source;
    this.#report = report;
  }

  value(node: Node, shape: Shape, pointer: string): void {
    if (node.kind === 'array' && shape.kind === 'list') {
      node.items.forEach((item, index) => {
        this.value(item, shape.item, `${pointer}/${index}`);
      });
    } else if (node.kind === 'object' && shape.kind === 'map') {
      for (const { key, value } of node.members)
        if (value) this.value(value, shape.value, pointerTo(pointer, key.value));
    } else if (node.kind === 'object' && shape.kind === 'structure') this.#structure(node, shape, pointer);
  }

  #structure(node: ObjectNode, shape: Structure, pointer: string): void {
    const { members, required, isUnion } = shape;
    let unknown: Member[] | undefined;
    let count = 0;
    for (const member of node.members) {
      const found = members.get(this.#nameOf(member.key.value));
      if (found?.isRequired) count++;
      if (!found) {
        unknown ??= [];
        unknown.push(member);
      } else if (member.value?.kind === 'object' || member.value?.kind === 'array') {
        this.value(member.value, found.shape, pointerTo(pointer, member.key.value));
      }
    }
    if (!unknown && (isUnion || count === required.length)) return;
    const given = new Set(node.members.map(({ key }) => this.#nameOf(key.value)));
    const meant = this.#unknown(unknown ?? [], given, members, pointer);
    const hasOpenNames = unknown?.some(({ key }) => hasPlaceholder(key.value)) === true;
    if (hasOpenNames || isUnion) return;
    for (const name of required) {
      if (given.has(name) || meant.has(name)) continue;
      const span = { start: node.start, end: node.start + 1 };
      this.#report('member-missing', span, pointer, messages.memberMissing(name, this.#action), 'warning', name);
    }
  }

  /** The names that were probably meant. */
  #unknown(
    unknown: readonly Member[],
    given: ReadonlySet<string>,
    members: Structure['members'],
    pointer: string,
  ): ReadonlySet<string> {
    const meant = new Set<string>();
    for (const { key } of unknown) {
      const name = this.#nameOf(key.value);
      // In JSONata a key with `.$` is a left-over of JSONPath and reported as such.
      if (hasPlaceholder(key.value) || name.endsWith('.$') || UNVERIFIED.includes(name)) continue;
      const near = misspelt(name, members.keys());
      const free = near !== undefined && !given.has(near) ? near : undefined;
      if (free) meant.add(free);
      const message = messages.memberUnknown(name, this.#action, free, this.#source);
      this.#report('member-unknown', key, pointerTo(pointer, key.value), message, free ? 'warning' : 'info', name);
    }
    return meant;
  }

  // In JSONPath the key of a member that is evaluated ends in `.$`.
  #nameOf(key: string): string {
    return !this.#isJsonata && key.endsWith('.$') ? key.slice(0, -2) : key;
  }
}
