// Calls of AWS in definitions nobody here wrote and that work: nothing is called wrong, and little is unknown.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyzeFile } from '../../language/index.ts';
import { useCatalogue } from '../support/catalogue.ts';

const CORPUS = path.resolve('../shared/corpus');

/** Members that AWS added after the catalogue. */
const NEWER = ['ApplicationType', 'EmbeddingDataType', 'EvaluatorModelConfig', 'RagConfigs'];

/** Kept here so that it can only go up. */
const LEAST_CALLS = 278;

describe('calls in the corpus', () => {
  if (!fs.existsSync(CORPUS)) return;

  it('no service, action or member is taken for a wrong one', () => {
    useCatalogue();
    const { entries } = JSON.parse(fs.readFileSync(path.join(CORPUS, 'index.json'), 'utf8'));
    const warnings: string[] = [];
    const hints = new Set<string>();
    let calls = 0;
    for (const { file } of entries) {
      const text = fs.readFileSync(path.join(CORPUS, file), 'utf8');
      calls += text.split(':aws-sdk:').length - 1;
      for (const { code, severity, message, subject } of analyzeFile(text, { fileName: file }).problems) {
        if (!/^(?:action-unknown|member-unknown|member-missing)$/.test(code)) continue;
        if (severity === 'info') hints.add(subject ?? '');
        else warnings.push(`${file}: ${message}`);
      }
    }
    assert.deepEqual(warnings, []);
    assert.deepEqual([...hints].sort(), NEWER);
    assert.ok(calls >= LEAST_CALLS, `${calls} calls`);
  });
});
