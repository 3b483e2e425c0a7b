// The service: its state machines, executions, activities and tokens, and the operations over them. Knows no HTTP.
import { randomInt, randomUUID } from 'node:crypto';
import {
  type Clock,
  createMapData,
  createMockedData,
  createRealClock,
  type MockFile,
  type ObjectStore,
} from '../host/index.ts';
import { type Execution, type LogEvent, parseValue, type Value } from '../interpreter/index.ts';
import { Activities } from './activities.ts';
import { arns, checkArn, checkName } from './arns.ts';
import { errors, ServiceError } from './errors.ts';
import { type ExecutionOptions, RunningExecution } from './execution.ts';
import { jsonFault } from './jsonFault.ts';
import { Machines, type Resolved } from './machines.ts';
import { type ChildRun, MapRuns } from './mapRuns.ts';
import { mocksOf } from './mocks.ts';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { fromSnapshot, toSnapshot } from './snapshot.ts';
import type { Store } from './store.ts';
import { readHeader, type Started, toHeader } from './storedExecution.ts';
import { createTasks } from './tasks/tasks.ts';
import { Tokens } from './tokens.ts';

export interface ServiceOptions {
  /** Where functions are invoked: `http://127.0.0.1:9001`. */
  readonly lambdaEndpoint?: string;
  /** Where messages are sent: a stand-in for SQS on this machine. */
  readonly sqsEndpoint?: string;
  /** What stands in for S3. */
  readonly objects?: ObjectStore;
  /** The mock file of test cases, in the form of Step Functions Local. */
  readonly mockFile?: string;
  readonly clock?: Clock;
  /** Hears what AWS would write to CloudWatch Logs. */
  readonly log?: ((events: readonly LogEvent[]) => void) | undefined;
  /** Where everything is kept. Without it all is gone at the end. */
  readonly store?: Store;
  /** Hears of faults of ours. */
  readonly report?: (where: string, fault: unknown) => void;
}

/** Operations that change nothing, and those that change no state machine and no activity. */
const TELLS = /^(Describe|List|GetExecutionHistory|Test|Validate)/;
const LEAVES_MACHINES = /^(Describe|List|Get|Send|Start|Stop|Redrive|Test|Validate|UpdateMapRun)/;

/** A client token stands for the same redrive so long, and so many of an execution are known (spec/api.md §6.4). */
const SAME_REDRIVE_MS = 15 * 60_000;
const REMEMBERED_REDRIVES = 10;

export interface StartOptions {
  readonly name?: string | undefined;
  readonly input?: string | undefined;
  readonly traceHeader?: string | undefined;
  /** Its caller waits for the end: StartSyncExecution. */
  readonly isSync?: boolean;
}

export class Service {
  readonly machines = new Machines();
  readonly activities = new Activities();
  readonly tokens = new Tokens();
  readonly mapRuns = new MapRuns();
  readonly clock: Clock;
  readonly options: ServiceOptions;
  /** Standard ones; an Express execution is known to whoever waits for it only. */
  readonly #executions = new Map<string, RunningExecution>();
  readonly #express = new Set<RunningExecution>();
  /** By execution and client token: when. */
  readonly #redrives = new Map<string, number>();

  constructor(options: ServiceOptions = {}) {
    this.options = options;
    this.clock = options.clock ?? createRealClock();
    if (options.store) this.#load(options.store);
  }

