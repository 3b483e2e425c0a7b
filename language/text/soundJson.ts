// Sound JSON → tree, in one go: nearly every text is sound, and reading it is a good part of what an analysis takes. Gives up
// at the first thing that is not as it should be: parseJson.ts reads such texts, and says what is wrong with them. What is
// sound but rare (escapes, fractions, bare placeholders) is read there too.
import { DEPTH_LIMIT, parseValueAt } from './parseJson.ts';
import { isDeploymentFunction, isRepeating, Member, type Node, type ObjectNode } from './tree.ts';

/**
 * Takes the states of the outermost scope as they are read, with their values; they are not kept in the tree then. False
 * ends the reading: the caller has seen enough.
 */
export type TakeState = (state: Member) => boolean;

/** The tree of the whole text; undefined where the text is not sound, or `takeState` has ended the reading. */
export function readSound(text: string, takeState: TakeState): Node | undefined {
  // A byte order mark is not part of the text.
  return new SoundReader(text, text.charCodeAt(0) === 0xfeff ? 1 : 0, 0, takeState).readAll();
}

/** The object that begins at `start`, `depth` levels deep; undefined if anything is wrong with it, or it is a placeholder. */
export function readSoundObject(text: string, start: number, depth: number): ObjectNode | undefined {
  const node = new SoundReader(text, start, depth, undefined).readNext();
  return node?.kind === 'object' ? node : undefined;
}

// `private` rather than `#`, because every call of a `#method` checks whose it is.
class SoundReader {
  private readonly text: string;
  private readonly length: number;
  private readonly takeState: TakeState | undefined;
  private offset: number;
  private depth: number;
  private takesStates = false;
  // The entries of the containers being read, of all of them in one list: one that grows for each container would take more
  // room than it needs, many thousand times.
  private readonly members: Member[] = [];
  private memberCount = 0;
  private readonly items: Node[] = [];
  private itemCount = 0;
  /** How many objects were met that have a name twice. */
  private repeating = 0;

  constructor(text: string, from: number, depth: number, takeState: TakeState | undefined) {
    this.text = text;
    this.length = text.length;
    this.takeState = takeState;
    this.offset = from;
    this.depth = depth;
  }

  readAll(): Node | undefined {
    const root = this.readNext();
    return root && this.nextUnit() === END ? root : undefined;
  }

  readNext(): Node | undefined {
    return this.readValue(this.nextUnit());
  }

  /** The character behind blanks; `offset` is there then. END behind the text. */
  private nextUnit(): number {
    const text = this.text;
    const length = this.length;
    let at = this.offset;
    let unit = END;
    for (; at < length; at++) {
      unit = text.charCodeAt(at);
      if (unit > SPACE || (unit !== SPACE && unit !== LINE_FEED && unit !== RETURN && unit !== TAB)) break;
    }
    this.offset = at;
    return at < length ? unit : END;
  }

  /** The value that begins here with this character. */
  private readValue(unit: number): Node | undefined {
    if (unit === QUOTE) {
      const start = this.offset;
      const value = this.readText();
      return value === undefined ? undefined : { kind: 'string', value, start, end: this.offset };
    }
    if (unit === OPEN_BRACE) return this.readObject();
    if (unit === OPEN_BRACKET) return this.readArray();
    return this.readWord(unit);
  }

  /** What stands between the quotes that begin here. */
  private readText(): string | undefined {
    const text = this.text;
    const length = this.length;
    const start = this.offset + 1;
    let end = start;
    let unit = END;
    while (end < length) {
      unit = text.charCodeAt(end);
      if (unit === QUOTE || unit === BACKSLASH || unit < SPACE) break;
      end++;
    }
    if (unit === QUOTE) {
      this.offset = end + 1;
      return text.slice(start, end);
    }
    const node = unit === BACKSLASH ? this.readRare() : undefined;
    return node?.kind === 'string' ? node.value : undefined;
  }

  private readRare(): Node | undefined {
    const node = parseValueAt(this.text, this.offset);
    if (node) this.offset = node.end;
    return node;
  }

