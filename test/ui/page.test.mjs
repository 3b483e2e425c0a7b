// The pages by themselves in a browser: narrow and low panels, mouse, touchpad and fingers, and what a reload keeps.
import assert from 'node:assert/strict';
import { openBrowser } from './pageAlone.mjs';

const ORDER = `
StartAt: Check the whole order
States:
  Check the whole order:
    Type: Choice
    Choices:
      - { Variable: $.total, NumericGreaterThan: 1000, Next: Fulfil everything }
    Default: Refuse
  Fulfil everything:
    Type: Parallel
    Branches:
      - StartAt: Each parcel
        States:
          Each parcel:
            Type: Map
            ItemProcessor:
              StartAt: Pack
              States:
                Pack: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", Next: Ship, Retry: [{ ErrorEquals: [States.ALL] }] }
                Ship: { Type: Task, Resource: "arn:aws:states:::sqs:sendMessage", End: true }
            End: true
      - StartAt: Charge
        States: { Charge: { Type: Task, Resource: "arn:aws:states:::dynamodb:putItem", End: true } }
    Next: Done
  Refuse: { Type: Fail }
  Done: { Type: Succeed }
`;
const RUN = `
StartAt: Each
States:
  Each:
    Type: Map
    ItemsPath: $.items
    Next: Done
    ItemProcessor: { StartAt: Pause, States: { Pause: { Type: Wait, Seconds: 3, End: true } } }
  Done: { Type: Succeed }
`;

let browser;

function useBrowser() {
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
}

const open = async (options = {}, message = browser.graphOf(ORDER)) => {
  const page = await browser.open(options);
  await page.show(message);
  return page;
};
const stateOf = (message, name) => message.layout.nodes.find(({ node }) => node.name === name).node;

/** Waits for the last frame of what was done. */
const settle = page =>
  page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));

const viewOf = page =>
  page.evaluate(() => {
    const [, x, y, scale] = /translate\((.+)px, (.+)px\) scale\((.+)\)/.exec(
      document.querySelector('.content').style.transform,
    );
    return { x: Number(x), y: Number(y), scale: Number(scale) };
  });

describe('A small panel', () => {
  useBrowser();

  for (const [width, height] of [
    [300, 600],
    [300, 150],
    [600, 150],
    [200, 300],
  ]) {
    it(`of ${width} by ${height} has everything inside it, and nothing over anything else`, async () => {
      const message = browser.graphOf(ORDER);
      const { page, show, faults, close } = await open({ width, height }, message);
      await show({ kind: 'cursor', offset: stateOf(message, 'Pack').start + 1 });
      await checkApart(page, ['.toolbar', '.minimap', '.crumbs']);
      await page.focus('.state[tabindex="0"]');
      await page.keyboard.press('f');
      await checkApart(page, ['.toolbar', '.minimap', '.crumbs', '.chip:not([hidden])']);
      // A run in which one iteration is looked at, long after it began.
      const each = { id: stateOf(message, 'Each parcel').id, index: 4711 };
      const states = { [each.id]: { status: 'running', visits: 1 } };
      await show({ kind: 'run', states, cursor: each.id, clock: 123_456_789, only: each, phase: 'ItemSelector' });
      await checkApart(page, ['.toolbar', '.minimap', '.crumbs', '.clock', '.iteration']);
      await page.keyboard.press('/');
      await page.keyboard.type('parcel');
      await checkApart(page, ['.toolbar', '.minimap', '.crumbs', '.clock', '.iteration', '.search']);
      await page.keyboard.press('Escape');
      await page.focus('.state[tabindex="0"]');
      await page.keyboard.press('i');
      await checkApart(page, ['.details']);
      await page.keyboard.press('Escape');
      await page.keyboard.press('.');
      await checkApart(page, ['.menu']);
      assert.deepEqual(faults, []);
      await close();
    });

    it(`of ${width} by ${height} shows a comparison and an execution`, async () => {
      const compared = browser.comparisonMessage(ORDER, ORDER.replace('1000', '2000'));
      const difference = await open({ name: 'diff', width, height }, compared);
      await checkApart(difference.page, ['.summary', '.toolbar', '.pane.before', '.pane.after']);
      assert.deepEqual(difference.faults, []);
      await difference.close();
      const [first, ...more] = browser.executionMessages(RUN, { items: [1, 2] });
      const execution = await open({ name: 'execution', width, height }, first);
      for (const message of more) await execution.show(message);
      await checkApart(execution.page, ['.timeline', '.table']);
      await checkApart(execution.page, ['.controls', '.main']);
      assert.deepEqual(execution.faults, []);
      await execution.close();
    });
  }

  /** Those of them that are seen: all of each can be reached, and none covers another. */
  async function checkApart(page, selectors) {
    await settle(page);
    const faults = await page.evaluate(wanted => {
      const seen = wanted.flatMap(selector => {
        const element = document.querySelector(selector);
        const isSeen = element?.checkVisibility({ checkVisibilityCSS: true, contentVisibilityAuto: true });
        return isSeen && element.getClientRects().length > 0
          ? [{ selector, box: element.getBoundingClientRect() }]
          : [];
      });
      const canScroll = selector => {
        const main = document.querySelector(selector).closest('main, .main');
        return main !== null && /auto|scroll/.test(getComputedStyle(main).overflowY);
      };
      const found = [];
      for (const { selector, box } of seen) {
        if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(`${selector} runs out at the side`);
        const isOut = box.top < -0.5 || box.bottom > innerHeight + 0.5;
        if (isOut && !canScroll(selector)) found.push(`${selector} runs out above or below`);
        for (const other of seen) {
          if (other.selector <= selector) continue;
          const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          if (across > 1 && down > 1) found.push(`${selector} and ${other.selector} cover each other`);
        }
      }
      return found;
    }, selectors);
    assert.deepEqual(faults, []);
  }
});

