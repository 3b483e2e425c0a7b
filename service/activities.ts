// Activities: queues of tasks that workers come for. A worker that finds nothing waits; the next task is handed to whoever
// has waited longest.
import { arns } from './arns.ts';
import { errors } from './errors.ts';

export interface Activity {
  readonly arn: string;
  readonly name: string;
  readonly creationDate: number;
  /** Not yet taken, oldest first. */
  readonly queue: ActivityTask[];
  readonly workers: Worker[];
  readonly tags: Map<string, string>;
}

export interface ActivityTask {
  readonly token: string;
  readonly input: string;
  /** A worker has taken it. */
  readonly taken: (workerName: string | undefined) => void;
}

interface Worker {
  readonly name: string | undefined;
  readonly give: (task: ActivityTask | undefined) => void;
}

/** How long a worker waits for a task before it is sent away with nothing (spec/api.md, GetActivityTask). */
const LONG_POLL_MS = 60_000;

export class Activities {
  readonly #byArn = new Map<string, Activity>();

  /** The activity of that name, which may have been there before. */
  create(name: string, now: number): Activity {
    const arn = arns.activity(name);
    const found = this.#byArn.get(arn);
    if (found) return found;
    const activity = { arn, name, creationDate: now, queue: [], workers: [], tags: new Map<string, string>() };
    this.#byArn.set(arn, activity);
    return activity;
  }

  all(): readonly Activity[] {
    return [...this.#byArn.values()];
  }

  find(arn: string): Activity | undefined {
    return this.#byArn.get(arn);
  }

  get(arn: string): Activity {
    const activity = this.#byArn.get(arn);
    if (!activity) throw errors.noActivity(arn);
    return activity;
  }

  delete(arn: string): void {
    for (const worker of this.#byArn.get(arn)?.workers.splice(0) ?? []) worker.give(undefined);
    this.#byArn.delete(arn);
  }

  schedule(activity: Activity, task: ActivityTask): void {
    const worker = activity.workers.shift();
    if (worker) worker.give(task);
    else activity.queue.push(task);
  }

  /** Nobody waits for the task's end any more: no worker shall get it. */
  withdraw(activity: Activity, token: string): void {
    const at = activity.queue.findIndex(task => task.token === token);
    if (at >= 0) activity.queue.splice(at, 1);
  }

  /** The oldest task, or the first to come; undefined when none came in time or the worker has gone. */
  async take(
    activity: Activity,
    workerName: string | undefined,
    signal: AbortSignal,
  ): Promise<ActivityTask | undefined> {
    const task = activity.queue.shift() ?? (await this.#wait(activity, workerName, signal));
    task?.taken(workerName);
    return task;
  }

  /** Sends all waiting workers away. */
  close(): void {
    for (const { workers } of this.#byArn.values()) for (const worker of workers.splice(0)) worker.give(undefined);
  }

  #wait(activity: Activity, name: string | undefined, signal: AbortSignal): Promise<ActivityTask | undefined> {
    return new Promise(resolve => {
      const worker: Worker = {
        name,
        give: task => {
          clearTimeout(timer);
          signal.removeEventListener('abort', leave);
          resolve(task);
        },
      };
      const leave = () => {
        const at = activity.workers.indexOf(worker);
        if (at >= 0) activity.workers.splice(at, 1);
        worker.give(undefined);
      };
      const timer = setTimeout(leave, LONG_POLL_MS);
      signal.addEventListener('abort', leave);
      activity.workers.push(worker);
    });
  }
}
