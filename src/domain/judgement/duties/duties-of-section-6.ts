import { atOnce, deadlineOf } from '../../deadlines/deadline-of.js';
import { findRule } from '../../rulebook/in-force.js';
import type { SuspicionFacts } from '../facts.js';
import type { JudgeContext } from '../finding.js';
import { type Duty, dutyUnder } from './duty.js';

/**
 * Returns the duties around one suspicion of section 6: the institution suspends at once, the party
 * that knows of it enters it into the section 4 system for the next institutions, the officer
 * examines, and without a result the institution lifts.
 */
export function dutiesOfSuspicion(suspicion: SuspicionFacts, law: JudgeContext): Duty[] {
  return [
    ...suspends(suspicion, law),
    ...shares(suspicion, law),
    ...examines(suspicion, law),
    ...lifts(suspicion, law),
  ];
}

/** Returns the duty to suspend; a suspicion that was taken back before any suspension has none. */
function suspends(suspicion: SuspicionFacts, law: JudgeContext): Duty[] {
  if (suspicion.suspendedAt === null && suspicion.liftedAt !== null) return [];
  const ruleId = suspicion.by === 'officer' ? 'OFF-6B' : 'BANK-6A';
  return dutyUnder(ruleId, law, {
    owedBy: suspicion.institution,
    subjectKind: 'account',
    subject: suspicion.account,
    startedAt: suspicion.notedAt,
    fulfilledAt: suspicion.suspendedAt,
    // The row's seven days limit how long the suspension lasts, not how long it may wait.
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
 * Returns the duty to lift, from the end of the time without a result or from the officer's finding
 * that nothing is there. There is none when the officer proceeds by law.
 */
function lifts(suspicion: SuspicionFacts, law: JudgeContext): Duty[] {
  if (suspicion.result === 'lawful_action' || suspicion.suspendedAt === null || suspicion.carriedOn === true) return [];
  const row = findRule(law.rulebook, 'OFF-6C', suspicion.notedAt);
  const examinationEnd = row === undefined ? null : deadlineOf(row, suspicion.notedAt, law);
  const startedAt = suspicion.result === 'unfounded' ? suspicion.resultAt : (examinationEnd?.dueAt ?? null);
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
