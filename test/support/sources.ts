// The project's own sources as texts, for the tests that look after them.
import fs from 'node:fs';

/** TypeScript files below the folders, as paths from the root with forward slashes. */
export function sourceFiles(folders: readonly string[]): string[] {
  const files = folders.flatMap(folder =>
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter(name => /\.ts$/.test(name)),
  );
  return [...new Set(files)].sort();
}

/** What a file imports or re-exports, types too. */
export function importsOf(file: string): string[] {
  const text = fs.readFileSync(file, 'utf8');
  const names = [...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?from '([^']+)';/gms)].map(match => match[1] ?? '');
  const dynamic = [...text.matchAll(/\bimport\('([^']+)'\)/g), ...text.matchAll(/^import '([^']+)';/gm)];
  return [...names, ...dynamic.map(match => match[1] ?? '')];
}
