// Which function is being called at an offset, and which of its parameters is being typed: functions of JSONata, intrinsic
// functions.
import { callAround, type Definition, routeTo } from '../../language/index.ts';

export interface Signature {
  readonly label: string;
  readonly doc: string;
  /** Where each parameter stands in the label. */
  readonly parameters: readonly (readonly [start: number, end: number])[];
  readonly argument: number;
}

export function signatureAt({ text, root }: Definition, offset: number): Signature | undefined {
  const node = routeTo(root, offset)?.node;
  const call = node?.kind === 'string' ? callAround(text, node, offset) : undefined;
  if (!call) return undefined;
  const { name, parameters, doc, argument } = call;
  const places: [number, number][] = [];
  let label = `${name}(`;
  for (const [index, parameter] of parameters.entries()) {
    if (index > 0) label += ', ';
    places.push([label.length, label.length + parameter.length]);
    label += parameter;
  }
  return { label: `${label})`, doc, parameters: places, argument: Math.min(argument, Math.max(0, places.length - 1)) };
}
