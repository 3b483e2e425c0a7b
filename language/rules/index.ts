// All rules, one file each, in the order their problems are made; readers sort by place in the text.
import { duplicateState } from './duplicateState.ts';
import { fieldValue } from './fieldValue.ts';
import { missingField } from './missingField.ts';
import { missingTransition } from './missingTransition.ts';
import type { Rule } from './rule.ts';
import { unknownField } from './unknownField.ts';
import { unknownState } from './unknownState.ts';
import { unknownType } from './unknownType.ts';
import { unreachableState } from './unreachableState.ts';

export const RULES: readonly Rule[] = [
  missingField,
  unknownField,
  fieldValue,
  unknownType,
  missingTransition,
  unknownState,
  unreachableState,
  duplicateState,
];
