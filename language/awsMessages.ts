// Problems as AWS tells them: code, text and location of CreateStateMachine and ValidateStateMachineDefinition. Texts that
// are on record are theirs to the letter; for the others the code is theirs and the text ours.
// Source: spec/asl.md sections 1, 2 and 11, and recorded answers of the service.
import type { Definition } from './definition.ts';
import type { Problem, ProblemCode } from './problems.ts';
import { FIELDS, type StateType } from './spec/fields.ts';
import { createLineIndex } from './text/lines.ts';
import { memberNamed, type Node } from './text/tree.ts';

export interface AwsDiagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** `/States/A/Choices[0]/Next` */
  readonly location?: string;
}

/** What AWS would say, in the order of the text. Hints of ours are left out. */
export function awsDiagnostics({ text, root, problems }: Definition): readonly AwsDiagnostic[] {
  const syntax = problems.find(({ code }) => code === 'json-syntax' || code === 'yaml-syntax');
  // The reader stops at the first fault.
  if (syntax) return [syntaxDiagnostic(syntax, text)];
  const told = problems.filter(({ severity, code }) => severity === 'error' || WARNINGS.has(code));
  const schema = told.filter(({ code }) => !TRANSITIONS.has(code));
  // Faults of single states keep AWS from looking at transitions, and a missing end from looking at what is reached.
  const hasNoEnd = told.some(({ code }) => code === 'end-missing');
  const isRefused = schema.some(({ severity }) => severity === 'error');
  const kept = isRefused ? schema : told.filter(({ code }) => !hasNoEnd || code !== 'state-unreachable');
  return withMissingFields(kept, root);
}

/** `Invalid State Machine Definition: 'CODE: text at /location'`, the message of an InvalidDefinition error. */
export function refusalOf(diagnostics: readonly AwsDiagnostic[]): string {
  const told = diagnostics.filter(({ severity }) => severity === 'ERROR');
  const quoted = told.map(({ code, message, location }) => {
    return `'${code}: ${message}${location === undefined ? '' : ` at ${location}`}'`;
  });
  return `Invalid State Machine Definition: ${quoted.join(', ')}`;
}

const TRANSITIONS: ReadonlySet<ProblemCode> = new Set(['state-unknown', 'state-unreachable', 'end-missing']);
const WARNINGS: ReadonlySet<ProblemCode> = new Set(['expression-unmarked', 'result-static']);

/** Where AWS shows it: at the thing itself, at the object it stands in, or nowhere. */
type Place = 'here' | 'object' | 'none';

interface Told {
  readonly code?: string;
  readonly text?: (subject: string, pointer: string) => string | undefined;
  readonly place?: Place;
}

/** In the order AWS lists them. */
const TYPES: readonly StateType[] = ['Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map'];

/** The query language a field belongs to; no name is a field of both in different places. */
const NEEDED = new Map(FIELDS.flatMap(({ name, language }) => (language ? [[name, language] as const] : [])));

const SCHEMA = 'SCHEMA_VALIDATION_FAILED';

