// Time travel beyond single steps: any moment, other timelines and what differs between them, who set a value, other visits of
// a state, and an edited definition.
import { type HistoryEvent, type Moment, toHistory } from '../../interpreter/index.ts';
import type { Context } from '../context.ts';
import { toClientRange } from '../convert.ts';
import { Cancelled, type Handlers, Refusal, type Wanted } from '../dap.ts';
import { define } from '../define.ts';
import { messages } from '../messages.ts';
import {
  COMPARE_REQUEST,
  type CompareAnswer,
  type CompareArguments,
  DEFINITION_CHANGED_REQUEST,
  type DefinitionChangedArguments,
  HISTORY_REQUEST,
  type HistoryAnswer,
  type HistoryArguments,
  SEEK_REQUEST,
  type SeekArguments,
  TIMELINES_REQUEST,
  type TimelinesAnswer,
  VISIT_REQUEST,
  type VisitArguments,
  WHO_SET_REQUEST,
  type WhoSetAnswer,
  type WhoSetArguments,
} from '../protocol.ts';
import { compareTimelines } from '../running/compare.ts';
import type { Timeline } from '../running/timeline.ts';
import { type Turns, takeTurns } from '../running/turns.ts';
import { whoSet } from '../running/whoSet.ts';
import { formatValue } from '../values/format.ts';

export class TimeRequests {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  readonly handlers: Handlers = {
    [SEEK_REQUEST]: args => this.seek(args as SeekArguments),
    [TIMELINES_REQUEST]: () => this.timelines(),
    [HISTORY_REQUEST]: args => this.#history(args as HistoryArguments),
    [COMPARE_REQUEST]: (args, wanted) => this.#compare(args as CompareArguments, wanted),
    [WHO_SET_REQUEST]: (args, wanted) => this.whoSet(args as WhoSetArguments, wanted),
    [VISIT_REQUEST]: args => this.#visit(args as VisitArguments),
    [DEFINITION_CHANGED_REQUEST]: args => this.#edited(args as DefinitionChangedArguments),
  };

  seek({ timeline, moment }: SeekArguments): void {
    const { control } = this.#context;
    if (!control.stop) throw new Refusal(messages.isRunning());
    const { journal } = this.#timeline(timeline ?? control.timeline.id);
    if (!Number.isInteger(moment) || moment < 0 || moment > journal.head) throw new Refusal(messages.noSuchMoment());
    this.#context.move(() => control.seek(timeline ?? control.timeline.id, moment));
  }

  timelines(): TimelinesAnswer {
    const { timelines, timeline } = this.#context.control;
    return {
      current: timeline.id,
      timelines: timelines.all.map(({ id, from, why, journal }) => {
        const { status } = journal.runAt(journal.head);
        return { id, ...(from && { from }), why, head: journal.head, status };
      }),
    };
  }

