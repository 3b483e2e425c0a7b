// The environment of a process of its own. The one file of the room, with those that start it, that knows Node.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import process from 'node:process';
import { createExecution, createSpill, findStore, readTextFile } from '../host/index.ts';
import type { Environment } from './environment.ts';

export function nodeEnvironment(given: Partial<Environment> = {}): Environment {
  return {
    startTime: () => Date.now(),
    now: () => Date.now(),
    newName: randomUUID,
    newExecution: createExecution,
    readText: readTextFile,
    resolve: (definition, file) => path.resolve(path.dirname(definition), file),
    isSameFile,
    pastBytes: 256 * 2 ** 20,
    newSpill: createSpill,
    findStore: folder => findStore(folder, process.env),
    ...given,
  };
}

/** Whether two paths name one file, as far as their text says. */
function isSameFile(a: string, b: string): boolean {
  const [left, right] = [path.normalize(a), path.normalize(b)];
  return process.platform === 'win32' ? left.toLowerCase() === right.toLowerCase() : left === right;
}
