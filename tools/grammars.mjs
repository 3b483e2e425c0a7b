// Writes the grammars in syntaxes/ from their sources and from the language's own table of fields.
// `node tools/grammars.mjs`; a test says when the files are not fresh.
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { jsonGrammar } from '../syntaxes/source/json.mjs';
import { jsonataGrammar } from '../syntaxes/source/jsonata.mjs';
import { markdownGrammar } from '../syntaxes/source/markdown.mjs';
import { wordsOf } from '../syntaxes/source/words.mjs';
import { yamlGrammar } from '../syntaxes/source/yaml.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The text of every grammar by its path. */
export async function grammars() {
  const words = wordsOf(await languageSpec());
  const files = {
    'syntaxes/asl.tmLanguage.json': jsonGrammar(words),
    'syntaxes/asl-yaml.tmLanguage.json': yamlGrammar(words),
    'syntaxes/jsonata.tmLanguage.json': jsonataGrammar(),
    'syntaxes/asl-markdown.tmLanguage.json': markdownGrammar(),
  };
  return Object.entries(files).map(([file, grammar]) => ({ file, text: `${JSON.stringify(grammar, null, 1)}\n` }));
}

async function languageSpec() {
  const contents = "export * from './language/spec/fields.ts'; export * from './language/spec/comparisons.ts';";
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { file, text } of await grammars()) await fs.writeFile(path.join(root, file), text);
}
