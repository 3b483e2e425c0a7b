// Values as text: JSON, and YAML in blocks or in one line. What is written fits in where it is put.
import type { Value } from '../../expressions/index.ts';

/** How the text around is written. */
export interface Style {
  readonly isYaml: boolean;
  /** In a YAML block; otherwise between braces. */
  readonly isBlock: boolean;
  /** The indentation of what stands beside it; undefined where all is in one line. */
  readonly indent: string | undefined;
  /** One level of indentation. */
  readonly unit: string;
}

/** What stands behind a key's colon, with the blank before it. */
export function valueText(value: Value, style: Style): string {
  const { isBlock, indent } = style;
  if (typeof value !== 'object' || value === null || isEmpty(value)) return ` ${scalarText(value, style)}`;
  if (isBlock) return blockText(value, style, indent ?? '');
  return ` ${indent === undefined ? flowText(value, style) : multiLineText(value, style, indent)}`;
}

export function keyText(key: string, { isYaml }: Style): string {
  return isYaml && isPlain(key) ? key : JSON.stringify(key);
}

export function scalarText(value: Value, { isYaml }: Pick<Style, 'isYaml'>): string {
  return isYaml && typeof value === 'string' && isPlain(value) ? value : JSON.stringify(value);
}

// What YAML reads as this very text, in a block and between braces.
function isPlain(text: string): boolean {
  return (
    /^[\p{L}_$][\p{L}\p{N}_$./() -]*$/u.test(text) &&
    !text.endsWith(' ') &&
    !text.includes(' #') &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
  );
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

function entriesOf(value: Value): readonly (readonly [string, Value])[] {
  return Object.entries(value as Readonly<Record<string, Value>>);
}

function flowText(value: Value, style: Style): string {
  if (typeof value !== 'object' || value === null || isEmpty(value)) return scalarText(value, style);
  if (Array.isArray(value)) return `[${value.map(item => flowText(item as Value, style)).join(', ')}]`;
  return `{ ${entriesOf(value)
    .map(([key, inner]) => `${keyText(key, style)}: ${flowText(inner, style)}`)
    .join(', ')} }`;
}

function multiLineText(value: Value, style: Style, indent: string): string {
  if (typeof value !== 'object' || value === null || isEmpty(value)) return scalarText(value, style);
  const inner = indent + style.unit;
  if (Array.isArray(value)) {
    const isFlat = value.every(item => typeof item !== 'object');
    if (isFlat) return flowText(value, style);
    return `[\n${value.map(item => inner + multiLineText(item as Value, style, inner)).join(',\n')}\n${indent}]`;
  }
  const rows = entriesOf(value).map(
    ([key, each]) => `${inner}${keyText(key, style)}: ${multiLineText(each, style, inner)}`,
  );
  return `{\n${rows.join(',\n')}\n${indent}}`;
}

/** Rows below a key that stands at `indent`. */
function blockText(value: Value, style: Style, indent: string): string {
  const inner = indent + style.unit;
  if (Array.isArray(value)) {
    const rows = value.map(item => blockItem(item as Value, style, `${inner}  `));
    return rows.map(row => `\n${inner}- ${row}`).join('');
  }
  return `\n${inner}${blockRows(value, style, inner)}`;
}

/** The members of an object, the first without its indentation. */
function blockRows(value: Value, style: Style, indent: string): string {
  return entriesOf(value)
    .map(([key, each]) => `${keyText(key, style)}:${valueText(each, { ...style, indent, isBlock: true })}`)
    .join(`\n${indent}`);
}

function blockItem(value: Value, style: Style, indent: string): string {
  const isScalar = typeof value !== 'object' || value === null || isEmpty(value);
  return isScalar || Array.isArray(value) ? flowText(value, style) : blockRows(value, style, indent);
}
