import { earliestCredit } from '../../../src/domain/trail/credit-time.js';

describe('the instant before which a credit cannot have come', () => {
  it.each([
    ['of a transfer that an institution named: its time', '2026-11-20T03:00:05Z', false, '2026-11-20T03:00:05Z'],
    ['of the victim’s own: the beginning of its day in Bangkok', '2026-11-20T03:00:05Z', true, '2026-11-19T17:00:00Z'],
    ['at the last second of a day', '2026-11-20T16:59:59Z', true, '2026-11-19T17:00:00Z'],
    ['at the first second of a day', '2026-11-20T17:00:00Z', true, '2026-11-20T17:00:00Z'],
    ['on the leap day', '2028-02-29T01:00:00Z', true, '2028-02-28T17:00:00Z'],
    ['on the first day of a year', '2026-12-31T18:00:00Z', true, '2026-12-31T17:00:00Z'],
  ])('%s', (_what, at, isTold, from) => {
    expect(earliestCredit({ transferredAt: new Date(at), isTold })).toEqual(new Date(from));
  });
});
