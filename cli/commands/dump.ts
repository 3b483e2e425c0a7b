// stepthrough dump: the inside of a definition, by the same printers the tests use.
import { buildGraph, printGraph } from '../../graph/model/index.ts';
import { createVirtualClock, Driver, drive } from '../../host/index.ts';
import { printEvent, start } from '../../interpreter/index.ts';
import { printMachine, printTree } from '../../language/index.ts';
import { type Command, readArguments, readInput, UsageError } from '../command.ts';
import { compileFile, executionOf, openDefinition } from '../program.ts';

const PARTS = ['tree', 'machine', 'graph', 'run'] as const;

export const dump: Command = async args => {
  const { positional, options } = readArguments(args, ['input', 'name']);
  const [part, file, ...more] = positional;
  if (part === undefined || file === undefined || more.length > 0) {
    throw new UsageError(`dump needs a part (${PARTS.join(', ')}) and a file.`);
  }
  if (part === 'run') return { out: await dumpRun(file, options), exit: 0 };
  const { machine, root } = openDefinition(file, options).definition;
  if (part === 'tree') return { out: printTree(root), exit: 0 };
  if (part !== 'machine' && part !== 'graph') {
    throw new UsageError(`dump shows ${PARTS.join(', ')}, not "${part}".`);
  }
  if (!machine) throw new UsageError(`${file} holds no state machine.`);
  return { out: part === 'machine' ? printMachine(machine) : printGraph(buildGraph(machine)), exit: 0 };
};

// The same for every call: the start is fixed, as with `run --seed`.
async function dumpRun(file: string, { input, name }: { input?: string; name?: string }): Promise<string> {
  const execution = executionOf(file, readInput(input), { seed: 0 });
  let out = '';
  const driver = new Driver(start(compileFile(file, { name }).program, execution, { events: true }), {
    clock: createVirtualClock(execution.startTime),
    sink: events => {
      for (const event of events) {
        const line = printEvent(event, execution.startTime);
        if (line !== undefined) out += `${line}\n`;
      }
    },
  });
  await drive(driver);
  return out;
}
