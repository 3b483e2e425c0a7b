// What can be done at a node: the entries of its menu, and the breakpoints it shows.
import assert from 'node:assert/strict';
import { statesMeant } from '../../client/statesMeant.ts';
import { layoutGraph } from '../../graph/model/index.ts';
import type { TextBreakpoint } from '../../graph/protocol.ts';
import { breakpointsByState, breakpointsInWords, markOf, shownBreakpoints } from '../../graph/view/breakpoints.ts';
import { indexLayout, type LayoutIndex, type ShownState } from '../../graph/view/layoutIndex.ts';
import { type MenuFacts, menuItems, toggled } from '../../graph/view/menuItems.ts';
import { graphOf } from './checkGraph.ts';

const TEXT = `StartAt: Each
States:
  Each:
    Type: Map
    ItemProcessor:
      StartAt: Pay
      States:
        Pay: { Type: Pass, Next: Rest }
        Rest:
          Type: Pass
          End: true
    Next: Done
  Done: { Type: Succeed }
`;
const EACH = '/States/Each';
const PAY = `${EACH}/ItemProcessor/States/Pay`;
const REST = `${EACH}/ItemProcessor/States/Rest`;

const look = (...collapsed: string[]): LayoutIndex =>
  indexLayout(layoutGraph(graphOf(TEXT), { direction: 'down', collapsed: new Set(collapsed) }));

function breakpoint(id: string, more: Partial<TextBreakpoint> = {}): TextBreakpoint {
  return { id, start: 0, end: 0, sort: 'plain', isEnabled: true, ...more };
}

/** On the line that holds `text`, from its first letter to its end. */
function on(text: string, id = text): TextBreakpoint {
  const start = TEXT.indexOf(text);
  return breakpoint(id, { start, end: TEXT.indexOf('\n', start) });
}

function patterned(name: string, states: readonly string[], more: Partial<TextBreakpoint> = {}): TextBreakpoint {
  return breakpoint(name, { start: -1, end: -1, sort: 'function', pattern: { name, states }, ...more });
}

