// What ResultSelector, ResultPath and OutputPath make of a result, as the one field `Output`.
import { expressionIn, isArray, isObject, type Value } from '../../expressions/index.ts';
import {
  type Base,
  INPUT,
  literalText,
  type Notes,
  NotRewritten,
  nameText,
  pathOf,
  pathText,
} from './expressionText.ts';

export interface Flow {
  /** The result as a template of JSONata. */
  readonly result: Value;
  /** The field the template is from. */
  readonly source?: string;
  /** What it stands for, where it is the whole of something. */
  readonly plain?: Base | undefined;
  /** Null keeps the input. */
  readonly resultPath: string | null;
  /** Null makes the output empty. */
  readonly outputPath: string | null;
  /** The result is what the state gives without `Output`. */
  readonly isDefault: boolean;
}

/** Undefined where the state gives this without the field. */
export function outputOf(flow: Flow, notes: Notes): Value | undefined {
  const { result, plain, resultPath, outputPath } = flow;
  if (outputPath === null) return {};
  const segments = outputPath === '$' ? [] : pathOf(outputPath).segments;
  const isElsewhere = outputPath !== '$' && pathOf(outputPath).root !== 'data';
  if (isElsewhere) return `{% ${pathText(pathOf(outputPath), INPUT, notes)} %}`;
  if (resultPath === null) return `{% ${pathText({ ...pathOf('$'), segments }, INPUT, notes)} %}`;
  const places = namesOf(resultPath);
  if (places.length === 0) {
    if (segments.length === 0) return flow.isDefault ? undefined : result;
    return `{% ${below(plain ?? standIn(expressionOf(result)), segments, notes)} %}`;
  }
  const leads = places.every((name, i) => segments[i]?.kind === 'name' && segments[i].name === name);
  if (leads && places.length === segments.length) return result;
  if (leads) {
    return `{% ${below(plain ?? standIn(expressionOf(result)), segments.slice(places.length), notes)} %}`;
  }
  const merged = mergedText(INPUT.text, places, expressionOf(result));
  notes.reads.push({ root: 'input', names: places, kind: 'any' });
  const first = segments[0];
  // What the path leads to was in the input before and still is.
  if (first?.kind === 'name' && first.name !== places[0]) return `{% ${below(INPUT, segments, notes)} %}`;
  return `{% ${below(standIn(merged), segments, notes)} %}`;
}

function below(base: Base, segments: ReturnType<typeof pathOf>['segments'], notes: Notes): string {
  return pathText({ ...pathOf('$'), segments }, base, notes);
}

/** Something that nothing more is known of. */
function standIn(text: string): Base {
  return { text, root: 'nothing', names: [] };
}

function namesOf(resultPath: string): readonly string[] {
  return pathOf(resultPath).segments.map(segment => {
    if (segment.kind !== 'name' || segment.deep) throw new NotRewritten('A ResultPath into a list has no counterpart.');
    return segment.name;
  });
}

// $merge([input, {'a': $merge([input.a, {'b': result}])}])
function mergedText(around: string, [name = '', ...rest]: readonly string[], result: string): string {
  const inner = rest.length === 0 ? result : mergedText(`${around}.${nameText(name)}`, rest, result);
  return `$merge([${around}, {${literalText(name)}: ${inner}}])`;
}

/** A template as one expression. */
function expressionOf(template: Value): string {
  if (typeof template === 'string') {
    const expression = expressionIn(template);
    return expression ? expression.text.trim() : literalText(template);
  }
  if (isArray(template)) return `[${template.map(expressionOf).join(', ')}]`;
  if (!isObject(template)) return literalText(template);
  const rows = Object.entries(template).map(([key, value]) => `${literalText(key)}: ${expressionOf(value)}`);
  return `{${rows.join(', ')}}`;
}
