// Values as text and back. AWS writes compactly, members in their order.
import type { Value } from '../expressions/index.ts';

export function printValue(value: Value): string {
  return JSON.stringify(value);
}

export type ParsedValue =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

/** The value a JSON text stands for, or a sentence that says why it stands for none. */
export function parseValue(text: string): ParsedValue {
  try {
    return { value: JSON.parse(text) as Value };
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}.` };
  }
}