describe('The picture under the hand', () => {
  useBrowser();

  const at = { x: 400, y: 300 };
  const wheel = (page, more) =>
    page.evaluate(init => {
      const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: 400, clientY: 300, ...init });
      document.querySelector('.canvas').dispatchEvent(event);
      return event.defaultPrevented;
    }, more);
  const moved = (before, after) => [
    Math.round(after.x - before.x),
    Math.round(after.y - before.y),
    after.scale === before.scale,
  ];

  it('moves with two fingers on a touchpad, both ways, and sideways with Shift', async () => {
    const { page, close } = await open();
    const start = await viewOf(page);
    assert.equal(await wheel(page, { deltaX: 30, deltaY: 50 }), true);
    const panned = await viewOf(page);
    assert.deepEqual(moved(start, panned), [-30, -50, true]);
    await wheel(page, { deltaY: 40, shiftKey: true });
    assert.deepEqual(moved(panned, await viewOf(page)), [-40, 0, true]);
    await close();
  });

  it('zooms around the pointer with a pinch on a touchpad, and with Ctrl and the wheel', async () => {
    const { page, close } = await open();
    const start = await viewOf(page);
    await wheel(page, { deltaY: -10, ctrlKey: true });
    const zoomed = await viewOf(page);
    assert.ok(zoomed.scale > start.scale);
    const under = ({ x, y, scale }) => [(at.x - x) / scale, (at.y - y) / scale].map(Math.round);
    assert.deepEqual(under(zoomed), under(start));
    await close();
  });

  it('is dragged with the left and the middle button, from the background and from a node, which is no click', async () => {
    const { page, sent, close } = await open();
    const box = await page.locator('[data-state="Check the whole order"] .card').boundingBox();
    for (const [button, x, y] of [
      ['left', 20, 580],
      ['middle', 20, 580],
      ['left', box.x + 60, box.y + 20],
    ]) {
      const before = await viewOf(page);
      await page.mouse.move(x, y);
      await page.mouse.down({ button });
      await page.mouse.move(x + 20, y - 10);
      await page.mouse.move(x + 50, y - 30);
      await page.mouse.up({ button });
      assert.deepEqual(moved(before, await viewOf(page)), [50, -30, true]);
      // What follows is no drag.
      await page.mouse.move(x, y);
      assert.deepEqual(moved(before, await viewOf(page)), [50, -30, true]);
    }
    assert.ok(!(await sent()).some(({ kind }) => kind === 'reveal'));
    await close();
  });

  it('goes to a state with each click of two, and is folded once by two clicks', async () => {
    const { page, sent, close } = await open();
    const kinds = async () => (await sent()).map(({ kind }) => kind).filter(kind => kind !== 'ready');
    await page.locator('[data-state="Refuse"] .name').dblclick();
    assert.deepEqual(await kinds(), ['reveal', 'reveal']);
    await page.locator('[data-state="Fulfil everything"] .fold').dblclick();
    assert.deepEqual((await kinds()).slice(2), ['collapse']);
    await close();
  });

  it('moves with one finger, and zooms and moves with two', async () => {
    const { page, close } = await open({ touch: true });
    const client = await page.context().newCDPSession(page);
    const touch = (type, ...points) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    const start = await viewOf(page);
    await touch('touchStart', [100, 500]);
    await touch('touchMove', [130, 480]);
    await touch('touchMove', [160, 460]);
    await touch('touchEnd');
    const panned = await viewOf(page);
    assert.deepEqual(moved(start, panned), [60, -40, true]);
    await touch('touchStart', [300, 300], [500, 300]);
    await touch('touchMove', [250, 300], [550, 300]);
    await touch('touchMove', [200, 300], [600, 300]);
    await touch('touchEnd');
    const zoomed = await viewOf(page);
    assert.ok(Math.abs(zoomed.scale / panned.scale - 2) < 0.05, `${zoomed.scale / panned.scale} times as large`);
    const under = ({ x, y, scale }) => [Math.round((at.x - x) / scale), Math.round((at.y - y) / scale)];
    assert.deepEqual(under(zoomed), under(panned));
    await close();
  });

  it('does not glide or turn for those who want less motion', async () => {
    const message = browser.graphOf(ORDER);
    const { page, show, close } = await open({ reducedMotion: 'reduce' }, message);
    await show({ kind: 'run', states: { '/States/Refuse': { status: 'running', visits: 1 } } });
    await show({ ...browser.graphOf(ORDER, { collapsed: ['/States/Fulfil everything'] }) });
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
    await close();
    const lively = await open({}, message);
    await lively.show({ kind: 'run', states: { '/States/Refuse': { status: 'running', visits: 1 } } });
    assert.ok((await lively.page.evaluate(() => document.getAnimations().length)) > 0);
    await lively.close();
  });
});

