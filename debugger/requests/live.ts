// What live views ask about a run besides what they are told: the value that went over a way, the iterations of a Map.
import { bytesOf, type ExecutionEvent, type Value } from '../../interpreter/index.ts';
import { transitionsOf } from '../../language/index.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../dap.ts';
import { Refusal } from '../dap.ts';
import type { Definition } from '../definitions.ts';
import { messages } from '../messages.ts';
import {
  type AboutDefinition,
  FLOW_REQUEST,
  type FlowAnswer,
  type FlowArguments,
  ITERATIONS_REQUEST,
  type IterationsAnswer,
  type IterationsArguments,
  SHOW_ITERATION_REQUEST,
  type ShowIterationArguments,
} from '../protocol.ts';
import { type AskedWay, lastFlow } from '../running/flow.ts';
import type { LiveViews } from '../running/liveViews.ts';
import { Iterations, OneIteration } from '../running/oneIteration.ts';
import { formatValue, wholeValue } from '../values/format.ts';

export class LiveRequests {
  readonly #context: Context;
  readonly #live: () => LiveViews;

  constructor(context: Context, live: () => LiveViews) {
    this.#context = context;
    this.#live = live;
  }

  readonly handlers: Handlers = {
    [FLOW_REQUEST]: args => this.#flow(args as FlowArguments),
    [ITERATIONS_REQUEST]: args => this.#iterations(args as IterationsArguments),
    [SHOW_ITERATION_REQUEST]: args => this.#show(args as ShowIterationArguments),
  };

  #flow({ ways, isWhole = false, ...of }: FlowArguments): FlowAnswer {
    const { control } = this.#context;
    const definition = this.#definition(of);
    const asked = new Set(ways);
    const found = waysIn(definition).filter(({ pointer }) => asked.has(pointer));
    const { at } = control.moment;
    const flowed = lastFlow(control.journal, at, found, this.#meant(definition));
    if (!flowed) return {};
    const { way, value, assigned } = flowed;
    const text = wholeValue(value);
    const isCut = !isWhole && text.length > MOST_TEXT;
    const variables = Object.entries(assigned ?? {}).map(([name, one]) => [name, formatValue(one as Value)]);
    return {
      flow: {
        way: way.pointer,
        text: isCut ? text.slice(0, MOST_TEXT) : text,
        isCut,
        bytes: bytesOf(value),
        ...(variables.length > 0 && { assigned: Object.fromEntries(variables) as Record<string, string> }),
      },
    };
  }

  // One iteration is shown: what others handed on does not count.
  #meant(definition: Definition): ((event: ExecutionEvent) => boolean) | undefined {
    const { control, definitions } = this.#context;
    const only = this.#live().onlyOf(definitions.machines.of(definition.program.start).root);
    const map = only && pathAt(definition, only.pointer);
    if (!only || map === undefined) return undefined;
    const one = new OneIteration(map, only);
    const own = new Set(control.journal.eventsUntil(control.moment.at).filter(event => one.includes(event)));
    return event => own.has(event);
  }

  #iterations({ pointer, ...of }: IterationsArguments): IterationsAnswer {
    const { control } = this.#context;
    const map = pathAt(this.#definition(of), pointer);
    if (map === undefined) throw new Refusal(messages.noSuchMap());
    const iterations = new Iterations(map);
    for (const event of control.journal.eventsUntil(control.moment.at)) iterations.hear(event);
    return { iterations: iterations.statuses };
  }

  #show({ only, ...of }: ShowIterationArguments): void {
    const { definitions, control } = this.#context;
    const { root } = definitions.machines.of(this.#definition(of).program.start);
    const isShown = this.#live().showOnly(root, only, control.journal, control.moment.at);
    if (!isShown) throw new Refusal(messages.noSuchMap());
    this.#context.tellLiveViews();
  }

  #definition({ definition: file, stateMachine }: AboutDefinition): Definition {
    const all = this.#context.definitions.inFile(file);
    const definition = stateMachine === undefined ? all[0] : all.find(one => one.stateMachine === stateMachine);
    if (!definition) throw new Refusal(messages.otherFile());
    return definition;
  }
}

function pathAt({ program }: Definition, pointer: string): string | undefined {
  for (const [path, { state }] of program.states) if (state.pointer === pointer) return path;
  return undefined;
}

function waysIn({ program }: Definition): readonly AskedWay[] {
  const ways: AskedWay[] = [
    { pointer: '/StartAt', state: program.start.path, kind: 'start', index: -1, to: undefined },
  ];
  for (const [path, { state }] of program.states) {
    for (const { kind, target, index = -1, pointer } of transitionsOf(state)) {
      ways.push({ pointer, state: path, kind, index, to: target.value });
    }
    ways.push({ pointer: `${state.pointer}/End`, state: path, kind: 'end', index: -1, to: undefined });
  }
  return ways;
}

/** A card shows no more of it. */
const MOST_TEXT = 1200;
