// What VS Code's own Git extension knows: the text a file has in HEAD, and when HEAD has moved.
import * as vscode from 'vscode';

/** A file as it is in HEAD. */
export interface TextInHead {
  /** VS Code opens it, and compares with it. */
  readonly uri: vscode.Uri;
  read(): Promise<string>;
  /** After each commit, checkout and the like. */
  onDidMove(listener: () => void): vscode.Disposable;
}

/** Or a sentence that says why there is none. */
export async function textInHead(file: vscode.Uri): Promise<TextInHead | string> {
  const name = file.path.split('/').at(-1);
  const git = await findGit();
  if (!git) return 'Git is not there, or switched off in VS Code: there is no HEAD to compare with.';
  const repository = git.getRepository(file) ?? (await openRepository(git, file));
  if (!repository) return `${name} is in no Git repository that is open in VS Code.`;
  if (!repository.state.HEAD?.commit) return 'The Git repository has no commit yet: there is nothing to compare with.';
  const read = () => repository.show('HEAD', file.fsPath);
  try {
    await read();
  } catch {
    // Git's own words are about objects and trees.
    return `${name} is not in HEAD: it has not been committed yet.`;
  }
  return {
    uri: git.toGitUri(file, 'HEAD'),
    read,
    onDidMove: listener => {
      let commit = repository.state.HEAD?.commit;
      return repository.state.onDidChange(() => {
        if (commit === repository.state.HEAD?.commit) return;
        commit = repository.state.HEAD?.commit;
        listener();
      });
    },
  };
}

/** As far as we use it: https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts */
interface Git {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<Git['state']>;
  getRepository(file: vscode.Uri): Repository | null;
  openRepository?(root: vscode.Uri): Promise<Repository | null>;
  getRepositoryRoot?(file: vscode.Uri): Promise<vscode.Uri | null>;
  toGitUri(file: vscode.Uri, ref: string): vscode.Uri;
}

interface Repository {
  readonly state: { readonly HEAD?: { readonly commit?: string }; readonly onDidChange: vscode.Event<void> };
  show(ref: string, path: string): Promise<string>;
}

async function findGit(): Promise<Git | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): Git }>('vscode.git');
  if (!extension) return undefined;
  try {
    const git = (await extension.activate()).getAPI(1);
    await ready(git);
    return git;
  } catch {
    // `git.enabled` is off, or there is no program `git`.
    return undefined;
  }
}

/** Git looks for repositories when VS Code starts; it may have found ours before it has found all. */
const PATIENCE_MS = 10_000;

function ready(git: Git): Promise<void> {
  if (git.state === 'initialized') return Promise.resolve();
  return new Promise(resolve => {
    const listening = git.onDidChangeState(() => done());
    const timer = setTimeout(() => done(), PATIENCE_MS);
    const done = () => {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    };
  });
}

async function openRepository(git: Git, file: vscode.Uri): Promise<Repository | null> {
  const root = await git.getRepositoryRoot?.(file);
  return root ? ((await git.openRepository?.(root)) ?? null) : null;
}
