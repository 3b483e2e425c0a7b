// From the tree as it is written to the plan of its evaluation. Reports what only shows when the parts are put
// together, in the order in which the reference would meet it.

import { type JsonataProblem, syntaxProblem } from './advice.ts';
import { inheritSeeking, resolveAncestry, seekParent } from './ancestry.ts';
import type { CallPlan, Grouping, LambdaPlan, PathPlan, Plan } from './plan.ts';
import { parseSignature } from './signature.ts';
import type { Call, Focus, Lambda, Node, Pair } from './syntax.ts';

export interface Shaped {
  readonly plan: Plan;
  readonly problems: JsonataProblem[];
}

export function shape(root: Node, found: readonly JsonataProblem[]): Shaped {
  const shaper = new Shaper(found.length > 0);
  const plan = shaper.shape(root);
  if (plan.kind === 'parent' || plan.seeking !== undefined) {
    shaper.report('S0217', root, plan.position, {});
  }
  return { plan, problems: shaper.problems };
}

class Shaper {
  readonly problems: JsonataProblem[] = [];
  private labels = 0;
  /** What is missing has been told by the parser in its own way. */
  private readonly quiet: boolean;

  constructor(quiet: boolean) {
    this.quiet = quiet;
  }

  report(
    code: string,
    range: { start: number; end: number },
    position: number | undefined,
    fields: { value?: unknown },
  ): void {
    this.problems.push(syntaxProblem(code, { start: range.start, end: range.end, position }, fields));
  }

  shape(node: Node): Plan {
    const plan = this.shapeKind(node);
    if (node.keepArray) plan.keepArray = true;
    return plan;
  }

  private shapeKind(node: Node): Plan {
    const { position } = node;
    switch (node.kind) {
      case 'map':
        return this.path(this.shape(node.left), node.right, node);
      case 'filter':
        return this.filter(node);
      case 'keep':
        return this.shape(node.left);
      case 'group':
        return this.group(node);
      case 'sort':
        return this.sort(node);
      case 'bind': {
        const name = node.left.kind === 'variable' ? node.left.name : '';
        const plan: Plan = { kind: 'bind', name, right: this.shape(node.right), position };
        inheritSeeking(plan, plan.right);
        return plan;
      }
      case 'focus':
        return this.focus(node);
      case 'index':
        return this.index(node);
      case 'apply': {
        const plan: Plan = { kind: 'apply', left: this.shape(node.left), right: this.shape(node.right), position };
        if (plan.left.keepArray || plan.right.keepArray) plan.keepArray = true;
        return plan;
      }
      case 'binary': {
        const { operator } = node;
        const plan: Plan = {
          kind: 'binary',
          operator,
          left: this.shape(node.left),
          right: this.shape(node.right),
          position,
        };
        inheritSeeking(plan, plan.left);
        inheritSeeking(plan, plan.right);
        return plan;
      }
      case 'array': {
        const plan: Plan = { kind: 'array', items: node.items.map(item => this.shape(item)), position };
        for (const item of plan.items) inheritSeeking(plan, item);
        return plan;
      }
      case 'object': {
        const plan: Plan = { kind: 'object', pairs: this.pairs(node.pairs), position };
        for (const pair of plan.pairs) for (const part of pair) inheritSeeking(plan, part);
        return plan;
      }
      case 'negate': {
        const operand = this.shape(node.operand);
        if (operand.kind === 'literal' && typeof operand.value === 'number') {
          operand.value = -operand.value;
          return operand;
        }
        const plan: Plan = { kind: 'negate', operand, position };
        inheritSeeking(plan, operand);
        return plan;
      }
      case 'call':
        return this.call(node);
      case 'lambda':
        return this.lambda(node);
      case 'condition': {
        const test = this.shape(node.test);
        const consequent = this.shape(node.consequent);
        const otherwise = node.otherwise && this.shape(node.otherwise);
        const plan: Plan = { kind: 'condition', test, consequent, otherwise, position };
        for (const part of [test, consequent, otherwise]) if (part) inheritSeeking(plan, part);
        return plan;
      }
      case 'transform': {
        const pattern = this.shape(node.pattern);
        const update = this.shape(node.update);
        return { kind: 'transform', pattern, update, deletion: node.deletion && this.shape(node.deletion), position };
      }
      case 'block': {
        const plan: Plan = { kind: 'block', expressions: node.expressions.map(part => this.shape(part)), position };
        for (const part of plan.expressions) {
          inheritSeeking(plan, part);
          if (part.constructs || (part.kind === 'path' && part.steps[0]?.constructs)) plan.constructs = true;
        }
        return plan;
      }
      case 'name': {
        const step: Plan = { kind: 'name', value: node.value, position };
        if (node.keepArray) step.keepArray = true;
        return { kind: 'path', steps: [step], keepSingleton: node.keepArray === true, position: undefined };
      }
      case 'parent': {
        const plan: Plan = { kind: 'parent', position: undefined };
        plan.slot = { label: `!${this.labels++}`, level: 1, owner: plan };
        return plan;
      }
      case 'literal':
        return { kind: 'literal', value: node.value, position };
      case 'variable':
        return { kind: 'variable', name: node.name, position };
      case 'regex':
        return { kind: 'regex', pattern: node.pattern, flags: node.flags, position };
      case 'wildcard':
      case 'descendant':
      case 'placeholder':
        return { kind: node.kind, position };
      case 'missing':
        if (!this.quiet && this.problems.length === 0) {
          this.problems.push(syntaxProblem('S0207', node, { token: '(end)' }));
        }
        return { kind: 'missing', position };
      case 'broken':
        for (const part of node.parts) this.shape(part);
        return { kind: 'missing', position };
    }
  }

