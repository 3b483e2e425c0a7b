// map-mode, map-reader, map-batcher, map-writer, map-label: the options of a distributed Map against its mode, its reader
// and each other (spec: asl.md §5.8).

import type { MachineRule } from '../check/placed.ts';
import type { Label } from '../check/summary.ts';
import { fieldsIn, pointerTo, type Report } from '../machine/fields.ts';
import type { MapState } from '../machine/machine.ts';
import { type Part, placeOfPart } from '../machine/parts.ts';
import { messages } from '../problems.ts';
import { FIELDS } from '../spec/fields.ts';
import { READERS, WRITERS } from '../spec/integrations.ts';
import { hasPlaceholder, type Member, memberNamed } from '../text/tree.ts';
import { isMisspelt } from './missingField.ts';
import type { Context } from './rule.ts';

export function distributedMap(part: Part, context: Context, report: Report): void {
  // That they are there at all is the fault then.
  if (DISTRIBUTED_PARTS.includes(part.owner) && modeOf(part) === 'INLINE') return;
  switch (part.owner) {
    case 'Map':
      checkMap(part, context, report);
      checkLabel(part, report);
      break;
    case 'ProcessorConfig':
      checkProcessor(part, report);
      break;
    case 'ItemReader':
      checkReader(part, report);
      break;
    case 'ItemBatcher':
      if (BATCH_LIMITS.some(name => part.fields.has(name))) break;
      report('map-batcher', placeOfPart(part), part.pointer, messages.batcherEmpty());
      break;
    case 'ResultWriter':
      checkWriter(part, report);
  }
}

const ONLY_DISTRIBUTED = FIELDS.filter(field => field.distributed).map(({ name }) => name);
const DISTRIBUTED_PARTS: readonly Part['owner'][] = ['ItemReader', 'ItemBatcher', 'ResultWriter'];
const BATCH_LIMITS = ['MaxItemsPerBatch', 'MaxItemsPerBatchPath', 'MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath'];

type Mode = 'INLINE' | 'DISTRIBUTED';

/** The mode of a Map; undefined where it is not known yet. */
function modeOf({ state }: Part): Mode | undefined {
  if (state?.type !== 'Map' || !state.processor) return undefined;
  const config = state.processor.fields.get('ProcessorConfig');
  if (!config) return 'INLINE';
  return config.value?.kind === 'object' ? modeIn(memberNamed(config.value, 'Mode')) : undefined;
}

function modeIn(mode: Member | undefined): Mode | undefined {
  if (!mode) return 'INLINE';
  const { value } = mode;
  return value?.kind === 'string' && (value.value === 'DISTRIBUTED' || value.value === 'INLINE')
    ? value.value
    : undefined;
}

function checkMap(part: Part, context: Context, report: Report): void {
  const mode = modeOf(part);
  if (mode === 'INLINE') {
    for (const name of ONLY_DISTRIBUTED) {
      const member = part.fields.get(name);
      if (!member) continue;
      // Tolerances are accepted and ignored (recorded executions of inline Maps with them).
      const severity = name.startsWith('Tolerated') ? 'warning' : 'error';
      report('map-mode', member.key, pointerTo(part.pointer, name), messages.onlyDistributed(name), severity, name);
    }
  } else if (mode === 'DISTRIBUTED') {
    // The documentation names only ItemProcessor here, but published definitions have the old Iterator too.
    if (context.workflowType === 'EXPRESS') {
      report('resource-express', placeOfPart(part), part.pointer, messages.resourceExpress('a distributed Map'));
    }
  }
}

function checkProcessor(part: Part, report: Report): void {
  const mode = modeIn(part.fields.get('Mode'));
  const type = part.fields.get('ExecutionType');
  if (mode === 'DISTRIBUTED' && !type) {
    report('map-mode', placeOfPart(part), part.pointer, messages.executionTypeMissing(), 'error', 'ExecutionType');
  } else if (mode === 'INLINE' && type) {
    // That AWS refuses it is not on record.
    const pointer = `${part.pointer}/ExecutionType`;
    report('map-mode', type.key, pointer, messages.executionTypeInline(), 'warning', 'ExecutionType');
  }
}

/** The text of a field where it is there and known. */
function textIn(part: Part, name: string): string | undefined {
  const value = part.fields.get(name)?.value;
  return value?.kind === 'string' && !hasPlaceholder(value.value) ? value.value : undefined;
}

function integrationIn(part: Part, known: readonly string[], code: 'map-reader' | 'map-writer', report: Report) {
  const node = part.fields.get('Resource')?.value;
  if (node?.kind !== 'string') return undefined;
  const name = /^arn:(?:[^:$]+|\$\{[^}]*\}):states:::(.+)$/.exec(node.value)?.[1];
  if (name !== undefined && known.includes(name)) return name;
  if (!hasPlaceholder(node.value)) {
    const names = known.map(each => `arn:aws:states:::${each}`);
    report(code, node, `${part.pointer}/Resource`, messages.notOneOf('Resource', names), 'error', 'Resource');
  }
  return undefined;
}

