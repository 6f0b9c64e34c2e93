import { atOnce, deadlineOf } from '../../deadlines/deadline-of.js';
import { findRule } from '../../rulebook/in-force.js';
import type { SuspicionFacts } from '../facts.js';
import type { JudgeContext } from '../finding.js';
import { type Duty, dutyUnder } from './duty.js';

/**
 * Duties around one suspicion of section 6: the institution suspends at once, who knows it enters
 * it into the section 4 system for the next ones, the officer examines, and without a result the
 * institution lifts.
 */
export function dutiesOfSuspicion(suspicion: SuspicionFacts, law: JudgeContext): Duty[] {
  return [
    ...suspends(suspicion, law),
    ...shares(suspicion, law),
    ...examines(suspicion, law),
    ...lifts(suspicion, law),
  ];
}

/** What was taken back before anybody answered binds nobody any more. */
function suspends(suspicion: SuspicionFacts, law: JudgeContext): Duty[] {
  if (suspicion.suspendedAt === null && suspicion.liftedAt !== null) return [];
  const ruleId = suspicion.by === 'officer' ? 'OFF-6B' : 'BANK-6A';
  return dutyUnder(ruleId, law, {
    owedBy: suspicion.institution,
    subjectKind: 'account',
    subject: suspicion.account,
    startedAt: suspicion.notedAt,
    fulfilledAt: suspicion.suspendedAt,
    // The row's own seven days are how long it may last, not how long it may wait.
    counted: atOnce(suspicion.notedAt, law),
  });
}

function shares({ shared, account }: SuspicionFacts, law: JudgeContext): Duty[] {
  if (shared === undefined) return [];
  const { by: owedBy, since: startedAt, at: fulfilledAt } = shared;
  return dutyUnder('SHARE-4', law, { owedBy, subjectKind: 'account', subject: account, startedAt, fulfilledAt });
}

function examines(suspicion: SuspicionFacts, law: JudgeContext): Duty[] {
  return dutyUnder('OFF-6C', law, {
    owedBy: 'officer',
    subjectKind: 'account',
    subject: suspicion.account,
    startedAt: suspicion.notedAt,
    fulfilledAt: suspicion.resultAt,
  });
}

/**
 * Once the time is over without a result, or the officer found nothing: whichever comes first. An
 * officer who proceeds by law ends the question.
 */
function lifts(suspicion: SuspicionFacts, law: JudgeContext): Duty[] {
  if (suspicion.result === 'lawful_action' || suspicion.suspendedAt === null || suspicion.carriedOn === true) return [];
  const row = findRule(law.rulebook, 'OFF-6C', suspicion.notedAt);
  const over = row === undefined ? null : deadlineOf(row, suspicion.notedAt, law);
  const startedAt = suspicion.result === 'unfounded' ? suspicion.resultAt : (over?.dueAt ?? null);
  if (startedAt === null) return [];
  if (suspicion.liftedAt !== null && suspicion.liftedAt < startedAt) return [];
  return dutyUnder('LIFT-6D', law, {
    owedBy: suspicion.institution,
    subjectKind: 'account',
    subject: suspicion.account,
    startedAt,
    fulfilledAt: suspicion.liftedAt,
  });
}
