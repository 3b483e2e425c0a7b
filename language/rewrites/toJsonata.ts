// A JSONPath state written in JSONata: its fields in their order, as they are written, with those changed that the two
// languages write differently. Whether it does the same is not decided here: `interpreter/` runs both.
import { expressionIn, isArray, isObject, type Value, type ValueObject } from '../../expressions/index.ts';
import type { Definition } from '../definition.ts';
import { lineStart, renameKey } from '../fixes/edits.ts';
import { applyEdits, type Edit } from '../fixes/fix.ts';
import type { State } from '../machine/machine.ts';
import { parseJson } from '../text/parseJson.ts';
import { parseYaml } from '../text/parseYaml.ts';
import { memberNamed, type ObjectNode, toValue } from '../text/tree.ts';
import { conditionText } from './conditionText.ts';
import {
  type Base,
  ERROR_OUTPUT,
  expressionText,
  INPUT,
  Notes,
  NotRewritten,
  pathOf,
  pathText,
  RESULT,
  type Read,
  type ReadKind,
} from './expressionText.ts';
import { type Row, replaceMembers } from './members.ts';
import { type Flow, outputOf } from './outputOf.ts';
import { templateEdits, templateOf } from './templateOf.ts';

export type Rewriting = Rewritten | { readonly reason: string };

export interface Rewritten {
  readonly reason?: undefined;
  readonly edits: readonly Edit[];
  /** The state after them. */
  readonly state: Value;
  /** What the state reads, and what it compares with. */
  readonly reads: readonly Read[];
  readonly literals: readonly Value[];
  /** What is taken to hold of the data. */
  readonly assumptions: readonly string[];
}

/** Undefined where there is nothing to write anew: the state is in JSONata, or not whole. */
export function rewriteInJsonata(definition: Definition, state: State): Rewriting | undefined {
  if (state.queryLanguage !== 'JSONPath' || state.type === 'Untyped') return undefined;
  const isBroken = definition.problems.some(
    ({ severity, pointer }) =>
      severity === 'error' && (pointer === state.pointer || pointer.startsWith(`${state.pointer}/`)),
  );
  if (isBroken) return undefined;
  const notes = new Notes();
  try {
    const edits = new Rewriter(definition, state, notes).edits();
    const after = valueAfter(definition, state.node, edits);
    if (after === undefined) return { reason: NO_PLACE };
    const { reads, literals, assumptions } = notes;
    return { edits, state: after, reads, literals, assumptions: [...assumptions] };
  } catch (error) {
    if (error instanceof NotRewritten) return { reason: error.message };
    throw error;
  }
}

const NO_PLACE = 'Its text leaves no plain place for the change.';

