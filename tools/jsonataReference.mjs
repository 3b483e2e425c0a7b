// The npm package jsonata, made comparable: it evaluates the items of a constructor side by side, so that bindings and
// errors come in an order no synchronous engine (AWS's neither) has. Here they are evaluated one after the other. And
// grouping an empty array puts an undefined into that array, which may be the input: here into one of its own. And the
// marks of sequences are members like any other, which `*` finds, as `**` and `$spread` find what functions are made of:
// here all that is hidden. Writing Infinity in letters and a range of numbers beyond 2^53 fill the
// memory: here they end.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const IN_ORDER =
  'async function inOrder(list, visit) { const all = []; for (const [i, one] of list.entries()) all.push(await visit(one, i)); return all; }\n';

const source = fs
  .readFileSync(require.resolve('jsonata'), 'utf8')
  .replace(/Promise\.all\(expr\.expressions\s*\.map\(async/, 'inOrder(expr.expressions, (async')
  .replace(/Promise\.all\(Object\.keys\(groups\)\.map\(async/, 'inOrder(Object.keys(groups), (async')
  .replace(/(function evaluateWildcard[\s\S]*?typeof input === 'object')/, '$1 && !isFunction(input)')
  .replace(/(function spread\([\s\S]*?typeof arg === 'object' && !)isLambda/, '$1isFunction')
  .replace('results.push(input);', 'results.push(input);\n        if (isFunction(input)) return;')
  .replace('while (value > 0) {', "if (value === Infinity) throw new Error('endless');\n        while (value > 0) {")
  .replace('item <= rhs; item++, index++', 'index < size; item++, index++')
  .replace('input.push(undefined);', 'input = createSequence(undefined);')
  .replace(
    /(\w+)\.(sequence|keepSingleton) = true;/g,
    "Object.defineProperty($1, '$2', { value: true, configurable: true });",
  );
if (source.split('inOrder(').length !== 3 || source.includes('input.push(undefined);'))
  throw new Error('jsonata is not the version this was written for');

/** A fresh instance: its functions remember where they were called, across expressions. */
export function loadReference() {
  const module = { exports: {} };
  new Function('module', 'exports', 'require', IN_ORDER + source)(module, module.exports, require);
  return module.exports;
}

/** The outcome in the form of ours; `crash` is an exception without a code, a bug of the reference. */
export async function evaluateReference(jsonata, text, input, bindings) {
  let value;
  try {
    value = await jsonata(text).evaluate(input, bindings);
  } catch (error) {
    if (typeof error?.code !== 'string') return { kind: 'crash', message: String(error?.message ?? error) };
    const { code, message, position } = error;
    return { kind: 'error', error: { code, message, position } };
  }
  if (value === undefined) return { kind: 'nothing' };
  return isFunction(value) ? { kind: 'function' } : { kind: 'value', value };
}

function isFunction(value) {
  return typeof value === 'function' || value?._jsonata_function === true || value?._jsonata_lambda === true;
}

/** A value as text, the same for the same value: functions dropped, key order ignored, numbers beyond JSON shown. */
export function normal(value) {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value === 0 ? 0 : value) : `!${value}`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(item => (isFunction(item) ? 'null' : normal(item))).join()}]`;
  const keys = Object.keys(value).filter(key => value[key] !== undefined && !isFunction(value[key]));
  return `{${keys.map(key => `${JSON.stringify(key)}:${normal(value[key])}`).join()}}`;
}