  #history({ timeline, from, most }: HistoryArguments): HistoryAnswer {
    const { control } = this.#context;
    if (!Number.isInteger(from) || !Number.isInteger(most) || most < 1) throw new Refusal(messages.noSuchMoment());
    const { journal } = timeline === undefined ? control.timeline : this.#timeline(timeline);
    const { execution } = journal.runAt(0);
    const events: object[] = [];
    let next = Math.max(0, from);
    for (; next <= journal.head && events.length < most; next++) {
      for (const event of toHistory(journal.eventsAt(next), execution))
        events.push({ ...shortened(event), moment: next });
    }
    return { events, next };
  }

  async whoSet({ expression, frameId }: WhoSetArguments, wanted: Wanted): Promise<WhoSetAnswer> {
    const { control, definitions, client } = this.#context;
    const strand = this.#context.frame(frameId);
    const turns = turnsFor(wanted, this.#context);
    const { id: timeline } = control.timeline;
    const found = await whoSet(expression.trim(), strand, control.journal, control.moment.at, turns);
    if ('problem' in found) throw new Refusal(found.problem);
    const { moment, before, after, span, state, phase, byHand } = found;
    const place = state === undefined ? undefined : definitions.of({ path: state });
    return {
      moment,
      timeline,
      ...(state !== undefined && { state }),
      ...(phase !== undefined && { phase }),
      ...(place && span && { definition: place.file, ...toClientRange(span, place.lines, client) }),
      ...(before !== undefined && { before: formatValue(before) }),
      ...(after !== undefined && { after: formatValue(after) }),
      ...(byHand && { byHand }),
    };
  }

  async #compare({ a, b, all = false }: CompareArguments, wanted: Wanted): Promise<CompareAnswer> {
    const turns = turnsFor(wanted, this.#context);
    const visits = await compareTimelines(this.#timeline(a).journal, this.#timeline(b).journal, turns);
    return { visits: all ? visits : visits.filter(({ kind }) => kind !== 'same') };
  }

  #visit({ frameId, direction }: VisitArguments): { readonly found: boolean } {
    const { control } = this.#context;
    const { code, step } = this.#context.frame(frameId);
    const { at, head } = control.moment;
    const way = direction === 'next' ? 1 : -1;
    // Going back from inside a visit, its own entry is not another one.
    let own = way < 0 && step > 0 ? 1 : 0;
    for (let moment: Moment = at + way; moment >= 0 && moment < head; moment += way) {
      const place = control.journal.placeAfter(moment);
      if (place?.code.path !== code.path || place.step > 0 || place.isFailing || own-- > 0) continue;
      this.#context.move(() => control.seek(control.timeline.id, moment));
      return { found: true };
    }
    return { found: false };
  }

  #edited({ text, apply, definition: file }: DefinitionChangedArguments): void {
    const { launched, control, definitions } = this.#context;
    if (typeof text !== 'string') throw new Refusal(messages.notAText());
    if (apply !== 'restart' && apply !== 'unentered') throw new Refusal(messages.unknownApply());
    const [before] = file === undefined ? definitions.all : definitions.inFile(file);
    if (!before) throw new Refusal(messages.otherFile());
    const { root, type, embedded } = definitions.machines.of(before.program.start);
    const isLaunched = root === 'Top';
    const chosen = isLaunched ? launched.attributes : { stateMachine: embedded?.name, root };
    const machine = define(before.file, text, isLaunched ? launched.execution.type : type, chosen);
    if ('reasons' in machine) throw new Refusal(messages.newDefinitionUnfit(machine.reasons));
    if (apply === 'restart') {
      // Another file is read again.
      this.#context.restart(isLaunched ? { text } : {});
      return;
    }
    if (!control.stop) throw new Refusal(messages.isRunning());
    const { id } = control.stop.strand;
    control.interfere({ kind: 'redefine', program: machine.program }, messages.forkedBy.definition());
    this.#context.redefine(machine);
    this.#context.invalidate('stacks', 'variables', 'threads');
    this.#context.afterwards(() => control.standAgain('step', id));
  }

  #timeline(id: number): Timeline {
    const timeline = this.#context.control.timelines.withId(id);
    if (!timeline) throw new Refusal(messages.noSuchTimeline(id));
    return timeline;
  }
}

/** A table shows the beginning of a text; all of it is in the variables. */
function shortened(event: HistoryEvent): object {
  const entries = Object.entries(event).map(([key, value]) => [
    key,
    typeof value === 'object' ? cutTexts(value) : value,
  ]);
  return Object.fromEntries(entries) as object;
}

const MOST_TEXT = 4000;

function cutTexts(details: object): object {
  const entries = Object.entries(details).map(([key, value]: [string, unknown]) =>
    typeof value === 'string' && value.length > MOST_TEXT
      ? [key, `${value.slice(0, MOST_TEXT)}… (${value.length} characters)`]
      : [key, value],
  );
  return Object.fromEntries(entries) as object;
}

/** As long as the client wants the answer. */
export function turnsFor(wanted: Wanted, { environment }: Pick<Context, 'environment'>): Turns {
  return takeTurns(environment.now, () => {
    if (wanted.isCancelled) throw new Cancelled();
  });
}

/** As a sentence. */
export function describeWritten({ state, phase, before, after, moment, byHand, line }: WhoSetAnswer): string {
  if (state === undefined) return `It came with the input${after === undefined ? ', which has none' : `: ${after}`}.`;
  const who = byHand ? `By hand, at ${state}` : `${state}, ${phase}, line ${line}`;
  return `${who}: ${before ?? 'nothing'} became ${after ?? 'nothing'} (moment ${moment}).`;
}
