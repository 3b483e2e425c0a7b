// What a collapsed container shows of the states that are hidden in it: the worst of their problems, how they fare.
import type { NodeProblem, RunStatus } from '../protocol.ts';
import type { LayoutIndex } from './layoutIndex.ts';
import { type RunView, statusOf } from './runFold.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** The problems of the drawn nodes. That of a hidden state is told with its name, unless its container has a worse one. */
export function shownProblems(
  index: LayoutIndex,
  problems: Readonly<Record<string, NodeProblem>>,
): Readonly<Record<string, NodeProblem>> {
  if (!index.layout.hidden) return problems;
  const shown: Record<string, NodeProblem> = {};
  for (const [id, problem] of Object.entries(problems)) {
    const at = index.shownOf(id)?.node.id;
    if (at === undefined) continue;
    const known = shown[at];
    if (known && SEVERITIES.indexOf(known.severity) <= SEVERITIES.indexOf(problem.severity)) continue;
    const message = at === id ? problem.message : `${index.state(id)?.name}: ${problem.message}`;
    shown[at] = { severity: problem.severity, message };
  }
  return shown;
}

// Of a container that runs, what needs a look comes before what goes well.
const TELLING: readonly RunStatus[] = ['failed', 'retrying', 'running', 'waiting'];

/** How a drawn node fares: a collapsed container by what is in it, as long as it runs. */
export function shownStatus(index: LayoutIndex, run: RunView, id: string): RunStatus | undefined {
  const own = statusOf(run, id);
  const hidden = index.hiddenIn(id);
  if (run.cursor !== null && hidden.includes(run.cursor)) return 'paused';
  if (own !== 'running' && own !== 'waiting') return own;
  const inside = new Set(hidden.map(inner => statusOf(run, inner)));
  return TELLING.find(status => inside.has(status)) ?? own;
}

/** Of the hidden states, how many have each status: `2 running, 1 failed`. Empty before any has run. */
export function hiddenCounts(index: LayoutIndex, run: RunView, id: string): ReadonlyMap<RunStatus, number> {
  const counts = new Map<RunStatus, number>();
  for (const inner of index.hiddenIn(id)) {
    const status = statusOf(run, inner);
    if (status) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}
