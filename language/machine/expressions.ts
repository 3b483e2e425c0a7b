// Every expression of a definition: paths, intrinsic calls and JSONata, parsed, each with its place. Also the texts that
// look like expressions and are none. Knows which fields hold expressions from the field table; judges nothing.
import {
  expressionIn,
  type Intrinsic,
  isExpressionKey,
  isNearlyExpression,
  isPathText,
  type JsonataTree,
  type ParsedIntrinsic,
  type ParsedPath,
  parseIntrinsic,
  parseJsonata,
  parsePath,
  variablesOf,
} from '../../expressions/index.ts';
import type { Field } from '../spec/fields.ts';
import { hasPlaceholder, type Member, type Node, type StringNode } from '../text/tree.ts';
import { pointerTo } from './fields.ts';
import { type JsonataReads, readsOf } from './jsonataReads.ts';
import { ParsedOnce } from './parsedOnce.ts';
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
    | 'unmarkedField' // the whole of a field that holds a template
    | 'nearly' // something outside of the delimiters
    | 'otherLanguage' // `{% %}` in a JSONPath state
    | 'pathInJsonata'
    | 'keyInJsonata';
  readonly node: Node;
  readonly pointer: string;
  readonly part: Part;
  readonly name: string;
}

interface ParsedJsonata {
  readonly parsed: JsonataTree;
  readonly reads: JsonataReads;
  /** Nothing is wrong with it and it reads no variable. */
  readonly isPlain: boolean;
}

const JSONATA = new ParsedOnce<ParsedJsonata>(text => {
  const parsed = parseJsonata(text, { dialect: 'stepFunctions' });
  const reads = readsOf(parsed);
  return { parsed, reads, isPlain: parsed.problems.length === 0 && readsNothing(reads) && text.trim() !== '' };
});

interface ParsedCall {
  readonly parsed: ParsedIntrinsic;
  /** Nothing is wrong with it and it reads no variable. */
  readonly isPlain: boolean;
}

const CALLS = new ParsedOnce<ParsedCall>(text => {
  const parsed = parseIntrinsic(text);
  return { parsed, isPlain: parsed.problems.length === 0 && !readsVariable(parsed.root) };
});

/** A path of names and indexes as most are: nothing can be wrong with it. */
export function isPlainPath(text: string): boolean {
  return text.charCodeAt(0) === DOLLAR && /^\$\$?(?:\.[A-Za-z_]\w*|\[\d+\])*$/.test(text);
}

const DOLLAR = 36;

function useOf({ name, kind, intrinsic }: Field): PathUse {
  if (kind === 'path') return 'path';
  return intrinsic ? 'referenceOrCall' : name === 'ResultPath' ? 'result' : 'reference';
}

/**
 * Finds the expressions of one field after the other. Those that are plainly right and read no variable are passed over:
 * most are. (`private` rather than `#`: calls of a `#method` are slower, and these are made for every value.)
 */
export class ExpressionFinder {
  /** What has been found, in the order of the text. The caller takes it out. */
  expressions: Expression[] = [];
  suspects: Suspect[] = [];
  // Where in the part the search is. Pointers are only made for what is found.
  private readonly path: (string | number)[] = [];

  visitField(field: Field, value: Node, part: Part): void {
    const { name, kind } = field;
    if (part.queryLanguage === 'JSONata') {
      if (field.expression || kind === 'template' || kind === 'condition') this.visitJsonata(value, part, name, name);
    } else if (kind === 'template') this.visitTemplate(value, part, name, name, '');
    else if (kind === 'json') this.visitStatic(value, part, name, name, name);
    else if (kind === 'path' || kind === 'referencePath') this.visitPath(value, part, name, useOf(field));
  }

  /** A path that is the value of a field of the part. */
  visitPath(node: Node, part: Part, field: string, use: PathUse): void {
    if (node.kind === 'string') this.addPath(node, part, field, field, use);
  }

  private addPath(node: StringNode, part: Part, field: string, key: string, use: PathUse): void {
    const { value } = node;
    if (isPlainPath(value) && !(use === 'result' && value.startsWith('$$'))) return;
    if (hasPlaceholder(value)) this.addLater(node, value, 0, part, field, key);
    else if (isPathText(value) || (use !== 'template' && !/^\s*States\./.test(value))) {
      const parsed = parsePath(value);
      const pointer = this.pointerTo(part, key);
      this.expressions.push({ kind: 'path', use, node, text: value, offset: 0, pointer, part, field, parsed });
    } else {
      const { parsed, isPlain } = CALLS.of(value);
      if (isPlain && use === 'template') return;
      const pointer = this.pointerTo(part, key);
      this.expressions.push({ kind: 'intrinsic', use, node, text: value, offset: 0, pointer, part, field, parsed });
    }
  }

  private addLater(
    node: StringNode,
    text: string,
    offset: number,
    part: Part,
    field: string,
    key: string | number,
  ): void {
    this.expressions.push({ kind: 'later', node, text, offset, pointer: this.pointerTo(part, key), part, field });
  }

