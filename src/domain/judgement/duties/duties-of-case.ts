import { deadlineOf } from '../../deadlines/deadline-of.js';
import { findRule } from '../../rulebook/in-force.js';
import { complaintTermStart, complaintTime } from '../complaint-time.js';
import type { Finding } from '../facts.js';
import type { JudgeContext } from '../finding.js';
import { type Duty, dutyUnder } from './duty.js';
import type { DutyFacts, HoldDutyFacts } from './duty-facts.js';
import { noticesOfDisclosure, sharesData } from './duties-of-sharing.js';

/**
 * Returns the duties of victim, inquiry officer and centre from the case as a whole (ss. 4, 5, 7,
 * 8).
 */
export function dutiesOfCase(findings: readonly Finding[], facts: DutyFacts, law: JudgeContext): Duty[] {
  const met = new Set(findings.filter((finding) => finding.outcome === 'met').map((finding) => finding.ruleId));
  const isSection7Running = facts.holderReports && facts.withdrawnAt === null;
  return [
    ...writtenRecord(facts, law),
    ...(isSection7Running ? [...victimComplains(facts, law), ...officerDecides(facts, law)] : []),
    ...tellsVictim(facts, law),
    ...(met.has('OFF-7C') ? officerInforms(facts, law) : []),
    ...(met.has('NBTC-5') ? telecomNotice(facts, law) : []),
    ...(met.has('P-UNCUT') ? liftsCutOff(facts, law) : []),
    ...(met.has('SHARE-4') ? sharesData(facts, law) : []),
    ...(met.has('SHARE-4N') ? noticesOfDisclosure(facts, law) : []),
  ];
}

function aboutCase(facts: DutyFacts) {
  return { subjectKind: 'case', subject: facts.caseId } as const;
}

/** Returns the duty to write down a notice by telephone; an electronic one is its own record. */
function writtenRecord(facts: DutyFacts, law: JudgeContext): Duty[] {
  if (!facts.noticedByPhone) return [];
  return dutyUnder('REC-8', law, {
    ...aboutCase(facts),
    owedBy: 'centre',
    startedAt: facts.receivedAt,
    fulfilledAt: facts.recordOfNoticeAt,
  });
}

function victimComplains(facts: DutyFacts, law: JudgeContext): Duty[] {
  const startedAt = complaintTermStart(facts.receivedAt, firstOrderAt(facts), law);
  if (startedAt === null) return [];
  return dutyUnder('VIC-7B', law, {
    ...aboutCase(facts),
    owedBy: 'victim',
    startedAt,
    fulfilledAt: complaintTime(facts, law),
  });
}

function firstOrderAt(facts: DutyFacts): Date | null {
  const times = facts.holds.flatMap((hold) => hold.orders.map((order) => order.issuedAt.getTime()));
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/**
 * Returns the inquiry officer's duty to decide. It exists only when money was suspended, and not
 * when all of it was let go before the officer's time was over: then nothing is left to decide.
 */
function officerDecides(facts: DutyFacts, law: JudgeContext): Duty[] {
  const startedAt = complaintTime(facts, law);
  const row = findRule(law.rulebook, 'OFF-7D', law.now);
  const suspended = facts.holds.filter((hold) => isSection7(hold) && hold.placedAt !== null);
  if (startedAt === null || row === undefined || suspended.length === 0) return [];
  const due = deadlineOf(row, startedAt, law);
  const isOpen = (hold: HoldDutyFacts) => hold.endedAt === null || due === null || hold.endedAt >= due.dueAt;
  if (facts.officerDecidedAt === null && !suspended.some(isOpen)) return [];
  return dutyUnder('OFF-7D', law, {
    ...aboutCase(facts),
    owedBy: 'inquiry_officer',
    startedAt,
    fulfilledAt: facts.officerDecidedAt,
  });
}

function isSection7(hold: HoldDutyFacts): boolean {
  return hold.kind === 'section7' || hold.kind === 'continue_order';
}

/**
 * Returns the officer's duty to inform each institution that suspends of the complaint. The first
 * order since he told the centre informs it.
 */
function officerInforms(facts: DutyFacts, law: JudgeContext): Duty[] {
  const { statementAt, statementNotedAt } = facts;
  if (statementAt === null || statementNotedAt === null) return [];
  const suspending = facts.holds.filter(
    (hold) => isSection7(hold) && (hold.endedAt === null || hold.endedAt > statementNotedAt),
  );
  const institutions = [...new Set(suspending.map((hold) => hold.institution))];
  return institutions.flatMap((institution) => {
    const orders = suspending.filter((hold) => hold.institution === institution).flatMap((hold) => hold.orders);
    const informingOrder = orders.find((order) => order.issuedAt >= statementNotedAt);
    return dutyUnder('OFF-7C', law, {
      owedBy: 'inquiry_officer',
      subjectKind: 'account',
      subject: institution,
      startedAt: statementAt,
      fulfilledAt: informingOrder?.issuedAt ?? null,
    });
  });
}

/** Returns the duty to tell the victim, also of the release after a withdrawal (P-TELL). */
function tellsVictim(facts: DutyFacts, law: JudgeContext): Duty[] {
  return facts.news.flatMap(({ since, toldAt }) =>
    dutyUnder('P-TELL', law, { ...aboutCase(facts), owedBy: 'centre', startedAt: since, fulfilledAt: toldAt }),
  );
}

function telecomNotice(facts: DutyFacts, law: JudgeContext): Duty[] {
  return dutyUnder('NBTC-5', law, {
    ...aboutCase(facts),
    owedBy: 'centre',
    startedAt: facts.judgedAt,
    fulfilledAt: facts.telecomNoticeAt,
  });
}

/** Returns the duty to give back the service of a number that the evidence does not bear. */
function liftsCutOff(facts: DutyFacts, law: JudgeContext): Duty[] {
  const { judgedAt, telecomLiftAt } = facts;
  return dutyUnder('P-UNCUT', law, {
    ...aboutCase(facts),
    owedBy: 'centre',
    startedAt: judgedAt,
    fulfilledAt: telecomLiftAt !== null && telecomLiftAt >= judgedAt ? telecomLiftAt : null,
  });
}
