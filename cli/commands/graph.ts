// stepthrough graph: a picture of a definition, as SVG or Mermaid.
import fs from 'node:fs';
import path from 'node:path';
import { buildGraph, type Direction, layoutGraph, mermaid, svgPicture } from '../../graph/model/index.ts';
import { type Command, readArguments, UsageError } from '../command.ts';
import { openDefinition } from '../program.ts';

export const graph: Command = async args => {
  const { positional, options } = readArguments(args, ['out', 'name', 'direction']);
  const [file, ...more] = positional;
  if (file === undefined || more.length > 0) throw new UsageError('graph needs one file.');
  const direction = directionOf(options.direction);
  const { machine } = openDefinition(file, options).definition;
  if (!machine) throw new UsageError(`${file} holds no state machine.`);
  const of = buildGraph(machine);
  const isMermaid = options.out !== undefined && /\.(?:mmd|mermaid)$/i.test(options.out);
  if (options.out !== undefined && !isMermaid && !/\.svg$/i.test(options.out)) {
    throw new UsageError(`graph writes .svg and .mmd files, not "${options.out}".`);
  }
  const picture = isMermaid ? mermaid(of, direction) : svgPicture(layoutGraph(of, { direction }), path.basename(file));
  if (options.out === undefined) return { out: picture, exit: 0 };
  try {
    fs.writeFileSync(options.out, picture);
  } catch (error) {
    throw new UsageError(`${options.out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { note: `${options.out}\n`, exit: 0 };
};

function directionOf(given: string | undefined): Direction {
  if (given === undefined || given === 'down') return 'down';
  if (given === 'right') return 'right';
  throw new UsageError(`--direction is down or right, not "${given}".`);
}