  private readObject(): Node | undefined {
    if (this.depth === DEPTH_LIMIT) return undefined;
    const start = this.offset++;
    const first = this.memberCount;
    const repeating = this.repeating;
    this.depth++;
    let unit = this.nextUnit();
    if (unit !== CLOSE_BRACE) {
      for (;;) {
        if (unit !== QUOTE || !this.readMember()) return undefined;
        unit = this.nextUnit();
        if (unit === CLOSE_BRACE) break;
        if (unit !== COMMA) return undefined;
        this.offset++;
        unit = this.nextUnit();
      }
    }
    this.depth--;
    const end = ++this.offset;
    const members = this.members.slice(first, this.memberCount);
    this.memberCount = first;
    const object: ObjectNode = {
      kind: 'object',
      start,
      end,
      members,
      mayRepeat: this.isAnyRepeating(members, repeating),
    };
    if (!isDeploymentFunction(members)) return object;
    return { kind: 'placeholder', text: this.text.slice(start, end), object, start, end };
  }

  /** Whether a name stands twice in an object or in something in it: `before` objects had one when it began. */
  private isAnyRepeating(members: readonly Member[], before: number): boolean {
    if (isRepeating(members)) this.repeating++;
    return this.repeating > before;
  }

  /** Whether the member that begins here is sound, and more is wanted. */
  private readMember(): boolean {
    const start = this.offset;
    const name = this.readText();
    if (name === undefined) return false;
    const keyEnd = this.offset;
    if (this.nextUnit() !== COLON) return false;
    this.offset++;
    const unit = this.nextUnit();
    if (this.depth <= 2 && this.takeState) return this.readOuter(name, start, keyEnd, unit, this.takeState);
    const value = this.readValue(unit);
    if (!value) return false;
    this.members[this.memberCount++] = new Member(name, start, keyEnd, value);
    return true;
  }

  // A member of the machine, or a state of its outermost scope.
  private readOuter(name: string, start: number, keyEnd: number, unit: number, takeState: TakeState): boolean {
    const isStates = this.depth === 1 && name === 'States';
    if (isStates) this.takesStates = true;
    const value = this.readValue(unit);
    if (isStates) this.takesStates = false;
    if (!value) return false;
    const member = new Member(name, start, keyEnd, value);
    if (this.takesStates && this.depth === 2) return takeState(member);
    this.members[this.memberCount++] = member;
    return true;
  }

  private readArray(): Node | undefined {
    if (this.depth === DEPTH_LIMIT) return undefined;
    const start = this.offset++;
    const first = this.itemCount;
    this.depth++;
    let unit = this.nextUnit();
    if (unit !== CLOSE_BRACKET) {
      for (;;) {
        const item = this.readValue(unit);
        if (!item) return undefined;
        this.items[this.itemCount++] = item;
        unit = this.nextUnit();
        if (unit === CLOSE_BRACKET) break;
        if (unit !== COMMA) return undefined;
        this.offset++;
        unit = this.nextUnit();
      }
    }
    this.depth--;
    const end = ++this.offset;
    const items = this.items.slice(first, this.itemCount);
    this.itemCount = first;
    return { kind: 'array', start, end, items };
  }

  // A small whole number, true, false or null, as nearly all are, with what may follow a value behind it.
  private readWord(first: number): Node | undefined {
    if (first <= ZERO || first > NINE) return this.readName(first);
    const text = this.text;
    const length = this.length;
    const start = this.offset;
    let value = 0;
    let end = start;
    let unit = first;
    while (unit >= ZERO && unit <= NINE) {
      value = value * 10 + unit - ZERO;
      end++;
      unit = end < length ? text.charCodeAt(end) : END;
    }
    if (end - start > MOST_DIGITS || !endsWord(unit)) return this.readRare();
    this.offset = end;
    return { kind: 'number', value, start, end };
  }

  private readName(first: number): Node | undefined {
    const name = first === LOWER_T ? 'true' : first === LOWER_F ? 'false' : first === LOWER_N ? 'null' : '';
    const start = this.offset;
    const end = start + name.length;
    const isName = name !== '' && this.text.startsWith(name, start);
    if (!isName || !endsWord(end < this.length ? this.text.charCodeAt(end) : END)) return this.readRare();
    this.offset = end;
    return { kind: name === 'null' ? 'null' : 'boolean', value: VALUES[name], start, end } as Node;
  }
}

const VALUES: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

function endsWord(unit: number): boolean {
  return unit === COMMA || unit <= SPACE || unit === CLOSE_BRACE || unit === CLOSE_BRACKET;
}

/** Of a number that is surely exact. */
const MOST_DIGITS = 9;

const END = -1;
const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const LOWER_F = 102;
const LOWER_N = 110;
const LOWER_T = 116;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
