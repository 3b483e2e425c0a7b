// Functions on strings. A character is a code point: a surrogate pair counts once.

import { base64Decode, base64Encode, latin1Decode, latin1Encode } from '../../bytes.ts';
import type { Runtime } from '../runtime.ts';
import { type Item, JsonataFailure, toText } from '../values.ts';
import type { Table } from './table.ts';

const SURROGATE = /[\ud800-\udfff]/;

export function lengthOf(text: string): number {
  return SURROGATE.test(text) ? [...text].length : text.length;
}

function substring(text: string, start: number, length: number | undefined): string {
  const size = lengthOf(text);
  const from = size + start < 0 ? 0 : start;
  if (length !== undefined && length <= 0) return '';
  const to = length === undefined ? undefined : from >= 0 ? from + length : size + from + length;
  if (size === text.length) return text.slice(from, to);
  return [...text].slice(from, to).join('');
}

function pad(rt: Runtime, text: string, width: number, filler: string): string {
  const missing = Math.floor(Math.abs(width) - lengthOf(text));
  if (!(missing > 0)) return text;
  rt.allowCharacters(missing * filler.length);
  const repeated = filler.repeat(missing);
  const padding = filler.length > 1 ? substring(repeated, 0, missing) : repeated;
  return width > 0 ? text + padding : padding + text;
}

function join(rt: Runtime, texts: readonly string[], separator: string): string {
  let length = 0;
  for (const text of texts) length += text.length + separator.length;
  rt.allowCharacters(length);
  rt.spend(texts.length);
  return texts.join(separator);
}

function coded(functionName: string, code: (text: string) => string): (rt: Runtime, text: Item) => Item {
  return (rt, text) => {
    if (text === undefined) return undefined;
    rt.allowCharacters((text as string).length * 3);
    try {
      return code(text as string);
    } catch {
      // The only thing these throw: half a surrogate pair, or a percent sign without its digits.
      throw new JsonataFailure('D3140', { value: text, functionName });
    }
  };
}

/** On a string that is there; undefined stays undefined. */
function onText(run: (text: string, rt: Runtime) => Item): (rt: Runtime, text: Item) => Item {
  return (rt, text) => {
    if (text === undefined) return undefined;
    rt.spend((text as string).length >>> 7);
    return run(text as string, rt);
  };
}

export const STRINGS: Table = {
  string: [
    '<x-b?:s>',
    1,
    (rt, value, pretty) => (value === undefined ? undefined : toText(rt, value, pretty === true)),
  ],
  length: ['<s-:n>', 1, onText(lengthOf)],
  lowercase: ['<s-:s>', 1, onText(text => text.toLowerCase())],
  uppercase: ['<s-:s>', 1, onText(text => text.toUpperCase())],
  trim: ['<s-:s>', 1, onText(text => text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, ''))],
  substring: [
    '<s-nn?:s>',
    3,
    (_, text, start, length) =>
      text === undefined ? undefined : substring(text as string, start as number, length as number | undefined),
  ],
  substringBefore: [
    '<s-s:s>',
    2,
    (_, text, chars) => {
      if (text === undefined) return undefined;
      // A missing second argument is looked for by name, as in the reference.
      const at = (text as string).indexOf(String(chars));
      return at < 0 ? text : (text as string).slice(0, at);
    },
  ],
  substringAfter: [
    '<s-s:s>',
    2,
    (_, text, chars) => {
      if (text === undefined) return undefined;
      const at = (text as string).indexOf(String(chars));
      return at < 0 ? text : (text as string).slice(at + String(chars).length);
    },
  ],
  pad: [
    '<s-ns?:s>',
    3,
    (rt, text, width, filler) =>
      text === undefined ? undefined : pad(rt, text as string, width as number, (filler as string | undefined) || ' '),
  ],
  join: [
    '<a<s>s?:s>',
    2,
    (rt, texts, separator) =>
      texts === undefined ? undefined : join(rt, texts as string[], (separator as string | undefined) ?? ''),
  ],
  base64encode: ['<s-:s>', 1, onText(text => base64Encode(latin1Encode(text)))],
  base64decode: ['<s-:s>', 1, onText(text => latin1Decode(base64Decode(text)))],
  encodeUrlComponent: ['<s-:s>', 1, coded('encodeUrlComponent', encodeURIComponent)],
  encodeUrl: ['<s-:s>', 1, coded('encodeUrl', encodeURI)],
  decodeUrlComponent: ['<s-:s>', 1, coded('decodeUrlComponent', decodeURIComponent)],
  decodeUrl: ['<s-:s>', 1, coded('decodeUrl', decodeURI)],
};
