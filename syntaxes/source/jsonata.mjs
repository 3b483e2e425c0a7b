// JSONata, by itself and inside the quoted strings of JSON and YAML, where its own quotes are written differently.
import { captures, include, match } from './rules.mjs';

export const JSONATA = 'source.stepthrough.jsonata';

/** How JSONata's quotes are written there, and where an expression ends at the latest, `%}` or not. */
const DOUBLE_QUOTED = { double: String.raw`\\"`, single: "'", escaped: String.raw`\\\\(?:u[0-9a-fA-F]{4}|\\.|[^"])` };
const PLACES = {
  plain: { double: '"', single: "'", escaped: String.raw`\\(?:u[0-9a-fA-F]{4}|.)`, stop: '' },
  // A string of JSON ends with its line.
  'in-json': { ...DOUBLE_QUOTED, stop: String.raw`(?<!\\)(?=")|$` },
  'in-double-quotes': { ...DOUBLE_QUOTED, stop: String.raw`(?<!\\)(?=")` },
  'in-single-quotes': {
    double: '"',
    single: "''",
    escaped: String.raw`\\(?:u[0-9a-fA-F]{4}|[^'])`,
    stop: "(?=(?<!')'(?!'))",
  },
};

export function jsonataGrammar() {
  const repository = {};
  for (const [place, writing] of Object.entries(PLACES)) repository[place] = { patterns: expression(writing) };
  return { name: 'JSONata', scopeName: JSONATA, patterns: [include('#plain')], repository };
}

/** `{% … %}`. The rule ends with the string it stands in, even when it was never closed. */
export function embedded(place, before) {
  const { stop } = PLACES[place];
  return {
    begin: String.raw`${before}(\{%)`,
    end: String.raw`(%\})${stop && `|${stop}`}`,
    name: 'meta.embedded.expression.jsonata',
    beginCaptures: captures({ 1: 'punctuation.section.embedded.begin.jsonata' }),
    endCaptures: captures({ 1: 'punctuation.section.embedded.end.jsonata' }),
    patterns: [include(`${JSONATA}#${place}`)],
  };
}

function expression({ double, single, escaped, stop }) {
  const orStop = String.raw`|(?=%\})${stop && `|${stop}`}`;
  const string = (quote, name) => ({
    name: `string.quoted.${name}.jsonata`,
    begin: quote,
    end: quote + orStop,
    patterns: [match(escaped, 'constant.character.escape.jsonata')],
  });
  return [
    { name: 'comment.block.jsonata', begin: String.raw`/\*`, end: String.raw`\*/${orStop}` },
    string(double, 'double'),
    string(single, 'single'),
    match('`[^`"]*`', 'variable.other.property.jsonata'),
    match(String.raw`(?<=[(,=:?] |[(,=:?])/(?![*/ ])(?:[^/\\"]|\\.)+/[im]*`, 'string.regexp.jsonata'),
    match(String.raw`(?<![\w$])\d+(?:\.\d+)?(?:[eE][-+]?\d+)?`, 'constant.numeric.jsonata'),
    match(String.raw`(?<![\w$.])(?:true|false|null)\b`, 'constant.language.jsonata'),
    match(String.raw`(?<![\w$.])(?:and|or|in)\b`, 'keyword.operator.word.jsonata'),
    match(String.raw`(?<![\w$.])(?:function\b|λ)`, 'storage.type.function.jsonata'),
    match(String.raw`\$states\b`, 'variable.language.states.jsonata'),
    match(String.raw`\$[A-Za-z_]\w*(?=\s*\()`, 'support.function.jsonata'),
    match(String.raw`\$[A-Za-z_]\w*`, 'variable.other.jsonata'),
    match(String.raw`\$\$?`, 'variable.language.jsonata'),
    match(String.raw`[A-Za-z_]\w*`, 'variable.other.property.jsonata'),
    match(String.raw`:=|~>|\.\.|\*\*|!=|<=|>=|[-+*/=<>&|^?:@#]|%(?!\})`, 'keyword.operator.jsonata'),
    match(String.raw`[(){}\[\]]`, 'punctuation.section.jsonata'),
    match('[.,;]', 'punctuation.separator.jsonata'),
  ];
}
