// Fields that hold a number: written down, computed, or found by a path (`MaxItems`, `MaxItemsPath`).
import { numberOf } from '../../expressions/index.ts';
import { memberNamed, type Node } from '../../language/index.ts';
import { causes, runtimeFailure } from '../failure.ts';
import { printValue } from '../json.ts';
import type { StateData, StepScope } from '../program.ts';
import type { Refuse } from './compile.ts';
import { compileTyped } from './jsonata.ts';
import { effectiveInput, pathOf, scopeOver } from './paths.ts';

export type Amount = (data: StateData, scope: StepScope) => number;

/** The object the field is in, and its place as AWS writes it: empty, or `ItemBatcher/`. */
export interface AmountPlace {
  readonly node: Node | undefined;
  readonly isJsonata: boolean;
  readonly where: string;
}

/** Undefined where there is no such field. */
export function compileAmount(
  { node, isJsonata, where }: AmountPlace,
  name: string,
  kind: 'integer' | 'float',
  refuse: Refuse,
): Amount | undefined {
  const written = memberNamed(node, name)?.value;
  if (written?.kind === 'number') return () => written.value;
  if (written && isJsonata) {
    const evaluate = compileTyped(written, `${where}${name}`, 'number', refuse);
    return (data, scope) => Number(evaluate(data, scope));
  }
  const pathNode = memberNamed(node, `${name}Path`)?.value;
  if (pathNode?.kind !== 'string') return undefined;
  const path = pathOf(pathNode.value);
  return (data, scope) => {
    const input = effectiveInput(data);
    const value = path.read(scopeOver(input, scope));
    if (value === undefined) throw runtimeFailure(path.missing(input));
    // Recorded: a number in a text is taken too.
    const isText = typeof value === 'string' && value.trim() !== '';
    const number = isText ? Number(value) : (numberOf(value) ?? Number.NaN);
    if (kind === 'integer' ? Number.isInteger(number) : Number.isFinite(number)) return number;
    const shown = typeof value === 'string' ? value : printValue(value);
    const cause = kind === 'integer' ? causes.notInteger : causes.notFloat;
    throw runtimeFailure(cause(`${name}Path`, shown, path.text));
  };
}
