// A value of a shape, for somebody who has to answer in AWS's place: every member once, lists with one item, words that show
// what belongs there. The same shape always gives the same value.
import type { TaskResource } from '../rules/taskResource.ts';
import { resultOf } from './call.ts';
import type { Catalogue } from './catalogue.ts';
import type { Shape, Structure } from './shape.ts';

export type Sample = string | number | boolean | readonly Sample[] | { readonly [name: string]: Sample };

/** What a call could answer; undefined where that is not known. */
export function sampleResult(resource: TaskResource | undefined, catalogue: Catalogue | undefined): Sample | undefined {
  const shape = resultOf(resource, catalogue);
  const sample = shape && sampleOf(shape, '', []);
  // A function that succeeds says nothing of errors and logs.
  return sample && resource?.kind === 'integration' && resource.name === 'lambda:invoke' ? LAMBDA : sample;
}

const LAMBDA: Sample = { ExecutedVersion: '$LATEST', Payload: {}, StatusCode: 200 };

/** Deeper than this nobody reads a sample. */
const DEEPEST = 6;

// A shape that is being made already would never end.
function sampleOf(shape: Shape, name: string, around: readonly Shape[]): Sample {
  const isDone = around.includes(shape) || around.length >= DEEPEST;
  switch (shape.kind) {
    case 'structure':
      return isDone ? {} : sampleOfStructure(shape, [...around, shape]);
    case 'list':
      return isDone ? [] : [sampleOf(shape.item, singular(name), [...around, shape])];
    case 'map':
      return isDone ? {} : { key: sampleOf(shape.value, name, [...around, shape]) };
    case 'text':
      return shape.words?.[0] ?? name;
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'timestamp':
      return '2030-01-01T00:00:00Z';
    case 'blob':
      return name;
    case 'json':
      return {};
  }
}

function sampleOfStructure({ members, isUnion }: Structure, around: readonly Shape[]): Sample {
  const given = [...members.values()].slice(0, isUnion ? 1 : undefined);
  return Object.fromEntries(given.map(member => [member.name, sampleOf(member.shape, member.name, around)]));
}

function singular(name: string): string {
  return name.replace(/(?<=\w)s$/, '');
}
