// What could be typed next in the console or in a condition: commands, variables, functions, and the members of the values
// that are really there.
import {
  evaluateAt,
  functionDocument,
  functionNames,
  INTRINSICS,
  isObject,
  languageOf,
  type Run,
  type StateCode,
  type Strand,
} from '../../interpreter/index.ts';
import type { DebugProtocol } from '../dap.ts';
import { COMMANDS } from '../requests/commandTable.ts';

type Item = DebugProtocol.CompletionItem;

/** `before` is the text in front of the cursor. */
export function completionsAt(before: string, run: Run, strand: Strand, all: readonly StateCode[]): Item[] {
  const command = /^\s*:(\w*)$/.exec(before);
  if (command) return COMMANDS.map(({ name, usage }) => item(`:${name}`, 'keyword', `:${command[1]}`, before, usage));
  const named = /^\s*:(goto|mock)\s+(.*)$/.exec(before);
  if (named) {
    const states = named[1] === 'goto' ? [...strand.code.scope.values()] : all;
    return states.map(({ name }) => item(name, 'value', named[2] ?? '', before));
  }
  const member = MEMBER.exec(before);
  if (member) return membersOf(member[1] ?? '', member[2] ?? '', before, run, strand);
  if (/States\.\w*$/.test(before) && languageOf(before, strand) === 'JSONPath') return intrinsics(before);
  const root = /\$(\w*)$/.exec(before);
  return root ? roots(root[0], before, strand) : [];
}

/** A path and the beginning of a member's name. */
const MEMBER = /((?:\$\$|\$\w*)(?:\.[\p{L}_][\p{L}\p{N}_-]*|\[\d+\]|\.`[^`]*`)*)\.([\p{L}\p{N}_-]*)$/u;

function membersOf(path: string, typed: string, before: string, run: Run, strand: Strand): Item[] {
  const isJsonata = languageOf(before.includes('{%') ? '{% 1 %}' : before, strand) === 'JSONata';
  const { value } = evaluateAt(isJsonata ? `{% ${path} %}` : path, run, strand);
  const [first] = Array.isArray(value) ? value : [value];
  // JSONata goes through a list by itself; a JSONPath has to say so.
  const object = isJsonata ? first : value;
  if (!isObject(object)) return [];
  return Object.keys(object).map(name => {
    const isPlain = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
    const text = isPlain ? name : isJsonata ? `\`${name}\`` : name;
    return { ...item(name, 'property', typed, before), text };
  });
}

function roots(typed: string, before: string, strand: Strand): Item[] {
  const isJsonata = languageOf(before.includes('{%') ? '{% 1 %}' : before, strand) === 'JSONata';
  const variables = Object.keys(strand.variables).map(name => item(`$${name}`, 'variable', typed, before));
  if (!isJsonata) return [...variables, item('$$', 'variable', typed, before, 'the context object')];
  const functions = functionNames('stepFunctions').map(name => {
    const { parameters = [] } = functionDocument(name, 'stepFunctions') ?? {};
    return item(`$${name}`, 'function', typed, before, `(${parameters.join(', ')})`);
  });
  return [...variables, item('$states', 'variable', typed, before), ...functions];
}

function intrinsics(before: string): Item[] {
  const typed = /States\.\w*$/.exec(before)?.[0] ?? '';
  return INTRINSICS.map(({ name, parameters }) => item(name, 'function', typed, before, `(${parameters.join(', ')})`));
}

function item(
  label: string,
  type: DebugProtocol.CompletionItemType,
  typed: string,
  before: string,
  detail?: string,
): Item {
  const start = before.length - typed.length;
  return { label, type, start, length: typed.length, ...(detail !== undefined && { detail }) };
}