  private readonly unreachable =
    (node: Node) =>
    (plan: Plan): void => {
      this.report('S0217', node, plan.position, {});
    };

  private path(left: Plan, right: Node, node: Node): Plan {
    const path: PathPlan =
      left.kind === 'path' ? left : { kind: 'path', steps: [left], keepSingleton: false, position: undefined };
    if (left.kind === 'parent' && left.slot) path.seeking = [left.slot];
    const rest = this.shape(right);
    if (rest.kind === 'path') path.steps.push(...rest.steps);
    else {
      if (rest.predicate) {
        rest.stages = rest.predicate;
        delete rest.predicate;
      }
      path.steps.push(rest);
    }
    path.steps = path.steps.map(step => this.asStep(step, node));
    if (path.steps.some(step => step.keepArray)) path.keepSingleton = true;
    const first = path.steps[0] as Plan;
    if (first.kind === 'array') first.constructs = true;
    const last = path.steps[path.steps.length - 1] as Plan;
    if (last.kind === 'array') last.constructs = true;
    resolveAncestry(path, this.unreachable(right));
    return path;
  }

  /** A string as a step is the name of a member; other literals make no sense there. */
  private asStep(step: Plan, node: Node): Plan {
    if (step.kind !== 'literal') return step;
    if (typeof step.value !== 'string') {
      const position = step.position ?? node.position;
      this.report('S0213', literalAt(node, position) ?? node, position, { value: step.value });
    }
    return Object.assign(step as object, { kind: 'name', value: String(step.value) }) as Plan;
  }

  private filter(node: Node & { kind: 'filter' }): Plan {
    const result = this.shape(node.left);
    const isPath = result.kind === 'path';
    const step = isPath ? (result.steps[result.steps.length - 1] as Plan) : result;
    if (step.group) this.report('S0209', { start: node.left.end, end: node.end }, node.position, {});
    const predicate = this.shape(node.predicate);
    if (predicate.seeking) {
      for (const slot of predicate.seeking) {
        if (slot.level === 1) seekParent(step, slot, this.unreachable(node.left));
        else slot.level--;
      }
      inheritSeeking(step, predicate);
    }
    const stage = { kind: 'filter', expression: predicate, position: node.position } as const;
    if (isPath) step.stages = [...(step.stages ?? []), stage];
    else step.predicate = [...(step.predicate ?? []), stage];
    return result;
  }

