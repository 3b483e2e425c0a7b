// The text of a definition that a template gives as text: plain, through `Fn::Sub`, or in the pieces of `Fn::Join`.
// What CloudFormation fills in stands in it as `${Name}`, so that the text reads as a definition with placeholders.
import type { Node } from '../text/tree.ts';
import type { Use } from './embedded.ts';
import { type CloudFunction, functionOf, readSub } from './functions.ts';
import { Assembly } from './offsetMap.ts';
import { namesIn } from './placeholders.ts';

export interface Assembled {
  readonly assembly: Assembly;
  /** Names no function of the template fills in: they are for `DefinitionSubstitutions`. Places are in the host. */
  readonly uses: readonly Use[];
  readonly subs: readonly CloudFunction[];
}

/** Undefined for a value that is no text of a definition, such as a reference to a parameter. */
export function assemble(host: string, node: Node): Assembled | undefined {
  const assembly = new Assembly(host);
  const pending: (() => Use)[] = [];
  const subs: CloudFunction[] = [];
  if (!isText(node)) return undefined;
  add(node);
  // Nothing but references: the definition is elsewhere.
  if (!/\{\s*("|\/|$)/.test(assembly.text.replaceAll('${', ''))) return undefined;
  return { assembly, subs, uses: pending.map(use => use()) };

  function add(part: Node): void {
    if (part.kind === 'string') {
      const from = assembly.text.length;
      for (const { name, start } of namesIn(part.value)) use(name, from + start);
      assembly.addText(part);
      return;
    }
    if (part.kind === 'number' || part.kind === 'boolean') {
      assembly.addOther(String(part.value), part);
      return;
    }
    const found = functionOf(part);
    if (found?.name === 'Sub') addSub(found);
    else if (found?.name === 'Join') addJoin(found);
    else if (part.kind === 'placeholder') assembly.addOther(standIn(part.text), part);
  }

  function addSub(found: CloudFunction): void {
    const read = readSub(found);
    if (!read) return;
    subs.push(found);
    const { text } = read;
    let done = 0;
    for (const { name, isLiteral, start } of namesIn(text.value)) {
      if (!isLiteral) continue;
      // `${!Name}` becomes `${Name}`: the sign is left out.
      const sign = text.value.lastIndexOf('!', start);
      assembly.addText(text, done, sign);
      use(name, assembly.text.length + start - sign - 1, true);
      done = sign + 1;
    }
    assembly.addText(text, done);
  }

  function addJoin({ argument }: CloudFunction): void {
    if (argument.kind !== 'array') return;
    const [delimiter, list] = argument.items;
    if (delimiter?.kind !== 'string' || list?.kind !== 'array') return;
    let end: number | undefined;
    for (const item of list.items) {
      // An alias stands before its anchor's value.
      if (end !== undefined) assembly.addOther(delimiter.value, { start: Math.min(end, item.start), end: item.start });
      add(item);
      end = item.end;
    }
  }

  function use(name: string, start: number, isLiteral = false): void {
    pending.push(() => {
      const span = assembly.toHost({ start, end: start + name.length });
      return { name, span, pointer: '', ...(isLiteral && { isLiteral }) };
    });
  }
}

function isText(node: Node): boolean {
  const name = functionOf(node)?.name;
  return node.kind === 'string' || name === 'Sub' || name === 'Join';
}

// `!GetAtt Pay.Arn` → `${Pay.Arn}`; other functions by what can be read of them in a word.
function standIn(text: string): string {
  return `\${${/[A-Za-z][\w.:-]*(?=\W*$)/.exec(text.slice(-100))?.[0] ?? 'Value'}}`;
}
