// Every rule has a page, linked from the table; what the page calls wrong is found to be so, and what it calls right is not.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {
  type AnalyzeOptions,
  analyze,
  findDefinitions,
  type Problem,
  silencesInComments,
  tell,
} from '../../language/index.ts';
import { PROBLEM_CODES } from '../../language/problems.ts';
import { useCatalogue } from '../support/catalogue.ts';

useCatalogue();

/** Nothing small shows these: they are about the size of a text and the files beside it. */
const WITHOUT_EXAMPLE = ['definition-too-large', 'definition-file'];

const FOLDER = 'docs/rules';

const pages = fs.readdirSync(FOLDER).map(name => name.replace(/\.md$/, ''));

function problemsOf(kind: string, text: string): readonly Problem[] {
  const options: AnalyzeOptions = {
    format: kind.startsWith('json') ? 'json' : 'yaml',
    ...(kind.includes('express') && { workflowType: 'EXPRESS' }),
  };
  const found = kind.includes('template')
    ? findDefinitions(text, 'template.yaml').flatMap(({ problems }) => problems)
    : analyze(text, options).problems;
  return tell(found, silencesInComments(text), {}).problems;
}

describe('the pages of rules', () => {
  it('there is one for every code, and for nothing else', () => {
    assert.deepEqual(pages.toSorted(), [...PROBLEM_CODES].sort());
    const index = fs.readFileSync('docs/problems.md', 'utf8');
    const linked = [...index.matchAll(/\]\(rules\/([\w-]+)\.md\)/g)].map(match => match[1]);
    assert.deepEqual(linked.toSorted(), [...PROBLEM_CODES].sort());
  });

  for (const code of PROBLEM_CODES) {
    it(`${code}: its examples are wrong and right, and its severity is true`, () => {
      const page = fs.readFileSync(`${FOLDER}/${code}.md`, 'utf8');
      const severity = /^`[\w-]+` · (error|warning|info)$/m.exec(page)?.[1];
      assert.ok(severity, 'The severity stands below the title.');
      const [wrong, right] = [...page.matchAll(/```(\w+(?: \w+)?)\n([\s\S]*?)```/g)].map(match =>
        problemsOf(match[1] ?? '', match[2] ?? ''),
      );
      if (WITHOUT_EXAMPLE.includes(code)) return;
      assert.ok(wrong && right, 'A page has two examples.');
      const found = wrong.filter(problem => problem.code === code);
      assert.ok(
        found.some(problem => problem.severity === severity),
        `The wrong example has ${wrong.map(problem => `${problem.severity} ${problem.code}`).join(', ')}.`,
      );
      assert.deepEqual(
        right.filter(problem => problem.code === code || problem.severity !== 'info').map(problem => problem.message),
        [],
      );
    });
  }
});
