// What is inserted, before it is known whether as JSON or YAML: texts, values, objects and lists with places to go on at
// (`$1`, `${1:word}`, as in snippets), and how they are written in each.

export type Sketch =
  /** Text: in quotes where the format wants some. May hold `$1`. */
  | { readonly text: string }
  /** A number, true, false or null. */
  | { readonly raw: string }
  | { readonly members: readonly (readonly [key: string, value: Sketch])[] }
  | { readonly items: readonly Sketch[] };

export interface Writing {
  readonly isFlow: boolean;
  /** Blanks before what follows the first line, besides those of the line itself. */
  readonly indent: string;
}

const STEP = '  ';

/** A value, as it stands behind its key. */
export function writeSketch(sketch: Sketch, { isFlow, indent }: Writing): string {
  return isFlow ? writeJson(sketch, indent) : writeYaml(sketch, indent);
}

/** A key with its value. */
export function writeMember(key: string, value: Sketch, { isFlow, indent }: Writing): string {
  return isFlow ? `${quoted(key)}: ${writeJson(value, indent)}` : `${plain(key)}:${yamlBehindKey(value, indent)}`;
}

/** A key without its value, or a text. */
export function writeText(text: string, isFlow: boolean): string {
  return isFlow ? quoted(text) : plain(text);
}

/** Text of the user's that is to stay what it is in a snippet. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function writeJson(sketch: Sketch, indent: string): string {
  if ('text' in sketch) return quoted(sketch.text);
  if ('raw' in sketch) return sketch.raw;
  const inner = indent + STEP;
  if ('items' in sketch) {
    const items = sketch.items.map(item => inner + writeJson(item, inner));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const members = sketch.members.map(([key, value]) => `${inner}${quoted(key)}: ${writeJson(value, inner)}`);
  return `{\n${members.length > 0 ? members.join(',\n') : `${inner}$0`}\n${indent}}`;
}

// Signs that mean something in a snippet stay as they are; quotes and backslashes of texts are ours and need no escape.
function quoted(text: string): string {
  return `"${text}"`;
}

function plain(text: string): string {
  if (text === '' || text.startsWith('$1') || /^\$\{1[:|]/.test(text)) return text;
  return /^[,[\]{}#&*!|>'"%@`?-]|:\s|\s#|:(?:\$\d)?$/.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

function writeYaml(sketch: Sketch, indent: string): string {
  if ('text' in sketch) return plain(sketch.text);
  if ('raw' in sketch) return sketch.raw;
  if ('items' in sketch) {
    return sketch.items.map(item => `- ${writeYaml(item, `${indent}${STEP}`)}`).join(`\n${indent}`);
  }
  if (sketch.members.length === 0) return '$0';
  return sketch.members.map(([key, value]) => `${plain(key)}:${yamlBehindKey(value, indent)}`).join(`\n${indent}`);
}

function yamlBehindKey(value: Sketch, indent: string): string {
  const isNested = 'items' in value || 'members' in value;
  const inner = indent + STEP;
  return isNested ? `\n${inner}${writeYaml(value, inner)}` : ` ${writeYaml(value, inner)}`;
}
