// Pictures as files: SVG that any reader of XML takes, Mermaid with every name quoted.
import assert from 'node:assert/strict';
import { graph as graphCommand } from '../../cli/commands/graph.ts';
import { buildGraph, layoutGraph, mermaid, svgPicture } from '../../graph/model/index.ts';
import { svgInTheme } from '../../graph/view/png/drawPng.ts';
import { analyze } from '../../language/index.ts';
import { graphOf } from './checkGraph.ts';

const BOTH = `
  StartAt: Both
  States:
    Both:
      Type: Parallel
      Retry: [{ ErrorEquals: [States.ALL] }]
      Catch: [{ ErrorEquals: [CardDeclined], Next: No }]
      Next: Each
      Branches:
        - { StartAt: A, States: { A: { Type: Pass, End: true } } }
        - { StartAt: B, States: { B: { Type: Wait, Seconds: 5, End: true } } }
    Each: { Type: Map, ItemProcessor: { StartAt: C, States: { C: { Type: Succeed } } }, End: true }
    No: { Type: Fail }
`;

describe('pictures', () => {
  it('an SVG has every state and every label, once', () => {
    const picture = svgPicture(layoutGraph(graphOf(BOTH), { direction: 'down' }), 'both');
    const names = [...picture.matchAll(/class="name"[^>]*>([^<]*)</g)].map(match => match[1]);
    assert.deepEqual(names.sort(), ['A', 'B', 'Both', 'C', 'Each', 'No']);
    assert.equal(picture.match(/CardDeclined/g)?.length, 2);
    assert.ok(!/NaN|undefined/.test(picture));
  });

  it('names are never markup', () => {
    const name = '<script>alert("x")</script>&\u0001';
    const states = { [name]: { Type: 'Succeed' } };
    const { machine } = analyze(JSON.stringify({ StartAt: name, States: states }), { format: 'json' });
    assert.ok(machine);
    const picture = svgPicture(layoutGraph(buildGraph(machine), { direction: 'right' }), name);
    assert.ok(!picture.includes('<script'));
    assert.ok(!picture.includes('\u0001'));
    assert.match(picture, /&lt;script&gt;/);
    const text = mermaid(buildGraph(machine), 'right');
    assert.ok(!text.includes('<script') && !text.includes('"x"'), text);
  });

  it('a PNG is light or dark, and has its texts as large as there is room for', () => {
    const picture = svgPicture(layoutGraph(graphOf(BOTH), { direction: 'down' }), 'both');
    const [dark, light] = [svgInTheme(picture, true, 1), svgInTheme(picture, false, 0.5)];
    assert.ok(!dark.includes('@media') && dark.includes('--paper:#1f1f1f'));
    assert.ok(!light.includes('@media') && !light.includes('--paper:#1f1f1f') && light.includes('font-size:6.5px'));
    assert.ok(picture.includes('textLength') && !dark.includes('textLength') && dark.includes('>Both</text>'));
  });

  it('Mermaid has containers as subgraphs and catchers as dotted lines', () => {
    assert.equal(
      mermaid(graphOf(BOTH), 'down').trim(),
      `
flowchart TD
  s0(["Start"])
  subgraph s1["Both<br/>Parallel, 2 branches"]
    subgraph s2["Branch 1"]
      s3["A<br/>Pass"]
    end
    subgraph s4["Branch 2"]
      s5["B<br/>Wait 5 s"]
    end
  end
  subgraph s6["Each<br/>Map"]
    s7(["C<br/>Succeed"]):::succeed
  end
  s8(["No<br/>Fail"]):::fail
  s9(["End"])
  s0 --> s1
  s1 --> s6
  s1 -.->|"CardDeclined"| s8
  s6 --> s9
  classDef fail stroke:#cf222e
  classDef choice stroke:#bc4c00
  classDef succeed stroke:#1a7f37`.trim(),
    );
  });

  it('stepthrough graph prints one, and says what it cannot do', async () => {
    const { out = '', exit } = await graphCommand(['samples/order.asl.yaml']);
    assert.equal(exit, 0);
    assert.match(out, /^<svg xmlns/);
    await assert.rejects(graphCommand(['samples/order.asl.yaml', '--out', 'x.gif']), { message: /\.svg and \.mmd/ });
    await assert.rejects(graphCommand(['samples/order.asl.yaml', '--direction', 'up']), { message: /down or right/ });
    for (const words of [
      ['--format', 'png'],
      ['--out', 'x.png'],
    ]) {
      await assert.rejects(graphCommand(['samples/order.asl.yaml', ...words]), { message: /A PNG takes a browser/ });
    }
    assert.match((await graphCommand(['samples/order.asl.yaml', '--format', 'mermaid'])).out ?? '', /^flowchart TD/);
    await assert.rejects(graphCommand(['samples/order.asl.yaml', '--format', 'gif']), { message: /svg or mermaid/ });
    await assert.rejects(graphCommand([]), { message: /one file/ });
  });
});