  private pairs(pairs: readonly Pair[]): [Plan, Plan][] {
    return pairs.map(pair => [this.shape(pair.key), this.shape(pair.value)]);
  }

  private group(node: Node & { kind: 'group' }): Plan {
    const result = this.shape(node.left);
    if (result.group) this.report('S0210', { start: node.left.end, end: node.end }, node.position, {});
    const group: Grouping = { pairs: this.pairs(node.pairs), position: node.position };
    result.group = group;
    return result;
  }

  private sort(node: Node & { kind: 'sort' }): Plan {
    const left = this.shape(node.left);
    const path: PathPlan =
      left.kind === 'path' ? left : { kind: 'path', steps: [left], keepSingleton: false, position: undefined };
    const step: Plan = { kind: 'sort', terms: [], position: node.position };
    for (const term of node.terms) {
      const expression = this.shape(term.expression);
      inheritSeeking(step, expression);
      step.terms.push({ descending: term.descending, expression });
    }
    path.steps.push(step);
    resolveAncestry(path, this.unreachable(node));
    return path;
  }

  private focus(node: Focus): Plan {
    const result = this.shape(node.left);
    const step = result.kind === 'path' ? (result.steps[result.steps.length - 1] as Plan) : result;
    const range = { start: node.left.end, end: node.end };
    if (step.stages || step.predicate) this.report('S0215', range, node.position, {});
    else if (step.kind === 'sort') this.report('S0216', range, node.position, {});
    if (node.keepArray) step.keepArray = true;
    if (node.right.kind === 'variable') step.focus = node.right.name;
    step.tuple = true;
    return result;
  }

  private index(node: Focus): Plan {
    let result = this.shape(node.left);
    const step = result.kind === 'path' ? (result.steps[result.steps.length - 1] as Plan) : result;
    if (result.kind !== 'path') {
      result = { kind: 'path', steps: [result], keepSingleton: false, position: undefined };
      if (step.predicate) {
        step.stages = step.predicate;
        delete step.predicate;
      }
    }
    const name = node.right.kind === 'variable' ? node.right.name : '';
    if (step.stages) step.stages.push({ kind: 'index', name });
    else step.index = name;
    step.tuple = true;
    return result;
  }

  private call(node: Call): Plan {
    const args = node.args.map(arg => this.shape(arg));
    const { position } = node;
    const plan = node.partial
      ? ({ kind: 'partial', args, position } as unknown as CallPlan)
      : ({ kind: 'call', args, position } as unknown as CallPlan);
    for (const arg of args) inheritSeeking(plan, arg);
    plan.callee = this.shape(node.callee);
    return plan;
  }

  private lambda(node: Lambda): Plan {
    const text = node.signature && parseSignature(node.signature.text);
    const plan: LambdaPlan = {
      kind: 'lambda',
      params: node.params.map(param => (param.kind === 'variable' ? param.name : '')),
      signature: text && !('code' in text) ? text : undefined,
      body: this.shape(node.body),
      position: node.position,
    };
    markTailCalls(plan.body);
    return plan;
  }
}

/** A call with a predicate behind it is not the last thing that happens. */
function markTailCalls(plan: Plan): void {
  if (plan.kind === 'call' && !plan.predicate) plan.tail = true;
  else if (plan.kind === 'condition') {
    markTailCalls(plan.consequent);
    if (plan.otherwise) markTailCalls(plan.otherwise);
  } else if (plan.kind === 'block') {
    const last = plan.expressions[plan.expressions.length - 1];
    if (last) markTailCalls(last);
  }
}

function literalAt(node: Node, position: number): Node | undefined {
  if (node.kind === 'map') return literalAt(node.left, position) ?? literalAt(node.right, position);
  return node.kind === 'literal' && node.position === position ? node : undefined;
}
