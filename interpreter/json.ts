// Values as text and back. AWS writes compactly, members in their order.
import { readJson, type Value, writeJson } from '../expressions/index.ts';

export function printValue(value: Value): string {
  return writeJson(value);
}

export type ParsedValue =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

/** The value a JSON text stands for, or a sentence that says why it stands for none. */
export function parseValue(text: string): ParsedValue {
  if (isTooDeep(text)) return { problem: `This is nested more than ${DEPTH_LIMIT} levels deep.` };
  try {
    return { value: readJson(text) };
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}.` };
  }
}

/** Deeper values would end the stack of whoever walks them; no payload of any use comes near. */
const DEPTH_LIMIT = 1000;

function isTooDeep(text: string): boolean {
  let depth = 0;
  const token = /"(?:[^"\\]|\\.)*"?|[{}[\]]/gs;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '{' || match[0] === '[') depth++;
    else if (match[0] === '}' || match[0] === ']') depth--;
    if (depth > DEPTH_LIMIT) return true;
  }
  return false;
}
