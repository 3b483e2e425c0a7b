// Every expression of a definition: paths, intrinsic calls and JSONata, parsed, each with its place. Also the texts that
// look like expressions and are none. Knows which fields hold expressions from the field table; judges nothing.
import {
  expressionIn,
  isExpressionKey,
  isNearlyExpression,
  isPathText,
  type JsonataTree,
  type ParsedIntrinsic,
  type ParsedPath,
  parseIntrinsic,
  parseJsonata,
  parsePath,
} from '../../expressions/index.ts';
import { COMPARISONS } from '../spec/comparisons.ts';
import { type Field, fieldsOf } from '../spec/fields.ts';
import { hasPlaceholder, type Member, type Node, type StringNode } from '../text/tree.ts';
import { pointerTo } from './fields.ts';
import { type JsonataReads, readsOf } from './jsonataReads.ts';
import type { Part } from './parts.ts';

interface Place {
  readonly node: StringNode;
  readonly pointer: string;
  readonly part: Part;
  /** The field of the part it stands in, at whatever depth. */
  readonly field: string;
}

export type Expression = Place & {
  /** Without delimiters. */
  readonly text: string;
  /** Where `text` begins in the value of the node. */
  readonly offset: number;
} & (
    | { readonly kind: 'path'; readonly use: PathUse; readonly parsed: ParsedPath }
    | { readonly kind: 'intrinsic'; readonly use: PathUse; readonly parsed: ParsedIntrinsic }
    | { readonly kind: 'jsonata'; readonly parsed: JsonataTree; readonly reads: JsonataReads }
    /** Holds `${Name}`: what it will be is not known yet. */
    | { readonly kind: 'later' }
  );

/** `template` may be an intrinsic call too, `reference` names one place, `result` is where a result goes. */
export type PathUse = 'template' | 'path' | 'reference' | 'referenceOrCall' | 'result';

/** A text that looks like an expression and is read as plain text, or a member that needs an expression and has none. */
export interface Suspect {
  readonly kind:
    | 'expressionExpected' // `x.$` with a value that is no text
    | 'unmarked' // a path under a key without `.$`
    | 'static' // a path in the Result of a Pass state
    | 'nearly' // something outside of the delimiters
    | 'otherLanguage' // `{% %}` in a JSONPath state
    | 'pathInJsonata'
    | 'keyInJsonata';
  readonly node: Node;
  readonly pointer: string;
  readonly part: Part;
  readonly name: string;
}

export interface Expressions {
  /** In the order of the parts. */
  readonly expressions: readonly Expression[];
  readonly suspects: readonly Suspect[];
}

/** Trees of JSONata by text, kept for the next version of the definition. They are values, so they can be shared. */
export type ParsedTexts = ReadonlyMap<string, ParsedJsonata>;

interface ParsedJsonata {
  readonly parsed: JsonataTree;
  readonly reads: JsonataReads;
}

/** A path of names and indexes as most are: nothing can be wrong with it. */
export function isPlainPath(text: string): boolean {
  return /^\$\$?(?:\.[A-Za-z_]\w*|\[\d+\])*$/.test(text);
}

export function findExpressions(
  parts: readonly Part[],
  earlier: ParsedTexts | undefined,
): Expressions & { readonly jsonata: ParsedTexts } {
  const finder = new Finder(earlier);
  for (const part of parts) {
    const known = fieldsOf(part.owner);
    for (const { key, value } of part.fields.values()) {
      const name = key.value;
      if (!value || value.kind === 'placeholder') continue;
      const field = known.get(name);
      if (field) finder.visitField(field, value, part);
      else if (part.owner === 'ChoiceRule' && name.endsWith('Path') && COMPARISONS.has(name)) {
        finder.visitPath(value, { pointer: pointerTo(part.pointer, name), part, field: name }, 'path');
      }
    }
  }
  return finder;
}

type Where = Omit<Place, 'node'>;

const TEMPLATES: readonly unknown[] = ['template', 'condition'];
const JSONPATH_KINDS: readonly unknown[] = ['template', 'json', 'path', 'referencePath'];

function useOf({ name, kind, intrinsic }: Field): PathUse {
  if (kind === 'path') return 'path';
  return intrinsic ? 'referenceOrCall' : name === 'ResultPath' ? 'result' : 'reference';
}

class Finder implements Expressions {
  readonly expressions: Expression[] = [];
  readonly suspects: Suspect[] = [];
  readonly jsonata = new Map<string, ParsedJsonata>();
  readonly #earlier: ParsedTexts | undefined;

  constructor(earlier: ParsedTexts | undefined) {
    this.#earlier = earlier;
  }

  visitField(field: Field, value: Node, part: Part): void {
    const { name, kind } = field;
    if (field.language !== undefined && field.language !== part.queryLanguage) return;
    const isJsonata = part.queryLanguage === 'JSONata';
    const holds = isJsonata ? field.expression || TEMPLATES.includes(kind) : JSONPATH_KINDS.includes(kind);
    if (!holds) return;
    const where: Where = { pointer: pointerTo(part.pointer, name), part, field: name };
    if (isJsonata) this.#visitJsonata(value, where);
    else if (kind === 'template') this.#visitTemplate(value, where);
    else if (kind === 'json') this.#visitStatic(value, where, name);
    else this.visitPath(value, where, useOf(field));
  }

