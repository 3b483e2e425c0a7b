// The format of YAML: what moves, what stays, and that nothing is read otherwise afterwards.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { applyEdits, type Span } from '../../language/index.ts';
import { formatYaml } from '../../server/features/formatYaml.ts';

const CORPUS = path.resolve('../shared/corpus');

/** Kept here so that they can only go up. */
const LEAST = { texts: 216, lines: 30_000 };

function formatted(text: string, tabSize = 2, range?: Span): string {
  const edits = formatYaml({ text, tabSize, range });
  assert.ok(edits, 'The text is not formatted.');
  return applyEdits(text, edits);
}

function checkFormat(before: string, after: string, tabSize = 2): void {
  assert.equal(formatted(before, tabSize), after);
  assert.equal(formatted(after, tabSize), after, 'A second time changes nothing.');
}

describe('the format of YAML', () => {
  it('steps and blanks become the same everywhere', () => {
    checkFormat(
      'StartAt:   A  \nStates:\n    A:\n          Type : Pass\n          Next:  B\n    B: {Type:   Succeed}\n',
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  B: { Type: Succeed }\n',
    );
  });

  it('the step is the one of the editor', () => {
    checkFormat(
      'States:\n  A:\n    Retry:\n      - a: 1\n        b: 2\n',
      'States:\n    A:\n        Retry:\n            - a: 1\n              b: 2\n',
      4,
    );
  });

  it('a list stays below its key, or a step further in, as it was', () => {
    checkFormat('a:\n- 1\nb:\n    -   2\n    -   c: 3\n        d: 4\n', 'a:\n- 1\nb:\n  - 2\n  - c: 3\n    d: 4\n');
  });

  it('comments stay, in the column of what they are about', () => {
    checkFormat(
      '# first\nStates:\n    # of A\n    A:   # beside\n        Type: Pass\n        # last in A\n    # last\n# end\n',
      '# first\nStates:\n  # of A\n  A:   # beside\n    Type: Pass\n    # last in A\n  # last\n# end\n',
    );
  });

  it('anchors, aliases and tags stay', () => {
    checkFormat(
      'a:   &x   !Sub   "${b}"\nb:    *x\nc: &y\n    d:  1\ne:\n    <<:   *y\n*x :  2\n',
      'a: &x !Sub "${b}"\nb: *x\nc: &y\n  d: 1\ne:\n  <<: *y\n*x : 2\n',
    );
  });

  it('texts after | and > move as they are', () => {
    checkFormat(
      'a:\n    b: |-\n            {\n              "x": 1\n\n            }\n    c: >2\n        q\n         r\n    d: 1\n',
      'a:\n  b: |-\n    {\n      "x": 1\n\n    }\n  c: >2\n      q\n       r\n  d: 1\n',
    );
    checkFormat('a: |+\n      x  \n\n\nb: 1\n', 'a: |+\n  x  \n\n\nb: 1\n');
  });

  it('a comment below a text after | does not become a part of it', () => {
    checkFormat('a: |\n        x\n    # about b\nb: 1\n', 'a: |\n  x\n# about b\nb: 1\n');
  });

  it('texts over several lines stay inside of their key', () => {
    checkFormat(
      'a:\n    b: "one\n        two"\n    c: three\n      four\n',
      'a:\n  b: "one\n    two"\n  c: three\n    four\n',
    );
  });

  it('brackets over several lines', () => {
    checkFormat(
      'a: {\n      "b":1 ,\n   c:  [ 2,3 ],   # d\n        e: []\n     }\n',
      'a: {\n  "b": 1,\n  c: [2, 3],   # d\n  e: []\n}\n',
    );
  });

  it('broken texts, and keys with ?, are left alone', () => {
    assert.equal(formatYaml({ text: 'a: [', tabSize: 2 }), undefined);
    assert.equal(formatYaml({ text: '?  a\n:  b\n', tabSize: 2 }), undefined);
    assert.equal(formatYaml({ text: '', tabSize: 2 }), undefined);
  });

  it('a range changes its lines only', () => {
    const text = 'a:\n      b:   1\nc:\n      d:   1\n      e:\n            f:   1\n';
    const from = text.indexOf('      e');
    const after = formatted(text, 2, { start: from, end: text.length });
    assert.equal(after, 'a:\n      b:   1\nc:\n      d:   1\n      e:\n        f: 1\n');
  });

  it('line ends stay as they are', () => {
    checkFormat('a:\r\n    b:  1  \r\n', 'a:\r\n  b: 1\r\n');
  });
});

describe('the format of the corpus', () => {
  if (!fs.existsSync(CORPUS)) return;
  const files = ['definitions', 'templates']
    .flatMap(folder =>
      fs
        .readdirSync(path.join(CORPUS, folder), { recursive: true, encoding: 'utf8' })
        .map(name => path.join(CORPUS, folder, name)),
    )
    .filter(file => /\.ya?ml$/.test(file))
    .sort();

  it('every YAML text reads the same afterwards, is done the first time, and can be done by ranges', () => {
    let done = 0;
    let lines = 0;
    const faults: string[] = [];
    const random = createRandom(11);
    for (const file of files) {
      const text = fs.readFileSync(file, 'utf8');
      const before = read(text);
      for (const tabSize of [2, 4]) {
        const edits = formatYaml({ text, tabSize });
        if (!edits) {
          if (before !== undefined) faults.push(`${path.basename(file)} is not formatted.`);
          continue;
        }
        const after = applyEdits(text, edits);
        done++;
        lines += after.split('\n').filter((line, i) => line !== text.split('\n')[i]).length;
        if (read(after) !== before) faults.push(`${path.basename(file)} reads otherwise.`);
        if (pieces(after) !== pieces(text)) faults.push(`${path.basename(file)} has other words.`);
        const again = formatYaml({ text: after, tabSize });
        if (again?.length !== 0)
          faults.push(`${path.basename(file)} changes a second time: ${JSON.stringify(again?.[0])}`);
        if (tabSize !== 2) continue;
        const [a, b] = [Math.floor(random() * text.length), Math.floor(random() * text.length)];
        const part = formatYaml({ text, tabSize, range: { start: Math.min(a, b), end: Math.max(a, b) } });
        if (!part) faults.push(`${path.basename(file)} is not formatted from ${Math.min(a, b)} to ${Math.max(a, b)}.`);
        else if (read(applyEdits(text, part)) !== before)
          faults.push(`${path.basename(file)} reads otherwise by a range.`);
      }
    }
    assert.deepEqual(faults.slice(0, 20), []);
    assert.ok(done >= LEAST.texts && lines >= LEAST.lines, `${done} texts, ${lines} lines changed.`);
  }).timeout(120_000);
});

/** What is read; undefined for a broken text. */
function read(text: string): string | undefined {
  try {
    return JSON.stringify(parse(text, { logLevel: 'silent' }));
  } catch {
    // Broken: nobody formats it.
    return undefined;
  }
}

/** The text without any blanks. */
function pieces(text: string): string {
  return text.replace(/\s+/g, '');
}

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