describe('The menu of a node', () => {
  const facts = (more: Partial<MenuFacts> = {}): MenuFacts => ({
    state: look().state('/States/Done') as MenuFacts['state'],
    folding: undefined,
    isOpened: false,
    collapsed: 0,
    containers: 0,
    canRun: true,
    hasValue: false,
    hasIterations: false,
    isOneShown: false,
    breakpoints: [],
    ...more,
  });
  const checkMenu = (more: Partial<MenuFacts>, expected: string) => {
    const groups = menuItems(facts(more)).map(group => group.map(({ label }) => label).join(', '));
    assert.equal(groups.join('\n'), expected.trim().replace(/^ +/gm, ''));
  };

  it('has what can be done at any state', () =>
    checkMenu(
      {},
      `
      Go to State, Rename…, Copy Name, Show Details
      Add Breakpoint, Add Conditional Breakpoint…, Add Log Point…
      Run from Here…, Debug from Here…
      Paths Through Here, Paths From Here, Paths To Here
      `,
    ));

  it('runs nothing in a workspace that is not trusted', () => {
    const labels = menuItems(facts({ canRun: false })).flatMap(group => group.map(({ label }) => label));
    assert.ok(!labels.some(label => label.endsWith('from Here…')), labels.join());
  });

  it('folds a container, and all of them', () => {
    checkFolds({ folding: 'open', containers: 2 }, 'Collapse, Collapse All');
    checkFolds({ folding: 'closed', collapsed: 1 }, 'Expand, Expand All');
    checkFolds({ containers: 1, collapsed: 1 }, 'Collapse All, Expand All');
  });
  const checkFolds = (more: Partial<MenuFacts>, expected: string) => {
    const labels = menuItems(facts(more)).flatMap(group => group.map(({ label }) => label));
    assert.equal(labels.filter(label => /lapse|xpand/.test(label)).join(', '), expected);
  };

  it('opens the machine that a Task starts, here and for itself, and closes it', () => {
    const { state } = facts();
    const labels = (starts: ShownState['starts'], more: Partial<MenuFacts>) =>
      menuItems(facts({ state: { ...state, ...(starts && { starts }) }, ...more }))
        .flatMap(group => group.map(({ label }) => label))
        .filter(label => /^(?:Open|Close)/.test(label));
    const starts = { name: 'Pay', uri: 'file:///pay.asl.json' };
    assert.deepEqual(labels(starts, { folding: 'closed' }), ['Open Definition', 'Open Pay Here']);
    assert.deepEqual(labels(starts, { folding: 'open', isOpened: true }), ['Open Definition', 'Close Pay']);
    // It was opened, and cannot be drawn any more.
    assert.deepEqual(labels({ ...starts, problem: 'It is broken.' }, { isOpened: true }), [
      'Open Definition',
      'Close Pay',
    ]);
    assert.deepEqual(labels({ name: 'Pay', problem: 'Nothing at hand', isMissing: true }, {}), []);
    const [open] = menuItems(facts({ state: { ...state, starts } }))[0]?.slice(1) ?? [];
    assert.deepEqual(open?.does, { kind: 'openMachine', uri: 'file:///pay.asl.json' });
  });

  it('says of a state in another document where that is', () => {
    const uri = 'file:///pay.asl.json';
    const state = { ...facts().state, uri };
    const told = menuItems(facts({ state })).flatMap(group => group.map(({ does }) => does));
    for (const kind of ['reveal', 'rename', 'addBreakpoint', 'runFrom']) {
      const some = told.filter(does => does.kind === kind);
      assert.ok(some.length > 0 && some.every(does => 'uri' in does && does.uri === uri), kind);
    }
    assert.deepEqual(toggled(state, []), { kind: 'addBreakpoint', start: state.key.start, sort: 'plain', uri });
  });

  it('changes the breakpoints that are there', () => {
    const labels = (...breakpoints: TextBreakpoint[]) =>
      menuItems(facts({ breakpoints }))[1]?.map(({ label }) => label);
    assert.deepEqual(labels(breakpoint('1', { sort: 'log', text: 'x' })), [
      'Remove Breakpoint',
      'Disable Breakpoint',
      'Add Conditional Breakpoint…',
      'Edit Log Message…',
    ]);
    assert.deepEqual(
      labels(breakpoint('1', { isEnabled: false }), breakpoint('2', { isEnabled: false }))?.slice(0, 2),
      ['Remove Breakpoints', 'Enable Breakpoints'],
    );
  });

  it('has the function breakpoints that mean the state, and says that they mean others too', () => {
    const labels = (isEnabled: boolean, ...states: string[]) =>
      menuItems(facts({ breakpoints: [patterned('Do*', states, { isEnabled })] }))[1]?.map(({ label }) => label);
    const own = ['Add Breakpoint', 'Add Conditional Breakpoint…', 'Add Log Point…'];
    assert.deepEqual(labels(true, '/States/Done', EACH), [
      ...own,
      'Disable "Do*" (2 states)',
      'Remove "Do*" (2 states)',
    ]);
    assert.deepEqual(labels(false, '/States/Done'), [
      ...own,
      'Enable "Do*" (only this state)',
      'Remove "Do*" (only this state)',
    ]);
  });

  it('and F9 leaves function breakpoints alone', () => {
    const { state } = facts();
    const pattern = patterned('Do*', ['/States/Done']);
    assert.equal(toggled(state, [pattern]).kind, 'addBreakpoint');
    assert.deepEqual(toggled(state, [pattern, breakpoint('1')]), { kind: 'removeBreakpoints', ids: ['1'] });
  });

  it('and F9: sets one at the name, or takes all of the state away', () => {
    const { state } = facts();
    assert.deepEqual(toggled(state, []), { kind: 'addBreakpoint', start: state.key.start, sort: 'plain' });
    assert.deepEqual(toggled(state, [breakpoint('1'), breakpoint('2')]), {
      kind: 'removeBreakpoints',
      ids: ['1', '2'],
    });
  });
});

