// When a watched graph is drawn again, by a clock that is moved by hand.
import assert from 'node:assert/strict';
import { DrawingPace } from '../../server/drawingPace.ts';

/** `cost` is how long a drawing takes; says when each was drawn. */
function handClock() {
  let time = 0;
  let due: { at: number; back: () => void } | undefined;
  const drawn: string[] = [];
  const pace = new DrawingPace({
    now: () => time,
    after: (ms, back) => {
      const mine = { at: time + ms, back };
      due = mine;
      return () => {
        if (due === mine) due = undefined;
      };
    },
  });
  const draw = (what: string, cost: number) => () => {
    drawn.push(`${what} at ${time}`);
    time += cost;
  };
  const pass = (ms: number) => {
    const end = time + ms;
    const next = due;
    if (next && next.at <= end) {
      time = next.at;
      due = undefined;
      next.back();
    }
    time = Math.max(time, end);
  };
  return { pace, draw, pass, drawn };
}

describe('Drawing while somebody types', () => {
  it('follows every edit where it takes no time to speak of', () => {
    const { pace, draw, pass, drawn } = handClock();
    for (const what of ['a', 'b', 'c']) {
      pace.edited('x', draw(what, 20));
      pass(80);
    }
    assert.deepEqual(drawn, ['a at 0', 'b at 100', 'c at 200']);
  });

  it('waits for a pause twice as long as the last drawing took, and draws what was typed last', () => {
    const { pace, draw, pass, drawn } = handClock();
    pace.now('x', draw('first', 300));
    for (const what of ['a', 'b', 'c']) {
      pace.edited('x', draw(what, 200));
      pass(100);
    }
    pass(600);
    pace.edited('x', draw('d', 200));
    pass(400);
    assert.deepEqual(drawn, ['first at 0', 'c at 1100', 'd at 1700']);
  });

  it('waits two seconds at the longest', () => {
    const { pace, draw, pass, drawn } = handClock();
    pace.now('x', draw('first', 5000));
    pace.edited('x', draw('a', 0));
    pass(2000);
    assert.deepEqual(drawn, ['first at 0', 'a at 7000']);
  });

  it('draws at once what somebody asks for, and not again what was waiting', () => {
    const { pace, draw, pass, drawn } = handClock();
    pace.now('x', draw('first', 300));
    pace.edited('x', draw('typed', 300));
    pace.now('x', draw('folded', 300));
    pass(5000);
    assert.deepEqual(drawn, ['first at 0', 'folded at 300']);
  });

  it('draws nothing nobody looks at, and other documents all the same', () => {
    const { pace, draw, pass, drawn } = handClock();
    pace.now('x', draw('first', 300));
    pace.edited('x', draw('typed', 300));
    pace.forget('x');
    pace.edited('y', draw('other', 10));
    pass(5000);
    assert.deepEqual(drawn, ['first at 0', 'other at 300']);
  });
});
