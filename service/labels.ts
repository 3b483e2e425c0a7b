// What a distributed Map runs for each item, told as a state machine of its own: `NAME/LABEL` (spec/api.md §2).
import type { StateCode } from '../interpreter/index.ts';
import type { Revision } from './machines.ts';
import { describeRevision } from './shapes.ts';

/** A labelled ARN without its label; undefined where there is none. */
export function readLabel(arn: string): { readonly arn: string; readonly label: string } | undefined {
  const [, before, label, after] = /^(arn:[^/]*:stateMachine:[^/:]+)\/([^/:#]+)(:[^/]*)?$/.exec(arn) ?? [];
  if (before === undefined || label === undefined) return undefined;
  return { arn: `${before}${after ?? ''}`, label };
}

/** The Map of a label. */
export function labelledMap({ program }: Revision, label: string): StateCode | undefined {
  for (const code of program.states.values()) if (code.distributed?.label === label) return code;
  return undefined;
}

/** The revision as far as it is about this Map's processor. */
export function describeProcessor(revision: Revision, map: StateCode): object {
  const { program, definition } = revision;
  const processor = (map.state.fields.get('ItemProcessor') ?? map.state.fields.get('Iterator'))?.value;
  const inside = [...program.states.values()].filter(({ path }) => path.startsWith(`${map.path}/`));
  const names = new Set(inside.map(({ name }) => name));
  return {
    ...describeRevision(revision, names),
    ...(processor && { definition: definition.slice(processor.start, processor.end) }),
    label: map.distributed?.label,
  };
}