describe('Breakpoints on nodes', () => {
  const checkOn = (at: TextBreakpoint, expected: string | undefined, ...collapsed: string[]) => {
    assert.equal([...breakpointsByState(look(...collapsed), [at]).keys()][0], expected);
  };

  it('are on the innermost state of their line', () => {
    checkOn(on('Each:'), EACH);
    checkOn(on('ItemProcessor:'), EACH);
    checkOn(on('Pay: {'), PAY);
    checkOn(on('End: true'), REST);
    checkOn(on('Next: Done'), EACH);
  });
  it('are on no state outside of one', () => checkOn(on('StartAt: Each'), undefined));
  it('at a column are on the state that is there', () => {
    const start = TEXT.indexOf('Type: Pass, Next');
    checkOn(breakpoint('1', { start, end: start }), PAY);
  });

  it('in a collapsed container are shown by it, and stay those of their state', () => {
    const index = look(EACH);
    const all = breakpointsByState(index, [on('Pay: {', 'a'), on('Each:', 'b')]);
    assert.deepEqual(
      all.get(EACH)?.map(({ id }) => id),
      ['b'],
    );
    assert.deepEqual(
      shownBreakpoints(index, all, EACH).map(({ id }) => id),
      ['b', 'a'],
    );
  });

  it('of functions are on all states they mean, and once on a container that hides several', () => {
    const all = breakpointsByState(look(), [patterned('*a*', [EACH, PAY])]);
    assert.deepEqual([...all.keys()], [EACH, PAY]);
    assert.equal(shownBreakpoints(look(EACH), all, EACH).length, 1);
  });

  it('on a field say which', () => {
    const words = (line: string, field: string) => {
      const all = breakpointsByState(look(), [{ ...on(line), field }]);
      return breakpointsInWords([...all.values()].flat());
    };
    assert.deepEqual(words('ItemProcessor:', 'ItemProcessor'), ['Breakpoint at ItemProcessor']);
    assert.deepEqual(words('Each:', 'Each'), ['Breakpoint']);
    assert.deepEqual(words('Pay: {', 'Pay'), ['Breakpoint']);
  });

  const checkMark = (sorts: readonly [TextBreakpoint['sort'], boolean][], expected: string | undefined) =>
    assert.equal(markOf(sorts.map(([sort, isEnabled], i) => breakpoint(String(i), { sort, isEnabled }))), expected);

  it('are marked by what tells most', () => {
    checkMark([], undefined);
    checkMark([['log', true]], 'log');
    checkMark(
      [
        ['log', true],
        ['conditional', true],
      ],
      'conditional',
    );
    checkMark(
      [
        ['plain', false],
        ['log', true],
      ],
      'log',
    );
    checkMark([['plain', false]], 'off');
    checkMark(
      [
        ['conditional', true],
        ['function', true],
      ],
      'function',
    );
  });

  it('are told in words', () => {
    const conditional = breakpoint('1', { sort: 'conditional', text: '$.total > 100' });
    const log = breakpoint('2', { sort: 'log', text: 'paid {$.id}', isEnabled: false });
    assert.deepEqual(breakpointsInWords([breakpoint('0'), conditional, log]), [
      'Breakpoint',
      'Breakpoint when $.total > 100',
      'Log point: paid {$.id} (off)',
    ]);
    const pattern = patterned('Pay*', [PAY, REST], { text: '$.total > 100', isEnabled: false });
    assert.deepEqual(breakpointsInWords([pattern, patterned('Pay', [PAY])]), [
      'Function breakpoint "Pay*", which means 2 states when $.total > 100 (off)',
      'Function breakpoint "Pay", which means this state',
    ]);
  });
});

describe('What a function breakpoint means in the graph', () => {
  const drawn = look(EACH).layout;
  const states = [...drawn.nodes, ...(drawn.hidden ?? [])].flatMap(({ node }) => (node.kind === 'state' ? node : []));
  const checkMeant = (pattern: string, expected: string) => {
    const names = statesMeant(pattern, states).map(id => states.find(state => state.id === id)?.name);
    assert.equal(names.join(', '), expected);
  };

  it('is a name, or part of one', () => {
    checkMeant('Pay', 'Pay');
    checkMeant('*a*', 'Each, Pay');
    checkMeant(' Pay ', 'Pay');
  });
  it('is a type, or a path through containers', () => {
    checkMeant('type:Pass', 'Pay, Rest');
    checkMeant('Each/*', 'Pay, Rest');
    checkMeant('Each#17/Rest:exit', 'Rest');
    checkMeant('Other/*', '');
  });
  it('is a path in a machine that is drawn in a Task', () => {
    const state = { type: 'Task', hasRetry: false } as const;
    const all = [
      { ...state, id: '/States/Buy', name: 'Buy', starts: { name: 'Reserve' } },
      { ...state, id: '/States/Buy~>/States/Pay', name: 'Pay' },
    ];
    assert.deepEqual(statesMeant('Reserve:*', all), ['/States/Buy~>/States/Pay']);
    assert.deepEqual(statesMeant('Other:*', all), []);
    assert.deepEqual(statesMeant('type:Task', all).length, 2);
  });
  it('is nothing at a place that a state does not have', () => checkMeant('*:retry', ''));
});
