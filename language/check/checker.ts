// One state after the other: every rule about a single thing is asked in one walk, and a summary is made for the rules about
// the whole machine. Nothing of the state itself is kept.
import { ExpressionFinder } from '../machine/expressions.ts';
import { givenValue, type Report } from '../machine/fields.ts';
import { endsScope, innerScopes, type Scope, type State } from '../machine/machine.ts';
import { membersOf, type Part, visitScopeParts, visitStateParts } from '../machine/parts.ts';
import { type MakeWay, waysOut } from '../machine/transitions.ts';
import { visitAssignments, visitReads } from '../machine/variables.ts';
import { labelOf } from '../rules/distributedMap.ts';
import { isIdle } from '../rules/idleState.ts';
import { READING, Rules } from '../rules/index.ts';
import { type Context, placeOf } from '../rules/rule.ts';
import { COMPARISONS, type Comparison } from '../spec/comparisons.ts';
import { fieldsOf, type QueryLanguage } from '../spec/fields.ts';
import { hasPlaceholder, type Node, type ObjectNode, type Span, type StringNode } from '../text/tree.ts';
import { Findings } from './findings.ts';
import { type NameList, namesOf } from './nameList.ts';
import type { Names } from './names.ts';
import type { Assignment, Named, Numbered, Read, ScopeSummary, StateSummary, Way } from './summary.ts';

// `private` rather than `#`: calls of a `#method` are slower, and these are made for every part of a definition.
export class Checker {
  /** For what reads the text and its values before the rules are asked. */
  readonly report: Report;
  private readonly context: Context;
  private readonly queryLanguage: QueryLanguage;
  private readonly names: Names;
  private readonly findings = new Findings();
  private readonly rules: Rules;
  private readonly finder = new ExpressionFinder();
  // Of the state being looked at.
  private assignments: Assignment[] = [];
  private reads: Read[] = [];
  private bindings: Named[] = [];
  private hasOpenNames = false;

  constructor(context: Context, queryLanguage: QueryLanguage, names: Names) {
    this.context = context;
    this.queryLanguage = queryLanguage;
    this.names = names;
    this.rules = new Rules(context, queryLanguage === 'JSONata', this.findings);
    this.report = this.findings.reportOf(READING);
  }

  /** Positions in what is made from now on count from here. */
  set base(base: number) {
    this.findings.base = base;
  }

  /** What can be said of a value whatever it means. `pointer` is where it stands. */
  checkTree(node: ObjectNode, pointer: string): void {
    this.rules.checkTree(node, pointer);
  }

  summarizeScope(scope: Scope): ScopeSummary {
    const states: StateSummary[] = [];
    const head = this.summarizeHead(scope, states);
    for (const state of scope.states) states.push(this.summarizeState(state));
    return head;
  }

  /** A scope without looking at its states, of which the summaries are given. */
  summarizeHead(scope: Scope, states: readonly StateSummary[]): ScopeSummary {
    this.begin();
    visitScopeParts(scope, this.queryLanguage, this.visitPart);
    this.checkFound();
    const { pointer, startAt, fields } = scope;
    const statesKey = fields.get('States')?.key;
    return {
      pointer,
      startAt: startAt && this.target(startAt, `${pointer}/StartAt`),
      statesKey: statesKey && this.spanOf(statesKey),
      states,
      laterStates: laterStates(fields.get('States')?.value),
      reads: this.reads,
      hasOpenNames: this.hasOpenNames,
      findings: this.findings.take(),
    };
  }

  summarizeState(state: State): StateSummary {
    this.begin();
    this.rules.checkState(state);
    visitStateParts(state, this.visitPart);
    this.checkFound();
    const { type } = state;
    const { assignments, reads, bindings, hasOpenNames } = this;
    const findings = this.findings.take();
    const foundLabel = type === 'Map' ? labelOf(state) : undefined;
    const label = foundLabel && { ...foundLabel, ...this.spanOf(foundLabel) };
    const number = this.names.states.numberOf(state.name);
    const ways = waysOut(state, this.wayOf);
    const isKnown = isWayKnown(state);
    const isEnd = endsScope(state);
    const isDistributedMap = type === 'Map' && isDistributed(state.processor);
    const isIdlePass = type === 'Pass' && isIdle(state);
    const key = this.named(state.name, state.key, state.pointer);
    const node = this.spanOf(state.node);
    // Only now: the lists that have collected what is in the state itself collect what is in its scopes.
    const scopes = hasInnerScopes(state) ? innerScopes(state).map(scope => this.summarizeScope(scope)) : NONE;
    // Everything is there before the object is made: V8 makes it in one go then.
    return {
      number,
      ways,
      isWayKnown: isKnown,
      endsScope: isEnd,
      scopes,
      assignments,
      reads,
      bindings,
      hasOpenNames,
      label,
      isDistributed: isDistributedMap,
      isIdle: isIdlePass,
      findings,
      key,
      type,
      node,
    };
  }

  // Most states assign and read nothing and share these lists; `push` is only called on lists made for the state.
  private begin(): void {
    this.assignments = NONE;
    this.reads = NONE;
    this.bindings = NONE;
    this.hasOpenNames = false;
  }

