// Every place that assigns or reads a workflow variable, and to which scope's variable each belongs: inner scopes read
// those of outer ones, child executions of a distributed Map see none (spec: asl.md §4).
import type { Definition } from '../definition.ts';
import { ExpressionFinder } from '../machine/expressions.ts';
import { givenValue } from '../machine/fields.ts';
import { innerScopes, type Scope, type State } from '../machine/machine.ts';
import { membersOf, type Part, visitStateParts } from '../machine/parts.ts';
import { visitAssignments, visitReads } from '../machine/variables.ts';
import { COMPARISONS } from '../spec/comparisons.ts';
import { fieldsOf } from '../spec/fields.ts';
import { spanIn } from '../text/offsets.ts';
import type { Span, StringNode } from '../text/tree.ts';

export interface VariableMention extends Span {
  readonly name: string;
  readonly isAssignment: boolean;
  /** The text it stands in. */
  readonly node: StringNode;
  readonly state: State;
  /** The scope whose states assign it; undefined where none that can be seen does. */
  readonly owner: Scope | undefined;
}

const known = new WeakMap<Definition, readonly VariableMention[]>();

/** In the order of the text, each place once. */
export function variableMentions(definition: Definition): readonly VariableMention[] {
  const before = known.get(definition);
  if (before) return before;
  const { machine, text } = definition;
  const found = machine ? new Collector(text).collect(machine.scope) : [];
  known.set(definition, found);
  return found;
}

/** The variables that can be read in a scope, with the scope of each: outer ones too. */
export function visibleVariables(definition: Definition, scope: Scope): readonly VariableMention[] {
  const chain = chainOf(definition, scope);
  const mentions = variableMentions(definition);
  const names = new Map<string, VariableMention>();
  for (const outer of chain) {
    for (const mention of mentions) {
      if (mention.isAssignment && mention.owner === outer && !names.has(mention.name)) names.set(mention.name, mention);
    }
  }
  return [...names.values()];
}

interface Chain {
  readonly scope: Scope;
  readonly outer: Chain | undefined;
}

function chainOf({ machine }: Definition, wanted: Scope): readonly Scope[] {
  function search(chain: Chain): Chain | undefined {
    if (chain.scope === wanted) return chain;
    for (const state of chain.scope.states) {
      for (const scope of innerScopes(state)) {
        const found = search({ scope, outer: isDistributed(scope) ? undefined : chain });
        if (found) return found;
      }
    }
    return undefined;
  }
  const scopes: Scope[] = [];
  for (let at = machine && search({ scope: machine.scope, outer: undefined }); at; at = at.outer) scopes.push(at.scope);
  return scopes;
}

interface Raw extends Omit<VariableMention, 'owner'> {
  readonly chain: Chain;
}

class Collector {
  readonly #text: string;
  readonly #finder = new ExpressionFinder();
  readonly #raw: Raw[] = [];
  readonly #assigned = new Map<Scope, Set<string>>();

  constructor(text: string) {
    this.#text = text;
  }

  collect(scope: Scope): readonly VariableMention[] {
    this.#visit({ scope, outer: undefined });
    const byStart = new Map<number, VariableMention>();
    for (const { chain, ...mention } of this.#raw) {
      byStart.set(mention.start, { ...mention, owner: this.#ownerOf(mention.name, mention.isAssignment, chain) });
    }
    return [...byStart.values()].sort((a, b) => a.start - b.start);
  }

  #ownerOf(name: string, isAssignment: boolean, chain: Chain): Scope | undefined {
    if (isAssignment) return chain.scope;
    for (let at: Chain | undefined = chain; at; at = at.outer) {
      if (this.#assigned.get(at.scope)?.has(name)) return at.scope;
    }
    return undefined;
  }

  #visit(chain: Chain): void {
    for (const state of chain.scope.states) {
      visitStateParts(state, part => this.#visitPart(part, state, chain));
      for (const scope of innerScopes(state)) {
        this.#visit({ scope, outer: isDistributed(scope) ? undefined : chain });
      }
    }
  }

  #visitPart(part: Part, state: State, chain: Chain): void {
    visitAssignments(part, (name, node) => {
      const names = this.#assigned.get(chain.scope) ?? new Set();
      this.#assigned.set(chain.scope, names.add(name));
      this.#add(name, node, { start: 0, end: name.length }, true, state, chain);
    });
    findExpressions(this.#finder, part);
    for (const expression of this.#finder.expressions) {
      const { node, offset } = expression;
      visitReads(expression, (name, { start, end }) => {
        this.#add(name, node, { start: offset + start + 1, end: offset + end }, false, state, chain);
      });
    }
    this.#finder.expressions = [];
    this.#finder.suspects = [];
  }

  #add(name: string, node: StringNode, part: Span, isAssignment: boolean, state: State, chain: Chain): void {
    this.#raw.push({ name, node, isAssignment, state, chain, ...spanIn(this.#text, node, part) });
  }
}

function findExpressions(finder: ExpressionFinder, part: Part): void {
  const fields = fieldsOf(part.owner);
  for (const { key, value } of membersOf(part)) {
    if (!value || value.kind === 'placeholder') continue;
    const field = fields.get(key.value);
    if (field) {
      if (field.language === undefined || field.language === part.queryLanguage) finder.visitField(field, value, part);
    } else if (part.owner === 'ChoiceRule' && key.value.endsWith('Path') && COMPARISONS.has(key.value)) {
      finder.visitPath(value, part, key.value, 'path');
    }
  }
}

function isDistributed(scope: Scope): boolean {
  const config = givenValue(scope.fields, 'ProcessorConfig');
  const mode = config?.kind === 'object' ? config.members.find(({ key }) => key.value === 'Mode')?.value : undefined;
  return mode?.kind === 'string' && mode.value === 'DISTRIBUTED';
}
