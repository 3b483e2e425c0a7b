// The events as a table. Only the rows on the screen are in the page, however many there are.
import { detailsOf, isWithin, type Row, type Trail } from '../../model/index.ts';
import { html, setAttributes } from '../svg.ts';
import { describeTime } from './places.ts';

const ROW_HEIGHT = 22;
/** Rows above and below what is seen. */
const MARGIN = 8;

export interface EventTable {
  readonly element: HTMLElement;
  show(trail: Trail, row: number, lane: number): void;
}

export interface EventTableActions {
  choose(row: number): void;
  open(state: string): void;
}

export function createEventTable({ choose, open }: EventTableActions): EventTable {
  const head = html('div', { class: 'row head', role: 'row' });
  for (const name of ['Event', 'Time', 'Type', 'State', 'Details']) {
    head.append(html('span', { role: 'columnheader' }, name));
  }
  const rowsElement = html('div', { class: 'rows', role: 'rowgroup' });
  const grid = html('div', { class: 'grid', role: 'grid', tabindex: 0, 'aria-label': 'Events' }, head, rowsElement);
  const values = html('pre', { class: 'values', tabindex: 0, 'aria-label': 'Details of the event' });
  const element = html('div', { class: 'table' }, grid, values);
  let rows: readonly { readonly row: Row; readonly index: number }[] = [];
  let shown: Trail | undefined;
  let shownLane = 0;
  let shownCount = 0;
  let current = -1;

  grid.addEventListener('scroll', drawRows);
  rowsElement.addEventListener('click', event => {
    const index = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (index !== undefined) choose(Number(index));
  });
  rowsElement.addEventListener('dblclick', () => openState());
  grid.addEventListener('keydown', event => {
    const at = rows.findIndex(({ index }) => index >= current);
    const page = Math.max(1, Math.floor(grid.clientHeight / ROW_HEIGHT) - 2);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (event.key === 'Enter') openState();
    else if (to === undefined) return;
    else choose(rows[Math.max(0, Math.min(rows.length - 1, to))]?.index ?? 0);
    event.preventDefault();
  });

  function openState(): void {
    const state = shown?.rows[current]?.state;
    if (state !== undefined) open(state);
  }

  function drawRows(): void {
    rowsElement.style.height = `${rows.length * ROW_HEIGHT}px`;
    const first = Math.max(0, Math.floor(grid.scrollTop / ROW_HEIGHT) - MARGIN);
    const last = Math.min(rows.length, Math.ceil((grid.scrollTop + grid.clientHeight) / ROW_HEIGHT) + MARGIN);
    rowsElement.replaceChildren(...rows.slice(first, last).map((one, offset) => drawRow(one, first + offset)));
    setAttributes(grid, { 'aria-rowcount': rows.length + 1, 'aria-activedescendant': `row-${current}` });
  }

  function drawRow({ row, index }: (typeof rows)[number], position: number): HTMLElement {
    const { event, time, state, detail } = row;
    const attributes = {
      class: 'row',
      role: 'row',
      id: `row-${index}`,
      'data-row': index,
      'data-kind': kindOf(event.type),
      'aria-rowindex': position + 2,
      'aria-selected': index === current,
    };
    const line = html('div', attributes);
    for (const text of [String(event.id), describeTime(time), wordsOf(event.type), state ?? '', detail]) {
      line.append(html('span', { role: 'gridcell' }, text));
    }
    line.style.top = `${position * ROW_HEIGHT}px`;
    return line;
  }

  return {
    element,
    show(trail, row, lane) {
      if (trail !== shown || lane !== shownLane || trail.rows.length !== shownCount) {
        shown = trail;
        shownLane = lane;
        shownCount = trail.rows.length;
        const all = trail.rows.map((one, index) => ({ row: one, index }));
        rows = lane === 0 ? all : all.filter(one => isWithin(trail.lanes, one.row.lane, lane));
      }
      if (row !== current) {
        current = row;
        const event = trail.rows[row]?.event;
        values.textContent = event ? readable(detailsOf(event)) : '';
        values.scrollTop = 0;
      }
      const at = rows.findIndex(({ index }) => index >= current);
      const top = at * ROW_HEIGHT;
      // The head stays above them.
      if (top < grid.scrollTop || top + 2 * ROW_HEIGHT > grid.scrollTop + grid.clientHeight) {
        grid.scrollTop = top - grid.clientHeight / 2;
      }
      drawRows();
    },
  };
}

/** `TaskStateEntered` → `Task state entered` */
function wordsOf(type: string): string {
  return type.replace(/(?<=[a-z])[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}

function kindOf(type: string): string | undefined {
  if (/(?:Failed|TimedOut)$/.test(type)) return 'failed';
  if (/Aborted$/.test(type)) return 'aborted';
  return /^Execution/.test(type) ? 'execution' : undefined;
}

/** Texts that hold JSON are laid out as what they hold. */
function readable(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([field]) => !field.endsWith('Details'))
    .map(([field, value]) => `${field}: ${laidOut(value)}`)
    .join('\n');
}

function laidOut(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, undefined, 2) ?? '';
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), undefined, 2);
  } catch {
    // A text that only looks so, or one that was cut.
    return value;
  }
}
