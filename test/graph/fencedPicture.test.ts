// Definitions in Markdown: what is drawn, what is said, and that no text of a definition becomes markup.
import assert from 'node:assert/strict';
import path from 'node:path';
import { drawStateMachines, type MarkdownIt } from '../../client/markdown.ts';
import { pictureOfFence } from '../../graph/model/index.ts';

const JSON_TEXT = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Succeed" } } }';
const YAML_TEXT = 'StartAt: A\nStates:\n  A: { Type: Pass, Next: B }\n  B: { Type: Succeed }\n';

describe('a fenced definition', () => {
  it('is drawn, in JSON and YAML', () => {
    const json = pictureOfFence(JSON_TEXT, 'asl');
    assert.match(json.svg ?? '', /^<svg[^>]* role="img">\n<title>State machine: A, B<\/title>/);
    assert.equal(json.notice, undefined);
    assert.deepEqual(pictureOfFence(YAML_TEXT, 'stepfunctions'), json);
    assert.deepEqual(pictureOfFence(YAML_TEXT, 'asl-yaml'), json);
    assert.doesNotMatch(json.svg ?? '', /<style|<script| on\w+=|undefined|NaN/);
  });

  it('that is broken is drawn as far as it can be read', () => {
    const { svg, notice } = pictureOfFence(JSON_TEXT.replace('}, "B"', '},\n"B').replace(' } }', ''), 'asl');
    assert.match(svg ?? '', />A</);
    assert.match(notice ?? '', /^Line \d+: .* What can be read is drawn\.$/);
  });

  it('without states is a sentence', () => {
    assert.deepEqual(pictureOfFence('{}', 'asl'), { notice: 'This is no state machine yet: it has no states.' });
    for (const text of ['', 'just words', '[]']) {
      const { svg, notice } = pictureOfFence(text, 'asl');
      assert.equal(svg, undefined);
      assert.ok(notice, text);
    }
    assert.match(pictureOfFence('{"StartAt":', 'asl').notice ?? '', /^Line 1: /);
  });

  it('that is too large is not drawn at every keystroke', () => {
    const states = Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`S${i}`, { Type: 'Succeed' }]));
    assert.match(pictureOfFence(JSON.stringify({ StartAt: 'S0', States: states }), 'asl').notice ?? '', /301 states/);
  });
});

describe('a Markdown preview', () => {
  const token = (info: string, content: string) => ({ info, content });
  const self = { renderAttrs: () => ' class="code-line" data-line="3"' };
  const render = (info: string, content: string) => {
    const markdown: MarkdownIt = { renderer: { rules: { fence: ([one]) => `<pre>${one?.info}</pre>` } } };
    const extended = drawStateMachines(path.resolve('dist'))(markdown);
    return extended.renderer.rules.fence?.([token(info, content)], 0, {}, {}, self) ?? '';
  };

  it('shows a definition as its picture, at its line', () => {
    assert.match(
      render('asl', YAML_TEXT),
      /^<div class="stepthrough-graph code-line" data-line="3"><svg[\s\S]*<\/svg><\/div>\n$/,
    );
    assert.match(render(' ASL-JSON title', JSON_TEXT), /<svg/);
  });

  it('leaves every other block alone', () => {
    for (const info of ['', 'json', 'aslan', 'mermaid', 'a asl']) {
      assert.equal(render(info, JSON_TEXT), `<pre>${info}</pre>`);
    }
  });

  it('shows the code of what cannot be drawn, with a sentence', () => {
    assert.equal(
      render('asl', '{}'),
      '<div class="stepthrough-graph"><p class="notice">This is no state machine yet: it has no states.</p></div>\n<pre>asl</pre>',
    );
  });

  it('makes markup of no name', () => {
    const name = '</title><img src=x onerror=alert(1)>"\'';
    const states = {
      [name]: { Type: 'Task', Resource: name, Catch: [{ ErrorEquals: [name], Next: name }], Next: name },
    };
    const html = render('asl', JSON.stringify({ StartAt: name, States: states }));
    assert.match(html, /<svg/);
    assert.doesNotMatch(html, /<img/);
    assert.doesNotMatch(render('asl', `{ "StartAt": "<img src=x>`), /<img/);
  });
});
