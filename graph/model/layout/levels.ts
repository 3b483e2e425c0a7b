// From boxes and links to levels: breaks cycles, gives every box a level, and fills links with the vertices they need on
// the levels between. After this every segment joins neighbouring levels, which is all that ordering, placing and
// routing have to know.

/** A size: `across` runs along a level, `along` from level to level in the direction of the flow. */
export interface Size {
  readonly across: number;
  readonly along: number;
}

export interface Way {
  readonly from: number;
  readonly to: number;
}

/** Links of one style that lead to one box share their way there as soon as they meet. */
export interface Link extends Way {
  readonly style: string;
  /** Worth keeping straight before others. */
  readonly isMain: boolean;
  readonly label?: Size;
}

export interface Vertex extends Size {
  readonly index: number;
  readonly level: number;
  /** `bend` is where a link passes a level, `label` where it carries its label, `turn` where it changes direction. */
  readonly kind: 'box' | 'bend' | 'label' | 'turn';
  /** Neighbours on the level above and below. */
  readonly above: Vertex[];
  readonly below: Vertex[];
  /** The vertices that follow in the flow, in the order of the links. */
  readonly followers: Vertex[];
  /** Place within its level. */
  position: number;
  /** The centre, across. */
  center: number;
}

export interface Levels {
  readonly levels: Vertex[][];
  /** One vertex per box, in the order of the boxes. */
  readonly boxes: readonly Vertex[];
  /** Per link, from its first box to its last, or to the bend where it joins an earlier link on the way to the same box. */
  readonly paths: readonly (readonly Vertex[])[];
  /** Whether a main link runs between two neighbours, the upper one first. */
  isMain(upper: Vertex, lower: Vertex): boolean;
}

/** `first` is the box where the flow begins, when that is known. */
export function makeLevels(boxes: readonly Size[], links: readonly Link[], first: number | undefined): Levels {
  const isBack = findBackLinks(boxes.length, links, first);
  const ranks = rank(boxes.length, links, isBack, first);
  return fill(boxes, links, isBack, ranks, findSpine(boxes.length, links, isBack, ranks));
}

/** The levels of boxes alone, by which one can tell what a layout will cost. */
export function ranksOf(count: number, links: readonly Way[], first: number | undefined): readonly number[] {
  return rank(count, links, findBackLinks(count, links, first), first);
}

/** By how many levels one way on has to be longer than the others to be drawn straight, with the others beside it. */
const CLEARLY_LONGER = 2;

// Which links are to be kept straight. Not those that skip what another way to the same box goes through: the longer way is the
// story. Of several main ways on from a box all are, and the box stands over their middle, but where the others end soon: a long
// row of checks is a straight line, not a staircase.
function findSpine(
  count: number,
  links: readonly Link[],
  isBack: readonly boolean[],
  ranks: readonly number[],
): readonly boolean[] {
  const rankOf = (box: number | undefined) => ranks[box ?? 0] ?? 0;
  const forward = [...links.keys()].filter(index => !isBack[index]);
  const span = ({ from, to }: Link) => rankOf(to) - rankOf(from);
  const isReached: boolean[] = new Array(count).fill(false);
  for (const index of forward) {
    const link = links[index] as Link;
    if (link.isMain && span(link) === 1) isReached[link.to] = true;
  }
  const isShortcut = (link: Link) => span(link) > 1 && isReached[link.to] === true;
  const rest: number[] = new Array(count).fill(0);
  const waysOn: number[][] = Array.from({ length: count }, () => []);
  for (const index of forward.sort((a, b) => rankOf(links[b]?.from) - rankOf(links[a]?.from))) {
    const link = links[index] as Link;
    const length = (rest[link.to] as number) + 1;
    rest[link.from] = Math.max(rest[link.from] as number, length);
    if (link.isMain && !isShortcut(link)) waysOn[link.from]?.push(length);
  }
  const story = waysOn.map(lengths => {
    const [most = 0, next] = lengths.sort((a, b) => b - a);
    return next !== undefined && most - next >= CLEARLY_LONGER ? most : undefined;
  });
  return links.map(link => {
    if (!link.isMain || isShortcut(link)) return false;
    return story[link.from] === undefined || story[link.from] === (rest[link.to] as number) + 1;
  });
}

// A link back to a box that is still open in a depth-first walk closes a cycle. Walking in the order of the text from the
// first box makes the links back those a reader would call so.
function findBackLinks(count: number, links: readonly Way[], first: number | undefined): readonly boolean[] {
  const outgoing: number[][] = Array.from({ length: count }, () => []);
  links.forEach(({ from }, index) => {
    outgoing[from]?.push(index);
  });
  const isBack = links.map(link => link.from === link.to);
  const visits: ('open' | 'done' | undefined)[] = new Array(count).fill(undefined);
  const roots = first === undefined ? [] : [first];
  for (let box = 0; box < count; box++) roots.push(box);
  for (const root of roots) {
    if (visits[root]) continue;
    // An explicit stack: a chain of ten thousand states must not exhaust the call stack.
    const stack = [{ box: root, next: 0 }];
    visits[root] = 'open';
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const index = outgoing[top.box]?.[top.next++];
      const link = index === undefined ? undefined : links[index];
      if (index === undefined || !link) {
        visits[top.box] = 'done';
        stack.pop();
      } else if (visits[link.to] === 'open') {
        isBack[index] = true;
      } else if (visits[link.to] === undefined) {
        visits[link.to] = 'open';
        stack.push({ box: link.to, next: 0 });
      }
    }
  }
  return isBack;
}

