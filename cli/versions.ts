// The texts `diff` compares: files as they are, and as they were in Git. What a template names is read beside it, from the same
// version.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { readTextFile } from '../host/index.ts';
import { UsageError } from './command.ts';

/** One state of the files. */
export interface Version {
  /** Of Git; absent for the files as they are. */
  readonly revision?: string;
  /** A file that cannot be read is a UsageError with a sentence. */
  read(file: string): string;
}

export const NOW: Version = {
  read: file => {
    const { text, problem } = readTextFile(file);
    if (problem !== undefined) throw new UsageError(problem);
    return text;
  },
};

export function versionInGit(revision: string): Version {
  if (revision === '' || revision.startsWith('-')) throw new UsageError(`"${revision}" is no revision of Git.`);
  return { revision, read: file => readInGit(file, revision) };
}

function readInGit(file: string, revision: string): string {
  const folder = path.dirname(path.resolve(file));
  const shown = git(folder, ['show', `${revision}:./${path.basename(file)}`]);
  if (shown.isDone) return shown.out;
  if (!git(folder, ['rev-parse', '--is-inside-work-tree']).isDone) {
    throw new UsageError(`${file} is in no Git repository: name a second file to compare it with.`);
  }
  if (!git(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]).isDone) {
    const why =
      revision === 'HEAD' ? 'The repository has no commit yet' : `The repository has no revision "${revision}"`;
    throw new UsageError(`${why}: there is nothing to compare ${file} with.`);
  }
  throw new UsageError(`${file} is not in ${revision}: it was not committed by then, or under another name.`);
}

function git(folder: string, args: readonly string[]): { readonly isDone: boolean; readonly out: string } {
  const { error, status, stdout } = spawnSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  if (error && 'code' in error && error.code === 'ENOENT') {
    throw new UsageError('Git is not there: install it, or name two files to compare.');
  }
  return { isDone: status === 0, out: stdout ?? '' };
}
