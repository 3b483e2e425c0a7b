// Who answers the calls of tasks in a debug session: what was recorded for an equal call before a fork, then mocks, then the
// stand-in for S3, then the run itself where it starts a state machine at hand, then a person who is asked. Nothing is ever called
// in AWS.
import {
  accept,
  type CallCommand,
  createOutside,
  createStarts,
  type Machines,
  noAnswer,
  type ObjectStore,
  type Ports,
  type Tasks,
  whyNotStarted,
} from '../../host/index.ts';
import { type Answer, type Moment, openCommands } from '../../interpreter/index.ts';
import { messages } from '../messages.ts';
import { type CallRecord, keyOf, type Recorded, type Timeline, tokenKey } from './timeline.ts';

/** A call nobody answers. It waits until somebody does. */
export interface Question {
  readonly id: number;
  readonly command: CallCommand;
}

export interface AnswersOptions {
  readonly store: ObjectStore | undefined;
  /** The state machines at hand: a Task that starts one of them is answered by the run itself. */
  readonly machines: Machines;
  /** `ask` a person for what nothing answers, or let it fail as the command line does. */
  readonly policy: 'ask' | 'mock';
  /** Who is asked before a person: a handler on this machine. It gives an answer to every call. */
  readonly handler?: Tasks;
}

export class Answers {
  readonly #options: AnswersOptions;
  readonly #open = new Map<number, { readonly question: Question; readonly answer: (answer: Answer) => void }>();
  #questionCount = 0;
  /** Answers that come for another timeline are nobody's. */
  #era = 0;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  /** The calls that wait for a person, the oldest first. */
  get questions(): readonly Question[] {
    return [...this.#open.values()].map(({ question }) => question);
  }

  get isAsking(): boolean {
    return this.#open.size > 0;
  }

  /** False when the question is not open any more. */
  answer(id: number, answer: Answer): boolean {
    const open = this.#open.get(id);
    this.#open.delete(id);
    // What has started an execution was accepted then.
    if (open && !open.question.command.hasStarted) accept(open.question.command.call, open.answer);
    open?.answer(answer);
    return open !== undefined;
  }

  /** The outside of a timeline from now on; that of the one before is forgotten. */
  outsideOf(timeline: Timeline, recorded: Recorded, moment: () => Moment): Required<Pick<Ports, 'tasks' | 'mapData'>> {
    const era = ++this.#era;
    this.#open.clear();
    const { policy, store, handler, machines } = this.#options;
    const { mocks } = timeline;
    const asking = {
      call: (command: CallCommand, answer: (answer: Answer) => void) => {
        const known = command.hasStarted ? recorded.get(tokenKey(command))?.shift() : undefined;
        if (known && !timeline.changed.has(known.state)) for (const said of known.answers) answer(said);
        else if (handler) handler.call(command, answer);
        else if (policy === 'mock') answer(noAnswer(command, whyNotStarted(machines, command, messages.howToName())));
        else this.#ask(command, answer);
      },
      cancel: (id: number) => (handler ? handler.cancel(id) : this.#forget(id)),
    };
    const starts = createStarts(machines, asking);
    const { tasks, mapData } = createOutside(mocks, store, { otherwise: starts, used: usedIn(timeline) });
    if (!tasks || !mapData) throw new Error('An outside without tasks or map data');
    return {
      mapData,
      tasks: {
        call: (command, answer) => {
          const key = keyOf(command);
          const { name: state } = command.state;
          const isInside = command.hasStarted || (!mocks.has(state) && starts.isInside(command));
          const record: CallRecord = { id: command.id, madeAt: moment(), state, key, answers: [], isInside };
          timeline.calls.push(record);
          const hear = (said: Answer) => {
            if (era !== this.#era) return;
            record.answers.push(said);
            answer(said);
          };
          const known = isInside ? undefined : recorded.get(key)?.shift();
          if (known && !timeline.changed.has(record.state)) for (const said of known.answers) hear(said);
          else tasks.call(command, hear);
        },
        cancel: id => tasks.cancel(id),
        idle: () => starts.idle(),
      },
    };
  }

  #ask(command: CallCommand, answer: (answer: Answer) => void): void {
    const id = ++this.#questionCount;
    this.#open.set(id, { question: { id, command }, answer });
  }

  #forget(call: number): void {
    for (const [id, { question }] of this.#open) if (question.command.id === call) this.#open.delete(id);
  }
}

// How often each state was answered: a sequence of mocks goes on where it was. Calls that are still open are made again.
function usedIn({ calls, journal }: Timeline): Map<string, number> {
  const open = new Set(
    openCommands(journal.runAt(journal.head)).flatMap(one => (one.kind === 'call' ? [one.command.id] : [])),
  );
  const used = new Map<string, number>();
  for (const { id, state } of calls) if (!open.has(id)) used.set(state, (used.get(state) ?? 0) + 1);
  return used;
}
