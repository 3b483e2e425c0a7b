// What is asked of the server for the graph panel, whatever comes first when a window is reloaded: the page, the document, or
// the graph.
import assert from 'node:assert/strict';
import { GraphWatch } from '../../client/graphWatch.ts';
import type { Collapsed, Direction } from '../../graph/protocol.ts';

const ORDER = 'file:///order.asl.json';
const OTHER = 'file:///template.yaml';

const page = (direction: Direction, collapsed: Collapsed) =>
  ({ kind: 'ready', direction, collapsed, opened: {} }) as const;

function watch() {
  const asked: string[] = [];
  const graphs = new GraphWatch(({ uri, watch, direction, collapsed }) => {
    const sets = Object.entries(collapsed ?? {}).map(([name, ids]) => `${name}[${ids.join()}]`);
    asked.push([watch ? 'watch' : 'leave', uri.slice(8), direction, ...sets].join(' '));
  });
  /** What was asked since the last time. */
  const since = () => asked.splice(0).join('; ');
  return { graphs, since };
}

describe('The graph that is asked for', () => {
  it('is turned and folded as the page remembers, when the document was there first', () => {
    const { graphs, since } = watch();
    graphs.follow(ORDER);
    assert.equal(since(), '');
    assert.equal(graphs.ready(page('right', { [ORDER]: ['/States/M'] })), false);
    assert.equal(since(), 'watch order.asl.json right [/States/M]');
    assert.deepEqual(graphs.folds.of(ORDER).collapsed, ['/States/M']);
  });

  it('is the same when the page was there first', () => {
    const { graphs, since } = watch();
    graphs.ready(page('right', { [ORDER]: ['/States/M'] }));
    assert.equal(since(), '');
    graphs.follow(ORDER);
    assert.equal(since(), 'watch order.asl.json right [/States/M]');
  });

  it('is not asked for again when the page is made anew and remembers what it said', () => {
    const { graphs, since } = watch();
    graphs.follow(ORDER);
    graphs.ready(page('down', {}));
    graphs.fold({ kind: 'collapse', uri: ORDER, ids: ['/States/M'], opened: [] });
    since();
    assert.equal(graphs.ready(page('down', { [ORDER]: ['/States/M'] })), true);
    assert.equal(since(), '');
  });

  it('is folded as it was seen last, though the page remembers less', () => {
    const { graphs, since } = watch();
    graphs.ready(page('down', {}));
    graphs.follow(ORDER);
    graphs.fold({ kind: 'collapse', uri: ORDER, ids: ['/States/M'], opened: [] });
    graphs.close();
    since();
    graphs.follow(ORDER);
    graphs.ready(page('down', { [ORDER]: [] }));
    assert.equal(since(), 'watch order.asl.json down [/States/M]');
  });

  it('is that of one document, and of each definition in it', () => {
    const { graphs, since } = watch();
    graphs.ready(page('down', { [`${OTHER}#Pay`]: ['/States/A'], [`${OTHER}#Ship`]: ['/States/B'] }));
    graphs.follow(ORDER);
    graphs.follow(OTHER);
    assert.equal(
      since(),
      'watch order.asl.json down; leave order.asl.json down; watch template.yaml down Pay[/States/A] Ship[/States/B]',
    );
  });

  it('comes again when the document does, and no more when the panel is closed', () => {
    const { graphs, since } = watch();
    graphs.ready(page('down', {}));
    graphs.follow(ORDER);
    since();
    graphs.again();
    assert.equal(since(), 'watch order.asl.json down');
    graphs.close();
    assert.equal(since(), 'leave order.asl.json down');
    graphs.again();
    assert.equal(since(), '');
  });
});
