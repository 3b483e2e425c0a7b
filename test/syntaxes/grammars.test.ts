// The grammar files are made from sources; nobody edits them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkScopes } from './checkScopes.ts';

describe('The grammar files', () => {
  it('are fresh: "node tools/grammars.mjs" would write the same', async () => {
    const { grammars } = await import(pathToFileURL(path.resolve('tools/grammars.mjs')).href);
    for (const { file, text } of await grammars()) assert.equal(fs.readFileSync(file, 'utf8') === text, true, file);
  });
});

describe('The grammar of JSONata', () => {
  it('knows what an expression is made of', () =>
    checkScopes(
      'jsonata',
      `
( $f := λ($x) { $x.\`odd name\` ~> $match(/a+b/i) }; items[price >= 1.5 and sold in [true, null]].$f(%) )
  ^^ variable.other.jsonata
     ^^ keyword.operator.jsonata
        ^ storage.type.function.jsonata
                   ^^^^^^^^^^ variable.other.property.jsonata
                                 ^^^^^^ support.function.jsonata
                                        ^^^^^^ string.regexp.jsonata
                                                         ^^^^^ variable.other.property.jsonata
                                                                  ^^^ constant.numeric.jsonata
                                                                      ^^^ keyword.operator.word.jsonata
                                                                                         ^^^^ constant.language.jsonata
`,
    ));

  it('is not thrown off by a string that is not closed before the end of the expression', () =>
    checkScopes(
      'asl',
      `
"Output": "{% 'open %}", "Next": "B"
              ^^^^^ string.quoted.single.jsonata
                          ^^^^ keyword.other.field.asl
`,
    ));
});
