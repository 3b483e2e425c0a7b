// All rules, one file each, and when each is asked. The order of RULES decides which of two problems at one place is told
// first; readers sort by place in the text.

import type { Findings } from '../check/findings.ts';
import type { MachineRule } from '../check/placed.ts';
import type { Expression, Suspect } from '../machine/expressions.ts';
import type { Report } from '../machine/fields.ts';
import type { State } from '../machine/machine.ts';
import { membersOf, type Part } from '../machine/parts.ts';
import { awsCatalogue } from '../spec/awsCatalogue.ts';
import type { Comparison } from '../spec/comparisons.ts';
import { type Field, fieldsOf } from '../spec/fields.ts';
import type { Node, ObjectNode, StringNode } from '../text/tree.ts';
import { choiceOrder } from './choiceOrder.ts';
import { choiceOperand, testCount } from './choiceTests.ts';
import { deprecatedField } from './deprecatedField.ts';
import { distributedMap, duplicateLabel } from './distributedMap.ts';
import { duplicateKey } from './duplicateKey.ts';
import { duplicateState } from './duplicateState.ts';
import { endlessState } from './endlessState.ts';
import { errorNames } from './errorNames.ts';
import { fieldValue } from './fieldValue.ts';
import { idlePass, idleWait } from './idleState.ts';
import { jsonata } from './jsonata.ts';
import { localBinding, singleItem } from './jsonataHints.ts';
import { languageDowngrade } from './languageDowngrade.ts';
import { missingDefault } from './missingDefault.ts';
import { missingField } from './missingField.ts';
import { missingTransition } from './missingTransition.ts';
import { paths } from './paths.ts';
import { retryDelay } from './retryDelay.ts';
import type { Context } from './rule.ts';
import { sdkCall } from './sdkCall.ts';
import { stateName } from './stateName.ts';
import { suspectText } from './suspectText.ts';
import { taskArguments } from './taskArguments.ts';
import { Resources, taskResource } from './taskResource.ts';
import { timeouts } from './timeouts.ts';
import { unknownField } from './unknownField.ts';
import { unknownState } from './unknownState.ts';
import { unknownType } from './unknownType.ts';
import { unreachableState } from './unreachableState.ts';
import { uselessField } from './uselessField.ts';
import { variableName } from './variableName.ts';
import { variables } from './variables.ts';

/** What comes before the rules: reading the text and its values. */
export const READING = 0;

const RULES = [
  'duplicateKey',
  'missingField',
  'unknownField',
  'fieldValue',
  'unknownType',
  'languageDowngrade',
  'missingTransition',
  'unknownState',
  'unreachableState',
  'endlessState',
  'duplicateState',
  'stateName',
  'paths',
  'jsonata',
  'suspectText',
  'variableName',
  'variables',
  'choiceTests',
  'choiceOrder',
  'errorNames',
  'retryDelay',
  'taskResource',
  'taskArguments',
  'sdkCall',
  'distributedMap',
  'timeouts',
  'missingDefault',
  'jsonataHints',
  'uselessField',
  'deprecatedField',
  'idleState',
] as const;

type RuleName = (typeof RULES)[number];

function rankOf(rule: RuleName): number {
  return RULES.indexOf(rule) + 1;
}

/** The rules about the whole machine, each with its rank. */
export const MACHINE_RULES: readonly (readonly [MachineRule, number])[] = [
  [unknownState, rankOf('unknownState')],
  [unreachableState, rankOf('unreachableState')],
  [endlessState, rankOf('endlessState')],
  [duplicateState, rankOf('duplicateState')],
  [variables, rankOf('variables')],
  [duplicateLabel, rankOf('distributedMap')],
  [localBinding, rankOf('jsonataHints')],
  [idlePass, rankOf('idleState')],
];

/** The rules about one thing, asked for one thing after the other. */
export class Rules {
  readonly #context: Context;
  readonly #isJsonataMachine: boolean;
  readonly #resources = new Resources();
  readonly #reports: Readonly<Record<RuleName, Report>>;

