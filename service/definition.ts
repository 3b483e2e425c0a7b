// A definition as the API takes it: text → program, or the diagnostics AWS would give. Problems AWS has a recorded text for
// are said in its words; the rest in ours, under its code.
import { compile, type Program } from '../interpreter/index.ts';
import { allScopes, analyze, type Definition, type MapState, memberNamed, type Problem } from '../language/index.ts';
import { jsonFault, sourceOf } from './jsonFault.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  readonly location?: string;
}

export interface CheckedDefinition {
  /** Absent where a diagnostic is an error. */
  readonly program?: Program;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is wrong with a text as a definition, whatever becomes of it. */
export function checkText(text: string): readonly Diagnostic[] {
  const syntax = jsonDiagnostic(text);
  return syntax ? [syntax] : diagnosticsOf(analyze(text, { format: 'json' }));
}

export function checkDefinition(text: string, type: MachineType): CheckedDefinition {
  const syntax = jsonDiagnostic(text);
  if (syntax) return { diagnostics: [syntax] };
  const definition = analyze(text, { format: 'json' });
  const diagnostics = [...diagnosticsOf(definition), ...(type === 'EXPRESS' ? expressDiagnostics(definition) : [])];
  if (diagnostics.some(({ severity }) => severity === 'ERROR')) return { diagnostics };
  const { program, refusals } = compile(definition);
  if (program) return { program, diagnostics };
  // Nothing AWS would object to, but nothing we could run either: better said now than when it is started.
  return { diagnostics: [...diagnostics, ...refusals.map(({ message }) => schemaError(message, '/'))] };
}

/** The text inside `Invalid State Machine Definition: '…'`. */
export function printDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ severity }) => severity === 'ERROR')
    .map(({ code, message, location }) =>
      code === 'SCHEMA_VALIDATION_FAILED' ? `${code}: ${message} at ${location}` : `${code}: ${message}`,
    )
    .join(', ');
}

function diagnosticsOf({ problems }: Definition): readonly Diagnostic[] {
  return problems.filter(({ severity }) => severity !== 'info').map(toDiagnostic);
}

function toDiagnostic(problem: Problem): Diagnostic {
  const said = RECORDED[problem.code]?.(problem);
  return {
    severity: problem.severity === 'error' ? 'ERROR' : 'WARNING',
    code: 'SCHEMA_VALIDATION_FAILED',
    message: said?.message ?? problem.message,
    location: said?.location ?? (problem.pointer || '/'),
  };
}

function schemaError(message: string, location: string): Diagnostic {
  return { severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message, location };
}

interface Said {
  readonly message: string;
  readonly location?: string;
}

const EMPTY = { message: 'Value cannot be empty' };

// By the codes of `language`. A problem that is not one of these keeps our own message.
const RECORDED: Readonly<Record<string, (problem: Problem) => Said | undefined>> = {
  'field-missing': problem => ({ message: `These fields are required: [${problem.subject ?? ''}]` }),
  'language-downgrade': problem => ({
    message: "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    location: problem.pointer.replace(/\/QueryLanguage$/, ''),
  }),
  'type-unknown': problem => ({
    message:
      "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
    location: problem.pointer.replace(/(\/Type)?$/, '/Type'),
  }),
  'field-value': problem => {
    if (problem.pointer.endsWith('/Timestamp')) return { message: 'String does not match RFC3339 timestamp' };
    return / needs at least one entry\.$/.test(problem.message) ? EMPTY : undefined;
  },
  'field-empty': () => EMPTY,
  'intrinsic-syntax': templateValue,
  'path-syntax': templateValue,
  'credentials-role': problem => ({
    message: "The field 'RoleArn' is required but was missing",
    location: problem.pointer.replace(/(\/Credentials)\/.*$/, '$1'),
  }),
};

// In a template the service names the field and points at the template.
function templateValue(problem: Problem): Said | undefined {
  const [, template, field] = /^(.*\/(?:Parameters|ResultSelector|Assign|ItemSelector))\/.*?([^/]+\.\$)$/.exec(
    problem.pointer,
  ) ?? [undefined, undefined, undefined];
  if (template === undefined) return undefined;
  const message = `The value for the field '${field}' must be a valid JSONPath or a valid intrinsic function call`;
  return { message, location: template };
}

// What Express state machines cannot do (spec/asl.md §10).
function expressDiagnostics({ machine }: Definition): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!machine) return found;
  for (const { states } of allScopes(machine.scope)) {
    for (const state of states) {
      // The text is not on record.
      if (state.type === 'Map' && isDistributed(state)) {
        found.push(schemaError('Express state machine does not support a distributed Map', state.pointer));
      }
      const resource = state.fields.get('Resource')?.value;
      if (state.type !== 'Task' || resource?.kind !== 'string') continue;
      const message = expressFault(resource.value);
      if (message !== undefined) found.push(schemaError(message, `${state.pointer}/Resource`));
    }
  }
  return found;
}

function isDistributed({ fields }: MapState): boolean {
  const processor = (fields.get('ItemProcessor') ?? fields.get('Iterator'))?.value;
  const mode = memberNamed(memberNamed(processor, 'ProcessorConfig')?.value, 'Mode')?.value;
  return mode?.kind === 'string' && mode.value === 'DISTRIBUTED';
}

function expressFault(arn: string): string | undefined {
  const pattern = /\.(waitForTaskToken|sync|sync:2)$/.exec(arn)?.[0];
  // Recorded with the blank at its end.
  if (pattern !== undefined) return `Express state machine does not support '${pattern}' service integration `;
  return /:activity:/.test(arn) ? 'Express state machine does not support Activity ARN' : undefined;
}

// The service's JSON reader speaks first, in its own words.
function jsonDiagnostic(text: string): Diagnostic | undefined {
  const fault = jsonFault(text);
  if (!fault) return undefined;
  const source = sourceOf(text, fault);
  return {
    severity: 'ERROR',
    code: 'INVALID_JSON_DESCRIPTION',
    message: `${fault.message}\n at ${source}`,
    location: source,
  };
}
