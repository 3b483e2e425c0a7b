// What the name of a function breakpoint means: `Charge`, `Charge*`, `Fulfil[1]/*`, `Each#17/*`, `type:Wait`,
// `resource:*lambda*`, `Reserve:*` of the machine that a Task starts; behind a colon where in the state: `:task`. Knows
// states by what is told of them, so that a picture can ask as well as the debugger.

export interface ToldState {
  readonly name: string;
  readonly type: string;
  /** The names of the containers around it, and its own: `Fulfil[1]/Charge`. */
  readonly path: string;
  readonly resource?: string | undefined;
}

export const PLACES = ['entry', 'task', 'result', 'retry', 'exit'] as const;
export type Place = (typeof PLACES)[number];

export interface Meaning {
  /** The pattern without the place and the iteration. */
  readonly what: string;
  readonly place: Place | undefined;
  readonly iteration: number | undefined;
  means(state: ToldState): boolean;
}

/** `isName` says whether a state has the name: a colon may be part of one, so a whole name goes first. */
export function meaningOf(pattern: string, isName: (name: string) => boolean): Meaning {
  if (isName(pattern)) return { what: pattern, place: undefined, iteration: undefined, means: testOf(pattern) };
  const [, before, word] = /^(.+):(\w+)$/s.exec(pattern) ?? [];
  const place = PLACES.find(one => one === word);
  const rest = place && before !== undefined ? before : pattern;
  const [, head, number, tail] = /^(.*)#(\d+)(\/.*)$/s.exec(rest) ?? [];
  const what = number === undefined ? rest : `${head}${tail}`;
  return { what, place, iteration: number === undefined ? undefined : Number(number), means: testOf(what) };
}

function testOf(what: string): (state: ToldState) => boolean {
  const [, kind, rest = ''] = /^(type|resource):(.*)$/.exec(what) ?? [];
  if (kind) {
    const wanted = glob(rest, '.');
    return ({ type, resource }) => {
      const told = kind === 'type' ? type : resource;
      return told !== undefined && wanted.test(told);
    };
  }
  const name = glob(what, '.');
  // A slash in a pattern separates the parts of a path, and a star stays within a part.
  const path = /[/:]/.test(what) ? glob(what, '[^/]', '(?:^|/)') : undefined;
  return state => name.test(state.name) || path?.test(state.path) === true;
}

function glob(pattern: string, character: string, before = '^'): RegExp {
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`${before}${parts.join(`${character}*`)}$`, 's');
}
