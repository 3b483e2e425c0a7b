// The files that the words of a command line name: files, folders, and patterns where the shell has not replaced them.
import fs from 'node:fs';
import path from 'node:path';
import { definitionFilesIn, reason } from '../host/index.ts';
import type { Origin } from './checkFiles.ts';
import { UsageError } from './command.ts';

/** In the order they are named; a file named twice counts once, by its first origin. */
export function filesOf(words: readonly string[]): ReadonlyMap<string, Origin> {
  const files = new Map<string, Origin>();
  const add = (file: string, origin: Origin) => void (files.has(file) || files.set(file, origin));
  for (const word of words) {
    const stat = fs.statSync(word, { throwIfNoEntry: false });
    if (!stat && /[*?{]/.test(word)) for (const file of matching(word)) add(file, 'pattern');
    else if (stat?.isDirectory()) for (const file of inFolder(word)) add(file, 'folder');
    else add(word, 'named');
  }
  return files;
}

function inFolder(folder: string): string[] {
  try {
    return definitionFilesIn(folder);
  } catch (error) {
    throw new UsageError(`Cannot read ${folder}: ${reason(error)}.`);
  }
}

function matching(pattern: string): string[] {
  const words = pattern.split(path.sep).join('/');
  // The walk begins in the last folder that has no sign in its name.
  const fixed = /^(?:[^*?{/]*\/)*/.exec(words)?.[0] ?? '';
  const start = fixed === '' ? '.' : fixed;
  if (!fs.statSync(start, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`Nothing matches ${pattern}: there is no folder ${start}.`);
  }
  const wanted = patternOf(words.slice(fixed.length));
  const files = allFiles(start, '').filter(file => wanted.test(file));
  if (files.length === 0) throw new UsageError(`No file matches ${pattern}.`);
  return files.map(file => path.join(fixed, file));
}

function allFiles(folder: string, under: string): string[] {
  const entries = fs.readdirSync(path.join(folder, under), { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const file = `${under}${entry.name}`;
      if (!entry.isDirectory()) return [file];
      return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : allFiles(folder, `${file}/`);
    });
}

/** `**` is any folders, `*` and `?` stay in one name, `{a,b}` is one of several. */
function patternOf(pattern: string): RegExp {
  let depth = 0;
  const source = pattern.replace(/\*\*\/|[\s\S]/g, sign => {
    if (sign === '**/') return '(?:.*/)?';
    if (sign === '*') return '[^/]*';
    if (sign === '?') return '[^/]';
    if (sign === '{') depth++;
    if (sign === '{') return '(?:';
    if (sign === '}' && depth > 0) {
      depth--;
      return ')';
    }
    if (sign === ',' && depth > 0) return '|';
    return sign.replace(/[$()+.[\\\]^{|}]/, '\\$&');
  });
  return new RegExp(`^${source}${')'.repeat(depth)}$`);
}
