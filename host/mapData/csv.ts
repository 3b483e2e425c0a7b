// CSV as a distributed Map reads it, in pieces: rows of texts. A quoted field may hold delimiters, line ends and doubled
// quotes; a backslash keeps itself, a quote or the delimiter from meaning anything, and is dropped before all else
// (spec/asl.md, "Data rules"). Empty lines are no rows.
import { ReadFault } from './readFault.ts';

const DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};

/** An item is at most this large when it is read (spec/quotas.md). */
const LARGEST_ROW = 8 * 1024 * 1024;

const QUOTE = 34;
const BACKSLASH = 92;
const LINE_FEED = 10;
const RETURN = 13;

export class CsvReader {
  readonly #delimiter: number;
  #row: string[] = [];
  #field = '';
  #state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  #isEscaped = false;
  #isAfterReturn = false;
  #rowLength = 0;
  #line = 1;
  #rowLine = 1;

  constructor(delimiter = 'COMMA') {
    this.#delimiter = (DELIMITERS[delimiter] ?? ',').charCodeAt(0);
  }

  /** The rows that end in this piece. */
  read(text: string): string[][] {
    const rows: string[][] = [];
    let from = 0;
    const take = (to: number) => {
      if (to > from) this.#field += text.slice(from, to);
    };
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.#isEscaped) {
        this.#isEscaped = false;
        if (this.#state === 'start') this.#state = 'plain';
        if (code !== LINE_FEED && code !== RETURN) continue;
      }
      const isLineFeedOfReturn = code === LINE_FEED && this.#isAfterReturn;
      this.#isAfterReturn = code === RETURN;
      if (code === LINE_FEED) this.#line++;
      if (code === BACKSLASH) {
        take(i);
        from = i + 1;
        this.#isEscaped = true;
      } else if (this.#state === 'quoted') {
        if (code !== QUOTE) continue;
        take(i);
        from = i + 1;
        this.#state = 'closed';
      } else if (code === QUOTE && this.#state !== 'plain') {
        // Behind a closed quote this is a doubled one: a quote, and the field goes on.
        from = this.#state === 'closed' ? i : i + 1;
        this.#state = 'quoted';
      } else if (code === this.#delimiter) {
        take(i);
        from = i + 1;
        this.#endField();
      } else if (code === LINE_FEED || code === RETURN) {
        take(i);
        from = i + 1;
        if (!isLineFeedOfReturn) this.#endRow(rows);
      } else if (this.#state !== 'plain') this.#state = 'plain';
    }
    take(text.length);
    if (this.#field.length + this.#rowLength > LARGEST_ROW) {
      throw new ReadFault(
        `The row that begins at line ${this.#rowLine} is larger than 8 MB. Is a closing quote missing?`,
      );
    }
    return rows;
  }

  /** The row that no line end followed. */
  end(): string[][] {
    const rows: string[][] = [];
    this.#endRow(rows);
    return rows;
  }

  #endField(): void {
    this.#row.push(this.#field);
    this.#rowLength += this.#field.length;
    this.#field = '';
    this.#state = 'start';
  }

  #endRow(rows: string[][]): void {
    const isEmpty = this.#row.length === 0 && this.#field === '' && this.#state === 'start';
    if (!isEmpty) {
      this.#endField();
      rows.push(this.#row);
    }
    this.#row = [];
    this.#rowLength = 0;
    this.#rowLine = this.#line;
  }
}

/** Items of rows: an object of header and value. Missing values are empty, and surplus ones are left out (recorded). */
export class CsvItems {
  #headers: readonly string[] | undefined;
  readonly #reader: CsvReader;

  constructor({
    delimiter,
    headers,
  }: { readonly delimiter?: string | undefined; readonly headers?: readonly string[] }) {
    this.#reader = new CsvReader(delimiter);
    if (headers) this.#headers = checked(headers);
  }

  read(text: string): Record<string, string>[] {
    return this.#itemsOf(this.#reader.read(text));
  }

  end(): Record<string, string>[] {
    return this.#itemsOf(this.#reader.end());
  }

  #itemsOf(rows: readonly string[][]): Record<string, string>[] {
    const items: Record<string, string>[] = [];
    for (const row of rows) {
      const headers = this.#headers;
      if (headers) items.push(Object.fromEntries(headers.map((header, i) => [header, row[i] ?? ''])));
      else this.#headers = checked(row);
    }
    return items;
  }
}

function checked(headers: readonly string[]): readonly string[] {
  // Recorded.
  if (new Set(headers).size < headers.length) throw new ReadFault('CSV headers cannot contain duplicates.');
  return headers;
}
