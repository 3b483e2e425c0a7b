// Definitions in YAML, in block and flow style. Indentation tells what encloses what, as it does in the language itself, so
// an unfinished line leaves the rest of the file alone.
import { expressionRules } from './expressions.mjs';
import { embedded } from './jsonata.mjs';
import { captures, include, match } from './rules.mjs';

const KEY = 'entity.name.tag.yaml';
const FIELD = 'entity.name.tag.yaml keyword.other.field.asl';
const STATE = 'entity.name.tag.yaml entity.name.function.state.asl';
const COLON = 'punctuation.separator.key-value.mapping.yaml';

const DOUBLE = String.raw`"(?:[^"\\]|\\.)*"`;
const SINGLE = String.raw`'(?:[^']|'')*'`;
const BLOCK_KEY = String.raw`${DOUBLE}|${SINGLE}|(?:\$\{[^}]*\}|[^\s\[\]{}#&*!|>'"%@,:\-])(?:[^:#]|:(?=\S)|(?<=\S)#)*?`;
const FLOW_KEY = String.raw`${DOUBLE}|${SINGLE}|[^\s\[\]{}#&*!|>'"%@,:](?:[^:#,\[\]{}]|:(?=\S))*?`;
const BLOCK_PLAIN = String.raw`[^\s#"'{\[|>&!*](?:[^#]|(?<=\S)#)*?(?=\s+#|\s*$)`;
const FLOW_PLAIN = String.raw`[^\s,{}\[\]#"'|>&!*](?:[^,{}\[\]#]|(?<=\S)#)*`;
const VALUE = plain => String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|${plain}`;
const TAG = String.raw`(?:(![\w.:-]*)\s+)?`;
const END = String.raw`(?=\s|$)`;
/** The line's own indentation; in a list the key stands two columns further in than its dash. */
const INDENT = String.raw`^([ \t]*)((?:- +)*)`;
const DEEPER = String.raw`^(?=\1[ \t]|[ \t]*$|[ \t]*#)`;
const DEEPER_THAN_ITEM = String.raw`^(?=\1[ \t]{3}|[ \t]*$|[ \t]*#)`;
const CLOSED = String.raw`(?<closed>[{\[](?>[^{}\[\]"']+|"(?>[^"\\]+|\\.)*"|'(?>[^']+|'')*'|\g<closed>)*[}\]])`;

export function yamlGrammar(words) {
  const named = names => String.raw`("(?:${names})"|'(?:${names})'|(?:${names}))\s*(:)${END}`;
  // A field with a value on its line: to the end of the line in a block, to the next comma or bracket in a flow.
  const valued = (names, rule) => [
    match(String.raw`${INDENT}${named(names)}\s+${TAG}(${VALUE(BLOCK_PLAIN)})`, undefined, {
      2: 'punctuation.definition.block.sequence.item.yaml',
      3: FIELD,
      4: COLON,
      5: 'storage.type.tag.yaml',
      6: [rule],
    }),
    match(String.raw`(?<=[{,\s])${named(names)}\s+${TAG}(${VALUE(FLOW_PLAIN)})`, undefined, {
      1: FIELD,
      2: COLON,
      3: 'storage.type.tag.yaml',
      4: [rule],
    }),
  ];
  const scalar = (scope, rules) => ({
    patterns: [
      match(String.raw`(")((?:[^"\\]|\\.)*)("?)`, `string.quoted.double.yaml ${scope}`, { 2: rules }),
      match(String.raw`(')((?:[^']|'')*)('?)`, `string.quoted.single.yaml ${scope}`, { 2: rules }),
      match(String.raw`\S.*`, `string.unquoted.plain.yaml ${scope}`, { 0: { patterns: rules } }),
    ],
  });
  // What begins with a key and goes on for as long as lines are indented deeper.
  const block = (head, groups, patterns) => [
    { begin: String.raw`^([ \t]*)${head}`, while: DEEPER, beginCaptures: captures(groups), patterns },
    {
      begin: String.raw`^([ \t]*)(?:- )${head}`,
      while: DEEPER_THAN_ITEM,
      beginCaptures: captures(groups),
      patterns,
    },
  ];
  const toLineEnd = String.raw`[ \t]*(?=$|#)`;

  return {
    name: 'Amazon States Language (YAML)',
    scopeName: 'source.stepthrough.asl-yaml',
    patterns: [include('#members')],
    repository: {
      ...expressionRules,
      members: {
        patterns: [
          include('#comment'),
          match(String.raw`^(?:---|\.\.\.)(?=\s|$)`, 'entity.other.document.yaml'),
          include('#states-on-one-line'),
          include('#states'),
          include('#payload-on-one-line'),
          include('#payload'),
          include('#open-string'),
          include('#block-scalar'),
          include('#fields'),
          include('#values'),
        ],
      },
      comment: match(String.raw`(?:^|(?<=\s))#.*$`, 'comment.line.number-sign.yaml'),
      states: {
        patterns: block(String.raw`${named('States')}[ \t]*(\{)?${toLineEnd}`, { 2: FIELD, 3: COLON }, [
          include('#comment'),
          include('#state'),
          include('#values'),
        ]),
      },
      state: {
        begin: String.raw`^([ \t]*)(${BLOCK_KEY})\s*(:)${END}`,
        while: DEEPER,
        beginCaptures: captures({ 2: { name: STATE, patterns: [include('#placeholder')] }, 3: COLON }),
        patterns: [include('#members')],
      },
      'states-on-one-line': {
        begin: String.raw`${named('States')}\s*(?=${CLOSED})`,
        end: String.raw`(?<=\})`,
        beginCaptures: captures({ 1: FIELD, 2: COLON }),
        patterns: [
          {
            begin: String.raw`\{`,
            end: String.raw`\}`,
            captures: captures({ 0: 'punctuation.definition.mapping.yaml' }),
            patterns: [
              {
                begin: String.raw`(${FLOW_KEY})\s*(:)\s+(\{)`,
                end: String.raw`\}`,
                beginCaptures: captures({ 1: STATE, 2: COLON, 3: 'punctuation.definition.mapping.yaml' }),
                endCaptures: captures({ 0: 'punctuation.definition.mapping.yaml' }),
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
            begin: String.raw`\{(?!%)`,
            end: String.raw`\}`,
            captures: captures({ 0: 'punctuation.definition.mapping.yaml' }),
            patterns: [include('#members-in-braces')],
          },
          include('#members'),
        ],
      },
      payload: {
        patterns: block(String.raw`${named(words.payloads)}[ \t]*([{\[])?${toLineEnd}`, { 2: FIELD, 3: COLON }, [
          include('#comment'),
          include('#payload-values'),
        ]),
      },
      'payload-on-one-line': {
        begin: String.raw`${named(words.payloads)}\s*(?=${CLOSED})`,
        end: String.raw`(?<=[}\]])`,
        beginCaptures: captures({ 1: FIELD, 2: COLON }),
        patterns: [include('#payload-in-braces')],
      },
      'payload-in-braces': {
        begin: String.raw`[{\[](?!%)`,
        end: String.raw`[}\]]`,
        captures: captures({ 0: 'punctuation.definition.mapping.yaml' }),
        patterns: [include('#payload-in-braces'), include('#payload-values')],
      },
      'payload-values': {
        patterns: [
          match(
            String.raw`${INDENT}((?:${BLOCK_KEY})\.\$|"[^"]*\.\$"|'[^']*\.\$')\s*(:)\s+${TAG}(${VALUE(BLOCK_PLAIN)})`,
            undefined,
            {
              2: 'punctuation.definition.block.sequence.item.yaml',
              3: KEY,
              4: COLON,
              5: 'storage.type.tag.yaml',
              6: [include('#reference-scalar')],
            },
          ),
          match(String.raw`([^\s,{}"']*\.\$|"[^"]*\.\$"|'[^']*\.\$')\s*(:)\s+(${VALUE(FLOW_PLAIN)})`, undefined, {
            1: KEY,
            2: COLON,
            3: [include('#reference-scalar')],
          }),
          include('#open-string'),
          include('#block-scalar'),
          include('#values'),
        ],
      },
      // A quoted string that goes on over several lines, as long expressions do.
      'open-string': {
        patterns: block(
          String.raw`(?=(?:${BLOCK_KEY})\s*:\s+(?:![\w.:-]*\s+)?(?:"(?:[^"\\]|\\.)*$|'(?:[^']|'')*$))`,
          {},
          [include('#fields'), include('#values')],
        ),
      },
      'block-scalar': {
        patterns: block(
          String.raw`(?:(${BLOCK_KEY})\s*(:)\s+)${TAG}([|>][-+\d]*)${toLineEnd}`,
          {
            2: [match(String.raw`["']?(?:${words.fields})["']?$`, FIELD), match('.+', KEY)],
            3: COLON,
            4: 'storage.type.tag.yaml',
            5: 'keyword.control.flow.block-scalar.yaml',
          },
          [
            { ...embedded('plain', ''), name: 'meta.embedded.expression.jsonata' },
            include('#placeholder'),
            match(String.raw`[^{$]+|[{$]`, 'string.unquoted.block.yaml'),
          ],
        ),
      },
      fields: {
        patterns: [
          ...valued(words.targets, include('#target-scalar')),
          ...valued('Type', include('#type-scalar')),
          ...valued(words.choices, include('#constant-scalar')),
          ...valued(words.paths, include('#reference-scalar')),
          match(named(words.fields), undefined, { 1: FIELD, 2: COLON }),
        ],
      },
      'target-scalar': scalar('entity.name.function.state.asl', [include('#placeholder')]),
      'type-scalar': scalar('support.class.state-type.asl', [include('#placeholder')]),
      'constant-scalar': scalar('constant.language.asl', [include('#placeholder')]),
      'reference-scalar': {
        patterns: [include('#expression-string'), ...scalar('meta.path.asl', [include('#reference')]).patterns],
      },
      'expression-string': {
        patterns: [
          {
            name: 'string.quoted.double.yaml',
            begin: String.raw`"(?=\s*\{%)`,
            end: '"',
            patterns: [embedded('in-double-quotes', '')],
          },
          {
            name: 'string.quoted.single.yaml',
            begin: String.raw`'(?=\s*\{%)`,
            end: "'(?!')",
            patterns: [embedded('in-single-quotes', '')],
          },
        ],
      },
      values: {
        patterns: [
          include('#comment'),
          match(String.raw`^[ \t]*((?:- +)*-)(?=\s|$)`, undefined, {
            1: 'punctuation.definition.block.sequence.item.yaml',
          }),
          match(String.raw`(${DOUBLE}|${SINGLE})\s*(:)${END}`, undefined, { 1: KEY, 2: COLON }),
          match(String.raw`(?:^|(?<=[\s{,]))(${FLOW_KEY})\s*(:)${END}`, undefined, {
            1: { name: KEY, patterns: [include('#placeholder')] },
            2: COLON,
          }),
          include('#expression-string'),
          {
            name: 'string.quoted.double.yaml',
            begin: '"',
            end: '"|$',
            patterns: [
              include('#placeholder'),
              include('#error-name'),
              match(String.raw`\\.`, 'constant.character.escape.yaml'),
            ],
          },
          {
            name: 'string.quoted.single.yaml',
            begin: "'",
            end: "'(?!')|$",
            patterns: [include('#placeholder'), include('#error-name'), match("''", 'constant.character.escape.yaml')],
          },
          embedded('plain', ''),
          match(String.raw`(?<=\s|^)![\w.:-]*`, 'storage.type.tag.yaml'),
          match(String.raw`(?<=\s|^)[&*][\w-]+`, 'variable.other.alias.yaml'),
          match(String.raw`(?<=[\s\[{,])(?:true|false|null|~)(?=\s*(?:$|#|[,}\]]))`, 'constant.language.yaml'),
          match(
            String.raw`(?<=[\s\[{,])-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?=\s*(?:$|#|[,}\]]))`,
            'constant.numeric.yaml',
          ),
          include('#placeholder'),
          match(String.raw`(?<=[\s\[,])States\.\w+(?=\s*(?:$|[\],]))`, 'support.constant.error.asl'),
          match(String.raw`[{}]`, 'punctuation.definition.mapping.yaml'),
          match(String.raw`[\[\]]`, 'punctuation.definition.sequence.yaml'),
          match(',', 'punctuation.separator.yaml'),
          match(String.raw`[^\s,\[\]{}#"'](?:[^,\[\]{}#$]|(?<=\S)#|\$(?!\{))*`, 'string.unquoted.plain.yaml'),
        ],
      },
    },
  };
}
