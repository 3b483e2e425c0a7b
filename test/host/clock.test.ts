// The clock of a debug session: stopped while the debugger stands, so that nothing runs out.
import assert from 'node:assert/strict';
import { createStoppableClock } from '../../host/index.ts';

describe('a clock that can be stopped', () => {
  const real = Date.now;
  let now = 1000;
  before(() => {
    Date.now = () => now;
  });
  after(() => {
    Date.now = real;
  });

  it('goes on where it stood, and can be set', () => {
    const clock = createStoppableClock();
    assert.equal(clock.now(), 1000);
    now = 1500;
    clock.stop();
    now = 9000;
    assert.equal(clock.now(), 1500);
    clock.stop();
    clock.goOn();
    now = 9100;
    assert.deepEqual(
      [clock.now(), clock.reach(1600), clock.reach(1601), clock.untilTime(1700)],
      [1600, true, false, 100],
    );
    clock.set(50);
    now = 9110;
    assert.equal(clock.now(), 60);
  });
});
