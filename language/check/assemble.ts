// From what has been found in each piece of a text to the problems of the whole.
import type { VariableRead } from '../machine/machine.ts';
import type { Problem } from '../problems.ts';
import { MACHINE_RULES, READING } from '../rules/index.ts';
import { type Finding, moved } from './findings.ts';
import { HEAD, type MachineReport, type PlacedFinding, type PlacedScope } from './placed.ts';
import type { ScopeSummary } from './summary.ts';

/** What the rules about the whole machine find. */
export function checkMachine(scopes: readonly PlacedScope[]): readonly PlacedFinding[] {
  const findings: PlacedFinding[] = [];
  for (const [rule, rank] of MACHINE_RULES) {
    const report: MachineReport = (code, { piece }, { start, end }, pointer, message, severity = 'error', subject) => {
      const problem = { code, severity, message, pointer, start, end, ...(subject !== undefined && { subject }) };
      findings.push({ rank, piece, problem });
    };
    rule(scopes, report);
  }
  return findings;
}

/** All problems, in the order of the text. `startOf` is where a piece of the text begins. */
export function problemsOf(
  syntax: readonly Problem[],
  root: ScopeSummary,
  machineFindings: readonly PlacedFinding[],
  startOf: (piece: number) => number,
): readonly Problem[] {
  const findings: Finding[] = syntax.map(problem => ({ rank: READING, problem }));
  const add = (found: readonly Finding[], piece: number) => {
    if (found.length === 0) return;
    const base = piece === HEAD ? 0 : startOf(piece);
    for (const finding of found) findings.push(base === 0 ? finding : moved(finding, base));
  };
  visitFindings(root, HEAD, add);
  for (const finding of machineFindings) add([finding], finding.piece);
  return leading(findings);
}

// Outer scopes before inner ones, as the rules look at them.
function visitFindings(
  root: ScopeSummary,
  piece: number,
  visit: (found: readonly Finding[], piece: number) => void,
): void {
  visit(root.findings, piece);
  for (let i = 0; i < root.states.length; i++) visit(root.states[i]?.findings ?? [], piece === HEAD ? i : piece);
  for (let i = 0; i < root.states.length; i++) {
    for (const inner of root.states[i]?.scopes ?? []) visitFindings(inner, piece === HEAD ? i : piece, visit);
  }
}

/** The variables the states of a machine read, inner scopes after outer ones. */
export function readsOf({ states }: ScopeSummary): readonly VariableRead[] {
  const own = states.flatMap(({ key, reads }) => reads.map(({ name }) => ({ name, state: key.name })));
  return [...own, ...states.flatMap(({ scopes }) => scopes.flatMap(readsOf))];
}

// In the order of the text. Of what is wrong at one place the worst is told: hints about a thing that has to change anyway
// only distract.
function leading(findings: readonly Finding[]): readonly Problem[] {
  const faulty = new Set<string>();
  for (const { problem } of findings) {
    if (problem.severity === 'error' && problem.pointer !== '') faulty.add(problem.pointer);
  }
  return findings
    .filter(({ problem }) => problem.severity === 'error' || !faulty.has(problem.pointer))
    .sort((a, b) => a.problem.start - b.problem.start || a.problem.end - b.problem.end || a.rank - b.rank)
    .map(({ problem }) => problem);
}
