// ItemReader, ItemBatcher and ResultWriter of a distributed Map, evaluated to what the outside is asked for.
import { isObject, type Value } from '../../expressions/index.ts';
import { type MapState, memberNamed, type Node } from '../../language/index.ts';
import type { Batching, ReadRequest, WriteRequest } from '../mapRun.ts';
import type { StateData, StepScope } from '../program.ts';
import { compileAmount } from './amount.ts';
import type { Refuse } from './compile.ts';
import { compileJsonata, compileTyped } from './jsonata.ts';
import { effectiveInput } from './paths.ts';
import { literalMember } from './task.ts';
import { compileTemplate } from './template.ts';

type Evaluated<T> = ((data: StateData, scope: StepScope) => T) | undefined;

/** A child's input is at most this large (spec/quotas.md). */
const LARGEST_BATCH_BYTES = 262_144;

/** More are never read (spec/quotas.md); recorded: a larger limit is not refused. */
const MOST_ITEMS = 100_000_000;

export function compileReader(state: MapState, refuse: Refuse): Evaluated<ReadRequest> {
  const node = state.fields.get('ItemReader')?.value;
  if (!node) return undefined;
  const isJsonata = state.queryLanguage === 'JSONata';
  const config = memberNamed(node, 'ReaderConfig')?.value;
  const argumentsOf = compileArguments(node, isJsonata, 'ItemReader', refuse);
  const place = { node: config, isJsonata, where: 'ItemReader/ReaderConfig/' };
  const maxItemsOf = compileAmount(place, 'MaxItems', 'integer', refuse);
  const resource = literalMember(node, 'Resource');
  const fixed = {
    action: /:listObjectsV2$/.test(String(resource)) ? 'listObjectsV2' : 'getObject',
    ...texts(config, READER_FIELDS),
    ...headers(config),
  } as const;
  // The one text of a ReaderConfig that an expression may give.
  const pointer = isJsonata ? memberNamed(config, 'ItemsPointer')?.value : undefined;
  const pointerOf = pointer && compileTyped(pointer, 'ItemReader/ReaderConfig/ItemsPointer', 'string', refuse);
  return (data, scope) => {
    const maxItems = maxItemsOf?.(data, scope);
    const limit = maxItems === undefined ? {} : { maxItems: Math.min(maxItems, MOST_ITEMS) };
    const itemsPointer = pointerOf ? { itemsPointer: String(pointerOf(data, scope)) } : {};
    return { ...fixed, arguments: argumentsOf(data, scope), ...limit, ...itemsPointer };
  };
}

const READER_FIELDS = {
  InputType: 'inputType',
  Transformation: 'transformation',
  ManifestType: 'manifestType',
  CSVDelimiter: 'csvDelimiter',
  CSVHeaderLocation: 'csvHeaderLocation',
  ItemsPointer: 'itemsPointer',
} as const;

function texts(node: Node | undefined, names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(names).flatMap(([name, member]) => {
    const value = literalMember(node, name);
    return typeof value === 'string' ? [[member, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function headers(node: Node | undefined): { readonly csvHeaders?: readonly string[] } {
  const value = literalMember(node, 'CSVHeaders');
  return Array.isArray(value) ? { csvHeaders: value.map(String) } : {};
}

export function compileBatcher(state: MapState, refuse: Refuse): Evaluated<Batching> {
  const node = state.fields.get('ItemBatcher')?.value;
  if (!node) return undefined;
  const isJsonata = state.queryLanguage === 'JSONata';
  const place = { node, isJsonata, where: 'ItemBatcher/' };
  const itemsOf = compileAmount(place, 'MaxItemsPerBatch', 'integer', refuse);
  const bytesOf = compileAmount(place, 'MaxInputBytesPerBatch', 'integer', refuse);
  const shared = memberNamed(node, 'BatchInput')?.value;
  const sharedOf = shared && compileValue(shared, isJsonata, 'ItemBatcher/BatchInput', refuse);
  return (data, scope) => {
    const batchInput = sharedOf?.(data, scope);
    return {
      maxItems: itemsOf?.(data, scope) ?? Number.POSITIVE_INFINITY,
      maxBytes: Math.min(bytesOf?.(data, scope) ?? LARGEST_BATCH_BYTES, LARGEST_BATCH_BYTES),
      ...(batchInput !== undefined && { batchInput }),
    };
  };
}

/** Undefined where nothing is exported. */
export function compileWriter(state: MapState, refuse: Refuse): Evaluated<WriteRequest> {
  const node = state.fields.get('ResultWriter')?.value;
  if (!node || literalMember(node, 'Resource') === undefined) return undefined;
  const isJsonata = state.queryLanguage === 'JSONata';
  const argumentsOf = compileArguments(node, isJsonata, 'ResultWriter', refuse);
  const config = memberNamed(node, 'WriterConfig')?.value;
  const transformation = literalMember(config, 'Transformation');
  const isShaped = transformation === 'COMPACT' || transformation === 'FLATTEN';
  return (data, scope) => {
    const args = argumentsOf(data, scope);
    const textOf = (name: string) => {
      const value = isObject(args) ? args[name] : undefined;
      return typeof value === 'string' ? value : '';
    };
    return {
      bucket: textOf('Bucket'),
      prefix: textOf('Prefix'),
      transformation: isShaped ? transformation : 'NONE',
      outputType: literalMember(config, 'OutputType') === 'JSONL' ? 'JSONL' : 'JSON',
    };
  };
}

function compileArguments(node: Node, isJsonata: boolean, field: string, refuse: Refuse) {
  const name = isJsonata ? 'Arguments' : 'Parameters';
  const value = memberNamed(node, name)?.value;
  return value ? compileValue(value, isJsonata, `${field}/${name}`, refuse) : () => ({});
}

function compileValue(
  node: Node,
  isJsonata: boolean,
  field: string,
  refuse: Refuse,
): (data: StateData, scope: StepScope) => Value {
  if (isJsonata) return compileJsonata(node, field, refuse);
  const template = compileTemplate(node, refuse);
  return (data, scope) => template(effectiveInput(data), scope);
}