// Longest path from the top, then every box with more links down than up moves as near to its followers as it can.
function rank(
  count: number,
  links: readonly Way[],
  isBack: readonly boolean[],
  first: number | undefined,
): readonly number[] {
  const down: number[][] = Array.from({ length: count }, () => []);
  const up: number[][] = Array.from({ length: count }, () => []);
  links.forEach(({ from, to }, index) => {
    if (from === to) return;
    const [upper, lower] = isBack[index] ? [to, from] : [from, to];
    down[upper]?.push(lower);
    up[lower]?.push(upper);
  });
  const order = topologicalOrder(down, up);
  const ranks: number[] = new Array(count).fill(0);
  for (const box of order) {
    const above = up[box] ?? [];
    // What nothing leads to still stands below the beginning.
    const least = first === undefined || box === first ? 0 : 1;
    ranks[box] = above.reduce((most, upper) => Math.max(most, (ranks[upper] ?? 0) + 1), least);
  }
  for (const box of order.toReversed()) {
    const below = down[box] ?? [];
    if (box === first || below.length <= (up[box]?.length ?? 0)) continue;
    ranks[box] = below.reduce((least, lower) => Math.min(least, (ranks[lower] ?? 0) - 1), Number.POSITIVE_INFINITY);
  }
  return ranks;
}

function topologicalOrder(down: readonly number[][], up: readonly number[][]): readonly number[] {
  const waiting = up.map(list => list.length);
  const order: number[] = [];
  waiting.forEach((left, box) => {
    if (left === 0) order.push(box);
  });
  for (let i = 0; i < order.length; i++) {
    for (const lower of down[order[i] as number] ?? []) {
      waiting[lower] = (waiting[lower] ?? 0) - 1;
      if (waiting[lower] === 0) order.push(lower);
    }
  }
  return order;
}

// Labels and turns need a level of their own between those of the boxes; it is there only where something stands on it.
function fill(
  boxes: readonly Size[],
  links: readonly Link[],
  isBack: readonly boolean[],
  ranks: readonly number[],
  isSpine: readonly boolean[],
): Levels {
  const between = new Set<number>();
  links.forEach((link, index) => {
    const from = ranks[link.from] ?? 0;
    if (isBack[index]) between.add(from).add((ranks[link.to] ?? 0) - 1);
    else if (link.label) between.add(from);
  });
  const lowest = ranks.reduce((most, value) => Math.max(most, value), 0);
  const boxLevel: number[] = [];
  const levelAfter = new Map<number, number>();
  let count = 0;
  for (let value = -1; value <= lowest; value++) {
    if (value >= 0) boxLevel[value] = count++;
    if (between.has(value)) levelAfter.set(value, count++);
  }

  const vertices: Vertex[] = [];
  const add = (kind: Vertex['kind'], level: number, size: Size): Vertex => {
    const vertex: Vertex = {
      index: vertices.length,
      kind,
      level,
      across: size.across,
      along: size.along,
      above: [],
      below: [],
      followers: [],
      position: 0,
      center: 0,
    };
    vertices.push(vertex);
    return vertex;
  };
  const joined = new Set<number>();
  const main = new Set<number>();
  const keyOf = (upper: Vertex, lower: Vertex) => upper.index * 1_048_576 + lower.index;
  const join = (upper: Vertex, lower: Vertex, isMain: boolean) => {
    const key = keyOf(upper, lower);
    if (isMain) main.add(key);
    if (joined.has(key)) return;
    joined.add(key);
    upper.below.push(lower);
    lower.above.push(upper);
  };
  const trunks = new Map<string, Vertex>();
  const shared = (kind: 'bend' | 'turn', level: number, link: Link, way: 'down' | 'up') => {
    const key = `${link.to} ${link.style} ${way} ${kind} ${level}`;
    const known = trunks.get(key);
    const vertex = known ?? add(kind, level, NOTHING);
    if (!known) trunks.set(key, vertex);
    return { vertex, isJoined: known !== undefined };
  };

  const places = boxes.map((box, index) => add('box', boxLevel[ranks[index] ?? 0] ?? 0, box));
  const paths = links.map((link, index) => {
    const from = places[link.from] as Vertex;
    const to = places[link.to] as Vertex;
    const way = isBack[index] ? 'up' : 'down';
    const step = way === 'up' ? -1 : 1;
    const path: Vertex[] = [from];
    let level = from.level;
    if (way === 'up') path.push(add('turn', levelAfter.get(ranks[link.from] ?? 0) ?? 0, NOTHING));
    else level++;
    if (link.label) {
      path.push(add('label', level, link.label));
      level += step;
    }
    let isJoined = false;
    for (; !isJoined && (way === 'up' ? level >= to.level : level < to.level); level += step) {
      const bend = shared('bend', level, link, way);
      path.push(bend.vertex);
      isJoined = bend.isJoined;
    }
    if (!isJoined) {
      if (way === 'up') path.push(shared('turn', levelAfter.get((ranks[link.to] ?? 0) - 1) ?? 0, link, way).vertex);
      path.push(to);
    }
    for (let i = 1; i < path.length; i++) {
      const before = path[i - 1] as Vertex;
      const after = path[i] as Vertex;
      before.followers.push(after);
      if (before.level < after.level) join(before, after, isSpine[index] === true && way === 'down');
      else join(after, before, false);
    }
    return path;
  });

  const levels: Vertex[][] = Array.from({ length: count }, () => []);
  for (const vertex of vertices) levels[vertex.level]?.push(vertex);
  return { levels, boxes: places, paths, isMain: (upper, lower) => main.has(keyOf(upper, lower)) };
}

const NOTHING: Size = { across: 0, along: 0 };
