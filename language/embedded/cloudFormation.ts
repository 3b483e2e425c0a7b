// State machines of CloudFormation and SAM templates, whatever their format: `Definition`, `DefinitionString` and the names
// of files. What CloudFormation computes in other ways (parameters, imports) holds no definition that can be read.

import { pointerTo } from '../machine/fields.ts';
import type { WorkflowType } from '../machine/machine.ts';
import { memberNamed, type Node, type ObjectNode, type Span, type StringNode } from '../text/tree.ts';
import { embedLink, embedObject, embedText, type Frame } from './embed.ts';
import type { Binding, Embedded } from './embedded.ts';
import { alternatives, functionOf, textMember } from './functions.ts';
import { templateNames } from './templateNames.ts';

export const CLOUDFORMATION_TYPES = ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine'] as const;

export type HostText = Pick<Frame, 'text' | 'format' | 'problems'>;

/** `root` is the template; `pointer` says where in the file it stands. */
export function cloudFormationMachines(
  file: HostText,
  root: Node,
  { pointer, hasOtherNames }: { readonly pointer: string; readonly hasOtherNames: boolean },
): readonly Embedded[] {
  const resources = memberNamed(root, 'Resources')?.value;
  if (resources?.kind !== 'object') return [];
  const template = hasOtherNames ? undefined : templateNames(root);
  const globals = memberNamed(memberNamed(root, 'Globals')?.value, 'StateMachine')?.value;
  const under = pointerTo(pointer, 'Resources');
  return resources.members.flatMap(({ key, value }) => {
    const type = textMember(value, 'Type')?.value;
    const properties = memberNamed(value, 'Properties')?.value;
    if (!CLOUDFORMATION_TYPES.some(known => known === type) || properties?.kind !== 'object') return [];
    const workflowType = workflowTypeOf(
      textMember(properties, 'StateMachineType') ?? textMember(properties, 'Type') ?? textMember(globals, 'Type'),
    );
    const binding = hasOtherNames ? undefined : bindingOf(properties, globals, key.value);
    const frame: Frame = { ...file, host: 'CloudFormation', key, workflowType, binding, template };
    return [...definitionsIn(frame, properties, pointerTo(pointerTo(under, key.value), 'Properties'))];
  });
}

function* definitionsIn(frame: Frame, properties: ObjectNode, pointer: string): Generator<Embedded> {
  for (const { key, value } of properties.members) {
    if (!value || !/^Definition(String|Uri|S3Location)?$/.test(key.value)) continue;
    const isFile = key.value === 'DefinitionUri' || key.value === 'DefinitionS3Location';
    for (const { node, pointer: at } of alternatives(value, pointerTo(pointer, key.value))) {
      const embedded = isFile ? embedFile(frame, node, at) : embedValue(frame, node, at);
      if (embedded) yield embedded;
    }
  }
}

function embedFile(frame: Frame, node: Node, pointer: string): Embedded | undefined {
  return node.kind === 'string' ? embedLink(frame, node, node.value, pointer) : undefined;
}

export function embedValue(frame: Frame, node: Node, pointer: string): Embedded | undefined {
  if (node.kind === 'object') return embedObject(frame, node, pointer);
  const found = functionOf(node);
  if (found?.name === 'ToJsonString' && found.argument.kind === 'object') {
    return embedObject(frame, found.argument, pointer);
  }
  if (found?.name === 'Transform') {
    // `AWS::Include` brings a file, in which CloudFormation's own functions count.
    const location = textMember(memberNamed(found.argument, 'Parameters')?.value, 'Location');
    return location && embedLink({ ...frame, binding: undefined }, location, location.value, pointer);
  }
  return embedText(frame, node, pointer);
}

export function workflowTypeOf(node: StringNode | undefined): WorkflowType | undefined {
  const type = node?.value.toUpperCase();
  return type === 'EXPRESS' || type === 'STANDARD' ? type : undefined;
}

/** Nothing is known of the names where an `Fn::…` or a macro may bring them. */
function bindingOf(properties: ObjectNode, globals: Node | undefined, owner: string): Binding | undefined {
  const value = memberNamed(properties, 'DefinitionSubstitutions')?.value;
  const shared = memberNamed(globals, 'DefinitionSubstitutions')?.value;
  if (shared || memberNamed(properties, 'Fn::Transform')) return undefined;
  if (!value || value.kind === 'null') return { kind: 'DefinitionSubstitutions', owner, names: undefined };
  if (value.kind !== 'object') return undefined;
  const names = new Map<string, Span>(value.members.map(({ key }) => [key.value, key]));
  return [...names.keys()].some(isFunctionName) ? undefined : { kind: 'DefinitionSubstitutions', owner, names };
}

function isFunctionName(name: string): boolean {
  return /^(Fn::|<<$|Ref$|\$)/.test(name);
}