  /** Answers one request. Throws a `ServiceError` for what cannot be done. */
  async answer(operation: string, body: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<object> {
    const found: Operation | undefined = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
    if (!found) throw errors.unknownOperation();
    const answer = await found(body, { service: this, signal });
    // Before anybody is told of it.
    if (!LEAVES_MACHINES.test(operation)) this.options.store?.writeMachines(toSnapshot(this.machines, this.activities));
    if (!TELLS.test(operation)) this.options.store?.check();
    return answer;
  }

  /** Newest first. */
  executions(): readonly RunningExecution[] {
    return [...this.#executions.values()].reverse();
  }

  execution(arn: string): RunningExecution {
    const found = this.#executions.get(checkArn(arn, 'execution'));
    if (!found) throw errors.noExecution(arn);
    return found;
  }

  /** An execution of a state machine, or a child of a Map Run. */
  describable(arn: string): RunningExecution | ChildRun {
    return this.mapRuns.child(arn) ?? this.execution(arn);
  }

  /** A new execution, or the one that runs under the same name with the same input. */
  start(
    from: Resolved,
    { name = randomUUID(), input: inputText = '{}', traceHeader, isSync = false }: StartOptions,
  ): RunningExecution {
    checkName(name);
    const input = readInput(inputText);
    const { machine, revision } = from;
    const isExpress = machine.type === 'EXPRESS';
    const id = isExpress ? arns.express(machine.arn, name, randomUUID()) : arns.execution(machine.arn, name);
    const existing = this.#executions.get(id);
    if (existing) {
      if (existing.status === 'RUNNING' && existing.inputText === inputText) return existing;
      throw errors.executionExists(id);
    }
    const execution: Execution = {
      id,
      type: machine.type,
      name,
      input,
      inputText,
      startTime: this.clock.now(),
      seed: randomInt(2 ** 32),
      roleArn: revision.roleArn,
      stateMachineId: machine.arn,
      stateMachineName: machine.name,
      ...(!isSync && { redriveCount: 0 }),
    };
    const mocks = mocksOf(this.options.mockFile, machine.name, from.testCase);
    const journal = isExpress
      ? undefined
      : this.options.store?.newExecution(toHeader({ execution, inputText, traceHeader, from }));
    const started = this.#run({ execution, inputText, traceHeader, from }, mocks, journal && { journal, lines: [] });
    if (isExpress) {
      this.#express.add(started);
      void started.ended.then(() => this.#express.delete(started));
    } else {
      this.#executions.set(id, started);
    }
    return started;
  }

  #run(
    { execution, inputText, traceHeader, from }: Started,
    mocks: MockFile,
    stored: ExecutionOptions['stored'],
  ): RunningExecution {
    return new RunningExecution({
      execution,
      from,
      inputText,
      ...(traceHeader !== undefined && { traceHeader }),
      clock: this.clock,
      mapRuns: this.mapRuns,
      tasks: createTasks(this, mocks),
      mapData: createMockedData(mocks, this.options.objects && createMapData(this.options.objects)),
      log: this.options.log,
      stored,
      report: fault => this.options.report?.(execution.id, fault),
    });
  }

  // Everything is there before the first execution moves.
  #load(store: Store): void {
    const machines = store.readMachines();
    if (machines !== undefined) fromSnapshot(machines, this.machines, this.activities);
    for (const { header, ...stored } of store.readExecutions()) {
      const started = readHeader(header, this.machines);
      this.#executions.set(started.execution.id, this.#run(started, this.#mocksOf(started.from), stored));
    }
  }

  // The file may have changed since: then tasks without a mock say that they have no answer.
  #mocksOf({ machine, testCase }: Resolved): MockFile {
    try {
      return mocksOf(this.options.mockFile, machine.name, testCase);
    } catch (error) {
      if (error instanceof ServiceError) return new Map();
      throw error;
    }
  }

  /** When the redrive of this token was, if it counts as the same one. */
  redriven(executionArn: string, clientToken: string): number | undefined {
    const at = this.#redrives.get(`${executionArn} ${clientToken}`);
    return at !== undefined && this.clock.now() - at < SAME_REDRIVE_MS ? at : undefined;
  }

  rememberRedrive(executionArn: string, clientToken: string, at: number): void {
    this.#redrives.set(`${executionArn} ${clientToken}`, at);
    const own = [...this.#redrives.keys()].filter(key => key.startsWith(`${executionArn} `));
    for (const old of own.slice(0, -REMEMBERED_REDRIVES)) this.#redrives.delete(old);
  }

  /** Ends everything that is under way; what is kept in a folder goes on when it is read back. */
  close(): void {
    this.activities.close();
    const { store } = this.options;
    if (store) {
      // First, so that it is not written down what ends with the process.
      store.close();
      for (const execution of this.#executions.values()) execution.leave();
    }
    for (const execution of [...this.#executions.values(), ...this.#express]) execution.stop({});
  }
}

/** The value of an execution's input; refused in the words of the service's JSON reader. */
export function readInput(text: string): Value {
  if (text.trim() === '') throw errors.invalidInput('Invalid execution input.');
  const problem = jsonFault(text);
  if (problem) throw errors.invalidInput(problem.message);
  const { value, problem: ours } = parseValue(text);
  if (ours !== undefined) throw errors.invalidInput(ours);
  return value;
}
