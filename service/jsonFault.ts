// What is wrong with a text that is not JSON, in the words of the service's JSON reader (Jackson), with the place it names.
// On record are a first token and a name in single quotes; the other texts are those of the library, version 2.13 and later.

export interface JsonFault {
  readonly message: string;
  /** From 1, as the reader counts: it has read the character it complains of. */
  readonly line: number;
  readonly column: number;
}

/** Undefined when the text is JSON. */
export function jsonFault(text: string): JsonFault | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    try {
      new Reader(text).read();
    } catch (error) {
      if (error instanceof Fault) return { message: error.message, ...placeOf(text, error.offset) };
      throw error;
    }
    // The host refuses what this reader takes: nothing of the kind is known.
    return { message: 'Unexpected content', ...placeOf(text, text.length) };
  }
}

/** `[Source: (String)"…"; line: 1, column: 4]`. Of a long text only the beginning is shown. */
export function sourceOf(text: string, { line, column }: Pick<JsonFault, 'line' | 'column'>): string {
  const rest = text.length - SHOWN;
  const shown = rest > 0 ? `"${printable(text.slice(0, SHOWN))}"[truncated ${rest} chars]` : `"${printable(text)}"`;
  return `[Source: (String)${shown}; line: ${line}, column: ${column}]`;
}

const SHOWN = 500;

