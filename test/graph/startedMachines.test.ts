// Machines drawn in the Tasks that start them: what is drawn, how it is laid out, and that it ends; from the command line, for the
// templates of the corpus, and for each of its definitions in a Task.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { graph as graphCommand } from '../../cli/commands/graph.ts';
import {
  buildGraph,
  createLayoutMemory,
  type Direction,
  type Graph,
  type GraphScope,
  layoutGraph,
  placeOfId,
  printGraph,
  scopeInside,
  withStarted,
} from '../../graph/model/index.ts';
import { analyzeFile, findDefinitions } from '../../language/index.ts';
import { dedent, graphOf } from './checkGraph.ts';
import { layoutFaults } from './layoutFaults.ts';

const PARENT = `
  StartAt: Each
  States:
    Each:
      Type: Map
      ItemProcessor:
        StartAt: Pay
        States:
          Pay: { Type: Task, Resource: "arn:aws:states:::states:startExecution", Parameters: { StateMachineArn: Pay }, End: true }
      Next: Again
    Again: { Type: Task, Resource: "arn:aws:states:::states:startExecution.sync:2", Parameters: { StateMachineArn: Pay }, End: true }
`;

const CHILD = `
  QueryLanguage: JSONata
  StartAt: Both
  States:
    Both:
      Type: Parallel
      Branches: [{ StartAt: A, States: { A: { Type: Pass, Next: B }, B: { Type: Succeed } } }]
      Next: Check
    Check: { Type: Choice, Choices: [{ Condition: "{% $a %}", Next: Both }], Default: End }
    End: { Type: Pass, End: true }
`;

/** Every Task that starts a machine holds this one. */
function filled(graph: Graph, child: Graph, title: string): Graph {
  return withStarted(graph, ({ id }) => ({
    about: { name: title },
    scope: scopeInside(child, { task: id, title }),
  }));
}

function idsOf({ id, nodes, edges }: GraphScope): readonly string[] {
  const inner = nodes.flatMap(node => (node.kind === 'state' ? node.scopes.flatMap(idsOf) : []));
  return [id, ...nodes.map(node => node.id), ...edges.map(edge => edge.id), ...inner];
}

describe('A machine in the Task that starts it', () => {
  const graph = filled(graphOf(PARENT), graphOf(CHILD), 'Pay');

  it('is printed as what is in the Task, without markers', () => {
    const child = [
      'Both (Parallel, 1 branch) first',
      '  → Check',
      '  branch 1',
      '    A (Pass) first',
      '      → B',
      '    B (Succeed)',
      'Check (Choice)',
      '  → Both if $a',
      '  → End otherwise',
      'End (Pass)',
    ];
    const at = (indent: string) => child.map(line => indent + line).join('\n');
    assert.equal(
      printGraph(graph).trimEnd(),
      `${dedent(`
        Start
          → Each
        Each (Map)
          → Again
          each item
            Pay (Step Functions startExecution) first starts Pay
              machine Pay
      `)}
${at('        ')}
Again (Step Functions startExecution, sync) starts Pay
  → End
  machine Pay
${at('    ')}`,
    );
  });

  it('has ids that no other place has, which say where it is drawn and what it is there', () => {
    const ids = idsOf(graph);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(placeOfId('/States/Again~>/States/Both/Branches/0/States/A'), {
      inside: '/States/Again~>',
      pointer: '/States/Both/Branches/0/States/A',
    });
    assert.deepEqual(placeOfId('/States/Again'), { inside: '', pointer: '/States/Again' });
  });

  for (const direction of ['down', 'right'] as const) {
    it(`is laid out as a container with a title, drawn ${direction}`, () => {
      const layout = layoutGraph(graph, { direction });
      assert.deepEqual(layoutFaults(layout), []);
      assert.deepEqual(
        layout.regions.map(({ parent, title, kind }) => [parent, title, kind]).filter(([, title]) => title === 'Pay'),
        [
          ['/States/Each/ItemProcessor/States/Pay', 'Pay', 'StateMachine'],
          ['/States/Again', 'Pay', 'StateMachine'],
        ],
      );
    });
  }

  it('has a title that fits, however long its name and small its machine', () => {
    const title = 'reserve-everything-in-the-warehouse-and-tell-the-customer-about-it.asl.json';
    const one = graphOf('StartAt: A\nStates: { A: { Type: Succeed } }');
    const layout = layoutGraph(filled(graphOf(PARENT), one, title), { direction: 'down' });
    assert.deepEqual(layoutFaults(layout), []);
    const region = layout.regions.find(({ parent }) => parent === '/States/Again');
    assert.match(region?.title ?? '', /^reserve-everything.*…$/);
    assert.ok((region?.width ?? 0) <= 300);
  });

  it('leaves what is around it where it was when only the other one changes', () => {
    const memory = createLayoutMemory();
    const before = layoutGraph(graph, { direction: 'down', memory });
    const after = layoutGraph(graph, { direction: 'down', memory });
    assert.deepEqual(after, before);
    assert.deepEqual(layoutGraph(graph, { direction: 'down' }), before);
  });

  it('costs nothing where no Task starts one', () => {
    const plain = graphOf(CHILD);
    assert.equal(
      withStarted(plain, () => assert.fail('no Task to ask about')),
      plain,
    );
  });
});

