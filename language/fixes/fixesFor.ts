// What can be done about a problem: the makers of fixes for each code, asked when somebody wants to know.
import type { Definition } from '../definition.ts';
import { stateAt } from '../find.ts';
import type { Problem, ProblemCode } from '../problems.ts';
import {
  deprecatedField,
  duplicateKey,
  emptyBatcher,
  exclusiveField,
  fieldLanguage,
  missingField,
  missingTimeout,
  onlyDistributed,
  removal,
  unknownField,
} from './fields.ts';
import type { Fix, FixMaker } from './fix.ts';
import { emptyNames, joinWithAnd, moveLast, onlyAll, removeName, removeRule, unusedVariable } from './lists.ts';
import { nearestName } from './names.ts';
import { placeAt } from './place.ts';
import { jsonSyntax } from './syntax.ts';
import {
  duplicateState,
  idleState,
  missingDefault,
  transition,
  unknownTarget,
  unreachableState,
} from './transitions.ts';
import {
  fieldValue,
  intrinsic,
  missingMark,
  nearlyExpression,
  operand,
  otherLanguage,
  path,
  pattern,
  range,
  singleItem,
  superfluousMark,
} from './values.ts';

const MAKERS: Partial<Readonly<Record<ProblemCode, readonly FixMaker[]>>> = {
  'json-syntax': [jsonSyntax],
  'key-duplicate': [duplicateKey],
  'state-unknown': [nearestName, unknownTarget],
  'state-unreachable': [unreachableState],
  'state-duplicate': [duplicateState],
  'state-idle': [idleState],
  'type-unknown': [nearestName],
  'transition-missing': [transition],
  'default-missing': [missingDefault],
  'field-unknown': [nearestName, unknownField],
  'field-missing': [missingField],
  'field-language': [fieldLanguage],
  'field-value': [fieldValue],
  'field-range': [range],
  'field-empty': [emptyNames],
  'field-exclusive': [exclusiveField],
  'field-deprecated': [deprecatedField],
  'field-useless': [removal(true)],
  'language-downgrade': [removal(false)],
  'path-syntax': [nearestName, path],
  'intrinsic-syntax': [nearestName, intrinsic],
  'expression-expected': [superfluousMark],
  'expression-unmarked': [missingMark],
  'expression-nearly': [nearlyExpression],
  'expression-language': [otherLanguage],
  'jsonata-function': [nearestName],
  'jsonata-single': [singleItem],
  'states-member': [nearestName],
  'variable-undefined': [nearestName],
  'variable-unused': [unusedVariable],
  'choice-test': [joinWithAnd],
  'choice-operand': [operand],
  'choice-shadowed': [removeRule],
  'error-order': [moveLast],
  'error-alone': [onlyAll],
  'error-unknown': [nearestName],
  'error-shadowed': [removeName(true)],
  'error-impossible': [removeName(false)],
  'resource-unknown': [nearestName],
  'resource-pattern': [pattern],
  'argument-unknown': [nearestName, removal(false)],
  'action-unknown': [nearestName],
  'member-unknown': [nearestName],
  'map-mode': [onlyDistributed],
  'map-reader': [removal(false)],
  'map-batcher': [emptyBatcher],
  'timeout-missing': [missingTimeout],
};

/**
 * The fixes of one of the definition's own problems, the best first; edits are of the definition's text. At most one is
 * preferred.
 */
export function fixesFor(definition: Definition, problem: Problem): readonly Fix[] {
  const { root, machine } = definition;
  const makers = MAKERS[problem.code];
  if (!root || !makers) return [];
  const at = placeAt(root, problem.pointer, problem);
  const found = stateAt(machine, problem.start);
  const asked = { definition, root, problem, at, state: found?.state, scope: found?.scope };
  // A part of the text with `${}` may read otherwise in its host: it is never written again.
  const made = makers.flatMap(maker => maker(asked)).filter(fix => fix.edits.every(edit => !edit.text.includes('${')));
  const fixes = definition.text.includes('\r\n') ? made.map(withReturns) : made;
  const preferred = fixes.find(({ isPreferred }) => isPreferred);
  if (!preferred) return fixes;
  const others = fixes.filter(fix => fix !== preferred).map(fix => ({ ...fix, isPreferred: false }));
  return [preferred, ...others];
}

// The line breaks of the text.
function withReturns(fix: Fix): Fix {
  return { ...fix, edits: fix.edits.map(edit => ({ ...edit, text: edit.text.replace(/\r?\n/g, '\r\n') })) };
}
