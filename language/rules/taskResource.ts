// resource-unknown, resource-pattern, resource-express: what a Task can call, and how it can be waited for.
import { nearest } from '../../expressions/index.ts';
import type { Report } from '../machine/fields.ts';
import type { TaskState } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { INTEGRATIONS, type Pattern, READERS, WRITERS } from '../spec/integrations.ts';
import { hasPlaceholder, type Node, type StringNode } from '../text/tree.ts';
import type { Context } from './rule.ts';

export type TaskResource =
  | { readonly kind: 'function' | 'activity' }
  | { readonly kind: 'sdk'; readonly pattern: Pattern | undefined; readonly suffix: string; readonly name: string }
  | {
      readonly kind: 'integration';
      readonly service: string;
      /** `service:action` */
      readonly name: string;
      readonly pattern: Pattern | undefined;
      /** As written, with the dot; empty without. */
      readonly suffix: string;
    }
  | { readonly kind: 'other'; readonly service: string }
  | { readonly kind: 'noArn' };

/** Reads the ARNs of Tasks, each of them once: a machine calls the same few integrations again and again. */
export class Resources {
  private readonly known = new Map<string, TaskResource | undefined>();

  of(node: Node | undefined): TaskResource | undefined {
    if (node?.kind !== 'string') return undefined;
    const { value } = node;
    const resource = this.known.get(value);
    if (resource !== undefined || this.known.has(value)) return resource;
    const made = resourceOf(node);
    this.known.set(value, made);
    return made;
  }
}

/** What the ARN of a Task names. Undefined where a deployment tool has still to fill it in. */
export function resourceOf(node: Node | undefined): TaskResource | undefined {
  if (node?.kind !== 'string') return undefined;
  const { value: text } = node;
  // What most are, and nothing is said about: a function by its whole name.
  if (FUNCTION.test(text)) return { kind: 'function' };
  // Parts filled in later stand as one sign, so that the rest can be read: `arn:${AWS::Partition}:states:::sns:publish`.
  const arn = text.includes('${') ? text.replace(/\$\{[^}]*\}/g, LATER) : text;
  if (arn.startsWith(LATER) || (arn === text && hasPlaceholder(arn))) return undefined;
  const parts = arn.split(':');
  const [head, , service = '', , , ...rest] = parts;
  if (head !== 'arn' || parts.length < 6) return { kind: 'noArn' };
  if (service.includes(LATER)) return undefined;
  if (service === 'lambda') return { kind: 'function' };
  if (service !== 'states') return { kind: 'other', service };
  const [first = '', second = '', third = '', ...more] = rest;
  if (first === 'activity') return { kind: 'activity' };
  if (rest.some(part => part.includes(LATER))) return undefined;
  const isSdk = first === 'aws-sdk';
  const last = isSdk ? third : [second, third, ...more].filter(part => part !== '').join(':');
  const dot = last.indexOf('.');
  const action = dot < 0 ? last : last.slice(0, dot);
  const suffix = dot < 0 ? '' : last.slice(dot);
  const pattern = PATTERNS[suffix];
  if (isSdk) return { kind: 'sdk', pattern, suffix, name: `${second}:${action}` };
  return { kind: 'integration', service: first, name: `${first}:${action}`, pattern, suffix };
}

const FUNCTION = /^arn:[\w-]+:lambda:[\w-]+:\d+:/;

const LATER = '\uFFFC';

const PATTERNS: Readonly<Record<string, Pattern>> = {
  '.sync': 'sync',
  '.sync:2': 'sync:2',
  '.waitForTaskToken': 'token',
};

const SUFFIXES: Readonly<Record<Pattern, string>> = {
  sync: '.sync',
  'sync:2': '.sync:2',
  token: '.waitForTaskToken',
};

export function taskResource(
  state: TaskState,
  resource: TaskResource | undefined,
  context: Context,
  report: Report,
): void {
  const node = state.fields.get('Resource')?.value;
  if (!resource || node?.kind !== 'string') return;
  const pointer = `${state.pointer}/Resource`;
  const unknown = (message: string) => report('resource-unknown', node, pointer, message, 'error', node.value);
  switch (resource.kind) {
    case 'noArn':
      unknown(messages.resourceNotArn(node.value));
      return;
    case 'other':
      unknown(messages.resourceService(resource.service));
      return;
    case 'function':
      return;
    case 'activity':
      if (context.workflowType === 'EXPRESS') express(node, pointer, 'activities', 'Activity ARN', report);
      return;
    case 'sdk':
      checkPattern(resource, ['token'], node, pointer, context, report);
      return;
    case 'integration': {
      const integration = INTEGRATIONS.get(resource.name);
      if (integration) checkPattern(resource, integration.patterns, node, pointer, context, report);
      else if ([...READERS, ...WRITERS].includes(resource.name)) unknown(messages.resourceReader(resource.name));
      else if (INTEGRATIONS.has(withThreeColons(node.value).replace(/^.*:::|\..*$/g, '')))
        unknown(messages.resourceColons(withThreeColons(node.value)));
      else unknown(messages.resourceUnknown(resource.name, nearest(resource.name, INTEGRATIONS.keys())));
    }
  }
}

/** With as many colons before the service as an integration has there. */
function withThreeColons(arn: string): string {
  return arn.replace(/^(arn:[\w-]+:states):+/, '$1:::');
}

function checkPattern(
  { suffix, pattern, name }: { suffix: string; pattern: Pattern | undefined; name: string },
  known: readonly Pattern[],
  node: StringNode,
  pointer: string,
  context: Context,
  report: Report,
): void {
  if (suffix === '') return;
  if (!pattern || !known.includes(pattern)) {
    const names = known.map(each => SUFFIXES[each]);
    report('resource-pattern', node, pointer, messages.resourcePattern(name, suffix, names), 'error', node.value);
  } else if (context.workflowType === 'EXPRESS') {
    const plain = pattern === 'token' ? '.waitForTaskToken' : '.sync';
    express(node, pointer, `"${suffix}"`, `'${plain}' service integration `, report);
  }
}

function express(node: StringNode, pointer: string, what: string, subject: string, report: Report): void {
  report('resource-express', node, pointer, messages.resourceExpress(what), 'error', subject);
}
