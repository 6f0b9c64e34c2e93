import { dutiesOfNotice } from '../../../src/domain/judgement/duties/duties-of-section-6.js';
import type { Duty } from '../../../src/domain/judgement/duties/duty.js';
import type { NoticeFacts } from '../../../src/domain/judgement/facts.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { NOW, TH, hoursAfter, hoursBefore } from '../support.js';

const RECEIVED = hoursBefore(NOW, 10);

/** A suspicion from an officer's notice that the centre passed on to another institution. */
const PASSED_ON: NoticeFacts = {
  noticeId: 'notice',
  account: 'th-014:1',
  institution: 'th-014',
  by: 'officer',
  notedAt: RECEIVED,
  result: null,
  resultAt: null,
  suspendedAt: hoursAfter(RECEIVED, 0.05),
  liftedAt: null,
  shared: { by: 'centre', since: RECEIVED, at: RECEIVED },
};

function given(over: Partial<NoticeFacts> = {}): Duty[] {
  return dutiesOfNotice({ ...PASSED_ON, ...over }, { rulebook: TH, now: NOW });
}

/** Writes a duty as `overdue th-014 +192.25 h`: state, party, and due time after receipt. */
function duties(ruleId: RuleId, hours: number, over: Partial<NoticeFacts> = {}): string[] {
  const law = { rulebook: TH, now: hoursAfter(RECEIVED, hours) };
  return dutiesOfNotice({ ...PASSED_ON, ...over }, law)
    .filter((duty) => duty.ruleId === ruleId)
    .map(({ state, owedBy, dueAt }) => {
      const due = dueAt === null ? 'no time' : `+${((dueAt.getTime() - RECEIVED.getTime()) / 3_600_000).toFixed(2)} h`;
      return `${state} ${owedBy} ${due}`;
    });
}

describe('the duties of a suspicion that the centre passed on', () => {
  it('make the party that knew of it enter it into the section 4 system', () => {
    expect(duties('SHARE-4', 1)).toEqual(['fulfilled centre no time']);
  });

  it('make the institution suspend at once, and give the officer seven days', () => {
    expect(duties('OFF-6B', 1)).toEqual(['fulfilled th-014 +0.25 h']);
    expect(duties('OFF-6B', 1, { suspendedAt: null })).toEqual(['overdue th-014 +0.25 h']);
    expect(duties('OFF-6C', 169)).toEqual(['overdue officer +168.00 h']);
  });

  it('make each institution lift after its own seven days, unless another power carries the hold on', () => {
    const later = { notedAt: hoursAfter(RECEIVED, 24), suspendedAt: hoursAfter(RECEIVED, 24) };
    expect(duties('LIFT-6D', 191, later)).toEqual(['open th-014 +192.25 h']);
    expect(duties('LIFT-6D', 193, later)).toEqual(['overdue th-014 +192.25 h']);
    expect(duties('LIFT-6D', 193, { ...later, carriedOn: true })).toEqual([]);
  });

  it('make a later hop lift with the officer’s seven days, which it does not start anew', () => {
    const later = {
      by: 'institution',
      notedAt: hoursAfter(RECEIVED, 24),
      suspendedAt: hoursAfter(RECEIVED, 24),
      officerNotifiedAt: RECEIVED,
    } as const;
    expect(duties('LIFT-6D', 167, later)).toEqual(['open th-014 +168.25 h']);
    expect(duties('LIFT-6D', 169, later)).toEqual(['overdue th-014 +168.25 h']);
    expect(duties('OFF-6C', 169, later)).toEqual(['overdue officer +168.00 h']);
  });

  it('bind nobody by an order that was taken back before it was answered', () => {
    const takenBack = given({ suspendedAt: null, liftedAt: RECEIVED });
    // It was shared all the same, and the officer still examines.
    expect(takenBack.map(({ ruleId }) => ruleId)).toEqual(['SHARE-4', 'OFF-6C']);
  });

  it('all name the account', () => {
    const found = given();
    expect(found.map(({ ruleId }) => ruleId)).toEqual(['OFF-6B', 'SHARE-4', 'OFF-6C', 'LIFT-6D']);
    for (const duty of found) expect(duty).toMatchObject({ subjectKind: 'account', subject: 'th-014:1' });
  });
});