function valueAfter(definition: Definition, { start, end }: ObjectNode, edits: readonly Edit[]): Value | undefined {
  const { text, format } = definition;
  const moved = edits.map(edit => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const after = applyEdits(text.slice(start, end), moved);
  // In YAML the first row stands below the others when the blanks before it are gone.
  const column = start - lineStart(text, start);
  const { root, problems } = format === 'yaml' ? parseYaml(' '.repeat(column) + after) : parseJson(after);
  const isSound = root && problems.every(({ severity }) => severity !== 'error');
  return isSound ? toValue(root) : undefined;
}

/** Fields that take a path, and the field of JSONata that takes an expression instead. */
const PATH_FIELDS: Readonly<Record<string, readonly [name: string, kind: ReadKind]>> = {
  SecondsPath: ['Seconds', 'integer'],
  TimestampPath: ['Timestamp', 'timestamp'],
  TimeoutSecondsPath: ['TimeoutSeconds', 'integer'],
  HeartbeatSecondsPath: ['HeartbeatSeconds', 'integer'],
  MaxConcurrencyPath: ['MaxConcurrency', 'integer'],
  ItemsPath: ['Items', 'array'],
  ErrorPath: ['Error', 'onlyText'],
  CausePath: ['Cause', 'onlyText'],
};

class Rewriter {
  readonly #definition: Definition;
  readonly #state: State;
  readonly #notes: Notes;
  readonly #edits: Edit[] = [];
  /** What `$` stands for in the state's fields: its input, after InputPath. */
  readonly #base: Base;

  constructor(definition: Definition, state: State, notes: Notes) {
    this.#definition = definition;
    this.#state = state;
    this.#notes = notes;
    this.#base = this.#inputBase();
  }

  edits(): readonly Edit[] {
    const state = this.#state;
    const rows = new Map<string, readonly Row[]>();
    rows.set('Type', [
      ['Type', state.type],
      ['QueryLanguage', 'JSONata'],
    ]);
    rows.set('QueryLanguage', []);
    for (const [name, [target, kind]] of Object.entries(PATH_FIELDS)) {
      const text = this.#textOf(name);
      if (text !== undefined) rows.set(name, [[target, this.#expression(text, this.#base, kind)]]);
    }
    this.#payload(rows);
    this.#output(rows);
    this.#assign();
    if (state.type === 'Map') this.#processor();
    this.#replace(state.node, rows);
    if (state.type === 'Choice') for (const rule of state.rules) this.#rule(rule);
    if ('catchers' in state) for (const { node } of state.catchers) this.#catcher(node);
    return this.#edits.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  // What a task, branches or iterations are given.
  #payload(rows: Map<string, readonly Row[]>): void {
    const { type } = this.#state;
    const own = type === 'Map' ? 'ItemSelector' : 'Arguments';
    if (type === 'Task' || type === 'Parallel' || type === 'Map') {
      const parameters = this.#valueOf('Parameters') ?? this.#valueOf('ItemSelector');
      if (parameters !== undefined) {
        const name = this.#valueOf('Parameters') === undefined ? 'ItemSelector' : 'Parameters';
        this.#inPlace(this.#state.node, name, own, this.#base);
      } else if (type !== 'Map' && this.#base !== INPUT)
        rows.set('InputPath', [['Arguments', wrapped(this.#base.text)]]);
      if (type === 'Map' && this.#valueOf('ItemsPath') === undefined && this.#base !== INPUT) {
        this.#notes.reads.push({ root: this.#base.root, names: this.#base.names, kind: 'array' });
        rows.set('InputPath', [['Items', wrapped(this.#base.text)]]);
      }
    }
    this.#inPlace(this.#state.node, 'Credentials', 'Credentials', this.#base);
    if (!rows.has('InputPath')) rows.set('InputPath', []);
  }

  #output(rows: Map<string, readonly Row[]>): void {
    const { type } = this.#state;
    if (type === 'Fail') return;
    const flow = this.#flow();
    const output = outputOf(flow, this.#notes);
    const template = type === 'Pass' ? 'Parameters' : 'ResultSelector';
    const isTemplate = output === flow.result && flow.source === template;
    const places = ['OutputPath', 'ResultPath', 'ResultSelector', 'Result', 'Parameters', 'InputPath'];
    const isOutput = (name: string) => type === 'Pass' || !['Parameters', 'InputPath'].includes(name);
    for (const name of places) if (isOutput(name)) rows.set(name, []);
    if (output === undefined) return;
    if (isTemplate) {
      rows.delete(template);
      this.#inPlace(this.#state.node, template, 'Output', type === 'Pass' ? this.#base : RESULT);
      return;
    }
    const place = places.find(name => isOutput(name) && this.#state.fields.has(name));
    const row: Row = ['Output', output];
    if (place) rows.set(place, [row]);
    // Only an InputPath shapes the output: a state that hands its input on.
    else rows.set('InputPath', [...(rows.get('InputPath') ?? []), row]);
  }

  #flow(): Flow {
    const { type } = this.#state;
    const resultPath = this.#state.fields.get('ResultPath')?.value;
    const common = {
      resultPath: resultPath?.kind === 'string' ? resultPath.value : resultPath?.kind === 'null' ? null : '$',
      outputPath: this.#pathField('OutputPath'),
    };
    if (type === 'Task' || type === 'Map' || type === 'Parallel') {
      const selector = this.#valueOf('ResultSelector');
      const selected = selector === undefined ? undefined : templateOf(selector, RESULT, this.#notes);
      if (selected !== undefined) return { ...common, result: selected, source: 'ResultSelector', isDefault: false };
      return { ...common, result: wrapped(RESULT.text), plain: RESULT, isDefault: true };
    }
    const result = this.#valueOf('Result');
    const parameters = this.#valueOf('Parameters');
    if (type === 'Pass' && result !== undefined) return { ...common, result: staticOf(result), isDefault: false };
    if (type === 'Pass' && parameters !== undefined) {
      const shaped = templateOf(parameters, this.#base, this.#notes);
      return { ...common, result: shaped, source: 'Parameters', isDefault: false };
    }
    return { ...common, result: wrapped(this.#base.text), plain: this.#base, isDefault: this.#base === INPUT };
  }

  // In JSONPath `$` is the raw result of a task; a Pass state's result is one of three things.
  #assign(): void {
    const assign = this.#valueOf('Assign');
    if (assign === undefined) return;
    const { type } = this.#state;
    const isWork = type === 'Task' || type === 'Map' || type === 'Parallel';
    const isShaped = type === 'Pass' && (this.#valueOf('Result') ?? this.#valueOf('Parameters')) !== undefined;
    if (isShaped && reads(assign)) {
      throw new NotRewritten('Assign reads what Result or Parameters made, which has no name in JSONata.');
    }
    this.#inPlace(this.#state.node, 'Assign', 'Assign', isWork ? RESULT : this.#base);
  }

  #processor(): void {
    const { node, fields } = this.#state;
    const processor = (fields.get('ItemProcessor') ?? fields.get('Iterator'))?.value;
    const mode = memberNamed(memberNamed(processor, 'ProcessorConfig')?.value, 'Mode')?.value;
    if (mode?.kind === 'string' && mode.value === 'DISTRIBUTED') {
      throw new NotRewritten('What a distributed Map reads and writes cannot be tried here.');
    }
    const iterator = memberNamed(node, 'Iterator');
    if (iterator) this.#edits.push(renameKey({ definition: this.#definition }, iterator.key, 'ItemProcessor'));
  }

  #rule({ node, test }: { node: ObjectNode; test?: Parameters<typeof conditionText>[0] | undefined }): void {
    const rows = new Map<string, readonly Row[]>();
    if (!test) throw new NotRewritten('A rule has no test.');
    let isPlaced = false;
    for (const { key } of node.members) {
      if (['Next', 'Comment', 'Assign', 'Output'].includes(key.value)) continue;
      const condition: Row = ['Condition', wrapped(conditionText(test, this.#base, this.#notes))];
      rows.set(key.value, isPlaced ? [] : [condition]);
      isPlaced = true;
    }
    this.#inPlace(node, 'Assign', 'Assign', this.#base);
    const output = outputOf(this.#flow(), this.#notes);
    const next = memberNamed(node, 'Next')?.value;
    if (output !== undefined && next) {
      rows.set('Next', [
        ['Output', output],
        ['Next', toValue(next)],
      ]);
    }
    this.#replace(node, rows);
  }

  #catcher(node: ObjectNode): void {
    const rows = new Map<string, readonly Row[]>();
    const names = memberNamed(node, 'ErrorEquals')?.value;
    const ofJsonPath =
      names?.kind === 'array' && names.items.find(item => item.kind === 'string' && ONLY_JSONPATH.has(item.value));
    if (ofJsonPath) throw new NotRewritten('A catcher names an error that only JSONPath states have.');
    const resultPath = memberNamed(node, 'ResultPath')?.value;
    const text = resultPath?.kind === 'string' ? resultPath.value : resultPath?.kind === 'null' ? null : '$';
    const flow: Flow = {
      result: wrapped(ERROR_OUTPUT.text),
      plain: ERROR_OUTPUT,
      resultPath: text,
      outputPath: '$',
      isDefault: true,
    };
    const output = outputOf(flow, this.#notes);
    rows.set('ResultPath', output === undefined ? [] : [['Output', output]]);
    this.#inPlace(node, 'Assign', 'Assign', ERROR_OUTPUT);
    this.#replace(node, rows);
  }

  // A payload template as it is written, under another name, with its expressions in the other language.
  #inPlace(object: ObjectNode, name: string, target: string, base: Base): void {
    const member = memberNamed(object, name);
    if (!member?.value) return;
    const source = { definition: this.#definition };
    const edits = templateEdits(source, member.value, base, this.#notes);
    if (target !== name) edits.push(renameKey(source, member.key, target));
    this.#edits.push(...edits);
  }

  #replace(object: ObjectNode, rows: ReadonlyMap<string, readonly Row[]>): void {
    const edits = replaceMembers({ definition: this.#definition }, object, rows);
    if (!edits) throw new NotRewritten(NO_PLACE);
    this.#edits.push(...edits);
  }

  #inputBase(): Base {
    const path = this.#pathField('InputPath');
    if (path === '$') return INPUT;
    if (path === null) return { text: '{}', root: 'nothing', names: [] };
    const parsed = pathOf(path);
    const text = pathText(parsed, INPUT, this.#notes);
    if (parsed.root !== 'data') return { text, root: 'nothing', names: [] };
    const { names } = this.#notes.reads.at(-1) ?? INPUT;
    return { text, root: 'input', names };
  }

  #pathField(name: string): string | null {
    const node = this.#state.fields.get(name)?.value;
    if (node?.kind === 'null') return null;
    return node?.kind === 'string' ? node.value : '$';
  }

  #expression(text: string, base: Base, kind: ReadKind): Value {
    const before = this.#notes.reads.length;
    const written = expressionText(text, base, this.#notes);
    const read = this.#notes.reads[before];
    if (read?.kind === 'any') this.#notes.reads[before] = { ...read, kind };
    if (kind === 'onlyText') this.#notes.assumptions.add('error names and causes are texts');
    // A path field takes a text of digits too.
    if (kind === 'integer') this.#notes.assumptions.add('numbers of seconds and iterations are no texts');
    return wrapped(written);
  }

  #textOf(name: string): string | undefined {
    const node = this.#state.fields.get(name)?.value;
    return node?.kind === 'string' ? node.value : undefined;
  }

  #valueOf(name: string): Value | undefined {
    const node = this.#state.fields.get(name)?.value;
    return node && toValue(node);
  }
}

/** Errors a JSONata state never fails with. */
const ONLY_JSONPATH: ReadonlySet<string> = new Set([
  'States.ParameterPathFailure',
  'States.ResultPathMatchFailure',
  'States.IntrinsicFailure',
]);

export function wrapped(expression: string): string {
  return `{% ${expression} %}`;
}

/** Plain data that stays plain: no text in it may look like an expression. */
function staticOf(value: Value): Value {
  if (typeof value === 'string' && expressionIn(value)) throw new NotRewritten('A text looks like an expression.');
  if (isArray(value)) for (const item of value) staticOf(item);
  else if (isObject(value)) for (const item of Object.values(value)) staticOf(item);
  return value;
}

/** Whether a template has any expression over `$` in it. */
function reads(template: Value): boolean {
  if (isArray(template)) return template.some(reads);
  if (!isObject(template)) return false;
  return Object.entries(template as ValueObject).some(([key, value]) =>
    key.endsWith('.$') ? /\$(?![$\w])/.test(String(value)) : reads(value),
  );
}
