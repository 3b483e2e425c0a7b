// What an evaluation passes around, and the rules of the language about values: sequences, truth, equality, what a
// value looks like as a string. JSON values are plain; a sequence is an array that carries a mark.

import { messageOf } from './codes.ts';
import { type Runtime, spendCharacters } from './runtime.ts';

export type Item = undefined | null | boolean | number | string | Item[] | ItemObject | Fn;
export interface ItemObject {
  [key: string]: Item;
}

/** An array that says how it came about. JSON arrays have no mark. */
export interface MarkedArray extends Array<Item> {
  mark?: number;
}

/** The result of selecting: with one item it is that item, with none it is undefined. */
export const SEQUENCE = 1;
/** A sequence that stays an array even with one item (`[]`). */
export const KEEP = 2;
/** Built by an array constructor that is a step of a path: not flattened into the result of the path. */
export const CONSTRUCTED = 4;
/** The input of the whole expression was an array; this holds it as its only item. */
export const WRAPPER = 8;
/** The items are tuples: a value `@` with the variables bound by the steps so far. */
export const TUPLES = 16;

/** A function value. It is called through `apply` (apply.ts), which fits the arguments and places the errors. */
export interface Fn {
  (rt: Runtime, args: Item[], context: Item): Item;
  /** How many arguments it can use; decides what a higher-order function hands it. */
  arity: number;
  signature?: import('./signature.ts').Signature | undefined;
  /** For partial application, which goes by parameter. */
  parameters: number;
  /** The context value where it is written, for functions of the expression. */
  home?: Item;
  /** Where it was last called, for errors: the reference keeps this on the function, and so must we. */
  position?: number | undefined;
  token?: Item;
  /** Not written in the expression: what it is given need not be cut off from its context (compile/calls.ts). */
  native: boolean;
  /** Made on the fly, where the reference has a function of the host: a call leaves no place on it. */
  closure?: boolean;
}

export interface FailureFields {
  position?: number | undefined;
  token?: unknown;
  value?: unknown;
  value2?: unknown;
  index?: number;
  type?: string | undefined;
  exp?: unknown;
  functionName?: string;
  message?: string;
}

/** Ends an evaluation. Caught in one place, program.ts, and handed out as a value. */
export class JsonataFailure {
  readonly code: string;
  readonly fields: FailureFields;

  constructor(code: string, fields: FailureFields = {}) {
    this.code = code;
    this.fields = fields;
  }

  get message(): string {
    return messageOf(this.code, { ...this.fields });
  }
}

export function sequence(items: Item[]): MarkedArray {
  (items as MarkedArray).mark = SEQUENCE;
  return items;
}

export function marked(items: Item[], mark: number): MarkedArray {
  (items as MarkedArray).mark = mark;
  return items;
}

export function markOf(items: Item[]): number {
  return (items as MarkedArray).mark ?? 0;
}

export function isSequence(value: Item): value is MarkedArray {
  return Array.isArray(value) && (markOf(value) & SEQUENCE) !== 0;
}

/** The singleton rule, applied to the value of every expression. */
export function collapse(value: Item): Item {
  if (!Array.isArray(value)) return value;
  const mark = (value as MarkedArray).mark;
  if (mark === undefined || value.length > 1 || (mark & SEQUENCE) === 0 || (mark & TUPLES) !== 0) return value;
  if (value.length === 0) return undefined;
  return (mark & KEEP) !== 0 ? value : value[0];
}

export function isObject(value: Item): value is ItemObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a member, whatever it is called. */
export function setMember(object: ItemObject, key: string, value: Item): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else object[key] = value;
}

/** True for numbers one can calculate with. NaN is none, and Infinity ends the evaluation. */
export function isNumeric(value: Item): value is number {
  if (typeof value !== 'number') return false;
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
    throw new JsonataFailure('D1001', { value });
  }
  return !Number.isNaN(value);
}

/**
 * The effective boolean value. Undefined counts as false here; `$boolean` itself hands it through. A function counts
 * as true (it is an object to the reference), unless it was made on the fly or handed to a function.
 */
export function isTrue(value: Item): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value.length > 0;
    case 'number':
      return isNumeric(value) && value !== 0;
    case 'object':
      if (value === null) return false;
      if (!Array.isArray(value)) {
        for (const key in value) if (Object.hasOwn(value, key)) return true;
        return false;
      }
      if (value.length === 1) return isTrue(value[0]);
      // Every item is looked at, as in the reference: one that is no number ends the evaluation.
      return value.filter(isTrue).length > 0;
    case 'function':
      return value.closure !== true;
    default:
      return false;
  }
}

