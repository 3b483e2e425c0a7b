// What a Task calls, in Markdown: what it takes and answers, and one member of its arguments.
import {
  awsCatalogue,
  type Definition,
  type DescribedMember,
  describeArgument,
  describeCall,
  memberNamed,
  resourceOf,
  routeTo,
  type StringNode,
  type TaskResource,
  whereIs,
} from '../../language/index.ts';
import { escapeMarkdown } from './markdown.ts';

const WAITING = {
  sync: 'Waits until the job has ended.',
  'sync:2': 'Waits until the execution has ended; its output comes as JSON.',
  token: 'Waits until somebody sends the task token back.',
} as const;

export function describeResource(node: StringNode): string | undefined {
  const resource = resourceOf(node);
  switch (resource?.kind) {
    case 'function':
      return '**Lambda function** · called with the input of the task';
    case 'activity':
      return '**Activity** · workers ask for its tasks';
    case 'sdk':
      return describe(resource, 'action of the AWS SDK');
    case 'integration':
      return describe(resource, 'optimized integration');
    default:
      return undefined;
  }
}

function describe(resource: Extract<TaskResource, { kind: 'sdk' | 'integration' }>, kind: string): string {
  const call = describeCall(resource, awsCatalogue());
  const waits = resource.pattern ? WAITING[resource.pattern] : 'Goes on with the answer of the service.';
  const needed = call.arguments.filter(({ isRequired }) => isRequired);
  const others = call.arguments.filter(({ isRequired }) => !isRequired);
  return [
    `**${escapeMarkdown(resource.name)}** · ${kind}`,
    waits,
    ...(needed.length > 0 ? [`Needs ${listed(needed, false)}.`] : []),
    ...(others.length > 0 ? [`Takes ${listed(others)}.`] : []),
    ...(call.result.length > 0 ? [`Answers ${listed(call.result)}.`] : []),
  ].join('\n\n');
}

/** A member of the arguments of a call, by its key. */
export function describeMember(definition: Definition, offset: number): string | undefined {
  const { field, fieldOwner, state, path } = whereIs(definition, routeTo(definition.root, offset)?.steps ?? []);
  if (fieldOwner !== 'Task' || (field?.name !== 'Arguments' && field?.name !== 'Parameters')) return undefined;
  const resource = resourceOf(memberNamed(state?.node, 'Resource')?.value);
  if (resource?.kind !== 'sdk' && resource?.kind !== 'integration') return undefined;
  const member = describeArgument(resource, awsCatalogue(), path);
  if (!member) return undefined;
  const { name, isRequired, type, words, members } = member;
  const facts = [isRequired ? 'required' : '', type].filter(fact => fact !== '').join(' · ');
  return [
    `**${escapeMarkdown(name)}** · ${facts}`,
    ...(words.length > 0 ? [`One of ${shortened(words.map(word => `\`${word}\``))}.`] : []),
    ...(members.length > 0 ? [`Holds ${listed(members)}.`] : []),
    `Of ${escapeMarkdown(resource.name)}.`,
  ].join('\n\n');
}

/** More would fill the screen. */
const MOST = 40;

function listed(members: readonly DescribedMember[], marksRequired = true): string {
  return shortened(
    members.map(({ name, type, isRequired }) => {
      const mark = marksRequired && isRequired ? ', required' : '';
      return `\`${name}\` (${type}${mark})`;
    }),
  );
}

function shortened(words: readonly string[]): string {
  return words.slice(0, MOST).join(', ') + (words.length > MOST ? ` and ${words.length - MOST} more` : '');
}
