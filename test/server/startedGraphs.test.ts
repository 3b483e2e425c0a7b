// Machines drawn in the Tasks that start them: what is at hand, what is opened, and what is drawn when a file changes, breaks or goes.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Layout } from '../../graph/model/index.ts';
import type { GraphChanged, Picture } from '../../server/protocol.ts';
import { dedent } from '../graph/checkGraph.ts';
import { layoutFaults } from '../graph/layoutFaults.ts';
import { type Editor, startEditor } from '../support/editor.ts';

const SYNC = 'arn:aws:states:::states:startExecution.sync:2';

/** A machine whose state "Go" starts another. */
const caller = (named: string, resource = SYNC) => `StartAt: Go
States:
  Go: { Type: Task, Resource: "${resource}", Arguments: { StateMachineArn: "${named}" }, QueryLanguage: JSONata, Next: Done }
  Done: { Type: Succeed }
`;
const arn = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;

const CHILD = `StartAt: First
States:
  First: { Type: Pass, Next: Last }
  Last: { Type: Succeed }
`;

const linking = (name: string, file: string) => `Resources:
  ${name}:
    Type: AWS::Serverless::StateMachine
    Properties: { DefinitionUri: ${file} }
`;

const GO = '/States/Go';
const GONE =
  'Nothing at hand is the state machine Nobody. Name its definition in "machines" of a launch configuration, or put it beside this one as NAME.asl.json.';

class Desk {
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
  readonly #editor: Editor;
  readonly #watch: { uri: string; watch: true; direction: 'down' };
  #versions = new Map<string, number>();

  constructor(editor: Editor, watched: string) {
    this.#editor = editor;
    this.#watch = { uri: this.uri(watched), watch: true, direction: 'down' };
  }

