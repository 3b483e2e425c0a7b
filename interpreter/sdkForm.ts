// What an operation answers as a Task of the SDK integrations sees it: names begin with a capital, and dates are text.
import { isObject, type Value } from '../expressions/index.ts';
import { printTimestamp } from './timestamp.ts';

export function sdkForm(value: Value): Value {
  return formOf(value, '');
}

function formOf(value: Value, member: string): Value {
  if (Array.isArray(value)) return value.map((one: Value) => formOf(one, ''));
  if (isObject(value)) {
    const entries = Object.entries(value).map(([name, one]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      formOf(one, name),
    ]);
    return Object.fromEntries(entries) as Value;
  }
  const isDate = typeof value === 'number' && /(Date|timestamp)$/.test(member);
  return isDate ? printTimestamp(value * 1000) : value;
}
