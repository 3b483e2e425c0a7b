// stepthrough graph: a picture of a definition, as SVG or Mermaid.
import fs from 'node:fs';
import path from 'node:path';
import {
  buildGraph,
  type Direction,
  type Graph,
  layoutGraph,
  mermaid,
  svgPicture,
  tooLargeToDraw,
  tooLargeToShow,
} from '../../graph/model/index.ts';
import { type Command, oneOf, readArguments, UsageError } from '../command.ts';
import { readGiven } from '../machines.ts';
import { withOpenedMachines } from '../openedMachines.ts';
import { openDefinition } from '../program.ts';

export const graph: Command = async args => {
  const known = ['out', 'name', 'direction', 'format', 'machines'] as const;
  const { positional, options, flags } = readArguments(args, known, ['open-machines']);
  const [file, ...more] = positional;
  if (file === undefined || more.length > 0) throw new UsageError('graph needs one file.');
  const direction = directionOf(options.direction);
  const definition = openDefinition(file, options);
  const { machine } = definition.definition;
  if (!machine) throw new UsageError(`${file} holds no state machine.`);
  if (options.machines !== undefined && !flags.has('open-machines')) {
    throw new UsageError('--machines says where machines are that are drawn with --open-machines.');
  }
  const own = buildGraph(machine);
  const { graph: of, notes } = flags.has('open-machines')
    ? withOpenedMachines(own, definition, readGiven(options.machines))
    : { graph: own, notes: [] };
  const isMermaid = formatOf(options) === 'mermaid';
  const picture = isMermaid ? mermaid(of, direction) : svgOf(of, direction, path.basename(file));
  const doubt = isMermaid ? tooLargeToShow(picture) : undefined;
  const told = [...notes, ...(doubt === undefined ? [] : [`${doubt}.`])].map(note => `${note}\n`).join('');
  if (options.out === undefined) return { out: picture, ...(told && { note: told }), exit: 0 };
  try {
    fs.writeFileSync(options.out, picture);
  } catch (error) {
    throw new UsageError(`${options.out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { note: `${told}${options.out}\n`, exit: 0 };
};

function svgOf(graph: Graph, direction: Direction, title: string): string {
  const tooLarge = tooLargeToDraw(graph);
  if (tooLarge !== undefined) throw new UsageError(`${tooLarge}.`);
  return svgPicture(layoutGraph(graph, { direction }), title);
}

/** As it is asked for, else by the name of the file. */
function formatOf({ out, format }: { readonly out?: string; readonly format?: string }): 'svg' | 'mermaid' {
  if (format === 'png' || (format === undefined && out !== undefined && /\.png$/i.test(out))) {
    throw new UsageError('A PNG takes a browser to draw: "Export Graph…" in VS Code writes one, graph writes SVG.');
  }
  if (format !== undefined) return oneOf('format', format, ['svg', 'mermaid']);
  if (out === undefined || /\.svg$/i.test(out)) return 'svg';
  if (/\.(?:mmd|mermaid)$/i.test(out)) return 'mermaid';
  throw new UsageError(`graph writes .svg and .mmd files, not "${out}".`);
}

function directionOf(given: string | undefined): Direction {
  if (given === undefined || given === 'down') return 'down';
  if (given === 'right') return 'right';
  throw new UsageError(`--direction is down or right, not "${given}".`);
}
