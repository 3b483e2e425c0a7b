// All rules, one file each, in the order their problems are made; readers sort by place in the text.
import { choiceOrder } from './choiceOrder.ts';
import { choiceTests } from './choiceTests.ts';
import { deprecatedField } from './deprecatedField.ts';
import { distributedMap } from './distributedMap.ts';
import { duplicateKey } from './duplicateKey.ts';
import { duplicateState } from './duplicateState.ts';
import { endlessState } from './endlessState.ts';
import { errorNames } from './errorNames.ts';
import { fieldValue } from './fieldValue.ts';
import { idleState } from './idleState.ts';
import { jsonata } from './jsonata.ts';
import { jsonataHints } from './jsonataHints.ts';
import { languageDowngrade } from './languageDowngrade.ts';
import { missingDefault } from './missingDefault.ts';
import { missingField } from './missingField.ts';
import { missingTransition } from './missingTransition.ts';
import { paths } from './paths.ts';
import { retryDelay } from './retryDelay.ts';
import type { Rule } from './rule.ts';
import { stateName } from './stateName.ts';
import { suspectText } from './suspectText.ts';
import { taskArguments } from './taskArguments.ts';
import { taskResource } from './taskResource.ts';
import { timeouts } from './timeouts.ts';
import { unknownField } from './unknownField.ts';
import { unknownState } from './unknownState.ts';
import { unknownType } from './unknownType.ts';
import { unreachableState } from './unreachableState.ts';
import { uselessField } from './uselessField.ts';
import { variableName } from './variableName.ts';
import { variables } from './variables.ts';

export const RULES: readonly Rule[] = [
  duplicateKey,
  missingField,
  unknownField,
  fieldValue,
  unknownType,
  languageDowngrade,
  missingTransition,
  unknownState,
  unreachableState,
  endlessState,
  duplicateState,
  stateName,
  paths,
  jsonata,
  suspectText,
  variableName,
  variables,
  choiceTests,
  choiceOrder,
  errorNames,
  retryDelay,
  taskResource,
  taskArguments,
  distributedMap,
  timeouts,
  missingDefault,
  jsonataHints,
  uselessField,
  deprecatedField,
  idleState,
];
