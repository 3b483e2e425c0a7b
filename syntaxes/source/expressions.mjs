// What stands inside strings, alike in JSON and YAML: JSONPath, intrinsic functions, placeholders.
import { captures, include, match } from './rules.mjs';

export const expressionRules = {
  placeholder: match(String.raw`(\$\{)([^}"]*)(\})`, 'meta.template.expression.asl', {
    1: 'punctuation.definition.template-expression.begin.asl',
    2: 'variable.parameter.placeholder.asl',
    3: 'punctuation.definition.template-expression.end.asl',
  }),
  // A value that is a path, or makes one: a call of intrinsic functions.
  reference: { patterns: [include('#placeholder'), include('#intrinsic'), include('#path')] },
  path: {
    patterns: [
      match(String.raw`\$\$(?=[.\[]|\W|$)`, 'variable.language.context.jsonpath'),
      match(String.raw`\$(?=[.\[]|\W|$)`, 'variable.language.root.jsonpath'),
      match(String.raw`\$[\p{L}_][\p{L}\p{N}_]*`, 'variable.other.jsonpath'),
      match(String.raw`\.\.|\.`, 'punctuation.separator.jsonpath'),
      match(String.raw`(?<=\.)(?:\*|[^\s.\[\](),'"=<>!&|*]+)`, 'variable.other.property.jsonpath'),
      match(String.raw`(\[)('(?:[^'\\"]|\\+.)*')(\])`, undefined, {
        1: 'punctuation.section.jsonpath',
        2: 'string.quoted.single.jsonpath',
        3: 'punctuation.section.jsonpath',
      }),
      match(String.raw`(?<=[\[:,]|[\[:,] )-?\d+`, 'constant.numeric.jsonpath'),
      match(String.raw`@`, 'variable.language.current.jsonpath'),
      match(String.raw`[\[\]]`, 'punctuation.section.jsonpath'),
      match(String.raw`\*|\?|==|!=|<=|>=|&&|\|\||=~|[<>!:]`, 'keyword.operator.jsonpath'),
      match(String.raw`'[^'"]*'`, 'string.quoted.single.jsonpath'),
      match(String.raw`(?<![\w.])-?\d+(?:\.\d+)?`, 'constant.numeric.jsonpath'),
    ],
  },
  intrinsic: {
    begin: String.raw`\b(States\.\w+)\s*(\()`,
    end: String.raw`(\))|$`,
    name: 'meta.function-call.intrinsic.asl',
    beginCaptures: captures({ 1: 'support.function.intrinsic.asl', 2: 'punctuation.section.arguments.asl' }),
    endCaptures: captures({ 1: 'punctuation.section.arguments.asl' }),
    patterns: [
      include('#placeholder'),
      include('#intrinsic'),
      {
        name: 'string.quoted.single.asl',
        begin: "'",
        end: "'|$",
        patterns: [
          match(String.raw`\\+['{}\\]`, 'constant.character.escape.asl'),
          match(String.raw`\{\}`, 'constant.other.placeholder.asl'),
        ],
      },
      match(String.raw`(?<![\w.])(?:true|false|null)\b`, 'constant.language.asl'),
      match(',', 'punctuation.separator.asl'),
      include('#path'),
    ],
  },
  'error-name': match(String.raw`(?<=["'\s\[,]|^)States\.\w+(?=["'\s\],]|$)`, 'support.constant.error.asl'),
};
