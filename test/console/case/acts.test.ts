import type { CaseActs } from '../../../web/src/api/schema.js';
import { actsOfHold, candidatesOf, holdsFor, waitsForColleague, whyNotDecide } from '../../../web/src/orders/acts.js';
import { draftReason } from '../../../web/src/orders/draft-reason.js';
import { mistakeOf, type Hold } from '../../../web/src/orders/may-order.js';

type Offer = CaseActs['accounts'][number]['requests'][number];

const offer = (over: Partial<Offer> = {}): Offer => ({
  kind: 'aoc_suspension',
  arms: false,
  partialReleaseId: null,
  orderSatang: '500',
  unheldSatang: '500',
  whyNot: null,
  ...over,
});
const refused = (code: string) => ({ code, detail: '', at: null });

function acts(over: Partial<CaseActs>): CaseActs {
  return { accounts: [], holds: [], decisions: [], ...over } as unknown as CaseActs;
}
const account = (partId: string, ...requests: Offer[]) =>
  ({ partId, requests }) as unknown as CaseActs['accounts'][number];
const hold = (holdId: string, ...requests: Offer[]) => ({ holdId, requests, release: null, review: null });

/** The page shows what the server says, and judges nothing. */
describe('what the server says can be done', () => {
  it('is asked for where money is unheld and the request is taken, at every hop', () => {
    const said = acts({
      accounts: [
        account('open', offer()),
        account('refused', offer({ whyNot: refused('APPROVAL.THRESHOLD_NOT_MET') })),
        account('held', offer({ unheldSatang: '0' })),
        account('glass', offer({ kind: 'break_glass' })),
        account('nothing'),
      ],
    });
    expect(candidatesOf(said, 'aoc_suspension').map(({ partId }) => partId)).toEqual(['open']);
    expect(candidatesOf(said, 'break_glass').map(({ partId }) => partId)).toEqual(['glass']);
    expect(candidatesOf(undefined, 'aoc_suspension')).toEqual([]);
  });

  it('names the holds of an order, the first to end first', () => {
    const goesOn = offer({ kind: 'continue_order' });
    const said = acts({
      holds: [hold('late', goesOn), hold('soon', goesOn), hold('not', offer({ whyNot: refused('APPROVAL.TOO_LATE') }))],
    });
    const holds = [
      { id: 'late', expiresAt: '2026-12-02T00:00:00Z' },
      { id: 'not', expiresAt: '2026-11-30T00:00:00Z' },
      { id: 'soon', expiresAt: '2026-12-01T00:00:00Z' },
    ];
    expect(holdsFor(said, holds, 'continue_order').map(({ id }) => id)).toEqual(['soon', 'late']);
  });

  it('tells a verdict that is taken from one that is not read yet', () => {
    const said = acts({
      decisions: [
        { requestId: 'one', whyNotApprove: refused('APPROVAL.ROLE'), whyNotRefuse: null, endsByItselfAt: null },
      ],
    });
    expect(whyNotDecide(said, 'one', 'approve')).toMatchObject({ code: 'APPROVAL.ROLE' });
    expect(whyNotDecide(said, 'one', 'refuse')).toBeNull();
    expect(whyNotDecide(said, 'other', 'approve')).toBeUndefined();
  });

  it.each([
    ['nothing is in the way', null, false],
    ['a colleague is at work', refused('CASE.CLAIMED_BY_ANOTHER'), true],
    ['another role asks', refused('APPROVAL.ROLE'), false],
  ])('waits for a colleague where %s: or not', (_why, whyNot, expected) => {
    const said = acts({ kinds: { aoc_suspension: { whyNot } } as CaseActs['kinds'] });
    expect(waitsForColleague(said, 'aoc_suspension')).toBe(expected);
    expect(waitsForColleague(undefined, 'aoc_suspension')).toBe(false);
  });

  it.each<[string, Offer[], string | undefined]>([
    ['the whole hold', [offer({ kind: 'reinstatement' })], 'whole'],
    ['the newest part', [offer({ kind: 'reinstatement', partialReleaseId: 'part' })], 'part'],
    ['nothing, which the server refuses', [offer({ kind: 'reinstatement', whyNot: refused('X') })], undefined],
    ['nothing, of which it says nothing', [], undefined],
  ])('asks back %s', (_what, requests, expected) => {
    const released = {
      release: { comesBackUntil: '2026-11-30T10:00:00Z' },
      partialReleases: [{ id: 'part', comesBackUntil: '2026-11-30T10:00:00Z' }],
    } as unknown as Hold;
    const mistake = mistakeOf(released, actsOfHold(acts({ holds: [hold('one', ...requests)] }), 'one'));
    expect(mistake && (mistake.partId ?? 'whole')).toBe(expected);
  });
});

describe('the draft of a reason', () => {
  const finding = (over: object) => ({
    ruleId: 'AOC-85B',
    outcome: 'met',
    subject: 'th-014:xxxxxx0002',
    reasons: [{ th: 'เหตุ', en: 'ground' }],
    ...over,
  });
  it.each([
    ['has the reasons of the findings on the chosen accounts', {}, 'ground'],
    ['has nothing of another account', { subject: 'th-006:xxxxxx0003' }, ''],
    ['has nothing that is not met', { outcome: 'unknown' }, ''],
    ['has nothing of another rule', { ruleId: 'AOC-85C' }, ''],
  ])('%s', (_what, over, expected) => {
    const findings = [finding(over)] as unknown as Parameters<typeof draftReason>[0];
    expect(draftReason(findings, ['th-014:xxxxxx0002'], 'en')).toBe(expected);
  });
});
