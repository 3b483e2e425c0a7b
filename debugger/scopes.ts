// What can be seen at a state: a scope for each part of its data that exists in the current phase, in the order of the
// data flow. What has not happened yet is absent rather than empty.
import { contextObject, type Run, type Strand, type Value } from '../interpreter/index.ts';
import type { DebugProtocol } from './dap.ts';
import type { VariableStore } from './variables.ts';

export function scopesOf(run: Run, strand: Strand, store: VariableStore): DebugProtocol.Scope[] {
  const { input, effectiveInput, payload, result, output, assigned, error } = strand.data;
  const scopes: DebugProtocol.Scope[] = [];
  // Only what `$` reads at this phase can be given an expression: the latest of these that exists.
  const current = [output, result, payload, effectiveInput, input].find(value => value !== undefined);
  const add = (name: string, value: Value | undefined, hint?: string, expression?: string) => {
    if (value === undefined) return;
    // A scope shows its members; a value without any is shown as one.
    const isContainer = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    const shown: Value = isContainer ? value : { value };
    const path = isContainer ? (expression ?? (value === current ? '$' : undefined)) : undefined;
    const variablesReference = store.referTo(shown, path);
    scopes.push({ name, variablesReference, expensive: false, ...(hint && { presentationHint: hint }) });
  };
  add('Input', input, 'arguments');
  if (effectiveInput !== undefined) add('Input after InputPath', effectiveInput, 'arguments');
  const variables = { ...strand.variables };
  if (Object.keys(variables).length > 0) add('Variables', variables, 'locals', '$variables');
  add('Arguments', payload, 'locals');
  add('Result', result, 'returnValue');
  if (assigned) add('Assigned on exit', { ...assigned }, 'locals');
  add('Output', output, 'returnValue');
  if (error)
    add('Error', {
      ...(error.error !== undefined && { Error: error.error }),
      ...(error.cause !== undefined && { Cause: error.cause }),
    });
  add('Context', contextObject(run, strand), undefined, '$$');
  return scopes;
}