describe('stepthrough graph --open-machines', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const starting = (...names: readonly string[]) => {
    const task = (name: string, i: number) => `  T${i}:
    Type: Task
    Resource: "arn:aws:states:::states:startExecution.sync:2"
    Parameters: { StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:${name}" }
    End: true
`;
    return `StartAt: T0\nStates:\n${names.map(task).join('')}`;
  };
  const subgraphs = (mermaid: string) => [...mermaid.matchAll(/( *)subgraph \w+\["(\w+\.asl\.yaml)"\]/g)];

  it('draws each machine once along a path', async () => {
    const a = write('a.asl.yaml', starting('b', 'c'));
    write('b.asl.yaml', starting('a', 'c', 'b'));
    write('c.asl.yaml', 'StartAt: X\nStates: { X: { Type: Succeed } }');
    const { out = '', note, exit } = await graphCommand([a, '--open-machines', '--format', 'mermaid']);
    assert.deepEqual(
      subgraphs(out).map(([, indent = '', title]) => `${indent.slice(4)}${title}`),
      ['b.asl.yaml', '    c.asl.yaml', 'c.asl.yaml'],
    );
    assert.equal(note, undefined);
    assert.equal(exit, 0);
    assert.match((await graphCommand([a, '--open-machines'])).out ?? '', /c\.asl\.yaml/);
  });

  it('draws what --machines names, and says what cannot be drawn', async () => {
    const file = write('given.asl.yaml', starting('Pay', 'Gone'));
    write('c.asl.yaml', 'StartAt: X\nStates: { X: { Type: Succeed } }');
    const machines = '{"Pay": "c.asl.yaml", "Gone": "gone.asl.yaml"}';
    const args = [file, '--open-machines', '--machines', machines, '--format', 'mermaid'];
    const { out = '', note = '' } = await graphCommand(args);
    assert.equal(subgraphs(out).length, 1);
    assert.match(note, /^Cannot read .*gone\.asl\.yaml: there is no such file\.\n$/);
    await assert.rejects(graphCommand([file, '--machines', machines]), /--open-machines/);
  });

  it('draws no more than can be looked at', async () => {
    // Each starts the next eight times.
    const names = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5'];
    for (const [i, name] of names.entries()) {
      write(`${name}.asl.yaml`, starting(...Array.from({ length: 8 }, () => names[i + 1] ?? 'none')));
    }
    const { note = '' } = await graphCommand([path.join(folder, 'd0.asl.yaml'), '--open-machines']);
    assert.equal(note, 'Not all machines are drawn: there would be more than 2000 states.\n');
  });
});

describe('The corpus, with machines opened', () => {
  const root = path.resolve('../shared/corpus');
  const filesIn = (folder: string) =>
    fs.existsSync(path.join(root, folder))
      ? fs
          .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
          .map(file => path.join(root, folder, file))
      : [];

  it('templates keep their promises when each first Task holds the next machine', () => {
    const faults: string[] = [];
    let opened = 0;
    for (const file of filesIn('templates').filter(one => /\.(?:ya?ml|json|tf)$/.test(one))) {
      const graphs = machinesIn(file);
      for (const [i, own] of graphs.entries()) {
        const next = graphs[(i + 1) % graphs.length] ?? own;
        const graph = filled(withStartingTask(own), filled(withStartingTask(next), own, 'First'), 'Next');
        faults.push(...faultsOf(graph, 'down', file), ...faultsOf(graph, 'right', file));
        if (printGraph(graph).includes('  machine Next')) opened++;
      }
    }
    assert.deepEqual(faults, []);
    assert.ok(opened > 3 || filesIn('templates').length === 0, `${opened} graphs hold machines`);
  });

  it('definitions keep their promises within a Task, and Tasks that hold others', () => {
    const parent = graphOf(PARENT);
    const faults: string[] = [];
    let held = 0;
    for (const file of filesIn('definitions').filter(one => /\.\w+$/.test(one))) {
      const { machine } = analyzeFile(fs.readFileSync(file, 'utf8'), { fileName: file });
      if (!machine) continue;
      const own = buildGraph(machine);
      faults.push(...faultsOf(filled(parent, own, path.basename(file)), 'down', file));
      const holding = filled(own, graphOf(CHILD), 'Child');
      if (holding !== own) held++;
      faults.push(
        ...(holding === own ? [] : [...faultsOf(holding, 'down', file), ...faultsOf(holding, 'right', file)]),
      );
    }
    assert.deepEqual(faults, []);
    assert.ok(held > 30 || filesIn('definitions').length === 0, `${held} definitions start machines`);
  });

  // None of them starts a machine of its own template.
  function machinesIn(file: string): readonly Graph[] {
    const machines = findDefinitions(fs.readFileSync(file, 'utf8'), file);
    const definitions = machines.flatMap(({ definition, link }) => {
      const other = path.resolve(path.dirname(file), link?.path ?? '');
      const linked = () => analyzeFile(fs.readFileSync(other, 'utf8'), { fileName: other });
      return definition ?? (link && fs.existsSync(other) ? linked() : []);
    });
    return definitions.length > 1 ? definitions.flatMap(({ machine }) => (machine ? buildGraph(machine) : [])) : [];
  }

  function withStartingTask(graph: Graph): Graph {
    const at = graph.nodes.findIndex(node => node.kind === 'state' && node.type === 'Task');
    const starting = { family: 'machine' } as const;
    return { ...graph, nodes: graph.nodes.map((node, i) => (i === at ? { ...node, ...starting } : node)) };
  }

  function faultsOf(graph: Graph, direction: Direction, file: string): readonly string[] {
    return layoutFaults(layoutGraph(graph, { direction })).map(fault => `${path.relative(root, file)}: ${fault}`);
  }
});
