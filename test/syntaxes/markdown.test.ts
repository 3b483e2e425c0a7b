// The colours of definitions in fenced blocks of Markdown.
import { checkScopes } from './checkScopes.ts';

describe('Fenced blocks in Markdown', () => {
  it('are coloured as JSON where they begin with a brace, until the fence ends', () =>
    checkScopes(
      'markdown',
      `
\`\`\`asl
   ^^^ fenced_code.block.language
{ "StartAt": "A", "States": {
  ^^^^^^^^^ keyword.other.field.asl
                  ^^^^^^^^ keyword.other.field.asl
  "A": { "Type": "Succeed" } } }
   ^ entity.name.function.state.asl
         ^^^^^^ keyword.other.field.asl
         ^^^^^^ meta.embedded.block.asl
\`\`\`
"Type": "Succeed"
^^^^^^^^ !meta.embedded.block.asl
`,
    ));

  it('are coloured as YAML otherwise', () =>
    checkScopes(
      'markdown',
      `
~~~stepfunctions title="x"
StartAt: A
^^^^^^^ keyword.other.field.asl
^^^^^^^ meta.embedded.block.asl-yaml
States:
  A: { Type: Succeed }
       ^^^^ keyword.other.field.asl
~~~
Type: Succeed
^^^^ !keyword.other.field.asl
`,
    ));

  it('are what their word says', () =>
    checkScopes(
      'markdown',
      `
\`\`\`asl-yaml
{ StartAt: A }
  ^^^^^^^ meta.embedded.block.asl-yaml
\`\`\`
\`\`\`ASL-JSON
   ^^^^^^^^ fenced_code.block.language
"StartAt": "A"
^^^^^^^^^ keyword.other.field.asl
\`\`\`
\`\`\`aslan
   ^^^^^ !fenced_code.block.language
{ "StartAt": "A" }
  ^^^^^^^^^ !meta.embedded.block.asl
\`\`\`
`,
    ));
});
