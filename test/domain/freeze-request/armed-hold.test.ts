import { type ArmedHold, armedSatang, mayArm } from '../../../src/domain/freeze-request/armed-hold.js';
import { after, HOUR_MS } from '../../../src/domain/time.js';

const NOW = new Date('2026-11-28T05:00:00Z');
const ARMED: ArmedHold = {
  requestId: 'R1',
  state: 'approved',
  capSatang: 50_000n,
  untilAt: after(NOW, HOUR_MS),
  orderedSatang: [],
};

describe('what an armed hold may still order', () => {
  it.each<[string, Partial<ArmedHold>, bigint]>([
    ['its cap', {}, 50_000n],
    ['what its orders left of it', { orderedSatang: [20_000n, 10_000n] }, 20_000n],
    ['nothing once its orders reached it', { orderedSatang: [50_000n] }, 0n],
    ['nothing beyond it', { orderedSatang: [60_000n] }, 0n],
    ['nothing while it waits for approval', { state: 'requested' }, 0n],
    ['nothing after one of several approvals', { state: 'half_approved' }, 0n],
    ['nothing when it was refused', { state: 'refused' }, 0n],
    ['nothing when nobody decided', { state: 'expired' }, 0n],
    ['nothing from its end on', { untilAt: NOW }, 0n],
    ['something until the instant before', { untilAt: after(NOW, 1) }, 50_000n],
  ])('is %s', (_what, change, expected) => {
    expect(armedSatang({ ...ARMED, ...change }, NOW)).toBe(expected);
  });
});

describe('a hold', () => {
  const hold = { state: 'ordered' as const, requestedSatang: 50_000n };

  it.each([
    ['while the institution has not answered', hold, 50_000n, ARMED.untilAt, null],
    ['when it was partly held', { ...hold, state: 'partly_held' as const }, 1n, ARMED.untilAt, null],
    ['not when it has ended', { ...hold, state: 'released' as const }, 1n, ARMED.untilAt, 'ARMED.NO_LIVE_HOLD'],
    ['not when there is none', null, 1n, ARMED.untilAt, 'ARMED.NO_LIVE_HOLD'],
    ['not without an end', hold, 1n, null, 'ARMED.NO_END'],
    ['not for more than it asks for', hold, 50_001n, ARMED.untilAt, 'ARMED.ABOVE_HOLD'],
  ])('may be armed %s', (_what, of, capSatang, until, code) => {
    expect(mayArm(of, capSatang, until)?.code ?? null).toBe(code);
  });
});