describe('The menu of a state inside a container', () => {
  useBrowser();

  it('means this state with all it offers', async () => {
    const message = browser.graphOf(ORDER);
    const { key, id } = stateOf(message, 'Ship');
    assert.match(ORDER.slice(key.start, key.end), /Ship/);
    const { page, show, sent, close } = await open({}, message);
    const pattern = { name: 'S*', states: [id, '/States/Start'] };
    const breakpoint = { id: 'f', start: -1, end: -1, sort: 'function', isEnabled: true, pattern };
    await show({ kind: 'breakpoints', breakpoints: [breakpoint] });
    const choose = async label => {
      await page.locator('[data-state="Ship"]').click({ button: 'right' });
      await page.locator('.menu [role="menuitem"]', { hasText: label }).click();
      return (await sent()).at(-1);
    };
    const { start } = key;
    assert.deepEqual(await choose('Go to State'), { kind: 'reveal', ...key });
    assert.deepEqual(await choose('Rename…'), { kind: 'rename', start });
    assert.deepEqual(await choose('Copy Name'), { kind: 'copy', text: 'Ship' });
    for (const [label, sort] of [
      ['Add Breakpoint', 'plain'],
      ['Add Conditional', 'conditional'],
      ['Add Log Point', 'log'],
    ]) {
      assert.deepEqual(await choose(label), { kind: 'addBreakpoint', start, sort });
    }
    const off = { kind: 'enableBreakpoints', ids: ['f'], isEnabled: false };
    assert.deepEqual(await choose('Disable "S*" (2 states)'), off);
    assert.deepEqual(await choose('Remove "S*" (2 states)'), { kind: 'removeBreakpoints', ids: ['f'] });
    assert.equal(await page.locator('[data-state="Ship"]').getAttribute('data-breakpoint'), 'function');
    assert.deepEqual(await choose('Debug from Here…'), { kind: 'runFrom', state: 'Ship', start, isDebug: true });
    await choose('Paths From Here');
    assert.equal(await page.locator('.chip:not([hidden])').textContent(), 'Paths from Ship');
    await page.keyboard.press('Escape');
    await choose('Show Details');
    assert.match(await page.locator('.details').textContent(), /Function breakpoint "S\*", which means 2 states/);
    await close();
  });
});

describe('A reload', () => {
  useBrowser();

  it('keeps direction, view, selection, overview and what is collapsed', async () => {
    const message = browser.graphOf(ORDER, { direction: 'right' });
    const cursor = { kind: 'cursor', offset: stateOf(message, 'Check the whole order').start + 1 };
    const first = await open({}, message);
    await first.show(cursor);
    await first.page.focus('[data-state="Charge"]');
    await first.page.keyboard.press('m');
    await first.page.evaluate(() => {
      const init = { deltaX: 70, deltaY: 20, bubbles: true, cancelable: true };
      document.querySelector('.canvas').dispatchEvent(new WheelEvent('wheel', init));
    });
    await first.page.focus('[data-state="Each parcel"]');
    await first.page.keyboard.press('Space');
    await settle(first.page);
    // Before the folded picture has come.
    const [remembered, view] = [await first.kept(), await viewOf(first.page)];
    await first.close();

    const { page, show, sent, close } = await browser.open({ remembered });
    const each = '/States/Fulfil everything/Branches/0/States/Each parcel';
    const [ready] = await sent();
    assert.deepEqual(ready, { kind: 'ready', direction: 'right', collapsed: { [message.uri]: [each] }, opened: {} });
    await show(browser.graphOf(ORDER, { direction: 'right', collapsed: [each] }));
    await show(cursor);
    await settle(page);
    assert.deepEqual(await viewOf(page), view);
    assert.equal(await page.locator('[tabindex="0"][data-id]').getAttribute('data-state'), 'Each parcel');
    assert.equal(await page.locator('.minimap').isVisible(), false);
    // The text cursor leads on again once it moves.
    await show({ kind: 'cursor', offset: stateOf(message, 'Done').start + 1 });
    assert.equal(await page.locator('[tabindex="0"][data-id]').getAttribute('data-state'), 'Done');
    await close();
  });
});
