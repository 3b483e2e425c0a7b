// Definitions in fenced blocks of Markdown: `asl`, `asl-json`, `asl-yaml` and `stepfunctions`. Where the word behind the
// fence does not say it, a block that begins with a brace is JSON and any other YAML.

const FENCE = String.raw`(^|\G)(\s*)(\x60{3,}|~{3,})\s*`;
const REST = '((?:\\s+|:|,|\\{|\\?)[^`]*)?$';

export function markdownGrammar() {
  return {
    scopeName: 'markdown.stepthrough.codeblock',
    injectionSelector: 'L:text.html.markdown',
    patterns: [
      block('asl-json', [json('(?=.)')]),
      block('asl-yaml', [yaml()]),
      block('asl|stepfunctions', [json(String.raw`(?=\{)`), yaml()]),
    ],
  };
}

function block(languages, patterns) {
  return {
    begin: `${FENCE}(?i:(${languages})${REST})`,
    end: String.raw`(^|\G)(\2|\s{0,3})(\3)\s*$`,
    name: 'markup.fenced_code.block.markdown',
    beginCaptures: {
      3: { name: 'punctuation.definition.markdown' },
      4: { name: 'fenced_code.block.language' },
      5: { name: 'fenced_code.block.language.attributes' },
    },
    endCaptures: { 3: { name: 'punctuation.definition.markdown' } },
    patterns,
  };
}

const INSIDE = String.raw`(^|\G)(?!\s*([\x60~]{3,})\s*$)`;

function json(first) {
  return {
    begin: String.raw`(^|\G)\s*${first}`,
    while: INSIDE,
    contentName: 'meta.embedded.block.asl',
    patterns: [{ include: 'source.stepthrough.asl' }],
  };
}

function yaml() {
  return {
    begin: String.raw`(^|\G)(?=.)`,
    while: INSIDE,
    contentName: 'meta.embedded.block.asl-yaml',
    patterns: [{ include: 'source.stepthrough.asl-yaml' }],
  };
}
