import { atOnce } from '../../deadlines/deadline-of.js';
import type { NoticeFacts } from '../facts.js';
import type { JudgeContext } from '../finding.js';
import { endOfSuspension } from '../notice-time.js';
import { type Duty, dutyUnder } from './duty.js';

/**
 * Returns the duties around one suspicion of section 6: the institution suspends at once, the
 * party that knows of it enters it into the section 4 system for the next institutions, the
 * officer examines, and without a result the institution lifts.
 */
export function dutiesOfNotice(notice: NoticeFacts, law: JudgeContext): Duty[] {
  return [...suspends(notice, law), ...shares(notice, law), ...examines(notice, law), ...lifts(notice, law)];
}

/** Returns the duty to suspend; a suspicion that was taken back before any suspension has none. */
function suspends(notice: NoticeFacts, law: JudgeContext): Duty[] {
  if (notice.suspendedAt === null && notice.liftedAt !== null) return [];
  const ruleId = notice.by === 'officer' ? 'OFF-6B' : 'BANK-6A';
  return dutyUnder(ruleId, law, {
    owedBy: notice.institution,
    subjectKind: 'account',
    subject: notice.account,
    startedAt: notice.notedAt,
    fulfilledAt: notice.suspendedAt,
    // The row's seven days limit how long the suspension lasts, not how long it may wait.
    counted: atOnce(notice.notedAt, law),
  });
}

function shares({ shared, account }: NoticeFacts, law: JudgeContext): Duty[] {
  if (shared === undefined) return [];
  const { by: owedBy, since: startedAt, at: fulfilledAt } = shared;
  return dutyUnder('SHARE-4', law, { owedBy, subjectKind: 'account', subject: account, startedAt, fulfilledAt });
}

/**
 * Returns the officer's duty to examine. His seven days run from when he was notified, or gave
 * notice to the first institution: a later hop and a bank's own finding start nothing anew.
 */
function examines(notice: NoticeFacts, law: JudgeContext): Duty[] {
  return dutyUnder('OFF-6C', law, {
    owedBy: 'officer',
    subjectKind: 'account',
    subject: notice.account,
    startedAt: notice.officerNotifiedAt ?? notice.notedAt,
    fulfilledAt: notice.resultAt,
  });
}

/**
 * Returns the duty to lift: from the end of the time without a result (LIFT-6D), or from the
 * officer's result that nothing is there (OFF-6C). There is none when the officer proceeds by law.
 */
function lifts(notice: NoticeFacts, law: JudgeContext): Duty[] {
  if (notice.result === 'lawful_action' || notice.suspendedAt === null || notice.carriedOn === true) return [];
  const startedAt = notice.result === 'unfounded' ? notice.resultAt : endOfSuspension(notice, law);
  if (startedAt === null) return [];
  if (notice.liftedAt !== null && notice.liftedAt < startedAt) return [];
  return dutyUnder(notice.result === 'unfounded' ? 'OFF-6C' : 'LIFT-6D', law, {
    owedBy: notice.institution,
    subjectKind: 'account',
    subject: notice.account,
    startedAt,
    fulfilledAt: notice.liftedAt,
    counted: atOnce(startedAt, law),
  });
}
