// Where a strand stands, for those who draw it: the state, and in a word or two for a place with little room the phase, which is the
// field of the text where there is one.
import type { Phase, Strand } from '../../interpreter/index.ts';
import type { State } from '../../language/index.ts';
import type { Definition } from '../definitions.ts';
import type { Batch } from '../protocol.ts';
import { type Frame, frameOf } from './stack.ts';

export function cursorAt(strand: Strand, { program }: Definition): NonNullable<Batch['cursor']> {
  const { state } = program.states.get(strand.code.path) ?? strand.code;
  const frame = frameOf(strand, program);
  return { pointer: state.pointer, phase: frame.phase, label: labelOfPhase(frame, state, strand) };
}

/** `Parameters`, `Choices[1]`, `Next`, `before its call` */
function labelOfPhase({ phase, span }: Frame, state: State, { waiting, failing }: Strand): string {
  if (waiting?.kind === 'children') return waiting.plan ? 'its iterations' : 'its branches';
  if (waiting?.kind === 'mapRun') return 'its child executions';
  if (waiting?.kind === 'clock') return 'its wait';
  if (waiting?.kind === 'call') return 'its call, under way';
  if (failing) return failing.error === undefined ? 'its error' : `the error ${failing.error}`;
  if (phase === 'rule' && state.type === 'Choice') {
    const index = state.rules.findIndex(({ node }) => node.start === span.start);
    return index < 0 ? WORDS.rule : `Choices[${index}]`;
  }
  if (phase === 'enter' || phase === 'task') return WORDS[phase];
  for (const [name, field] of state.fields) if (field.start === span.start) return name;
  return WORDS[phase];
}

const WORDS: Readonly<Record<Phase, string>> = {
  enter: 'entry',
  input: 'its input',
  args: 'its arguments',
  rule: 'a rule',
  task: 'its work',
  result: 'its result',
  error: 'its error',
  assign: 'Assign',
  output: 'its output',
  exit: 'exit',
};
