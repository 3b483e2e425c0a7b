// Values as one line of text. Nothing longer than a line is ever written out for it, however large the value is.
import { bytesOf, ExactNumber, LIMIT_BYTES, printValue, type Value } from '../../interpreter/index.ts';

export interface ValueFormat {
  readonly hex?: boolean | undefined;
}

/** A person reads no further; whoever needs all of it copies the value. */
const LONG_TEXT = 200;

/** From here on the size goes first. */
const LARGE_BYTES = 100_000;

export function formatValue(value: Value, { hex }: ValueFormat = {}): string {
  if (hex && typeof value === 'number' && Number.isInteger(value)) return hexOf(value);
  const head = headOf(value, LONG_TEXT);
  if (typeof value !== 'object' && typeof value !== 'string') return head;
  const bytes = head.length > LONG_TEXT ? bytesOf(value) : 0;
  if (bytes <= LARGE_BYTES) return head.length > LONG_TEXT ? `${head.slice(0, LONG_TEXT)}… (${bytes} bytes)` : head;
  const limit = bytes > LIMIT_BYTES ? ', more than the 256 KiB a state may hand on' : '';
  return `${Math.round(bytes / 1000)} kB${limit}: ${head.slice(0, LONG_TEXT)}…`;
}

/** All of it, to be copied. */
export function wholeValue(value: Value): string {
  return indented(value, '');
}

function hexOf(value: number): string {
  return value < 0 ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

// Stops soon after so many characters.
function headOf(value: Value, most: number): string {
  if (typeof value === 'string') return printValue(value.length > most ? value.slice(0, most + 1) : value);
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return printValue(value);
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  let isFirst = true;
  const entries = isList ? value.keys() : Object.keys(value);
  for (const key of entries) {
    if (text.length > most) return text;
    if (!isFirst) text += ',';
    isFirst = false;
    if (!isList) text += `${printValue(key as string)}:`;
    text += headOf((value as Record<string | number, Value>)[key] ?? null, most - text.length);
  }
  return text + (isList ? ']' : '}');
}

function indented(value: Value, indent: string): string {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return printValue(value);
  const deeper = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item: Value) => indented(item, deeper))
    : Object.entries(value as { [name: string]: Value }).map(
        ([name, item]) => `${printValue(name)}: ${indented(item, deeper)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? `${open}${close}` : `${open}\n${deeper}${lines.join(`,\n${deeper}`)}\n${indent}${close}`;
}
