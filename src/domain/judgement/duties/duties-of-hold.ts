import { atOnce } from '../../deadlines/deadline-of.js';
import { rulesOfEnd } from '../../hold/order/legal-basis.js';
import type { HoldKind } from '../../hold/hold.js';
import type { ComplaintClock } from '../../hold/order/power-onward.js';
import type { RuleId } from '../../rulebook/row.js';
import { earlier } from '../../time.js';
import type { Finding } from '../facts.js';
import type { JudgeContext } from '../finding.js';
import { type Duty, dutyUnder, untilTakenBack } from './duty.js';
import type { HoldDutyFacts } from './duty-facts.js';

/** The rule by which an institution suspends at once, or null. */
const SUSPENDS: Readonly<Record<HoldKind, RuleId | null>> = {
  // The duties of section 6 come from the suspicion, not from the hold.
  section6: null,
  section7: 'VIC-7A',
  aoc_suspension: 'AOC-85B',
  break_glass: 'AOC-85B',
  continue_order: null,
  whole_account: null,
};

/** The row that ends a hold of a kind by its time, where its newest order names none. */
const ENDED_BY: Readonly<Record<HoldKind, RuleId>> = {
  section6: 'OFF-6C',
  section7: 'P-EXP',
  continue_order: 'P-CONT',
  aoc_suspension: 'P-AOC7',
  break_glass: 'P-GLASS',
  whole_account: 'P-CONT',
};

/**
 * Returns the duties around one hold: to suspend at once, to inform the holder, to revoke when the
 * account is unrelated, and to lift when the time is over.
 */
export function dutiesOfHold(
  hold: HoldDutyFacts,
  findings: readonly Finding[],
  { judgedAt, complaint }: { judgedAt: Date; complaint: ComplaintClock | null },
  law: JudgeContext,
): Duty[] {
  return [
    ...suspends(hold, law),
    ...tellsHolder(hold, law),
    ...revokes(hold, findings, judgedAt, law),
    ...lifts(hold, complaint, law),
  ];
}

function aboutHold(hold: HoldDutyFacts) {
  return { owedBy: hold.institution, subjectKind: 'hold', subject: hold.holdId } as const;
}

/**
 * Returns the duty to suspend. An order that was taken back unanswered, before its time was over,
 * binds nobody any more; an institution that let the time pass stays overdue.
 */
function suspends(hold: HoldDutyFacts, law: JudgeContext): Duty[] {
  // A later order may rest on another power; the first order decides what was asked.
  const ruleId = SUSPENDS[hold.firstKind ?? hold.kind];
  const [first] = hold.orders;
  if (ruleId === null || first === undefined) return [];
  const duties = dutyUnder(ruleId, law, {
    ...aboutHold(hold),
    startedAt: first.issuedAt,
    fulfilledAt: first.answeredAt,
  });
  return untilTakenBack(duties, hold.releaseOrderedAt);
}

/**
 * Returns the duties to inform the holder: of the hold once money is held, of each part that is
 * let go or caught later, and of the release.
 */
function tellsHolder(hold: HoldDutyFacts, law: JudgeContext): Duty[] {
  const { placedAt, holderNotifiedAt, releasedAt, releaseNotifiedAt } = hold;
  if (placedAt === null) return [];
  const dutyToInform = (startedAt: Date, fulfilledAt: Date | null) =>
    dutyUnder('P-TELL', law, { ...aboutHold(hold), startedAt, fulfilledAt });
  const parts = hold.orders.flatMap(({ part }) =>
    part === undefined ? [] : dutyToInform(part.changedAt, part.toldAt),
  );
  return [
    ...dutyToInform(placedAt, holderNotifiedAt),
    ...parts,
    ...(releasedAt === null ? [] : dutyToInform(releasedAt, releaseNotifiedAt)),
  ];
}

function revokes(hold: HoldDutyFacts, findings: readonly Finding[], judgedAt: Date, law: JudgeContext): Duty[] {
  const isUnrelated = findings.some(
    (finding) => finding.ruleId === 'AOC-85C' && finding.outcome === 'met' && finding.subject === hold.account,
  );
  const revokedAt = hold.releaseOrderedAt ?? hold.endedAt;
  if (!isUnrelated) return [];
  const startedAt = revokedAt === null ? judgedAt : earlier(revokedAt, judgedAt);
  return dutyUnder('AOC-85C', law, { ...aboutHold(hold), owedBy: 'centre', startedAt, fulfilledAt: revokedAt });
}

/**
 * Returns the duty to lift, from the expiry in the newest order and by the row that ends the hold
 * then; a hold that ended earlier has none. The duties of section 6 come from the suspicion.
 */
function lifts(hold: HoldDutyFacts, complaint: ComplaintClock | null, law: JudgeContext): Duty[] {
  const { kind, expiresAt } = hold;
  if (kind === 'section6' || (hold.endedAt !== null && hold.endedAt < expiresAt)) return [];
  const expiryRuleId = hold.expiryRuleId ?? ENDED_BY[kind];
  const [ruleId] = rulesOfEnd({ kind, expiresAt, expiryRuleId, complaint, lawfulAction: false }, law);
  if (ruleId === undefined) return [];
  return dutyUnder(ruleId, law, {
    ...aboutHold(hold),
    startedAt: hold.expiresAt,
    fulfilledAt: hold.endedAt,
    counted: atOnce(hold.expiresAt, law),
  });
}
