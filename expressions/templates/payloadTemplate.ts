// Payload templates of JSONPath states: JSON in which members named `x.$` hold a path or an intrinsic call, at any depth.
// The member comes out as `x`. Text in ordinary members and in lists is text, whatever it looks like. Parts without any
// expression are made once and shared.
import {
  compileIntrinsic,
  compileNode,
  type Evaluate,
  faultOf,
  type IntrinsicOutcome,
  Missing,
} from '../intrinsics/compileIntrinsic.ts';
import type { Chance } from '../intrinsics/functions.ts';
import { parseIntrinsic } from '../intrinsics/parseIntrinsic.ts';
import { compilePath, type PathScope } from '../jsonpath/compilePath.ts';
import { parsePath } from '../jsonpath/parsePath.ts';
import { isArray, isObject, setMember, type Value } from '../value.ts';

/** What came of a template. `field` is the member with the expression, as written: `total.$`. */
export type TemplateOutcome =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'missing'; readonly path: string; readonly field: string }
  | { readonly kind: 'failure'; readonly message: string; readonly field: string };

export type PayloadTemplate = (scope: PathScope, chance: Chance) => TemplateOutcome;

/** Whether a text under a `.$` member is a path; anything else is an intrinsic call. */
export function isPathText(text: string): boolean {
  return text.startsWith('$');
}

export function isExpressionKey(key: string): boolean {
  return key.endsWith('.$');
}

export function compilePayloadTemplate(template: Value): PayloadTemplate {
  const fill = compileValue(template);
  if (!fill) {
    const outcome: TemplateOutcome = { kind: 'value', value: template };
    return () => outcome;
  }
  return (scope, chance) => {
    try {
      return { kind: 'value', value: fill(scope, chance) };
    } catch (error) {
      if (error instanceof Stopped) return error.outcome;
      throw error;
    }
  };
}

/** One expression: a path or an intrinsic call, as under a `.$` member. */
export function compileExpression(text: string): (scope: PathScope, chance: Chance) => IntrinsicOutcome {
  if (!isPathText(text)) return compileIntrinsic(parseIntrinsic(text).root);
  const read = compilePath(parsePath(text).path);
  return scope => {
    const value = read(scope);
    return value === undefined ? { kind: 'missing', path: text } : { kind: 'value', value };
  };
}

/** Leaves a template from any depth; never leaves this file. */
class Stopped extends Error {
  readonly outcome: TemplateOutcome;
  constructor(outcome: TemplateOutcome) {
    super();
    this.outcome = outcome;
  }
}

// Undefined for a part that holds no expression.
function compileValue(template: Value): Evaluate | undefined {
  if (isArray(template)) {
    const items = template.map(item => ({ item, fill: compileValue(item) }));
    if (items.every(({ fill }) => !fill)) return undefined;
    return (scope, chance) => items.map(({ item, fill }) => (fill ? fill(scope, chance) : item));
  }
  if (!isObject(template)) return undefined;
  const members = Object.entries(template).map(([key, value]) => compileMember(key, value));
  if (members.every(({ fill }) => !fill)) return undefined;
  // All members are there from the start, so that a copy has its shape and filling it adds nothing.
  const blank: Record<string, Value> = {};
  for (const { name, value } of members) setMember(blank, name, value);
  const filling = members.filter(({ fill }) => fill) as (Member & { fill: Evaluate })[];
  return (scope, chance) => {
    const filled = { ...blank };
    for (let i = 0; i < filling.length; i++) {
      const { name, fill } = filling[i] as (typeof filling)[number];
      filled[name] = fill(scope, chance);
    }
    return filled;
  };
}

interface Member {
  readonly name: string;
  readonly value: Value;
  readonly fill: Evaluate | undefined;
}

function compileMember(key: string, value: Value): Member {
  if (!isExpressionKey(key) || typeof value !== 'string') return { name: key, value, fill: compileValue(value) };
  const evaluate = compileMemberText(value);
  return {
    name: key.slice(0, -2),
    value,
    fill: (scope, chance) => {
      try {
        return evaluate(scope, chance);
      } catch (error) {
        throw new Stopped({ ...faultOf(error), field: key });
      }
    },
  };
}

function compileMemberText(text: string): Evaluate {
  if (!isPathText(text)) return compileNode(parseIntrinsic(text).root);
  const read = compilePath(parsePath(text).path);
  return scope => {
    const value = read(scope);
    if (value === undefined) throw new Missing(text);
    return value;
  };
}
