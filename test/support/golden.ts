// Golden transcripts: whole sessions and runs as text files below test/golden. `npm run test:update` rewrites them; a
// mismatch leaves `.actual` beside the file. A missing file is a failure, and so is one that no test reads.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve('test/golden');
const read = new Set<string>();

export function checkGolden(name: string, actual: string): void {
  const file = path.join(FOLDER, `${name}.txt`);
  read.add(file);
  if (process.env['STEPTHROUGH_UPDATE'] === '1') {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, actual);
  }
  const expected = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  if (expected === actual) {
    fs.rmSync(`${file}.actual`, { force: true });
    return;
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.actual`, actual);
  assert.equal(actual, expected, `${path.relative('.', file)} differs; npm run test:update rewrites it.`);
}

/** Golden files that no test has read so far. */
export function orphans(): string[] {
  if (!fs.existsSync(FOLDER)) return [];
  const files = fs.readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).map(name => path.join(FOLDER, name));
  return files.filter(file => file.endsWith('.txt') && !read.has(file)).map(file => path.relative(FOLDER, file));
}
