// The data folder of `serve --data`: the state machines and activities in one file that is replaced as a whole, and a journal
// for each execution. What a caller has been told is on disk before. Written so that the end of the process at any moment
// leaves something that can be read.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { reason } from '../host/index.ts';
import { isObject, parseValue, printValue, type Signal, type Value } from '../interpreter/index.ts';

/** The folder cannot be read or written. Its message is a sentence for whoever runs the service. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
}

/** What happened to an execution, line by line. */
export type JournalLine =
  | { readonly kind: 'applied'; readonly signal: Signal }
  /** The outside has said something, which is applied later, when `due` names it by its number. */
  | { readonly kind: 'heard'; readonly signal: Signal }
  | { readonly kind: 'due'; readonly number: number }
  | { readonly kind: 'ended'; readonly status: string };

export interface StoredExecution {
  readonly journal: ExecutionJournal;
  readonly header: Value;
  readonly lines: readonly JournalLine[];
}

export class Store {
  readonly #folder: string;
  #machines: string | undefined;
  #count = 0;
  #fault: StoreFault | undefined;
  #isClosed = false;

  /** Throws a `StoreFault` where the folder is none, or another service uses it. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#try('used', () => fs.mkdirSync(this.#executions, { recursive: true }));
    this.#lock();
  }

  /** Undefined in a new folder. */
  readMachines(): Value | undefined {
    const file = path.join(this.#folder, MACHINES);
    const text = this.#try('read', () => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined));
    this.#machines = text;
    return text === undefined ? undefined : readObject(text, file);
  }

  /** Written beside and moved over: there is always a whole one. */
  writeMachines(value: Value): void {
    const text = printValue(defined(value));
    if (this.#isClosed || text === this.#machines) return;
    const file = path.join(this.#folder, MACHINES);
    this.#try('written', () => {
      fs.writeFileSync(`${file}.new`, text);
      fs.renameSync(`${file}.new`, file);
    });
    this.#machines = text;
  }

  /** Throws where the last thing that had to be written is not: what a caller asked for is not kept. */
  check(): void {
    if (this.#fault) throw this.#fault;
  }

  /** In the order they were started. */
  readExecutions(): readonly StoredExecution[] {
    const names = this.#try('read', () => fs.readdirSync(this.#executions)).filter(name => /^\d+\.jsonl$/.test(name));
    const numbers = names.map(name => Number.parseInt(name, 10)).sort((a, b) => a - b);
    this.#count = numbers.at(-1) ?? 0;
    return numbers.flatMap(number => this.#readExecution(number) ?? []);
  }

  newExecution(header: Value): ExecutionJournal {
    const file = this.#fileOf(++this.#count);
    this.#append(file, header);
    return new ExecutionJournal(line => this.#append(file, line), 0);
  }

  /** Nothing is written any more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    fs.rmSync(path.join(this.#folder, LOCK), { force: true });
  }

  get #executions(): string {
    return path.join(this.#folder, 'executions');
  }

  #fileOf(number: number): string {
    return path.join(this.#executions, `${String(number).padStart(8, '0')}.jsonl`);
  }

  // Undefined for one of which not even the first line is there: nobody was told of it.
  #readExecution(number: number): StoredExecution | undefined {
    const file = this.#fileOf(number);
    const text = this.#try('read', () => fs.readFileSync(file, 'utf8'));
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // The line the process ended in was acknowledged to nobody.
    if (whole !== text) this.#try('written', () => fs.truncateSync(file, Buffer.byteLength(whole)));
    const [header, ...lines] = whole.split('\n').slice(0, -1);
    if (header === undefined) {
      this.#try('written', () => fs.rmSync(file));
      return undefined;
    }
    const read = lines.map((line, i) => readObject(line, `${file}, line ${i + 2}`) as unknown as JournalLine);
    const heard = read.filter(({ kind }) => kind === 'heard').length;
    const journal = new ExecutionJournal(line => this.#append(file, line), heard);
    return { journal, header: readObject(header, `${file}, line 1`), lines: read };
  }

  #append(file: string, line: Value): void {
    if (this.#isClosed) return;
    const bytes = Buffer.from(`${printValue(defined(line))}\n`);
    this.#try('written', () => {
      const before = fs.existsSync(file) ? fs.statSync(file).size : 0;
      try {
        fs.appendFileSync(file, bytes);
      } catch (error) {
        // Half a line in the middle could not be read again.
        fs.truncateSync(file, before);
        throw error;
      }
    });
  }

  #lock(): void {
    const file = path.join(this.#folder, LOCK);
    const owner = this.#try('read', () => (fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0));
    if (owner > 0 && owner !== process.pid && isAlive(owner)) {
      throw new StoreFault(`The data folder ${this.#folder} is in use by the process ${owner}.`);
    }
    this.#try('written', () => fs.writeFileSync(file, String(process.pid)));
  }

  #try<T>(what: 'used' | 'read' | 'written', work: () => T): T {
    this.#fault = undefined;
    try {
      return work();
    } catch (error) {
      this.#fault = new StoreFault(`The data folder ${this.#folder} cannot be ${what}: ${reason(error)}.`);
      throw this.#fault;
    }
  }
}

const MACHINES = 'machines.json';
const LOCK = 'lock';

/** The journal of one execution; every call has written its line when it returns. */
export class ExecutionJournal {
  readonly #append: (line: Value) => void;
  /** What was heard and not applied yet, by its number in the journal. */
  readonly #heard = new Map<Signal, number>();
  #heardCount: number;

  constructor(append: (line: Value) => void, heardCount: number) {
    this.#append = append;
    this.#heardCount = heardCount;
  }

  /** Never throws: what could not be written now is written when it is applied, and whoever said it is told by `check`. */
  heard(signal: Signal): void {
    try {
      this.#write({ kind: 'heard', signal });
    } catch (error) {
      if (error instanceof StoreFault) return;
      throw error;
    }
    this.expect(signal, this.#heardCount++);
  }

  /** It was heard before, as the one of this number. */
  expect(signal: Signal, number: number): void {
    this.#heard.set(signal, number);
  }

  applied(signal: Signal): void {
    const number = this.#heard.get(signal);
    if (number === undefined) this.#write({ kind: 'applied', signal });
    else this.#write({ kind: 'due', number });
    this.#heard.delete(signal);
  }

  ended(status: string): void {
    this.#write({ kind: 'ended', status });
  }

  #write(line: JournalLine): void {
    this.#append(line as unknown as Value);
  }
}

// Members that are undefined are left out: JSON has none.
function defined(value: Value): Value {
  if (Array.isArray(value)) return value.map(defined);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, defined(member)]));
}

function readObject(text: string, where: string): Value {
  const { value, problem } = parseValue(text);
  if (problem === undefined && isObject(value)) return value;
  throw new StoreFault(`${where} cannot be read: ${problem ?? 'it is no object.'}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's can only be asked for.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
