// Definitions nobody here wrote: nothing valid is refused. They live beside the project and are used when they are there.
// What is broken on purpose is listed by hash with the reason.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {
  analyze,
  analyzeFile,
  type Embedded,
  findDefinitions,
  linkProblems,
  type Problem,
} from '../../language/index.ts';

const CORPUS = path.resolve('../shared/corpus');
const BROKEN: Readonly<Record<string, string>> = JSON.parse(
  fs.readFileSync('test/corpus/brokenOnPurpose.json', 'utf8'),
);

/** Kept here so that they can only go up: definitions inside the templates, and files that templates name. */
const EMBEDDED = 24;
const LINKED = 69;

interface Entry {
  readonly file: string;
  readonly hash: string;
  readonly syntax: string;
  readonly origin: { readonly path: string };
  readonly alsoAt: readonly { readonly path: string }[];
  readonly templates?: readonly string[];
}

const read = (file: string) => fs.readFileSync(path.join(CORPUS, file), 'utf8');
const isError = ({ severity }: Problem) => severity === 'error';

function errorsOf({ file, syntax }: Entry): string[] {
  const text = read(file);
  const { problems } = analyze(text, { format: syntax === 'yaml' ? 'yaml' : 'json' });
  return problems
    .filter(isError)
    .filter(({ code }) => syntax === 'json' || syntax === 'yaml' || code !== 'json-syntax')
    .map(({ code, pointer, message }) => `${file}: ${code} at ${pointer}: ${message}`);
}

describe('corpus', () => {
  if (!fs.existsSync(CORPUS)) return;
  const entries: readonly Entry[] = JSON.parse(fs.readFileSync(path.join(CORPUS, 'index.json'), 'utf8')).entries;

  it('no valid definition has an error', () => {
    assert.deepEqual(entries.filter(({ hash }) => !(hash.slice(0, 8) in BROKEN)).flatMap(errorsOf), []);
  });

  it('what is broken on purpose is found', () => {
    const broken = entries.filter(({ hash }) => hash.slice(0, 8) in BROKEN);
    assert.deepEqual(
      broken.filter(entry => errorsOf(entry).length === 0).map(({ file }) => file),
      [],
    );
    assert.deepEqual(
      Object.keys(BROKEN).filter(hash => !broken.some(entry => entry.hash.startsWith(hash))),
      [],
    );
  });

  it('no template has an error, and every definition in one is found', () => {
    const templates = fs
      .readdirSync(path.join(CORPUS, 'templates'), { recursive: true, encoding: 'utf8' })
      .filter(file => fs.statSync(path.join(CORPUS, 'templates', file)).isFile());
    const errors: string[] = [];
    let embedded = 0;
    for (const file of templates) {
      const machines = findDefinitions(read(path.join('templates', file)), file);
      assert.notEqual(machines.length, 0, `${file} holds a state machine.`);
      embedded += machines.filter(({ definition }) => definition).length;
      for (const { name, problems } of machines) {
        for (const { code, message } of problems.filter(isError)) errors.push(`${file} ${name}: ${code} ${message}`);
      }
    }
    assert.deepEqual(errors, []);
    assert.ok(embedded >= EMBEDDED, `${embedded} definitions are found.`);
  });

  it('a definition has the same problems inside every host, at places that say the same', () => {
    const differ: string[] = [];
    for (const { file, syntax } of entries) {
      // The indentation of a block is that of its first line, and a template in JSON holds no comments.
      const text = read(file)
        .replace(/^\uFEFF/, '')
        .replaceAll('\r', '')
        .trim();
      if (syntax === 'yaml' || !text.startsWith('{')) continue;
      const told = (problems: readonly Problem[]) =>
        problems
          .filter(({ code }) => !code.startsWith('substitution-'))
          .map(({ code, message }) => `${code} ${message}`);
      const alone = told(analyze(text, { format: 'json' }).problems);
      for (const [name, host] of Object.entries(hostsOf(text))) {
        const [machine] = findDefinitions(host, name);
        // HCL ends an entry with its line, before a value on the next one.
        if (machine?.isTranslated && /:\s*\n/.test(text)) continue;
        if (machine?.problems.every(({ start, end }) => start < end)) {
          // Syntax of Terraform is Terraform's to judge.
          const expected = machine.isTranslated ? alone.filter(each => !each.startsWith('json-syntax')) : alone;
          if (told(machine.problems).join('\n') === expected.join('\n')) continue;
        }
        differ.push(`${name} around ${file}`);
      }
    }
    assert.deepEqual(differ, []);
  });

  it('every file a template names is found wrong by neither', () => {
    const errors: string[] = [];
    let linked = 0;
    for (const entry of entries.filter(({ hash }) => !(hash.slice(0, 8) in BROKEN))) {
      for (const machine of machinesNaming(entry)) {
        linked++;
        const text = read(entry.file);
        const { binding, workflowType, name } = machine;
        const format = entry.syntax === 'yaml' ? 'yaml' : 'json';
        const definition = analyzeFile(text, { fileName: '', format, workflowType });
        const { inHost, inFile } = linkProblems(binding, text, definition);
        const told = [...definition.problems, ...inHost, ...inFile].filter(isError);
        errors.push(...told.map(({ code, message }) => `${entry.file} ${name}: ${code} ${message}`));
      }
    }
    assert.deepEqual(
      errors.filter(error => !error.includes('json-syntax')),
      [],
    );
    assert.ok(linked >= LINKED, `${linked} links are found.`);
  });
});

function hostsOf(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n');
  const block = lines.map(line => `        ${line}`).join('\n');
  const properties = (value: string) =>
    `{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": ${value}}}}}`;
  const yaml = 'Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n';
  return {
    'quoted.json': properties(JSON.stringify(text)),
    'joined.json': properties(JSON.stringify({ 'Fn::Join': ['\n', lines] })),
    'block.yaml': `${yaml}      DefinitionString: |\n${block}\n`,
    'heredoc.tf': `resource "aws_sfn_state_machine" "m" {\n  definition = <<-EOF\n${block}\n  EOF\n}\n`,
    'encoded.tf': `resource "aws_sfn_state_machine" "m" {\n  definition = jsonencode(${text})\n}\n`,
    // Names without quotes, and lines without commas.
    'object.tf': `resource "aws_sfn_state_machine" "m" {\n  definition = jsonencode(${inHcl(text)})\n}\n`,
  };
}

function inHcl(json: string): string {
  return json.replace(/^(\s*)"([A-Za-z]\w*)"\s*:/gm, '$1$2 =').replace(/(?<![}\]]),(?=[ \t]*\n\s*\w+ =)/g, '');
}

// Templates are kept under the name of their repository, at their own paths.
function machinesNaming({ templates = [], origin, alsoAt }: Entry): readonly Embedded[] {
  const paths = [origin, ...alsoAt].map(place => place.path);
  return templates.flatMap(template => {
    const folder = path.posix.dirname(template.split('/').slice(2).join('/'));
    return findDefinitions(read(template), template).filter(
      ({ link }) => link && paths.includes(path.posix.join(folder, link.path)),
    );
  });
}