  constructor(context: Context, isJsonataMachine: boolean, findings: Findings) {
    this.#context = context;
    this.#isJsonataMachine = isJsonataMachine;
    const reports = RULES.map(rule => [rule, findings.reportOf(rankOf(rule))] as const);
    this.#reports = Object.fromEntries(reports) as Record<RuleName, Report>;
  }

  checkTree(node: ObjectNode, pointer: string): void {
    duplicateKey(node, pointer, this.#reports.duplicateKey);
  }

  checkState(state: State): void {
    const say = this.#reports;
    stateName(state, say.stateName);
    if (this.#isJsonataMachine) languageDowngrade(state, say.languageDowngrade);
    switch (state.type) {
      case 'Task': {
        const resource = this.#resources.of(state.fields.get('Resource')?.value);
        missingTransition(state, say.missingTransition);
        errorNames(state, resource, say.errorNames);
        taskResource(state, resource, this.#context, say.taskResource);
        taskArguments(state, resource, this.#context, say.taskArguments);
        const catalogue = resource?.kind === 'sdk' ? awsCatalogue() : undefined;
        if (resource?.kind === 'sdk' && catalogue) sdkCall(state, resource, catalogue, say.sdkCall);
        timeouts(state, say.timeouts);
        break;
      }
      case 'Map':
        deprecatedField(state, say.deprecatedField);
        missingTransition(state, say.missingTransition);
        errorNames(state, undefined, say.errorNames);
        break;
      case 'Parallel':
        missingTransition(state, say.missingTransition);
        errorNames(state, undefined, say.errorNames);
        break;
      case 'Choice':
        choiceOrder(state, say.choiceOrder);
        missingDefault(state, say.missingDefault);
        break;
      case 'Wait':
        missingTransition(state, say.missingTransition);
        idleWait(state, say.idleState);
        break;
      case 'Pass':
        missingTransition(state, say.missingTransition);
        break;
      case 'Untyped':
        unknownType(state, say.unknownType);
    }
    if (state.queryLanguage === 'JSONPath') uselessField(state, say.uselessField);
  }

  /** What the names of its members say by themselves: nothing else of the part is looked at. */
  checkNames(part: Part): void {
    const say = this.#reports;
    missingField(part, say.missingField);
    if (part.owner === 'ChoiceRule') testCount(part, say.choiceTests);
    const known = fieldsOf(part.owner);
    for (const { key } of membersOf(part)) unknownField(key, known.get(key.value), part, say.unknownField);
  }

  checkPart(part: Part): void {
    const say = this.#reports;
    switch (part.owner) {
      case 'Retrier':
        retryDelay(part, say.retryDelay);
        break;
      case 'Map':
      case 'ProcessorConfig':
      case 'ItemReader':
      case 'ItemBatcher':
      case 'ResultWriter':
        distributedMap(part, this.#context, say.distributedMap);
    }
  }

  /** Of a comparison in a choice rule. */
  checkOperand(name: string, comparison: Comparison, value: Node, part: Part): void {
    choiceOperand(name, comparison, value, part, this.#reports.choiceTests);
  }

  /** `field` is the row of the member in the table. */
  checkValue(field: Field, value: Node, part: Part): void {
    fieldValue(field, value, part, this.#reports.fieldValue);
  }

  checkExpression(expression: Expression): void {
    const say = this.#reports;
    if (expression.kind === 'jsonata') {
      jsonata(expression, this.#context, say.jsonata);
      singleItem(expression, this.#context, say.jsonataHints);
    } else paths(expression, this.#context, say.paths);
  }

  checkSuspect(suspect: Suspect): void {
    suspectText(suspect, this.#reports.suspectText);
  }

  checkVariable(name: string, key: StringNode, pointer: string): void {
    variableName(name, key, pointer, this.#reports.variableName);
  }
}
