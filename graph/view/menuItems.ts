// What can be done at a node, as the entries of its menu. Nothing is offered that would not work.
import type { BreakpointSort, PageMessage, TextBreakpoint } from '../protocol.ts';
import type { ShownState } from './layoutIndex.ts';
import type { Way } from './paths.ts';
import { documentOf } from './textPlaces.ts';

/** What the page does itself when an entry is chosen. */
export type OwnAction =
  | { readonly kind: 'fold' }
  /** A machine that was opened and cannot be drawn. */
  | { readonly kind: 'close' }
  | { readonly kind: 'collapseAll' }
  | { readonly kind: 'expandAll' }
  | { readonly kind: 'paths'; readonly way: Way }
  | { readonly kind: 'details' }
  /** What left the state the last time. */
  | { readonly kind: 'value' };

export interface MenuItem {
  readonly label: string;
  /** The key that does the same. */
  readonly key?: string;
  readonly does: PageMessage | OwnAction;
}

export interface MenuFacts {
  readonly state: ShownState;
  readonly folding: 'open' | 'closed' | undefined;
  /** The machine that the state starts is to be drawn in it. */
  readonly isOpened: boolean;
  readonly collapsed: number;
  /** How many containers there are, drawn ones. */
  readonly containers: number;
  readonly canRun: boolean;
  /** A run has left it. */
  readonly hasValue: boolean;
  /** A run has started iterations of it. */
  readonly hasIterations: boolean;
  readonly isOneShown: boolean;
  /** On the state itself. */
  readonly breakpoints: readonly TextBreakpoint[];
}

/** In groups, with a line between them. */
export function menuItems(facts: MenuFacts): readonly (readonly MenuItem[])[] {
  const { state } = facts;
  const { start } = state.key;
  const document = documentOf(state);
  return [
    [
      { label: 'Go to State', key: 'Enter', does: { kind: 'reveal', ...state.key, ...document } },
      ...definitionItems(state),
      { label: 'Rename…', key: 'F2', does: { kind: 'rename', start, ...document } },
      { label: 'Copy Name', does: { kind: 'copy', text: state.name } },
      { label: 'Show Details', key: 'I', does: { kind: 'details' } },
    ],
    runItems(facts),
    breakpointItems(facts),
    facts.canRun
      ? [
          { label: 'Run from Here…', does: { kind: 'runFrom', state: state.name, start, isDebug: false, ...document } },
          {
            label: 'Debug from Here…',
            does: { kind: 'runFrom', state: state.name, start, isDebug: true, ...document },
          },
        ]
      : [],
    foldItems(facts),
    [
      { label: 'Paths Through Here', key: 'F', does: { kind: 'paths', way: 'through' } },
      { label: 'Paths From Here', does: { kind: 'paths', way: 'from' } },
      { label: 'Paths To Here', does: { kind: 'paths', way: 'to' } },
    ] satisfies MenuItem[],
  ].filter(group => group.length > 0) as readonly (readonly MenuItem[])[];
}

function definitionItems({ starts }: ShownState): readonly MenuItem[] {
  if (!starts) return [];
  const { uri, stateMachine } = starts;
  const machine = { ...(uri !== undefined && { uri }), ...(stateMachine !== undefined && { stateMachine }) };
  return starts.isMissing ? [] : [{ label: 'Open Definition', does: { kind: 'openMachine', ...machine } }];
}

function runItems({ state, hasValue, hasIterations, isOneShown }: MenuFacts): readonly MenuItem[] {
  return [
    ...(hasValue ? [{ label: 'Open Value Handed On', key: 'V', does: { kind: 'value' } } as const] : []),
    ...(hasIterations
      ? [{ label: 'Show Iteration…', key: 'N', does: { kind: 'chooseIteration', id: state.id } } as const]
      : []),
    ...(isOneShown ? [{ label: 'Show All Iterations', does: { kind: 'showAll' } } as const] : []),
  ];
}

function breakpointItems({ state, breakpoints: all }: MenuFacts): readonly MenuItem[] {
  const at = { start: state.key.start, ...documentOf(state) };
  const breakpoints = all.filter(({ pattern }) => !pattern);
  const ids = breakpoints.map(({ id }) => id);
  const isOn = breakpoints.some(({ isEnabled }) => isEnabled);
  const has = (sort: BreakpointSort) => breakpoints.some(one => one.sort === sort);
  const several = ids.length > 1 ? 's' : '';
  return [
    ids.length > 0
      ? { label: `Remove Breakpoint${several}`, key: 'F9', does: { kind: 'removeBreakpoints', ids } }
      : { label: 'Add Breakpoint', key: 'F9', does: { kind: 'addBreakpoint', ...at, sort: 'plain' } },
    ...(ids.length === 0
      ? []
      : [
          {
            label: `${isOn ? 'Disable' : 'Enable'} Breakpoint${several}`,
            does: { kind: 'enableBreakpoints', ids, isEnabled: !isOn },
          } as const,
        ]),
    {
      label: has('conditional') ? 'Edit Condition…' : 'Add Conditional Breakpoint…',
      does: { kind: 'addBreakpoint', ...at, sort: 'conditional' },
    },
    {
      label: has('log') ? 'Edit Log Message…' : 'Add Log Point…',
      does: { kind: 'addBreakpoint', ...at, sort: 'log' },
    },
    ...all.flatMap(patternItems),
  ];
}

/** A function breakpoint is on other states too: that is said. */
function patternItems({ id, pattern, isEnabled }: TextBreakpoint): readonly MenuItem[] {
  if (!pattern) return [];
  const { name, states } = pattern;
  const of = `"${name}" (${states.length === 1 ? 'only this state' : `${states.length} states`})`;
  return [
    {
      label: `${isEnabled ? 'Disable' : 'Enable'} ${of}`,
      does: { kind: 'enableBreakpoints', ids: [id], isEnabled: !isEnabled },
    },
    { label: `Remove ${of}`, does: { kind: 'removeBreakpoints', ids: [id] } },
  ];
}

function foldItems({ state: { starts }, folding, isOpened, containers, collapsed }: MenuFacts): readonly MenuItem[] {
  const [open, close] = starts ? [`Open ${starts.name} Here`, `Close ${starts.name}`] : ['Expand', 'Collapse'];
  const own: MenuItem = { label: folding === 'closed' ? open : close, key: 'Space', does: { kind: 'fold' } };
  return [
    ...(folding ? [own] : isOpened ? [{ label: close, does: { kind: 'close' } } as const] : []),
    ...(containers > 0 ? [{ label: 'Collapse All', does: { kind: 'collapseAll' } } as const] : []),
    ...(collapsed > 0 ? [{ label: 'Expand All', does: { kind: 'expandAll' } } as const] : []),
  ];
}

/** What F9 and a click beside the node do: all of the state's own go, or one is set. What means other states too stays. */
export function toggled(state: ShownState, breakpoints: readonly TextBreakpoint[]): PageMessage {
  const own = breakpoints.filter(({ pattern }) => !pattern);
  if (own.length > 0) return { kind: 'removeBreakpoints', ids: own.map(({ id }) => id) };
  return { kind: 'addBreakpoint', start: state.key.start, sort: 'plain', ...documentOf(state) };
}