  private visitTemplate(node: Node, part: Part, field: string, key: string | number, name: string): void {
    if (node.kind === 'string') {
      const isWhole = name === '' && typeof key === 'string';
      if (looksLikeJsonPath(node.value)) this.suspect(isWhole ? 'unmarkedField' : 'unmarked', node, part, key, name);
      else if (expressionIn(node.value)) this.suspect('otherLanguage', node, part, key, name);
    } else if (node.kind === 'object') {
      this.path.push(key);
      for (const member of node.members) if (member.value) this.visitMember(member, member.value, part, field);
      this.path.pop();
    } else if (node.kind === 'array') {
      this.path.push(key);
      node.items.forEach((item, index) => {
        this.visitTemplate(item, part, field, index, '');
      });
      this.path.pop();
    }
  }

  private visitMember({ name }: Member, value: Node, part: Part, field: string): void {
    if (!isExpressionKey(name)) this.visitTemplate(value, part, field, name, name);
    else if (value.kind === 'string') this.addPath(value, part, field, name, 'template');
    else if (value.kind !== 'placeholder') this.suspect('expressionExpected', value, part, name, name);
  }

  private visitStatic(node: Node, part: Part, field: string, key: string | number, name: string): void {
    if (node.kind === 'string') {
      if (looksLikeJsonPath(node.value)) this.suspect('static', node, part, key, name);
    } else if (node.kind === 'object') {
      this.path.push(key);
      for (const member of node.members) {
        const inner = member.name;
        if (!member.value) continue;
        if (isExpressionKey(inner)) this.suspect('static', member.key, part, inner, inner);
        else this.visitStatic(member.value, part, field, inner, inner);
      }
      this.path.pop();
    } else if (node.kind === 'array') {
      this.path.push(key);
      node.items.forEach((item, index) => {
        this.visitStatic(item, part, field, index, name);
      });
      this.path.pop();
    }
  }

  private visitJsonata(node: Node, part: Part, field: string, key: string | number): void {
    if (node.kind === 'string') this.visitText(node, part, field, key);
    else if (node.kind === 'object') {
      this.path.push(key);
      for (const member of node.members) {
        const inner = member.name;
        if (!member.value) continue;
        if (isExpressionKey(inner)) this.suspect('keyInJsonata', member.key, part, inner, inner);
        this.visitJsonata(member.value, part, field, inner);
      }
      this.path.pop();
    } else if (node.kind === 'array') {
      this.path.push(key);
      node.items.forEach((item, index) => {
        this.visitJsonata(item, part, field, index);
      });
      this.path.pop();
    }
  }

  private visitText(node: StringNode, part: Part, field: string, key: string | number): void {
    const { value } = node;
    if (isPlainJsonata(value)) return;
    const found = expressionIn(value);
    if (found) {
      const { text, offset } = found;
      if (hasPlaceholder(value)) this.addLater(node, text, offset, part, field, key);
      else {
        const { parsed, reads, isPlain } = JSONATA.of(text);
        // Of lists of items something can be said even so.
        if (isPlain && field !== 'Items') return;
        const pointer = this.pointerTo(part, key);
        this.expressions.push({ kind: 'jsonata', node, text, offset, pointer, part, field, parsed, reads });
      }
    } else if (isNearlyExpression(value)) this.suspect('nearly', node, part, key, field);
    else if (looksLikeJsonPath(value) && !(typeof key === 'string' && isExpressionKey(key))) {
      // A key with `.$` has been suspected already.
      this.suspect('pathInJsonata', node, part, key, field);
    }
  }

  private suspect(kind: Suspect['kind'], node: Node, part: Part, key: string | number, name: string): void {
    this.suspects.push({ kind, node, pointer: this.pointerTo(part, key), part, name });
  }

  private pointerTo({ pointer }: Part, key: string | number): string {
    let outer = pointer;
    for (const step of this.path) outer = pointerTo(outer, step);
    return pointerTo(outer, key);
  }
}

/** Members of the input or the context, as most expressions are: nothing can be wrong with them, and they read no variable. */
function isPlainJsonata(text: string): boolean {
  return text.startsWith('{%') && PLAIN_JSONATA.test(text);
}

const PLAIN_JSONATA =
  /^\{%\s*\$states\.(?:input|context)(?:\.(?!(?:and|or|in|true|false|null|function)\b)[A-Za-z_]\w*)*\s*%\}$/;

function readsVariable(node: Intrinsic): boolean {
  if (node.kind === 'call') return node.args.some(readsVariable);
  return node.kind === 'path' && variablesOf(node.path).length > 0;
}

function readsNothing({ variables, bindings, states }: JsonataReads): boolean {
  const isCommon = ({ name }: { readonly name: string }) => name === 'input' || name === 'context';
  return variables.length === 0 && bindings.length === 0 && states.every(isCommon);
}

function looksLikeJsonPath(text: string): boolean {
  if (text.startsWith('$')) return /^\${1,2}[.[]/.test(text) || text === '$$';
  return text.startsWith('States.') && /^States\.[A-Za-z0-9]+\(/.test(text);
}
