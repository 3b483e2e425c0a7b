// Marked texts for grammars: carets under a line say which scope the characters above them have; `!` before the scope
// says that they do not have it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

const FILES: Readonly<Record<string, string>> = {
  'source.stepthrough.asl': 'syntaxes/asl.tmLanguage.json',
  'source.stepthrough.asl-yaml': 'syntaxes/asl-yaml.tmLanguage.json',
  'source.stepthrough.jsonata': 'syntaxes/jsonata.tmLanguage.json',
  'markdown.stepthrough.codeblock': 'syntaxes/asl-markdown.tmLanguage.json',
};

/** `markdown`: what we add to it. */
export type GrammarName = 'asl' | 'asl-yaml' | 'jsonata' | 'markdown';

export async function checkScopes(grammar: GrammarName, marked: string): Promise<void> {
  const { lines, marks } = readMarks(marked);
  const scopes = await scopesIn(grammar, lines);
  const wrong = marks.flatMap(({ line, start, end, scope, isAbsent }) => {
    const missed: string[] = [];
    for (let at = start; at < end; at++) {
      const found = scopes[line]?.[at] ?? [];
      if (found.some(name => name === scope || name.startsWith(`${scope}.`)) === isAbsent) missed.push(found.join(' '));
    }
    if (missed.length === 0) return [];
    const text = lines[line]?.slice(start, end);
    return [`${line + 1}: ${text} has ${isAbsent ? '' : 'no '}${scope}, but ${[...new Set(missed)].join(' | ')}`];
  });
  assert.equal(wrong.join('\n'), '');
  assert.ok(marks.length > 0, 'Nothing is marked');
}

interface Mark {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly scope: string;
  readonly isAbsent: boolean;
}

function readMarks(marked: string): { lines: readonly string[]; marks: readonly Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const text of marked.replace(/^\n|\n[ \t]*$/g, '').split('\n')) {
    const mark = /^(\s*)(\^+) (!?)(\S+)$/.exec(text);
    if (!mark) {
      lines.push(text);
      continue;
    }
    const [, before = '', carets = '', not = '', scope = ''] = mark;
    const start = before.length;
    marks.push({ line: lines.length - 1, start, end: start + carets.length, scope, isAbsent: not !== '' });
  }
  return { lines, marks };
}

/** The scopes of every character, line by line. */
export async function scopesIn(
  name: GrammarName,
  lines: readonly string[],
): Promise<readonly (readonly (readonly string[])[])[]> {
  const grammar = await load(name === 'markdown' ? 'markdown.stepthrough.codeblock' : `source.stepthrough.${name}`);
  let stack = INITIAL;
  return lines.map(line => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.flatMap(({ startIndex, endIndex, scopes }) => Array(endIndex - startIndex).fill(scopes));
  });
}

let registry: Registry | undefined;

async function load(scopeName: string): Promise<IGrammar> {
  registry ??= new Registry({
    onigLib: loadOniguruma(),
    loadGrammar: async name => {
      const file = FILES[name];
      return file ? parseRawGrammar(fs.readFileSync(file, 'utf8'), file) : null;
    },
  });
  const grammar = await registry.loadGrammar(scopeName);
  assert.ok(grammar, `There is no grammar ${scopeName}`);
  return grammar;
}

async function loadOniguruma(): Promise<{
  createOnigScanner: typeof createOnigScanner;
  createOnigString: typeof createOnigString;
}> {
  await loadWASM(
    fs.readFileSync(path.resolve('node_modules/vscode-oniguruma/release/onig.wasm')).buffer as ArrayBuffer,
  );
  return { createOnigScanner, createOnigString };
}
