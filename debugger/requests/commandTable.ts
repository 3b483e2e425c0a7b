// The commands of the debug console, as :help lists them.
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly what: string;
}

export const COMMANDS = [
  { name: 'help', usage: ':help', what: 'lists the commands' },
  { name: 'input', usage: ':input [JSON]', what: 'shows the input of the execution, or starts again with another' },
  { name: 'goto', usage: ':goto STATE', what: 'sets the next state; in the past that begins another timeline' },
  {
    name: 'mock',
    usage: ':mock STATE [MOCK]',
    what: 'says what a state is answered, as in a mock file: {"return": …}',
  },
  { name: 'answer', usage: ':answer JSON', what: 'answers the task that the debugger stopped at' },
  { name: 'fail', usage: ':fail ERROR [CAUSE]', what: 'lets the task that the debugger stopped at fail' },
  { name: 'history', usage: ':history [COUNT]', what: 'lists what happened up to here' },
  { name: 'who', usage: ':who EXPRESSION', what: 'says which state set a variable or a part of the state data' },
  { name: 'timelines', usage: ':timelines', what: 'lists the ways the execution went' },
  { name: 'seek', usage: ':seek MOMENT [TIMELINE]', what: 'stands at another moment' },
] as const satisfies readonly Command[];