  visitPath(node: Node, where: Where, use: PathUse): void {
    if (node.kind !== 'string') return;
    const { value } = node;
    if (hasPlaceholder(value)) this.expressions.push({ kind: 'later', node, text: value, offset: 0, ...where });
    else if (isPathText(value) || !/^\s*States\./.test(value)) {
      this.expressions.push(new PathExpression(node, where, use));
    } else {
      const parsed = parseIntrinsic(value);
      this.expressions.push({ kind: 'intrinsic', use, node, text: value, offset: 0, ...where, parsed });
    }
  }

  #visitTemplate(node: Node, where: Where, key = ''): void {
    switch (node.kind) {
      case 'object':
        for (const member of node.members) if (member.value) this.#visitMember(member, member.value, where);
        return;
      case 'array':
        for (const [index, item] of node.items.entries()) {
          this.#visitTemplate(item, { ...where, pointer: pointerTo(where.pointer, index) });
        }
        return;
      case 'string':
        if (looksLikeJsonPath(node.value)) this.#suspect('unmarked', node, where, key);
        else if (expressionIn(node.value)) this.#suspect('otherLanguage', node, where, key);
    }
  }

  #visitMember({ key }: Member, value: Node, where: Where): void {
    const inner = { ...where, pointer: pointerTo(where.pointer, key.value) };
    if (!isExpressionKey(key.value)) this.#visitTemplate(value, inner, key.value);
    else if (value.kind !== 'string') {
      if (value.kind !== 'placeholder') this.#suspect('expressionExpected', value, inner, key.value);
    } else if (isPathText(value.value) || hasPlaceholder(value.value)) this.visitPath(value, inner, 'template');
    else {
      const text = value.value;
      const parsed = parseIntrinsic(text);
      this.expressions.push({ kind: 'intrinsic', use: 'template', node: value, text, offset: 0, ...inner, parsed });
    }
  }

  #visitStatic(node: Node, where: Where, key: string): void {
    if (node.kind === 'object') {
      for (const member of node.members) {
        if (!member.value) continue;
        const inner = { ...where, pointer: pointerTo(where.pointer, member.key.value) };
        if (isExpressionKey(member.key.value)) this.#suspect('static', member.key, inner, member.key.value);
        else this.#visitStatic(member.value, inner, member.key.value);
      }
    } else if (node.kind === 'array') {
      for (const [index, item] of node.items.entries()) {
        this.#visitStatic(item, { ...where, pointer: pointerTo(where.pointer, index) }, key);
      }
    } else if (node.kind === 'string' && looksLikeJsonPath(node.value)) this.#suspect('static', node, where, key);
  }

  #visitJsonata(node: Node, where: Where): void {
    switch (node.kind) {
      case 'object':
        for (const { key, value } of node.members) {
          if (!value) continue;
          const inner = { ...where, pointer: pointerTo(where.pointer, key.value) };
          if (isExpressionKey(key.value)) this.#suspect('keyInJsonata', key, inner, key.value);
          this.#visitJsonata(value, inner);
        }
        return;
      case 'array':
        for (const [index, item] of node.items.entries()) {
          this.#visitJsonata(item, { ...where, pointer: pointerTo(where.pointer, index) });
        }
        return;
      case 'string':
        this.#visitText(node, where);
    }
  }

  #visitText(node: StringNode, where: Where): void {
    const { value } = node;
    const found = expressionIn(value);
    if (found) {
      const { text, offset } = found;
      if (hasPlaceholder(value)) this.expressions.push({ kind: 'later', node, text, offset, ...where });
      else {
        const { parsed, reads } = this.#jsonataOnce(text);
        this.expressions.push({ kind: 'jsonata', node, text, offset, ...where, parsed, reads });
      }
    } else if (isNearlyExpression(value)) this.#suspect('nearly', node, where, where.field);
    else if (looksLikeJsonPath(value) && !isAfterExpressionKey(where.pointer)) {
      this.#suspect('pathInJsonata', node, where, where.field);
    }
  }

  #jsonataOnce(text: string): ParsedJsonata {
    let made = this.jsonata.get(text) ?? this.#earlier?.get(text);
    if (!made) {
      const parsed = parseJsonata(text, { dialect: 'stepFunctions' });
      made = { parsed, reads: readsOf(parsed) };
    }
    this.jsonata.set(text, made);
    return made;
  }

  #suspect(kind: Suspect['kind'], node: Node, { pointer, part }: Where, name: string): void {
    this.suspects.push({ kind, node, pointer, part, name });
  }
}

// Most paths are plain and never need their tree, so it is made when somebody asks.
class PathExpression {
  readonly kind = 'path';
  readonly node: StringNode;
  readonly text: string;
  readonly offset = 0;
  readonly pointer: string;
  readonly part: Part;
  readonly field: string;
  readonly use: PathUse;
  #parsed: ParsedPath | undefined;

  constructor(node: StringNode, { pointer, part, field }: Where, use: PathUse) {
    this.node = node;
    this.text = node.value;
    this.pointer = pointer;
    this.part = part;
    this.field = field;
    this.use = use;
  }

  get parsed(): ParsedPath {
    this.#parsed ??= parsePath(this.text);
    return this.#parsed;
  }
}

function looksLikeJsonPath(text: string): boolean {
  if (text.startsWith('$')) return /^\${1,2}[.[]/.test(text) || text === '$$';
  return text.startsWith('States.') && /^States\.[A-Za-z0-9]+\(/.test(text);
}

// The key has been suspected already.
function isAfterExpressionKey(pointer: string): boolean {
  return pointer.endsWith('.$');
}
