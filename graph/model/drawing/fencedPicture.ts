// A definition in a Markdown text as a picture for its preview. What of a broken one can be read is drawn, with a sentence; where
// nothing can be drawn there is only the sentence, and the preview shows the code as it stands.
import { analyze, countStates, createLineIndex, type Definition, type Format } from '../../../language/index.ts';
import { buildGraph } from '../buildGraph.ts';
import { illegible } from '../difference/illegible.ts';
import { layoutGraph } from '../layout/layoutGraph.ts';
import { inlinePicture } from './svgPicture.ts';

export interface FencedPicture {
  /** Markup in which every text of the definition is escaped. */
  readonly svg?: string;
  /** Plain text. */
  readonly notice?: string;
}

/** Larger ones are hardly read in a document, and a preview draws at every keystroke. */
const MOST_STATES = 300;

/** `language` is the word behind the fence: `asl`, `asl-json`, `asl-yaml`, `stepfunctions`. */
export function pictureOfFence(text: string, language: string): FencedPicture {
  const definition = analyze(text, { format: formatOf(text, language) });
  const { machine } = definition;
  const count = machine ? countStates(machine) : 0;
  const fault = faultIn(definition);
  if (!machine || count === 0) return { notice: fault ?? 'This is no state machine yet: it has no states.' };
  if (count > MOST_STATES)
    return { notice: `This state machine has ${count} states: more than ${MOST_STATES} are not drawn here.` };
  const names = machine.scope.states.map(({ name }) => name).join(', ');
  const svg = inlinePicture(layoutGraph(buildGraph(machine), { direction: 'down' }), `State machine: ${names}`);
  return { svg, ...(fault !== undefined && { notice: `${fault} What can be read is drawn.` }) };
}

function formatOf(text: string, language: string): Format {
  if (language === 'asl-json') return 'json';
  return language !== 'asl-yaml' && /^\s*\{/.test(text) ? 'json' : 'yaml';
}

function faultIn(definition: Definition): string | undefined {
  const fault = illegible(definition);
  if (!fault) return undefined;
  const { line0 } = createLineIndex(definition.text).position(fault.start);
  return `Line ${line0 + 1}: ${fault.message}`;
}