const TOLD: Partial<Readonly<Record<ProblemCode, Told>>> = {
  'root-not-object': {
    code: 'INVALID_JSON_DESCRIPTION',
    text: () => 'Definition must be a valid JSON object',
    place: 'none',
  },
  'state-unknown': {
    code: 'MISSING_TRANSITION_TARGET',
    // `Next` also where Default is meant; for StartAt it is not on record.
    text: target => `Missing 'Next' target: ${target}`,
  },
  'state-unreachable': { code: 'MISSING_TRANSITION_TARGET', text: name => `State "${name}" is not reachable.` },
  'end-missing': { code: 'MISSING_END_STATE', text: () => 'Workflow has no terminal state', place: 'none' },
  'state-duplicate': { code: 'DUPLICATE_STATE_NAME', text: name => `Duplicate State name: ${name}` },
  'state-name': { code: 'INVALID_STATE_NAME' },
  'type-unknown': { text: () => `The field 'Type' should have one of these values: [${TYPES.join(', ')}]` },
  'field-unknown': { text: name => `Field '${name}' is not supported`, place: 'object' },
  'field-language': {
    text: name => {
      const needed = NEEDED.get(name);
      const is = needed === 'JSONata' ? 'JSONPath' : 'JSONata';
      return `The QueryLanguage is set to '${is}', but field '${name}' is only supported for the '${needed}' QueryLanguage`;
    },
    place: 'object',
  },
  'field-empty': { text: () => 'Value cannot be empty' },
  'field-value': {
    text: name => {
      if (name === 'Timestamp') return 'String does not match RFC3339 timestamp';
      return name === 'InputType'
        ? "The field 'InputType' should have one of these values: [MANIFEST, JSON, CSV, JSONL, PARQUET]"
        : undefined;
    },
  },
  'language-downgrade': {
    text: () => "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    place: 'object',
  },
  'path-syntax': { text: templateText, place: 'object' },
  'intrinsic-syntax': { text: templateText, place: 'object' },
  'expression-expected': { text: templateText, place: 'object' },
  'jsonata-syntax': { code: 'INVALID_JSONATA_EXPRESSION', text: text => text || undefined },
  'jsonata-reference': { code: 'UNSUPPORTED_JSONATA_EXPRESSION', text: text => text },
  'resource-unknown': {
    text: arn =>
      `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
  },
  'resource-express': { text: what => `Express state machine does not support ${what}` },
  'credentials-role': { text: name => `The field '${name}' is required but was missing` },
  'map-reader': {
    text: (name, pointer) =>
      pointer.endsWith('/Resource')
        ? `The field '${name}' does not match any of the allowed values. Examples: [arn:<partition>:states:::s3:getObject, arn:<partition>:states:::s3:listObjectsV2]`
        : undefined,
  },
  'map-label': { code: 'INVALID_LABEL_NAME' },
  'expression-unmarked': { code: 'NO_DOLLAR' },
  'result-static': { code: 'PASS_RESULT_IS_STATIC' },
};

function templateText(name: string): string | undefined {
  if (!name.endsWith('.$')) return undefined;
  return `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`;
}

function toDiagnostic(problem: Problem, root: Node | undefined): AwsDiagnostic {
  const told = TOLD[problem.code] ?? {};
  const text = told.text?.(problem.subject ?? '', problem.pointer);
  // Where the text is ours the place is ours too.
  const place = text === undefined ? 'here' : (told.place ?? 'here');
  return {
    severity: problem.severity === 'error' ? 'ERROR' : 'WARNING',
    code: told.code ?? SCHEMA,
    message: text ?? problem.message,
    ...(place !== 'none' && { location: locationOf(problem.pointer, place, root) }),
  };
}

// All that is missing at one place is told at once.
function withMissingFields(problems: readonly Problem[], root: Node | undefined): readonly AwsDiagnostic[] {
  const missing = new Map<string, string[]>();
  for (const { code, pointer, subject } of problems) {
    if (code !== 'field-missing' || subject === undefined) continue;
    const names = missing.get(pointer);
    if (names) names.unshift(subject);
    else missing.set(pointer, [subject]);
  }
  const said = new Set<string>();
  return problems.flatMap(problem => {
    const names = problem.code === 'field-missing' && problem.subject !== undefined && missing.get(problem.pointer);
    if (!names) return [toDiagnostic(problem, root)];
    if (said.has(problem.pointer)) return [];
    said.add(problem.pointer);
    const location = locationOf(problem.pointer, 'here', root);
    return [{ severity: 'ERROR', code: SCHEMA, message: `These fields are required: [${names.join(', ')}]`, location }];
  });
}

// A JSON pointer with the places in lists in brackets.
function locationOf(pointer: string, place: Place, root: Node | undefined): string {
  const keys = pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (place === 'object') keys.pop();
  let location = '';
  let node = root;
  for (const key of keys) {
    if (node?.kind === 'array') {
      location += `[${key}]`;
      node = node.items[Number(key)];
    } else {
      location += `/${key}`;
      node = memberNamed(node, key)?.value;
    }
  }
  return location || '/';
}

// The reader's text for a bare word is on record; for other faults it is ours.
function syntaxDiagnostic({ start, message }: Problem, text: string): AwsDiagnostic {
  const word = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(text.slice(start))?.[0];
  const { line0, character0 } = createLineIndex(text).position(start + (word?.length ?? 0));
  const shown = text.length > 500 ? `"${text.slice(0, 500)}"[truncated ${text.length - 500} chars]` : `"${text}"`;
  const location = `[Source: (String)${shown}; line: ${line0 + 1}, column: ${character0 + 1}]`;
  const told =
    word === undefined
      ? message
      : `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
  return {
    severity: 'ERROR',
    code: 'INVALID_JSON_DESCRIPTION',
    message: `${told}\n at ${location}`,
    location,
  };
}
