// State machines of the Serverless Framework's plugin `serverless-step-functions`, and of the CloudFormation resources such
// a file brings. The framework fills in `${self:…}` and the like; nothing is known of their values.

import { pointerTo } from '../machine/fields.ts';
import { memberNamed, type Node } from '../text/tree.ts';
import { cloudFormationMachines, embedValue, type HostText, workflowTypeOf } from './cloudFormation.ts';
import { embedLink, type Frame } from './embed.ts';
import type { Embedded } from './embedded.ts';
import { textMember } from './functions.ts';

export function serverlessMachines(file: HostText, root: Node): readonly Embedded[] {
  const machines: Embedded[] = [];
  // A file of its own may hold what belongs under `stepFunctions`, with the definitions in it.
  const section = memberNamed(root, 'stepFunctions')?.value;
  visit(memberNamed(section ?? root, 'stateMachines')?.value, `${section ? '/stepFunctions' : ''}/stateMachines`);
  const resources = memberNamed(root, 'resources')?.value;
  const parts: readonly (readonly [Node, string])[] =
    resources?.kind === 'array'
      ? resources.items.map((item, index) => [item, `/resources/${index}`] as const)
      : resources
        ? [[resources, '/resources']]
        : [];
  for (const [part, pointer] of parts) {
    machines.push(...cloudFormationMachines(file, part, { pointer, hasOtherNames: true }));
  }
  return machines;

  function visit(node: Node | undefined, pointer: string): void {
    if (node?.kind === 'array')
      for (const [index, item] of node.items.entries()) visit(item, pointerTo(pointer, index));
    if (node?.kind !== 'object') return;
    for (const { key, value } of node.members) {
      const definition = memberNamed(value, 'definition')?.value;
      // Other tools have state machines too.
      if (!definition || (!section && !/\bStartAt\b/.test(file.text.slice(definition.start, definition.end)))) continue;
      const workflowType = workflowTypeOf(textMember(value, 'type'));
      const frame: Frame = {
        ...file,
        host: 'Serverless Framework',
        key,
        workflowType,
        binding: undefined,
        template: undefined,
      };
      const at = pointerTo(pointerTo(pointer, key.value), 'definition');
      const path = definition.kind === 'string' ? includedFile(definition.value) : undefined;
      const embedded =
        path !== undefined && definition.kind === 'string'
          ? embedLink(frame, definition, path, at)
          : embedValue(frame, definition, at);
      if (embedded) machines.push(embedded);
    }
  }
}

// `${file(./order.asl.yml)}`. With `:name` behind it only a part of the file is meant.
function includedFile(text: string): string | undefined {
  if (text.length > 1000) return undefined;
  return /^\s*\$\{file\(\s*([^(),]+?)\s*\)\}\s*$/.exec(text)?.[1];
}
