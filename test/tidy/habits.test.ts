// Habits that can be checked: files say what they are, clocks and chance stay in `host`, nothing is left switched off,
// problem codes are documented and tested, settings and manifest agree.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { messages, PROBLEM_CODES } from '../../language/problems.ts';
import { orphans } from '../support/golden.ts';
import { ruleProperties, withRuleProperties } from '../support/ruleSettings.ts';
import { sourceFiles } from '../support/sources.ts';

const ROOMS = ['expressions', 'language', 'interpreter', 'graph', 'host', 'server', 'debugger', 'cli', 'client'];
const sources = sourceFiles(ROOMS);
const tests = sourceFiles(['test']);
const tools = fs
  .readdirSync('tools', { recursive: true, encoding: 'utf8' })
  .map(name => `tools/${name.replaceAll('\\', '/')}`)
  .filter(name => /\.mjs$/.test(name) && !name.includes('node_modules'));

/** This file names what it looks for. */
const SELF = 'test/tidy/habits.test.ts';

const read = (file: string) => fs.readFileSync(file, 'utf8');
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');

const everything = [...sources, ...tests, ...tools].filter(file => file !== SELF);

describe('habits', () => {
  it('every file opens with what it is', () => {
    const silent = [...sources, ...tests, ...tools].filter(file => !/^(#!.*\n)?(\/\/ |\/\*\*)/.test(read(file)));
    assert.deepEqual(silent, []);
  });

  it('time and chance come in as arguments, except in the rooms at the edge', () => {
    const clocked = sources.filter(file => {
      if (/^(host|client|cli|debugger\/nodeEnvironment|server\/nodeClock|graph\/view)/.test(file)) return false;
      return /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.now\b|\bsetTimeout\b/.test(
        withoutComments(read(file)),
      );
    });
    assert.deepEqual(clocked, []);
  });

  it('nothing is skipped, focused or left for later', () => {
    const left = everything.filter(file => {
      return /\b(?:it|describe|suite|test|context)\.(only|skip|todo)\(|@ts-(ignore|nocheck)|\b(TODO|FIXME|XXX|HACK)\b/.test(
        read(file),
      );
    });
    assert.deepEqual(left, []);
  });

  it('a lint or type check that is switched off says why on the line', () => {
    const unexplained = everything.flatMap(file =>
      [...read(file).matchAll(/(?:biome-ignore|@ts-expect-error).*/g)]
        .map(match => match[0])
        .filter(line => !/: \S+/.test(line))
        .map(line => `${file}: ${line}`),
    );
    assert.deepEqual(unexplained, []);
  });

  it('every problem code has a rule or parser, a test and a line in docs/problems.md', () => {
    const declared: readonly string[] = PROBLEM_CODES;
    const language = sources
      .filter(file => file.startsWith('language/') && file !== 'language/problems.ts')
      .map(read)
      .join('');
    const tested = tests
      .filter(file => file.startsWith('test/language/') || file.startsWith('test/expressions/'))
      .map(read)
      .join('');
    const documented = read('docs/problems.md');
    const missing = declared.flatMap(code => [
      ...(language.includes(`'${code}'`) ? [] : [`${code}: nothing reports it`]),
      ...(tested.includes(code) ? [] : [`${code}: no test`]),
      ...(documented.includes(`\`${code}\``) ? [] : [`${code}: not in docs/problems.md`]),
    ]);
    assert.deepEqual(missing, []);
    assert.ok(Object.keys(messages).length > 0);
  });

  it('the settings of the manifest are those of client/settings.ts', () => {
    const manifest = JSON.parse(read('package.json')).contributes.configuration.properties;
    const table = read('client/settings.ts').match(/export const SETTINGS = (\{[\s\S]*?\}) as const;/)?.[1] ?? '';
    const settings = new Function(`return ${table}`)();
    const { properties, ...rules } = manifest['stepthrough.rules'];
    assert.deepEqual({ ...manifest, 'stepthrough.rules': rules }, settings);
    assert.ok(properties);
  });

  it('the manifest has a level for every rule', () => {
    const properties = ruleProperties(read('docs/problems.md'));
    const manifest = read('package.json');
    if (process.env['STEPTHROUGH_UPDATE'] === '1') {
      fs.writeFileSync('package.json', withRuleProperties(manifest, properties));
      return;
    }
    const written = JSON.parse(manifest).contributes.configuration.properties['stepthrough.rules'].properties;
    assert.deepEqual(written, properties, 'npm run test:update writes them.');
  });

  it('scripts named in the documents exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = ['README.md', 'CONTRIBUTING.md', 'RUNBOOK.md', 'ARCHITECTURE.md'].flatMap(file =>
      [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(match => match[1] ?? ''),
    );
    assert.deepEqual(
      named.filter(name => !(name in scripts)),
      [],
    );
  });

  it('files named in ARCHITECTURE.md exist', () => {
    const named = [...read('ARCHITECTURE.md').matchAll(/`((?:[\w.-]+\/)+[\w.-]*)`/g)].map(match => match[1] ?? '');
    assert.deepEqual(
      named.filter(name => !name.startsWith('../') && !name.startsWith('stepthrough/') && !fs.existsSync(name)),
      [],
    );
  });
});

// Declared last, so that it runs when every transcript of this process has been read.
describe('golden transcripts', () => {
  it('none is left that no test reads', () => {
    // Only a run of everything can tell.
    const isWholeRun = process.env['STEPTHROUGH_WHOLE_RUN'] === '1';
    assert.deepEqual(isWholeRun ? orphans() : [], []);
  });
});
