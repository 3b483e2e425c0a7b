// Definitions in JSON. What encloses what is told by indentation, not by counting braces: a brace that is missing while
// somebody types ends with its line's indentation and does not discolour the rest of the file. Objects that are closed on
// their own line are told by their braces.
import { expressionRules } from './expressions.mjs';
import { embedded } from './jsonata.mjs';
import { captures, include, match } from './rules.mjs';

const STRING = String.raw`"(?:[^"\\]|\\.)*"?`;
/** A value that is closed on the same line, however deep. */
const CLOSED = String.raw`(?<closed>[{\[](?>[^{}\[\]"]+|"(?>[^"\\]+|\\.)*"|\g<closed>)*[}\]])`;
/** Deeper than the line that began, or a line that says nothing, or the brace of one who puts it on its own line. */
const DEEPER = String.raw`^(?=\1[ \t]|[ \t]*$|[ \t]*(?://|/\*|\*)|\1[{\[][ \t]*$)`;
const FIELD = 'support.type.property-name.json keyword.other.field.asl';
const STATE = 'support.type.property-name.json entity.name.function.state.asl';
const COLON = 'punctuation.separator.dictionary.key-value.json';

export function jsonGrammar(words) {
  const key = names => String.raw`("(?:${names})")\s*(:)`;
  const quoted = (name, pattern, patterns = []) =>
    match(`(")(${pattern})("?)`, name, {
      1: 'punctuation.definition.string.begin.json',
      2: patterns,
      3: 'punctuation.definition.string.end.json',
    });
  const inside = String.raw`(?:[^"\\]|\\.)*`;
  // The field, its colon, and its value when that is a string: one match, so that nothing can run on.
  const valued = (names, rule) =>
    match(String.raw`${key(names)}\s*(${STRING})`, undefined, { 1: FIELD, 2: COLON, 3: [rule] });

  return {
    name: 'Amazon States Language (JSON)',
    scopeName: 'source.stepthrough.asl',
    patterns: [include('#members')],
    repository: {
      ...expressionRules,
      members: {
        patterns: [
          include('#comments'),
          include('#states-on-one-line'),
          include('#states'),
          include('#payload-on-one-line'),
          include('#payload'),
          include('#fields'),
          include('#values'),
        ],
      },
      states: {
        begin: String.raw`^([ \t]*)(.*?)("States")\s*(:)[ \t]*(\{)?[ \t]*(?=$|//|/\*)`,
        while: DEEPER,
        beginCaptures: captures({
          2: [include('#members')],
          3: FIELD,
          4: COLON,
          5: 'punctuation.definition.dictionary.begin.json',
        }),
        patterns: [include('#comments'), include('#state'), include('#values')],
      },
      state: {
        begin: String.raw`^([ \t]*)(${STRING})(?:\s*(:))?`,
        while: DEEPER,
        beginCaptures: captures({ 2: { name: STATE, patterns: [include('#placeholder')] }, 3: COLON }),
        patterns: [include('#members')],
      },
      'states-on-one-line': {
        begin: String.raw`("States")\s*(:)\s*(?=${CLOSED})`,
        end: String.raw`(?<=\})`,
        beginCaptures: captures({ 1: FIELD, 2: COLON }),
        patterns: [
          {
            begin: String.raw`\{`,
            end: String.raw`\}`,
            captures: captures({ 0: 'punctuation.definition.dictionary.json' }),
            patterns: [
              {
                begin: String.raw`(${STRING})\s*(:)\s*(\{)`,
                end: String.raw`\}`,
                beginCaptures: captures({ 1: STATE, 2: COLON, 3: 'punctuation.definition.dictionary.json' }),
                endCaptures: captures({ 0: 'punctuation.definition.dictionary.json' }),
                patterns: [include('#members-in-braces')],
              },
              include('#values'),
            ],
          },
        ],
      },
      'members-in-braces': {
        patterns: [
          {
            begin: String.raw`\{`,
            end: String.raw`\}`,
            captures: captures({ 0: 'punctuation.definition.dictionary.json' }),
            patterns: [include('#members-in-braces')],
          },
          include('#members'),
        ],
      },
      payload: {
        begin: String.raw`^([ \t]*)(.*?)${key(words.payloads)}[ \t]*([{\[])?[ \t]*(?=$|//|/\*)`,
        while: DEEPER,
        beginCaptures: captures({
          2: [include('#members')],
          3: FIELD,
          4: COLON,
          5: 'punctuation.definition.dictionary.json',
        }),
        patterns: [include('#comments'), include('#payload-values')],
      },
      'payload-on-one-line': {
        begin: String.raw`${key(words.payloads)}\s*(?=${CLOSED})`,
        end: String.raw`(?<=[}\]])`,
        beginCaptures: captures({ 1: FIELD, 2: COLON }),
        patterns: [include('#payload-in-braces')],
      },
      'payload-in-braces': {
        begin: String.raw`[{\[]`,
        end: String.raw`[}\]]`,
        captures: captures({ 0: 'punctuation.definition.dictionary.json' }),
        patterns: [include('#payload-in-braces'), include('#payload-values')],
      },
      'payload-values': {
        patterns: [
          match(String.raw`("(?:[^"\\]|\\.)*\.\$")\s*(:)\s*(${STRING})`, undefined, {
            1: 'support.type.property-name.json',
            2: COLON,
            3: [include('#reference-string')],
          }),
          include('#values'),
        ],
      },
      fields: {
        patterns: [
          valued(words.targets, include('#target-string')),
          valued('Type', include('#type-string')),
          valued(words.choices, include('#constant-string')),
          valued(words.paths, include('#reference-string')),
          match(key(words.fields), undefined, { 1: FIELD, 2: COLON }),
        ],
      },
      'target-string': quoted('string.quoted.double.json entity.name.function.state.asl', inside, [
        include('#placeholder'),
      ]),
      'type-string': quoted('string.quoted.double.json support.class.state-type.asl', inside, [
        include('#placeholder'),
      ]),
      'constant-string': quoted('string.quoted.double.json constant.language.asl', inside, [include('#placeholder')]),
      'reference-string': {
        patterns: [
          match(String.raw`"(?=\{%)`, 'string.quoted.double.json'),
          embedded('in-json', String.raw`(?<=")`),
          quoted('string.quoted.double.json meta.path.asl', inside, [include('#reference')]),
        ],
      },
      values: {
        patterns: [
          match(String.raw`("(?:[^"\\]|\\.)*")\s*(:)`, undefined, {
            1: { name: 'support.type.property-name.json', patterns: [include('#placeholder')] },
            2: COLON,
          }),
          include('#string'),
          include('#placeholder'),
          match(String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?`, 'constant.numeric.json'),
          match(String.raw`\b(?:true|false|null)\b`, 'constant.language.json'),
          match(String.raw`[{}]`, 'punctuation.definition.dictionary.json'),
          match(String.raw`[\[\]]`, 'punctuation.definition.array.json'),
          match(',', 'punctuation.separator.dictionary.pair.json'),
          match(':', COLON),
        ],
      },
      string: {
        name: 'string.quoted.double.json',
        begin: '"',
        end: '"|$',
        beginCaptures: captures({ 0: 'punctuation.definition.string.begin.json' }),
        endCaptures: captures({ 0: 'punctuation.definition.string.end.json' }),
        patterns: [
          embedded('in-json', String.raw`(?<=")`),
          include('#placeholder'),
          include('#error-name'),
          match(String.raw`\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})`, 'constant.character.escape.json'),
          match(String.raw`\\.`, 'invalid.illegal.unrecognized-string-escape.json'),
        ],
      },
      comments: {
        patterns: [
          match('//.*$', 'comment.line.double-slash.json'),
          { name: 'comment.block.json', begin: String.raw`/\*`, end: String.raw`\*/` },
        ],
      },
    },
  };
}