export function isEqual(a: Item, b: Item): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!isEqual(a[i], b[i])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (!Object.hasOwn(b, key)) return false;
  for (const key of keys) if (!isEqual(a[key], b[key])) return false;
  return true;
}

/** Both as one array; a single value counts as an array of itself. Undefined adds nothing. */
export function append(a: Item, b: Item): Item {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return (Array.isArray(a) ? a : [a]).concat(b);
}

/** The value of `$string`: text as it is, everything else as JSON, numbers to 15 digits, functions as nothing. */
export function toText(rt: Runtime, value: Item, pretty = false): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'function') return '';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new JsonataFailure('D3001', { value });
    return numberText(value);
  }
  if (typeof value === 'boolean' || value === null) return String(value);
  const whole = Array.isArray(value) && (markOf(value) & WRAPPER) !== 0 ? value[0] : value;
  return (pretty ? prettyJson(rt, whole, '\n') : compactJson(rt, whole)) ?? 'undefined';
}

export function numberText(value: number): string {
  return String(to15Digits(value));
}

/** The number rounded to 15 significant digits, as far as it needs it: whole numbers and few decimals do not. */
export function to15Digits(value: number): number {
  if (value < 1e10 && value > -1e10 && Math.round(value * 1e4) / 1e4 === value) return value === 0 ? 0 : value;
  return Number(value.toPrecision(15));
}

function quote(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Quotes, backslashes, control characters and halves of pairs need more than quotes around.
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code < 0xe000)) return JSON.stringify(text);
  }
  return `"${text}"`;
}

/** Keys come again and again; this is how they are written in front of a member, the first and any other. */
const firstKeyTexts = new Map<string, string>();
const keyTexts = new Map<string, string>();

function keyText(texts: Map<string, string>, separator: string, key: string): string {
  let text = texts.get(key);
  if (text === undefined) {
    text = `${separator}${quote(key)}:`;
    if (texts.size > 1000) texts.clear();
    if (key.length < 100) texts.set(key, text);
  }
  return text;
}

function scalarJson(rt: Runtime, value: Item): string | undefined {
  switch (typeof value) {
    case 'string':
      spendCharacters(rt, value.length);
      return quote(value);
    case 'number':
      return isNumeric(value) ? numberText(value) : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'function':
      return '""';
    default:
      return value === null ? 'null' : undefined;
  }
}

function compactJson(rt: Runtime, value: Item): string | undefined {
  if (typeof value !== 'object' || value === null) return scalarJson(rt, value);
  rt.enter(2);
  // Put together from left to right and never cut: the host joins the pieces only once.
  let text: string;
  if (Array.isArray(value)) {
    rt.spend(value.length);
    text = '[';
    for (let i = 0; i < value.length; i++) {
      if (i > 0) text += ',';
      text += compactJson(rt, value[i]) ?? 'null';
    }
    text += ']';
  } else {
    const keys = Object.keys(value);
    rt.spend(keys.length);
    text = '';
    for (const key of keys) {
      const member = compactJson(rt, value[key]);
      if (member === undefined) continue;
      text += text === '' ? keyText(firstKeyTexts, '{', key) : keyText(keyTexts, ',', key);
      text += member;
    }
    text += text === '' ? '{}' : '}';
  }
  rt.leave(2);
  spendCharacters(rt, text.length);
  rt.spend(text.length >>> 5);
  return text;
}

/** `indent` is a line break with the blanks of the level. */
function prettyJson(rt: Runtime, value: Item, indent: string): string | undefined {
  if (typeof value !== 'object' || value === null) return scalarJson(rt, value);
  rt.enter(2);
  const inner = `${indent}  `;
  const lines: string[] = [];
  if (Array.isArray(value)) for (const item of value) lines.push(prettyJson(rt, item, inner) ?? 'null');
  else {
    for (const key of Object.keys(value)) {
      const member = prettyJson(rt, value[key], inner);
      if (member !== undefined) lines.push(`${quote(key)}: ${member}`);
    }
  }
  rt.spend(lines.length);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const text = lines.length === 0 ? `${open}${close}` : `${open}${inner}${lines.join(`,${inner}`)}${indent}${close}`;
  rt.leave(2);
  spendCharacters(rt, text.length);
  rt.spend(text.length >>> 5);
  return text;
}
