// JSON texts of a request, read so that a value can be written again as it was sent: TestState keeps the spacing of the
// request in what it only passes on (recorded).
import { isObject, parseValue, printValue, type Value } from '../../interpreter/index.ts';
import { analyze, type Node } from '../../language/index.ts';

export class SourceTexts {
  readonly #texts = new WeakMap<object, string>();

  /** The value of a text, or undefined when it is not JSON. */
  read(text: string): Value | undefined {
    const { value } = parseValue(text);
    if (value === undefined) return undefined;
    // The tree of any JSON text; what it means as a definition does not matter here.
    const { root } = analyze(text, { format: 'json' });
    if (root) this.#keep(value, root, text);
    return value;
  }

  print(value: Value): string {
    if (typeof value !== 'object' || value === null) return printValue(value);
    const text = this.#texts.get(value);
    if (text !== undefined) return text;
    if (Array.isArray(value)) return `[${value.map((item: Value) => this.print(item)).join(',')}]`;
    const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${this.print(one)}`);
    return `{${members.join(',')}}`;
  }

  #keep(value: Value, node: Node, text: string): void {
    if (typeof value !== 'object' || value === null) return;
    this.#texts.set(value, text.slice(node.start, node.end));
    if (node.kind === 'array' && Array.isArray(value)) {
      node.items.forEach((item, i) => {
        const found: Value | undefined = value[i];
        if (found !== undefined) this.#keep(found, item, text);
      });
    } else if (node.kind === 'object' && isObject(value)) {
      for (const { key, value: inner } of node.members) {
        const found = Object.hasOwn(value, key.value) ? value[key.value] : undefined;
        if (inner && found !== undefined) this.#keep(found, inner, text);
      }
    }
  }
}
