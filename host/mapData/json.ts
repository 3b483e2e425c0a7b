// JSON as a distributed Map reads it, in pieces: the entries of a list or the members of an object, each parsed by itself, so
// that a large file is never a value as a whole. And JSON Lines, a value for each line.
import { type Item, isObject, parseValue, type Value } from '../../interpreter/index.ts';
import { ReadFault } from './readFault.ts';

/** An item is at most this large when it is read (spec/quotas.md). */
const LARGEST_ITEM = 8 * 1024 * 1024;

/** Recorded in AWS's documentation of the reader. */
const NOT_ITERABLE = 'Attempting to map over non-iterable node.';

export class JsonItems {
  /** What the items are in: a list, an object, and then nothing more. */
  #within: 'nothing' | 'list' | 'object' | 'end' = 'nothing';
  #entry = '';
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  #count = 0;
  #isAfterComma = false;

  read(text: string): Item[] {
    const items: Item[] = [];
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const letter = text[i] ?? '';
      if (this.#isInText) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (letter === '\\') this.#isEscaped = true;
        else if (letter === '"') this.#isInText = false;
        continue;
      }
      if (this.#within === 'nothing' || this.#within === 'end') {
        from = i + 1;
        this.#outside(letter);
      } else if (letter === '"') this.#isInText = true;
      else if (letter === '[' || letter === '{') this.#depth++;
      else if (this.#depth > 0) {
        if (letter === ']' || letter === '}') this.#depth--;
      } else if (letter === ',' || letter === ']' || letter === '}') {
        this.#entry += text.slice(from, i);
        from = i + 1;
        this.#endEntry(letter, items);
      }
    }
    this.#entry += text.slice(from);
    if (this.#entry.length > LARGEST_ITEM) throw new ReadFault(`Item ${this.#count} is larger than 8 MB.`);
    return items;
  }

  end(): Item[] {
    if (this.#within === 'nothing') throw new ReadFault('The file is empty: a JSON list or object is expected.');
    if (this.#within !== 'end') throw new ReadFault('The file is not JSON: it ends before its list or object does.');
    return [];
  }

  #outside(letter: string): void {
    if (/\s/.test(letter)) return;
    if (this.#within === 'end') throw new ReadFault('The file is not JSON: something follows its list or object.');
    if (letter === '[') this.#within = 'list';
    else if (letter === '{') this.#within = 'object';
    else if (/["\dtfn-]/.test(letter)) throw new ReadFault(NOT_ITERABLE);
    else throw new ReadFault(`The file is not JSON: it begins with "${letter}".`);
  }

  #endEntry(letter: string, items: Item[]): void {
    const isLast = letter !== ',';
    const isEmpty = this.#entry.trim() === '';
    if (isLast && letter !== (this.#within === 'list' ? ']' : '}'))
      throw new ReadFault(`The file is not JSON: "${letter}" closes nothing.`);
    // Only a list or object without entries may end without one.
    if (!isEmpty) items.push(this.#item(this.#entry));
    else if (!isLast || this.#isAfterComma)
      throw new ReadFault(`The file is not JSON: item ${this.#count} is missing.`);
    this.#entry = '';
    this.#isAfterComma = !isLast;
    if (isLast) this.#within = 'end';
  }

  #item(text: string): Item {
    const isMember = this.#within === 'object';
    const { value, problem } = parseValue(isMember ? `{${text}}` : text);
    if (problem !== undefined) throw new ReadFault(`Item ${this.#count} cannot be read. ${problem}`);
    this.#count++;
    if (!isMember) return { value };
    const [[key, member] = ['', null]] = Object.entries(value as { readonly [key: string]: Value });
    return { key, value: member };
  }
}

export class JsonLines {
  #rest = '';
  #line = 0;

  read(text: string): Item[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LARGEST_ITEM) throw new ReadFault(`Line ${this.#line + 1} is larger than 8 MB.`);
    return lines.flatMap(line => this.#item(line));
  }

  end(): Item[] {
    return this.#item(this.#rest);
  }

  #item(line: string): Item[] {
    this.#line++;
    if (line.trim() === '') return [];
    const { value, problem } = parseValue(line);
    if (problem !== undefined) throw new ReadFault(`Line ${this.#line} cannot be read. ${problem}`);
    return [{ value }];
  }
}

/** The entries or members of the value a JSON Pointer leads to. The whole text is read for it. */
export function itemsAt(text: string, pointer: string): Item[] {
  const { value, problem } = parseValue(text);
  if (problem !== undefined) throw new ReadFault(problem);
  let found: Value | undefined = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(found)) found = /^\d+$/.test(name) ? (found as readonly Value[])[Number(name)] : undefined;
    else found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  if (found === undefined) throw new ReadFault(`ItemsPointer "${pointer}" leads to nothing in the file.`);
  if (Array.isArray(found)) return found.map((one: Value) => ({ value: one }));
  if (!isObject(found)) throw new ReadFault(NOT_ITERABLE);
  return Object.entries(found).map(([key, one]) => ({ key, value: one }));
}
