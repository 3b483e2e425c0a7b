// Moves: steps forwards and back, and what changes where the run goes on: the next state, a state again, a strand that ends.
import { isStart, type MachineAtHand } from '../../host/index.ts';
import { type Failure, isObject, nearest, type Strand, siblingAt } from '../../interpreter/index.ts';
import type { Context } from '../context.ts';
import { toCharacter0, toClientRange, toLine0 } from '../convert.ts';
import { type DebugProtocol, type Handlers, Refusal } from '../dap.ts';
import { messages } from '../messages.ts';
import type { TerminateThreadsExtra } from '../protocol.ts';
import { ancestorsOf, type Goal, isContainer, workOf } from '../running/goal.ts';
import { placeInFile } from '../stops/placement.ts';
import { strandOfThread } from '../values/stack.ts';

type StrandGoal = Extract<Goal, { strand: number }>;

/** A menu is no longer than this. */
const MOST_TARGETS = 50;

export class MoveRequests {
  readonly #context: Context;
  #stepTargets: readonly StrandGoal[] = [];
  /** The paths of states. */
  #gotoTargets: readonly string[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  readonly handlers: Handlers = {
    continue: () => this.#context.move(control => control.continue()),
    next: args => this.#next(args as DebugProtocol.NextArguments),
    stepIn: args => this.#stepIn(args as DebugProtocol.StepInArguments),
    stepOut: args => this.#stepOut(args as DebugProtocol.StepOutArguments),
    stepInTargets: args => this.#stepInTargets(args as DebugProtocol.StepInTargetsArguments),
    stepBack: args => this.#stepBack(args as DebugProtocol.StepBackArguments),
    reverseContinue: () => this.#context.move(control => control.reverseContinue()),
    pause: () => this.#context.control.pause(),
    gotoTargets: args => this.#targetsOf(args as DebugProtocol.GotoTargetsArguments),
    goto: args => this.#goto(args as DebugProtocol.GotoArguments),
    restartFrame: args => this.#restartFrame(args as DebugProtocol.RestartFrameArguments),
    terminateThreads: args => this.#terminate(args as DebugProtocol.TerminateThreadsArguments & TerminateThreadsExtra),
  };

  /** The targets that were offered mean other things once the run has moved. */
  forget(): void {
    this.#stepTargets = [];
    this.#gotoTargets = [];
  }

  #next({ threadId, granularity }: DebugProtocol.NextArguments) {
    const kind = granularity === 'line' || granularity === 'instruction' ? 'phase' : 'over';
    return this.#step({ kind, ...this.#of(this.#context.thread(threadId)) });
  }

  #stepIn({ threadId, targetId, granularity }: DebugProtocol.StepInArguments) {
    const strand = this.#context.thread(threadId);
    const target = targetId === undefined ? undefined : this.#stepTargets[targetId - 1];
    if (target) return this.#step(target);
    if (targetId !== undefined) throw new Refusal(messages.gotoGone());
    const isBeforeWork =
      !strand.failing &&
      !strand.waiting &&
      strand.step <= workOf(strand.code) &&
      (isContainer(strand.code) || this.#machineOf(strand) !== undefined);
    const kind = isBeforeWork && (granularity === undefined || granularity === 'statement') ? 'into' : 'phase';
    return this.#step({ kind, ...this.#of(strand) });
  }

  // What the Task of a strand is about to start, as far as that is known and nothing else answers it.
  #machineOf({ code, data: { payload } }: Strand): MachineAtHand | undefined {
    const { definitions, control } = this.#context;
    if (!isStart(code) || control.mocks.has(code.name)) return undefined;
    const said = isObject(payload) ? payload['StateMachineArn'] : undefined;
    const found = definitions.machines.startedBy(code, said);
    return found && 'machine' in found ? found.machine : undefined;
  }

  // Inside its phases a state is finished; at its entry the whole scope is.
  #stepOut({ threadId }: DebugProtocol.StepOutArguments) {
    const strand = this.#context.thread(threadId);
    if (strand.step > 0 || strand.failing) return this.#step({ kind: 'over', ...this.#of(strand) });
    const [parent, ...ancestors] = ancestorsOf(this.#context.control.run, strand.id);
    if (parent === undefined) return this.#context.move(control => control.continue());
    return this.#step({ kind: 'resume', strand: parent, ancestors });
  }

  #stepBack({ threadId, granularity }: DebugProtocol.StepBackArguments) {
    // A strand that has ended meanwhile is gone back into.
    const id = strandOfThread(this.#context.control.run, threadId)?.id ?? threadId;
    const kinds = { statement: 'state', line: 'phase', instruction: 'phase' } as const;
    const kind = granularity && kinds[granularity];
    return this.#context.move(control => control.stepBack(id, kind));
  }

  #step(goal: StrandGoal) {
    return this.#context.move(control => control.step(goal));
  }

  #of({ id }: Strand): { readonly strand: number; readonly ancestors: readonly number[] } {
    return { strand: id, ancestors: ancestorsOf(this.#context.control.run, id) };
  }

  #stepInTargets({ frameId }: DebugProtocol.StepInTargetsArguments) {
    const { definitions, client } = this.#context;
    const strand = this.#context.frame(frameId);
    const { code, data } = strand;
    const of = this.#of(strand);
    const targets: { goal: StrandGoal; label: string; start?: number }[] = [];
    const { state } = code;
    if (isContainer(code) && strand.step <= workOf(code)) {
      if (state.type === 'Parallel') {
        for (const [index, branch] of state.branches.entries()) {
          const label = `branch ${index + 1}: ${branch.startAt?.value ?? ''}`;
          targets.push({ goal: { kind: 'child', index, ...of }, label });
        }
      } else {
        targets.push({ goal: { kind: 'child', index: undefined, ...of }, label: 'first iteration' });
        const count = Math.min(data.items?.length ?? 0, MOST_TARGETS);
        for (let index = 0; index < count; index++) {
          targets.push({ goal: { kind: 'child', index, ...of }, label: `iteration #${index}` });
        }
      }
    }
    const machine = !strand.waiting && strand.step <= workOf(code) ? this.#machineOf(strand) : undefined;
    if (machine)
      targets.push({ goal: { kind: 'into', ...of }, label: `child execution: ${machine.program.start.path}` });
    targets.push({ goal: { kind: 'phase', ...of }, label: `phases of "${code.name}"` });
    this.#stepTargets = targets.map(({ goal }) => goal);
    const range = toClientRange(state.key, definitions.of(code).lines, client);
    return { targets: targets.map(({ label }, i) => ({ id: i + 1, label, ...range })) };
  }

  #targetsOf({ source, line, column }: DebugProtocol.GotoTargetsArguments) {
    const { definitions, client } = this.#context;
    const inFile = definitions.inFile(source.path ?? '');
    if (inFile.length === 0) throw new Refusal(messages.otherFile());
    const character0 = column === undefined ? undefined : toCharacter0(column, client);
    const placed = placeInFile(inFile, { line0: toLine0(line, client), character0 });
    if ('problem' in placed) throw new Refusal(placed.problem);
    const { lines } = definitions.of(placed);
    const code = definitions.state(placed.path);
    if (!code) return { targets: [] };
    this.#gotoTargets = [...this.#gotoTargets, code.path];
    const id = this.#gotoTargets.length;
    return { targets: [{ id, label: code.name, ...toClientRange(code.state.key, lines, client) }] };
  }

  #goto({ threadId, targetId }: DebugProtocol.GotoArguments): void {
    const path = this.#gotoTargets[targetId - 1];
    if (path === undefined) throw new Refusal(messages.gotoGone());
    this.goTo(this.#context.thread(threadId), path);
  }

  /** The next state of a strand, by the path or the name of a state. */
  goTo(strand: Strand, pathOrName: string): void {
    const { definitions, control } = this.#context;
    const inScope = strand.code.scope.get(pathOrName) ?? siblingAt(strand.code, pathOrName);
    if (!inScope) {
      const all = definitions.states();
      const other = all.find(({ path, name }) => path === pathOrName || name === pathOrName);
      if (other) throw new Refusal(messages.otherScope(other.name, strand.code.name));
      const near = nearest(pathOrName, [...strand.code.scope.keys()]);
      throw new Refusal(`${messages.noStateNamed(pathOrName)}${near === undefined ? '' : ` Did you mean "${near}"?`}`);
    }
    const { output, input } = strand.data;
    const { id } = strand;
    // What the state has given is handed on; before that, what it was given.
    const carried = output === undefined ? input : output;
    this.#change('goto', id, () =>
      control.interfere(
        { kind: 'goto', strand: id, state: inScope.path, input: carried },
        messages.forkedBy.next(inScope.name),
      ),
    );
  }

  #restartFrame({ frameId }: DebugProtocol.RestartFrameArguments): void {
    const { control } = this.#context;
    const { id, code, data } = this.#context.frame(frameId);
    this.#change('restart', id, () =>
      control.interfere(
        { kind: 'goto', strand: id, state: code.path, input: data.input },
        messages.forkedBy.again(code.name),
      ),
    );
  }

  #terminate({
    threadIds = [],
    error = 'Terminated',
    cause,
  }: DebugProtocol.TerminateThreadsArguments & TerminateThreadsExtra): void {
    const { control } = this.#context;
    const strands = threadIds.map(id => this.#context.thread(id));
    const failure: Failure = { error, ...(cause !== undefined && { cause }) };
    const raise = () => {
      for (const { id, code } of strands) {
        control.interfere({ kind: 'raise', strand: id, failure }, messages.forkedBy.raised(code.name, error));
      }
    };
    const [first] = strands;
    if (first && control.stop) this.#change('exception', first.id, raise);
    else raise();
  }

  // The run was held, and is held again as it has become.
  #change(reason: 'goto' | 'restart' | 'exception', strand: number, change: () => void): void {
    const { control } = this.#context;
    if (!control.stop) throw new Refusal(messages.isRunning());
    change();
    this.#context.invalidate('stacks', 'variables', 'threads');
    this.#context.afterwards(() => control.standAgain(reason, strand));
  }
}