  uri(file: string): string {
    return pathToFileURL(path.join(this.#folder, file)).href;
  }

  write(file: string, text: string): void {
    fs.writeFileSync(path.join(this.#folder, file), text);
  }

  remove(file: string): void {
    fs.rmSync(path.join(this.#folder, file));
  }

  open(file: string, text: string): void {
    const version = (this.#versions.get(file) ?? 0) + 1;
    this.#versions.set(file, version);
    const language = /\.asl\./.test(file) ? 'asl-yaml' : 'yaml';
    if (version === 1) this.#editor.open(this.uri(file), language, text);
    else this.#editor.change(this.uri(file), version, text);
  }

  /** What is drawn now. */
  next(): Promise<GraphChanged> {
    return this.#editor.notification<GraphChanged>('stepthrough/graph');
  }

  ask(more: object = {}): void {
    this.#editor.notify('stepthrough/watchGraph', { ...this.#watch, ...more });
  }

  async drawn(opened: readonly string[], more: object = {}): Promise<GraphChanged> {
    this.ask({ opened: { '': opened }, ...more });
    return this.next();
  }

  notify(method: string, params: object): void {
    this.#editor.notify(method, params);
  }

  request<T>(method: string, params: object): Promise<T> {
    return this.#editor.request<T>(method, params);
  }

  close(): void {
    this.#editor.close();
    fs.rmSync(this.#folder, { recursive: true });
  }
}

async function atDesk(
  files: Readonly<Record<string, string>>,
  watched: string,
  work: (desk: Desk) => Promise<void>,
): Promise<void> {
  const desk = new Desk(await startEditor(), watched);
  for (const [file, text] of Object.entries(files)) desk.write(file, text);
  desk.open(watched, files[watched] ?? '');
  try {
    await work(desk);
  } finally {
    desk.close();
  }
}

function checkPicture({ layout, notice }: GraphChanged, expected: string): void {
  const lines = rows(layout, undefined, '');
  assert.equal([...(notice === undefined ? [] : [`! ${notice}`]), ...lines].join('\n'), dedent(expected));
  assert.deepEqual(layoutFaults(layout), []);
}

function rows(layout: Layout, parent: string | undefined, indent: string): readonly string[] {
  return layout.nodes.flatMap(({ node, parent: container }) => {
    if (container !== parent || node.kind !== 'state') return [];
    const { starts } = node;
    const said = starts && ` starts ${starts.name}${starts.problem === undefined ? '' : `: ${starts.problem}`}`;
    const region = layout.regions.find(one => one.parent === node.id);
    const inside = region ? [`${indent}  ${region.title}:`, ...rows(layout, node.id, `${indent}    `)] : [];
    return [`${indent}${node.name}${said ?? ''}`, ...inside];
  });
}

describe('A machine that a Task starts', () => {
  it('is at hand in a file beside, and is drawn in the Task when that is opened', () =>
    atDesk({ 'order.asl.yaml': caller(arn('Pay')), 'Pay.asl.yaml': CHILD }, 'order.asl.yaml', async desk => {
      const closed = await desk.drawn([]);
      checkPicture(
        closed,
        `
        Go starts Pay
        Done
        `,
      );
      assert.equal(closed.machines, undefined);
      assert.deepEqual(closed.uris, [desk.uri('Pay.asl.yaml')]);
      const opened = await desk.drawn([GO]);
      checkPicture(
        opened,
        `
        Go starts Pay
          Pay.asl.yaml:
            First
            Last
        Done
        `,
      );
      assert.deepEqual(opened.machines, { [`${GO}~>`]: { uri: desk.uri('Pay.asl.yaml') } });
      const first = opened.layout.nodes.map(({ node }) => node).find(({ name }) => name === 'First');
      assert.equal(first?.id, `${GO}~>/States/First`);
      assert.ok(first.kind === 'state' && first.uri === desk.uri('Pay.asl.yaml'));
      assert.equal(CHILD.slice(first.key.start, first.key.end), 'First');
    }));

  it('is found by every way of starting one, and not where nothing of the name is at hand', () => {
    const ways = [SYNC, 'arn:aws:states:::states:startExecution', 'arn:aws:states:::aws-sdk:sfn:startSyncExecution'];
    const states = ways.map(
      (way, i) =>
        `  S${i}: { Type: Task, Resource: "${way}", Arguments: { StateMachineArn: "${arn('Pay')}" }, End: true }`,
    );
    const text = `QueryLanguage: JSONata\nStartAt: S0\nStates:\n${states.join('\n')}
  Else: { Type: Task, Resource: "${SYNC}", Arguments: { StateMachineArn: "${arn('Nobody')}" }, End: true }
  Said: { Type: Task, Resource: "${SYNC}", Arguments: { StateMachineArn: "{% $states.input.arn %}" }, End: true }
`;
    return atDesk({ 'order.asl.yaml': text, 'Pay.asl.yaml': CHILD }, 'order.asl.yaml', async desk => {
      checkPicture(
        await desk.drawn(['/States/Else']),
        `
        ! Nobody is not drawn: ${GONE}
        S0 starts Pay
        S1 starts Pay
        S2 starts Pay
        Else starts Nobody: ${GONE}
        Said
        `,
      );
    });
  });

  it('is where a launch configuration says it is, before all others', () =>
    atDesk(
      {
        'order.asl.yaml': caller(arn('Pay')),
        'Pay.asl.yaml': CHILD,
        'other.asl.yaml': CHILD.replaceAll('First', 'Other'),
      },
      'order.asl.yaml',
      async desk => {
        checkPicture(
          await desk.drawn([GO], { machines: { Pay: 'other.asl.yaml' } }),
          `
          Go starts other
            other.asl.yaml:
              Other
              Last
          Done
          `,
        );
        checkPicture(
          await desk.drawn([GO], { machines: { Pay: 'gone.asl.yaml' } }),
          `
          ! gone is not drawn: gone.asl.yaml is not there.
          Go starts gone: gone.asl.yaml is not there.
          Done
          `,
        );
      },
    ));

  it('is where the template says that a launch configuration names; a template that names itself has none', () =>
    atDesk(
      { 'order.asl.yaml': caller(arn('Pay')), 'pay.yaml': linking('Pay', 'child.asl.yaml'), 'child.asl.yaml': CHILD },
      'order.asl.yaml',
      async desk => {
        const graph = await desk.drawn([GO], { machines: { Pay: 'pay.yaml#Pay' } });
        checkPicture(
          graph,
          `
          Go starts Pay
            child.asl.yaml:
              First
              Last
          Done
          `,
        );
        const uri = desk.uri('child.asl.yaml');
        assert.deepEqual(graph.machines, { [`${GO}~>`]: { uri } });
        assert.ok(graph.layout.nodes.some(({ node }) => node.kind === 'state' && node.uri === uri));
        desk.write('pay.yaml', linking('Pay', 'pay.yaml'));
        const { notice } = await desk.drawn([GO], { machines: { Pay: 'pay.yaml#Pay' } });
        assert.equal(notice, 'Pay is not drawn: pay.yaml holds no state machine that can be drawn.');
      },
    ));

  it('that starts itself, or its caller, is drawn as often as somebody opened it', () =>
    atDesk({ 'a.asl.yaml': caller(arn('b')), 'b.asl.yaml': caller(arn('a')) }, 'a.asl.yaml', async desk => {
      checkPicture(
        await desk.drawn([GO, `${GO}~>${GO}`, `${GO}~>${GO}~>${GO}~>${GO}~>${GO}`]),
        `
          Go starts b
            b.asl.yaml:
              Go starts a
                a.asl.yaml:
                  Go starts b
                  Done
              Done
          Done
          `,
      );
    }));

  it('is drawn anew when it is edited, and stays as it was while its text is broken', () =>
    atDesk({ 'order.asl.yaml': caller(arn('Pay')), 'Pay.asl.yaml': CHILD }, 'order.asl.yaml', async desk => {
      await desk.drawn([GO]);
      desk.open('Pay.asl.yaml', CHILD);
      await desk.next();
      desk.open('Pay.asl.yaml', CHILD.replaceAll('Last', 'End'));
      const edited = await desk.next();
      checkPicture(
        edited,
        `
        Go starts Pay
          Pay.asl.yaml:
            First
            End
        Done
        `,
      );
      desk.open('Pay.asl.yaml', `${CHILD.replaceAll('Last', 'End')}  Broken: { Type`);
      checkPicture(
        await desk.next(),
        `
        ! Pay.asl.yaml has errors: showing its last complete picture
        Go starts Pay
          Pay.asl.yaml:
            First
            End
        Done
        `,
      );
      desk.open('Pay.asl.yaml', CHILD.replace('Next: Last', 'Next: Lost'));
      const { problems } = await desk.next();
      assert.match(problems[`${GO}~>/States/First`]?.message ?? '', /No state is named "Lost"/);
    }));

  it('is at hand as soon as its file is saved', () =>
    atDesk({ 'order.asl.yaml': caller(arn('Pay')) }, 'order.asl.yaml', async desk => {
      assert.deepEqual(rows((await desk.drawn([])).layout, undefined, ''), ['Go', 'Done']);
      desk.write('Pay.asl.yaml', CHILD);
      desk.open('Pay.asl.yaml', CHILD);
      assert.deepEqual(rows((await desk.next()).layout, undefined, ''), ['Go starts Pay', 'Done']);
    }));

  it('is known by its place, however an editor writes it', () =>
    atDesk({ '@order.asl.yaml': caller(arn('Pay')), 'Pay.asl.yaml': CHILD }, '@order.asl.yaml', async desk => {
      await desk.drawn([GO]);
      const uri = desk.uri('Pay.asl.yaml').replace('Pay', '%50ay');
      desk.notify('textDocument/didOpen', {
        textDocument: { uri, languageId: 'asl-yaml', version: 1, text: CHILD.replaceAll('Last', 'End') },
      });
      assert.deepEqual((await desk.next()).machines, { [`${GO}~>`]: { uri } });
      desk.notify('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [{ text: CHILD.replaceAll('Last', 'Stop') }],
      });
      const { layout } = await desk.next();
      assert.ok(layout.nodes.some(({ node }) => node.name === 'Stop'));
    }));

  it('is drawn closed, with the reason, when its file is gone or holds no machine', () =>
    atDesk({ 'order.asl.yaml': caller(arn('Pay')), 'Pay.asl.yaml': '- no machine' }, 'order.asl.yaml', async desk => {
      const unreadable = await desk.drawn([GO]);
      checkPicture(
        unreadable,
        `
        ! Pay is not drawn: Pay.asl.yaml holds no state machine that can be drawn.
        Go starts Pay: Pay.asl.yaml holds no state machine that can be drawn.
        Done
        `,
      );
      desk.remove('Pay.asl.yaml');
      const gone = await desk.drawn([GO]);
      assert.match(
        rows(gone.layout, undefined, '')[0] ?? '',
        /^Go starts Pay: Nothing at hand is the state machine Pay\./,
      );
      assert.equal(gone.machines, undefined);
    }));
});

const TEMPLATE = `
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: Go
        States:
          Go: { Type: Task, Resource: "${SYNC}", Parameters: { StateMachineArn: !GetAtt Pay.Arn }, Next: Done }
          Done: { Type: Succeed }
  Pay:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: Charge
        States:
          Charge: { Type: Pass, Next: Lost }
  Ship:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition: { StartAt: Pack, States: { Pack: { Type: Succeed } } }
`;

describe('A machine of the same template', () => {
  const opened = { Order: [GO] };
  const at = (word: string) => TEMPLATE.indexOf(word);

  it('is drawn in the Task at its own places, with its problems', () =>
    atDesk({ 'template.yaml': TEMPLATE }, 'template.yaml', async desk => {
      const graph = await desk.drawn([], { opened, offset: at('Done') });
      checkPicture(
        graph,
        `
        Go starts Pay
          Pay:
            Charge
        Done
        `,
      );
      const charge = graph.layout.nodes.map(({ node }) => node).find(({ name }) => name === 'Charge');
      assert.ok(charge?.kind === 'state' && charge.uri === undefined);
      assert.equal(charge.key.start, TEMPLATE.indexOf('Charge:'));
      assert.deepEqual(graph.machines, { [`${GO}~>`]: { uri: desk.uri('template.yaml'), stateMachine: 'Pay' } });
      assert.match(graph.problems[charge.id]?.message ?? '', /Lost/);
    }));

  it('keeps the picture it is drawn in when the cursor goes into it, until it is wanted for itself', () =>
    atDesk({ 'template.yaml': TEMPLATE }, 'template.yaml', async desk => {
      await desk.drawn([], { opened, offset: at('Done') });
      // Nothing is sent for this one.
      desk.ask({ opened, offset: at('Charge:') });
      desk.open('template.yaml', `\n\n${TEMPLATE}`);
      assert.equal((await desk.next()).stateMachine, 'Order');
      desk.ask({ opened, offset: at('Charge:'), isWanted: true });
      assert.equal((await desk.next()).stateMachine, 'Pay');
      desk.ask({ opened, offset: at('Pack:') + 2 });
      assert.equal((await desk.next()).stateMachine, 'Ship');
    }));

  it('says where it begins', () =>
    atDesk({ 'template.yaml': TEMPLATE }, 'template.yaml', async desk => {
      const wanted = { uri: desk.uri('template.yaml'), stateMachine: 'Pay' };
      const start = await desk.request('stepthrough/machineStart', wanted);
      assert.deepEqual(start, { start: at('Charge:'), end: at('Charge:') + 'Charge'.length });
    }));

  it('is in the exported picture as it is opened', () =>
    atDesk({ 'template.yaml': TEMPLATE }, 'template.yaml', async desk => {
      const wanted = { uri: desk.uri('template.yaml'), direction: 'down', offset: at('Done'), opened };
      const mermaid = await desk.request<Picture>('stepthrough/picture', { ...wanted, format: 'mermaid' });
      assert.match(mermaid.text ?? '', /subgraph \w+\["Pay"\]/);
      const svg = await desk.request<Picture>('stepthrough/picture', { ...wanted, format: 'svg' });
      assert.match(svg.text ?? '', /Charge/);
    }));
});
