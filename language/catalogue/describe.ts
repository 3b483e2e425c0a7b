// A call and its members for somebody who reads: names with what they hold, nothing about how that is shown.
import type { TaskResource } from '../rules/taskResource.ts';
import { argumentsOf, resultOf } from './call.ts';
import type { Catalogue } from './catalogue.ts';
import { describeShape, type Member, type Shape, shapeAt } from './shape.ts';

export interface DescribedMember {
  readonly name: string;
  readonly isRequired: boolean;
  /** In a few words. */
  readonly type: string;
  /** Of an enumeration. */
  readonly words: readonly string[];
  /** Of an object, or of the objects in a list or map. */
  readonly members: readonly DescribedMember[];
}

export interface DescribedCall {
  /** Required ones first. */
  readonly arguments: readonly DescribedMember[];
  readonly result: readonly DescribedMember[];
}

export function describeCall(resource: TaskResource, catalogue: Catalogue | undefined): DescribedCall {
  return {
    arguments: membersIn(argumentsOf(resource, catalogue)),
    result: membersIn(resultOf(resource, catalogue)),
  };
}

/** The member of a call's arguments at the end of a way of keys and indices. */
export function describeArgument(
  resource: TaskResource,
  catalogue: Catalogue | undefined,
  path: readonly string[],
): DescribedMember | undefined {
  const around = shapeAt(argumentsOf(resource, catalogue), path.slice(0, -1));
  const name = path.at(-1)?.replace(/\.\$$/, '') ?? '';
  const member = around?.kind === 'structure' ? around.members.get(name) : undefined;
  return member && { ...described(member), members: membersIn(member.shape) };
}

function membersIn(shape: Shape | undefined): readonly DescribedMember[] {
  switch (shape?.kind) {
    case 'structure': {
      const all = [...shape.members.values()];
      return all.sort((a, b) => Number(b.isRequired) - Number(a.isRequired)).map(described);
    }
    case 'list':
      return membersIn(shape.item);
    case 'map':
      return membersIn(shape.value);
    default:
      return [];
  }
}

function described({ name, isRequired, shape }: Member): DescribedMember {
  return { name, isRequired, type: describeShape(shape), words: wordsIn(shape), members: [] };
}

function wordsIn(shape: Shape): readonly string[] {
  if (shape.kind === 'list') return shape.item.kind === 'list' ? [] : wordsIn(shape.item);
  return shape.kind === 'text' ? (shape.words ?? []) : [];
}
