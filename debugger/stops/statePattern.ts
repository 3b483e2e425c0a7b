// Function breakpoints: which states a pattern means. `Charge`, `Charge*`, `Fulfil[1]/*`, `Each#17/*`, `type:Wait`,
// `resource:*lambda*`, `Reserve:*` of the
// machine that a Task starts; behind a colon where in the state: `:entry`, `:task`, `:result`, `:retry`, `:exit`.
import { nearest, type StateCode } from '../../interpreter/index.ts';
import { messages } from '../messages.ts';
import { atOf } from './placement.ts';
import { ENTER, type Spot, spanOf } from './spot.ts';

export type Matched =
  | { readonly spots: readonly Spot[]; readonly iteration?: number | undefined; readonly problem?: undefined }
  | { readonly problem: string };

export function matchStates(pattern: string, states: readonly StateCode[]): Matched {
  const { what, at, iteration } = readPattern(pattern.trim(), states);
  const test = testOf(what);
  const found = states.filter(test);
  if (found.length === 0) {
    const names = states.map(({ name }) => name);
    return { problem: messages.noStateMatches(pattern.trim(), nearest(what, names)) };
  }
  const placed = found.filter(code => spanOf(code, at));
  if (placed.length === 0) return { problem: messages.noneHasPlace(pattern.trim()) };
  return { spots: placed.map(({ path }) => ({ path, at })), iteration };
}

// A colon may be part of a state's name: a whole name goes first.
function readPattern(pattern: string, states: readonly StateCode[]) {
  const isName = states.some(({ name }) => name === pattern);
  const suffix = isName ? undefined : /^(.+):(\w+)$/.exec(pattern);
  const at = suffix && atOf(suffix[2] ?? '');
  const rest = at ? (suffix[1] ?? '') : pattern;
  const numbered = isName ? undefined : /^(.*)#(\d+)(\/.*)$/.exec(rest);
  return {
    what: numbered ? `${numbered[1]}${numbered[3]}` : rest,
    at: at ?? ENTER,
    iteration: numbered ? Number(numbered[2]) : undefined,
  };
}

function testOf(what: string): (code: StateCode) => boolean {
  const [, kind, rest = ''] = /^(type|resource):(.*)$/.exec(what) ?? [];
  if (kind === 'type') {
    const type = glob(rest, '.');
    return code => type.test(code.type);
  }
  if (kind === 'resource') {
    const resource = glob(rest, '.');
    return ({ state }) => {
      const node = state.fields.get('Resource')?.value;
      return node?.kind === 'string' && resource.test(node.value);
    };
  }
  const name = glob(what, '.');
  // A slash in a pattern separates the parts of a path, and a star stays within a part.
  const path = /[/:]/.test(what) ? glob(what, '[^/]', '(?:^|/)') : undefined;
  return code => name.test(code.name) || path?.test(code.path) === true;
}

function glob(pattern: string, character: string, before = '^'): RegExp {
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`${before}${parts.join(`${character}*`)}$`, 's');
}