function checkReader(part: Part, report: Report): void {
  const reader = integrationIn(part, READERS, 'map-reader', report);
  const field = part.fields.get('ReaderConfig')?.value;
  if (field !== undefined && field.kind !== 'object') return;
  const has = (name: string) => memberNamed(field, name) !== undefined;
  const textOf = (name: string) => {
    const value = memberNamed(field, name)?.value;
    return value?.kind === 'string' ? value.value : undefined;
  };
  const pointer = field ? `${part.pointer}/ReaderConfig` : part.pointer;
  const at = part.fields.get('ReaderConfig')?.key ?? placeOfPart(part);
  const needs = (name: string, why: string) => {
    if (field && isMisspelt(name, 'ReaderConfig', fieldsIn(field).keys())) return;
    report('map-reader', at, pointer, messages.readerNeeds(name, why), 'error', name);
  };
  const only = (name: string, where: string) => {
    const member = memberNamed(field, name);
    if (member) report('map-reader', member.key, `${pointer}/${name}`, messages.readerOnly(name, where), 'error', name);
  };
  const isInventory = textOf('ManifestType') === 'S3_INVENTORY';
  const flattens = textOf('Transformation') === 'LOAD_AND_FLATTEN';
  if (reader === 's3:getObject') {
    if (!has('InputType') && !isInventory) needs('InputType', 'to read an object of S3');
  } else if (reader === 's3:listObjectsV2' && flattens && !has('InputType')) {
    needs('InputType', 'to load the listed objects');
  }
  const type = textOf('InputType');
  if (type === 'CSV') {
    if (!has('CSVHeaderLocation') && textOf('ManifestType') === undefined) needs('CSVHeaderLocation', 'for CSV');
    if (textOf('CSVHeaderLocation') === 'GIVEN' && !has('CSVHeaders')) {
      needs('CSVHeaders', 'with "CSVHeaderLocation": "GIVEN"');
    }
    if (textOf('CSVHeaderLocation') === 'FIRST_ROW') only('CSVHeaders', 'to "CSVHeaderLocation": "GIVEN"');
  } else if (type !== undefined && type !== 'MANIFEST' && !hasPlaceholder(type)) {
    for (const name of ['CSVDelimiter', 'CSVHeaderLocation', 'CSVHeaders']) only(name, 'to the "InputType" CSV');
  }
}

function checkWriter(part: Part, report: Report): void {
  const hasResource = part.fields.has('Resource');
  if (hasResource) integrationIn(part, WRITERS, 'map-writer', report);
  const where = part.queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
  const isWhole = hasResource ? part.fields.has(where) : part.fields.has('WriterConfig') && !part.fields.has(where);
  if (!isWhole) report('map-writer', placeOfPart(part), part.pointer, messages.writerForm());
}

const LABEL_LIMIT = 40;

function checkLabel(part: Part, report: Report): void {
  const label = textIn(part, 'Label');
  const node = part.fields.get('Label')?.value;
  const message = label === undefined ? undefined : wrongLabel(label);
  if (message && node) report('map-label', node, `${part.pointer}/Label`, message, 'error', label);
}

function wrongLabel(label: string): string | undefined {
  const length = [...label].length;
  const sign = /[\s\p{Cc}?*<>{}[\]:;,\\|^~$#%&`"]/u.exec(label)?.[0];
  if (length === 0) return messages.labelEmpty();
  if (length > LABEL_LIMIT) return messages.labelTooLong(length, LABEL_LIMIT);
  if (sign === undefined) return undefined;
  return messages.labelCharacter(/[\s\p{Cc}]/u.test(sign) ? 'blanks and control characters' : `"${sign}"`);
}

/** The label of a Map, for the rule that they are unique. */
export function labelOf({ fields, pointer }: MapState): Label | undefined {
  const node = fields.get('Label')?.value;
  if (node?.kind !== 'string' || hasPlaceholder(node.value)) return undefined;
  const { value: name, start, end } = node;
  return { name, start, end, pointer: `${pointer}/Label`, isWrong: wrongLabel(name) !== undefined };
}

export const duplicateLabel: MachineRule = (scopes, report) => {
  const labels = new Set<string>();
  for (const { states } of scopes) {
    for (const state of states) {
      const { label } = state.summary;
      if (!label) continue;
      const { name, pointer, isWrong } = label;
      const isTwice = !isWrong && labels.has(name);
      if (isTwice) report('map-label', state, label, pointer, messages.labelDuplicate(name), 'error', name);
      labels.add(name);
    }
  }
};
