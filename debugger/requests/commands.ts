// The commands of the debug console: what other requests do, typed.
import { parseValue, printEvent, printValue } from '../../interpreter/index.ts';
import type { Context } from '../context.ts';
import { Refusal, type Wanted } from '../dap.ts';
import { messages } from '../messages.ts';
import { COMMANDS } from './commandTable.ts';
import type { MoveRequests } from './moving.ts';
import type { TaskRequests } from './tasks.ts';
import { describeWritten, type TimeRequests } from './timeTravel.ts';

type Name = (typeof COMMANDS)[number]['name'];

/** So many lines of history where no number is given. */
const HISTORY_LINES = 20;

export class Commands {
  readonly #context: Context;
  readonly #moves: MoveRequests;
  readonly #tasks: TaskRequests;
  readonly #time: TimeRequests;

  constructor(context: Context, moves: MoveRequests, tasks: TaskRequests, time: TimeRequests) {
    this.#context = context;
    this.#moves = moves;
    this.#tasks = tasks;
    this.#time = time;
  }

  readonly #table: Readonly<
    Record<Name, (rest: string, frame: number | undefined, wanted: Wanted) => string | Promise<string>>
  > = {
    help: () => COMMANDS.map(({ usage, what }) => `${usage}  ${what}`).join('\n'),
    input: rest => this.#input(rest),
    goto: (rest, frame) => this.#goto(rest, frame),
    mock: rest => this.#mock(rest),
    answer: rest => this.#answer(rest),
    fail: rest => this.#fail(rest),
    history: rest => this.#history(rest),
    who: (rest, frame, wanted) => this.#who(rest, frame, wanted),
    timelines: () => this.#timelines(),
    seek: rest => this.#seek(rest),
  };

  /** What the console shows for it. */
  perform(text: string, frame: number | undefined, wanted: Wanted): string | Promise<string> {
    const [, name = '', rest = ''] = /^:(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
    if (!Object.hasOwn(this.#table, name)) throw new Refusal(messages.unknownCommand(name));
    return this.#table[name as Name](rest.trim(), frame, wanted);
  }

  #input(rest: string): string {
    if (rest === '') return printValue(this.#context.launched.execution.input);
    this.#context.restart({ input: readValue(rest) });
    return 'The execution starts again with this input.';
  }

  #goto(rest: string, frame: number | undefined): string {
    if (rest === '') throw new Refusal(messages.commandNeeds(':goto STATE'));
    this.#moves.goTo(this.#context.frame(frame), rest);
    return `The next state is "${rest}".`;
  }

  // A state's name may have spaces: the mock begins at the first brace.
  #mock(rest: string): string {
    const [, state = '', entry = ''] = /^([^{]*?)\s*(\{[\s\S]*)?$/.exec(rest) ?? [];
    if (state === '') throw new Refusal(messages.commandNeeds(':mock STATE {"return": …}'));
    this.#tasks.setMock(state, entry === '' ? null : readValue(entry));
    return entry === '' ? `"${state}" has no mock any more.` : `"${state}" is answered by this mock.`;
  }

  #answer(rest: string): string {
    if (rest === '') throw new Refusal(messages.commandNeeds(':answer JSON'));
    this.#tasks.answerFirst({ result: readValue(rest) });
    return 'Answered. Continue to go on.';
  }

  #fail(rest: string): string {
    const [, error = '', cause] = /^(\S+)\s*([\s\S]+)?$/.exec(rest) ?? [];
    if (error === '') throw new Refusal(messages.commandNeeds(':fail ERROR [CAUSE]'));
    this.#tasks.answerFirst({ error, ...(cause !== undefined && { cause }) });
    return 'Answered with an error. Continue to go on.';
  }

  #history(rest: string): string {
    const { control, launched } = this.#context;
    const { startTime } = launched.execution;
    const lines: string[] = [];
    const most = Number(rest) || HISTORY_LINES;
    for (let moment = control.moment.at; moment >= 0 && lines.length < most; moment--) {
      for (const event of [...control.journal.eventsAt(moment)].reverse()) {
        const line = printEvent(event, startTime);
        if (line !== undefined && lines.length < most) lines.unshift(line);
      }
    }
    return lines.join('\n');
  }

  async #who(rest: string, frame: number | undefined, wanted: Wanted): Promise<string> {
    if (rest === '') throw new Refusal(messages.commandNeeds(':who $total'));
    const args = { expression: rest, ...(frame !== undefined && { frameId: frame }) };
    return describeWritten(await this.#time.whoSet(args, wanted));
  }

  #timelines(): string {
    const { current, timelines } = this.#time.timelines();
    return timelines
      .map(({ id, from, why, head, status }) => {
        const origin = from ? ` from ${from.timeline} at ${from.moment}` : '';
        return `${id === current ? '*' : ' '} ${id}${origin}: ${why}, ${head} moments, ${status}`;
      })
      .join('\n');
  }

  #seek(rest: string): string {
    const [moment, timeline] = rest.split(/\s+/).map(Number);
    if (rest === '' || moment === undefined) throw new Refusal(messages.commandNeeds(':seek MOMENT [TIMELINE]'));
    this.#time.seek({ moment, ...(timeline !== undefined && { timeline }) });
    return `At moment ${moment}.`;
  }
}

function readValue(text: string) {
  const { value, problem } = parseValue(text);
  if (problem !== undefined) throw new Refusal(messages.notAValue(text));
  return value;
}
