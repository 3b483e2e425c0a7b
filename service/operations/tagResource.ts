// TagResource: a key that is there gets the new value.
import { errors } from '../errors.ts';
import { required } from '../members.ts';
import { operation } from '../operation.ts';
import { ARN, TAGS } from '../shapes.ts';
import { tagsOf } from '../tags.ts';

const MOST = 50;

export const tagResource = operation({ resourceArn: ARN, tags: required(TAGS) }, ({ resourceArn, tags }, service) => {
  const kept = tagsOf(resourceArn, service);
  const keys = new Set([...kept.keys(), ...tags.map(({ key = '' }) => key)]);
  if (keys.size > MOST) throw errors.tooManyTags(resourceArn);
  for (const { key = '', value = '' } of tags) kept.set(key, value);
  return {};
});