  private readonly visitPart = (part: Part): void => {
    this.rules.checkPart(part);
    let names: NameList | undefined = namesOf(part);
    for (const { name, value } of membersOf(part)) {
      names = names?.with(name);
      if (!value || value.kind === 'placeholder') continue;
      const { field, comparison } = names ?? meaningOf(name, part);
      if (field) {
        if (field.language !== undefined && field.language !== part.queryLanguage) continue;
        this.rules.checkValue(field, value, part);
        this.finder.visitField(field, value, part);
      } else if (comparison) this.visitComparison(name, comparison, value, part);
    }
    if (!names?.isSound) this.checkNames(part, names);
    const assign = part.fields.get('Assign')?.value;
    if (!assign) return;
    if (assign.kind !== 'object') this.hasOpenNames = true;
    else if (part.state) visitAssignments(part, (name, key, pointer) => this.addAssignment(name, key, pointer, part));
  };

  private visitComparison(name: string, comparison: Comparison, value: Node, part: Part): void {
    this.rules.checkOperand(name, comparison, value, part);
    if (name.endsWith('Path')) this.finder.visitPath(value, part, name, 'path');
  }

  private checkNames(part: Part, names: NameList | undefined): void {
    const before = this.findings.count;
    this.rules.checkNames(part);
    if (names && this.findings.count === before) names.isSound = true;
  }

  private addAssignment(name: string, key: StringNode, pointer: string, part: Part): void {
    this.rules.checkVariable(name, key, pointer);
    const { start, end } = this.spanOf(key);
    const number = this.names.variables.numberOf(name);
    const assignment = { number, name, pointer, start, end, owner: part.pointer };
    if (hasPlaceholder(name)) this.hasOpenNames = true;
    if (this.assignments === NONE) this.assignments = [assignment];
    else this.assignments.push(assignment);
  }

  private checkFound(): void {
    const { expressions, suspects } = this.finder;
    for (const expression of expressions) {
      this.rules.checkExpression(expression);
      visitReads(expression, (name, span, guarded) => {
        // Nothing is ever said about these.
        const place = guarded ? NOWHERE : placeOf(this.context, expression, span);
        const { start, end } = this.spanOf(place);
        const number = this.names.variables.numberOf(name);
        const read = { number, name, pointer: expression.pointer, start, end, guarded };
        if (this.reads === NONE) this.reads = [read];
        else this.reads.push(read);
      });
      if (expression.kind !== 'jsonata' || expression.reads.bindings.length === 0) continue;
      const places = expression.reads.bindings.map(({ name, ...span }) =>
        this.named(name, placeOf(this.context, expression, span), expression.pointer),
      );
      this.bindings = [...this.bindings, ...places];
    }
    for (const suspect of suspects) this.rules.checkSuspect(suspect);
    if (expressions.length > 0) this.finder.expressions = [];
    if (suspects.length > 0) this.finder.suspects = [];
  }

  private readonly wayOf: MakeWay<Way> = (kind, { value, start, end }, pointer) => {
    const { base } = this.findings;
    const number = this.names.states.numberOf(value);
    return { number, kind, name: value, pointer, start: start - base, end: end - base };
  };

  private target({ value, start, end }: StringNode, pointer: string): Numbered {
    const { base } = this.findings;
    return { number: this.names.states.numberOf(value), name: value, pointer, start: start - base, end: end - base };
  }

  private named(name: string, { start, end }: Span, pointer: string): Named {
    const { base } = this.findings;
    return { name, pointer, start: start - base, end: end - base };
  }

  private spanOf({ start, end }: Span): Span {
    const { base } = this.findings;
    return { start: start - base, end: end - base };
  }
}

const NONE: never[] = [];
const NOWHERE: Span = { start: 0, end: 0 };

function meaningOf(name: string, { owner }: Part): Pick<NameList, 'field' | 'comparison'> {
  return { field: fieldsOf(owner).get(name), comparison: owner === 'ChoiceRule' ? COMPARISONS.get(name) : undefined };
}

/** Whether all the fields that lead on from the state could be read. */
function isWayKnown(state: State): boolean {
  switch (state.type) {
    case 'Untyped':
      return false;
    case 'Succeed':
    case 'Fail':
      return true;
    case 'Choice':
      return isListOf(state, 'Choices', state.rules.length) && state.rules.every(rule => rule.next);
    case 'Pass':
    case 'Wait':
      return endsScope(state) || state.next !== undefined;
    case 'Task':
    case 'Parallel':
    case 'Map':
      return (
        (endsScope(state) || state.next !== undefined) &&
        isListOf(state, 'Catch', state.catchers.length) &&
        state.catchers.every(catcher => catcher.next)
      );
  }
}

function hasInnerScopes({ type }: State): boolean {
  return type === 'Map' || type === 'Parallel';
}

function isListOf(state: State, name: string, length: number): boolean {
  const member = state.fields.get(name);
  return member === undefined || (member.value?.kind === 'array' && member.value.items.length === length);
}

function isDistributed(processor: Scope | undefined): boolean {
  const config = processor && givenValue(processor.fields, 'ProcessorConfig');
  const mode = config?.kind === 'object' ? config.members.find(({ name }) => name === 'Mode')?.value : undefined;
  return mode?.kind === 'string' && mode.value === 'DISTRIBUTED';
}

const NO_STATES: ReadonlySet<string> = new Set();

function laterStates(states: Node | undefined): ScopeSummary['laterStates'] {
  // Where there are none, that has been reported.
  if (states?.kind !== 'object') return 'any';
  let names: Set<string> | undefined;
  for (const { name, value } of states.members) {
    if (value?.kind === 'object') continue;
    if (value?.kind === 'placeholder' && hasPlaceholder(name)) return 'any';
    // One that is no object is there all the same.
    names ??= new Set();
    names.add(name);
  }
  return names ?? NO_STATES;
}