// Line ends are shown as they are, other control characters by their code.
function printable(text: string): string {
  return text.replace(/[\p{Cc}]/gu, unit =>
    /[\r\n]/.test(unit) ? unit : `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|[\r\n]/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

class Fault extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface Container {
  readonly kind: 'Object' | 'Array';
  readonly start: number;
  isEmpty: boolean;
}

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

class Reader {
  readonly #text: string;
  readonly #containers: Container[] = [];
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads all of the text; throws the first Fault. */
  read(): void {
    this.#blanks();
    if (this.#offset >= this.#text.length) this.#fail('No content to map due to end-of-input', this.#offset);
    this.#value();
    for (let container = this.#containers.at(-1); container; container = this.#containers.at(-1)) this.#next(container);
    this.#blanks();
    if (this.#offset < this.#text.length) this.#value();
  }

  /** The next entry of a container, or its end. */
  #next(container: Container): void {
    this.#blanks();
    const unit = this.#text[this.#offset];
    if (unit === undefined) {
      const start = sourceOf(this.#text, placeOf(this.#text, container.start));
      this.#end(`: expected close marker for ${container.kind} (start marker at ${start})`);
    }
    if (unit === ']' || unit === '}') {
      this.#close(container, unit);
      return;
    }
    if (!container.isEmpty) {
      if (unit !== ',') this.#unexpected(`was expecting comma to separate ${container.kind} entries`);
      this.#offset++;
      this.#blanks();
      if (this.#offset >= this.#text.length) this.#end(` within/between ${container.kind} entries`);
    }
    container.isEmpty = false;
    if (container.kind === 'Object') this.#name();
    this.#value();
  }

  #close(container: Container, mark: string): void {
    const expected = container.kind === 'Object' ? '}' : ']';
    this.#offset++;
    if (mark !== expected) {
      const start = sourceOf(this.#text, placeOf(this.#text, container.start));
      this.#fail(
        `Unexpected close marker '${mark}': expected '${expected}' (for ${container.kind} starting at ${start})`,
        this.#offset,
      );
    }
    this.#containers.pop();
  }

  #name(): void {
    if (this.#text[this.#offset] !== '"') this.#unexpected('was expecting double-quote to start field name');
    this.#string('name');
    this.#blanks();
    if (this.#offset >= this.#text.length) this.#end(' within/between Object entries');
    if (this.#text[this.#offset] !== ':') this.#unexpected('was expecting a colon to separate field name and value');
    this.#offset++;
    this.#blanks();
    if (this.#offset >= this.#text.length) this.#end(' within/between Object entries');
  }

  #value(): void {
    const unit = this.#text[this.#offset] ?? '';
    if (unit === '{' || unit === '[') {
      this.#containers.push({ kind: unit === '{' ? 'Object' : 'Array', start: this.#offset, isEmpty: true });
      this.#offset++;
    } else if (unit === '"') this.#string('string value');
    else if (unit === '-' || /\d/.test(unit)) this.#number();
    else if (/[\p{L}_$]/u.test(unit)) this.#word();
    else this.#unexpected(`expected a valid value ${VALUES}`);
  }

  #word(): void {
    const word = /^[\p{L}\p{N}_$]+/u.exec(this.#text.slice(this.#offset))?.[0] ?? '';
    this.#offset += word.length;
    if (word === 'true' || word === 'false' || word === 'null') return;
    if (word === 'NaN' || word === 'Infinity') {
      const feature = 'enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow';
      this.#fail(`Non-standard token '${word}': ${feature}`, this.#offset);
    }
    this.#fail(`Unrecognized token '${word}': was expecting ${VALUES}`, this.#offset);
  }

  #number(): void {
    if (this.#text[this.#offset] === '-') {
      this.#offset++;
      this.#digit('expected digit (0-9) to follow minus sign, for valid numeric value');
    }
    if (this.#text[this.#offset] === '0' && this.#isDigit(this.#offset + 1)) {
      this.#fail('Invalid numeric value: Leading zeroes not allowed', this.#offset + 2);
    }
    this.#digits();
    if (this.#text[this.#offset] === '.') {
      this.#offset++;
      this.#digit('Decimal point not followed by a digit');
      this.#digits();
    }
    if (/[eE]/.test(this.#text[this.#offset] ?? '')) {
      this.#offset++;
      if (/[+-]/.test(this.#text[this.#offset] ?? '')) this.#offset++;
      this.#digit('Exponent indicator not followed by a digit');
      this.#digits();
    }
  }

  #digits(): void {
    while (this.#isDigit(this.#offset)) this.#offset++;
  }

  #isDigit(offset: number): boolean {
    return /\d/.test(this.#text[offset] ?? '');
  }

  #digit(expected: string): void {
    if (this.#isDigit(this.#offset)) return;
    if (this.#offset >= this.#text.length) this.#end(' within/between root entries');
    const described = describe(this.#text.charCodeAt(this.#offset));
    this.#fail(`Unexpected character (${described}) in numeric value: ${expected}`, this.#offset + 1);
  }

  #string(what: 'name' | 'string value'): void {
    this.#offset++;
    for (;;) {
      const unit = this.#text[this.#offset];
      if (unit === undefined) {
        this.#end(what === 'name' ? ' in field name' : ': was expecting closing quote for a string value');
      }
      this.#offset++;
      if (unit === '"') return;
      if (unit === '\\') this.#escape();
      else if (unit < ' ') {
        const described = describe(unit.charCodeAt(0));
        const message = `Illegal unquoted character (${described}): has to be escaped using backslash to be included in ${what}`;
        this.#fail(message, this.#offset);
      }
    }
  }

  #escape(): void {
    const letter = this.#text[this.#offset];
    if (letter === undefined) this.#end(' in character escape sequence');
    this.#offset++;
    if (letter !== 'u') {
      if (/["\\/bfnrt]/.test(letter)) return;
      this.#fail(`Unrecognized character escape ${describe(letter.charCodeAt(0))}`, this.#offset);
    }
    for (let i = 0; i < 4; i++) {
      const digit = this.#text[this.#offset];
      if (digit === undefined) this.#end(' in character escape sequence');
      if (!/[0-9a-fA-F]/.test(digit)) this.#unexpected('expected a hex-digit for character escape sequence');
      this.#offset++;
    }
  }

  #blanks(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#offset] ?? '')) this.#offset++;
    if (this.#text[this.#offset] !== '/') return;
    const feature = "(not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)";
    this.#unexpected(`maybe a (non-standard) comment? ${feature}`);
  }

  #unexpected(expected: string): never {
    const described = describe(this.#text.charCodeAt(this.#offset));
    this.#fail(`Unexpected character (${described}): ${expected}`, this.#offset + 1);
  }

  #end(where: string): never {
    this.#fail(`Unexpected end-of-input${where}`, this.#text.length);
  }

  #fail(message: string, offset: number): never {
    throw new Fault(message, offset);
  }
}

function describe(unit: number): string {
  if (unit < 32 || (unit >= 127 && unit < 160)) return `(CTRL-CHAR, code ${unit})`;
  const shown = `'${String.fromCharCode(unit)}' (code ${unit}`;
  return unit > 255 ? `${shown} / 0x${unit.toString(16)})` : `${shown})`;
}
