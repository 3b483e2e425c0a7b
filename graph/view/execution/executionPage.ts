// One execution, event by event: a scrubber, lanes with a bar for each visit of a state, and a table of the events. A row is
// chosen in any of them; of a run at the debugger the debugger then goes to that moment, else the graph shows how far the
// execution had come by then.
import type { FromExecutionPage, ToExecutionPage } from '../../executionProtocol.ts';
import { iterationsOf, passagesAt, statesAt, Trail } from '../../model/index.ts';
import { html } from '../svg.ts';
import { createControls } from './controls.ts';
import { createEventTable } from './eventTable.ts';
import { createLaneView } from './laneView.ts';
import { describeTime, rowAtMoment, stopsOf } from './places.ts';

export interface ExecutionPage {
  receive(message: unknown): void;
}

export function createExecutionPage(body: HTMLElement, send: (message: FromExecutionPage) => void): ExecutionPage {
  let trail = new Trail();
  let row = -1;
  let lane = 0;
  let title = '';
  /** The debugger holds or runs it; else it is over. */
  let isLive = false;
  let isHeld = false;
  let isDrawn = true;
  let playing: ReturnType<typeof setTimeout> | undefined;

  const controls = createControls({
    go: wanted => choose(wanted),
    step: direction => choose(nextStop(direction)),
    play,
    chooseLane,
    chooseTimeline: id => send({ kind: 'timeline', id }),
  });
  const lanes = createLaneView({ choose });
  const table = createEventTable({ choose, open: state => send({ kind: 'reveal', state }) });
  const notice = html('p', { class: 'notice', role: 'status', hidden: true });
  const empty = html('p', { class: 'empty' }, 'Debug or run a state machine, or open an execution that was kept.');
  const main = html('div', { class: 'main' }, lanes.element, table.element);
  body.append(controls.element, notice, main, empty);
  new ResizeObserver(drawSoon).observe(main);
  draw();

  function receive(message: unknown): void {
    const told = message as ToExecutionPage;
    switch (told.kind) {
      case 'execution':
        stopPlaying();
        trail = new Trail();
        row = -1;
        lane = 0;
        ({ title, isLive } = told);
        isHeld = false;
        notice.hidden = told.notice === undefined;
        notice.textContent = told.notice ?? '';
        controls.showTimelines([], 1);
        break;
      case 'events': {
        for (const event of told.events) trail.add(event);
        // Of a run at the debugger its moment is told.
        if (!isLive) choose(trail.rows.length - 1);
        break;
      }
      case 'moment':
        isHeld = told.isHeld;
        row = rowAtMoment(trail.rows, told.at);
        controls.showTimelines(told.timelines, told.timeline);
        if (lane !== 0) showInGraph();
        break;
      case 'over':
        isLive = false;
        stopPlaying();
        break;
      case 'askLanes':
        send({ kind: 'lanes', lanes: iterationsOf(trail, told.state) });
        return;
      case 'lane':
        chooseLane(told.lane);
        return;
      case 'state': {
        const next = trail.visits.find(({ state, first }) => state === told.name && first > row);
        const found = next ?? trail.visits.find(({ state }) => state === told.name);
        if (found && !isLive) choose(found.first);
        else if (found) lanes.mark(told.name);
      }
    }
    drawSoon();
  }

  function chooseLane(chosen: number): void {
    lane = chosen;
    showInGraph();
    drawSoon();
  }

  function choose(wanted: number): void {
    const chosen = Math.max(0, Math.min(trail.rows.length - 1, wanted));
    const moment = trail.rows[chosen]?.event.moment;
    if (isLive) {
      if (isHeld && moment !== undefined) send({ kind: 'seek', moment });
      return;
    }
    row = chosen;
    showInGraph();
    drawSoon();
  }

  // What the debugger says is in the graph already.
  function showInGraph(): void {
    if (isLive && lane === 0) {
      send({ kind: 'show' });
      return;
    }
    const { state: cursor, time: clock = 0 } = trail.rows[row] ?? {};
    const { iteration } = trail.lanes[lane] ?? {};
    send({
      kind: 'show',
      shown: {
        states: Object.fromEntries(statesAt(trail, row, lane)),
        passages: passagesAt(trail, row, lane),
        ...(cursor !== undefined && row < trail.rows.length - 1 && { cursor }),
        clock,
        row,
        lane,
        ...(iteration && { only: iteration }),
      },
    });
  }

  function nextStop(direction: 1 | -1): number {
    const stops = stopsOf(trail, lane);
    return direction > 0
      ? (stops.find(stop => stop > row) ?? trail.rows.length - 1)
      : (stops.findLast(stop => stop < row) ?? 0);
  }

  function play(rate: number | undefined): void {
    stopPlaying();
    if (rate === undefined) return;
    if (row >= trail.rows.length - 1) choose(0);
    controls.showPlaying(true);
    const next = () => {
      if (row >= trail.rows.length - 1) {
        stopPlaying();
        return;
      }
      choose(nextStop(1));
      playing = setTimeout(next, 1000 / rate);
    };
    playing = setTimeout(next, 1000 / rate);
  }

  function stopPlaying(): void {
    clearTimeout(playing);
    playing = undefined;
    controls.showPlaying(false);
  }

  function drawSoon(): void {
    if (!isDrawn) return;
    isDrawn = false;
    requestAnimationFrame(draw);
  }

  function draw(): void {
    isDrawn = true;
    const isEmpty = trail.rows.length === 0;
    empty.hidden = !isEmpty;
    main.hidden = isEmpty;
    controls.show({
      title,
      row,
      count: trail.rows.length,
      place: isEmpty ? '' : `${row + 1} of ${trail.rows.length} · ${describeTime(trail.rows[row]?.time ?? 0)}`,
      canGo: !isEmpty && (!isLive || isHeld),
      lanes: trail.lanes,
      lane,
    });
    if (isEmpty) return;
    lanes.show(trail, row, lane);
    table.show(trail, row, lane);
  }

  return { receive };
}
