import type { DebitState } from '../../debit/debit-verdict.js';
import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { roleFor } from '../../freeze-request/roles.js';
import { type Refusal, ok, refuse, type Result } from '../../result.js';
import { numberParameter, type Rulebook, ruleInForce } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { after } from '../../time.js';
import { isPossibleCallBack, mayDecideAsSecond, type RequestToDecide } from '../../second-person/about-complaint.js';

/**
 * The state of a correction. `made`: it changes no order, so one person made it; `confirmed`: a
 * second person confirmed it. These two have replaced the mistaken claims.
 */
export const CORRECTION_STATES = ['requested', 'made', 'confirmed', 'refused', 'lapsed'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

/** A mistaken claim, and what is known of the one that is to replace it. */
export interface ClaimToCorrect {
  /** A hold rests on the mistaken claim, and no other complaint upholds that claim. */
  isHeld: boolean;
  /** Both are about one reference of one institution, and name one receiving account. */
  isSameMoney: boolean;
  isSameAmount: boolean;
  /** Section 7 lets the centre order a hold on the corrected claim. */
  givesOrder: boolean;
}

/**
 * Returns whether a correction changes an order: a hold at the wrong account ends, one for another
 * amount is lowered or added to, or a new one is ordered. A hold at the right account and of the
 * right amount goes on for the corrected claim, and no order changes.
 */
export function changesOrders({ isHeld, isSameMoney, isSameAmount, givesOrder }: ClaimToCorrect): boolean {
  if (isHeld && isSameMoney) return !isSameAmount;
  return isHeld || givesOrder;
}

/** What is known of a transfer that somebody wants to correct. */
export interface CorrectedTransfer {
  /** The complaint reported it, and upholds the report. */
  isReported: boolean;
  /** What its institution says of the debit; undefined where it was not asked. */
  debit: DebitState | undefined;
  /** The corrected report says the same. */
  isSameClaim: boolean;
  /** Another transfer of the complaint has the corrected reference. */
  isReferenceTaken: boolean;
}

/**
 * Returns why a report of a transfer cannot be corrected, or undefined. Refusals:
 * `CORRECTION.NOT_REPORTED`; `CORRECTION.DEBIT_CONFIRMED`, because what the institution confirmed
 * is no typing error; `CORRECTION.NOTHING_NEW`; `COMPLAINT.REPORTED_ALREADY`.
 */
export function refuseCorrection(transfer: CorrectedTransfer): Refusal | undefined {
  if (!transfer.isReported) {
    return refuse('CORRECTION.NOT_REPORTED', 'the complaint has no such transfer, or corrected it already');
  }
  if (transfer.debit === 'confirmed') {
    return refuse('CORRECTION.DEBIT_CONFIRMED', 'the institution has confirmed this transfer as it was reported');
  }
  if (transfer.isSameClaim) return refuse('CORRECTION.NOTHING_NEW', 'the corrected report says the same');
  return transfer.isReferenceTaken
    ? refuse('COMPLAINT.REPORTED_ALREADY', 'another transfer of the complaint has this reference')
    : undefined;
}

/** A complaint of which somebody wants to correct transfers. */
export interface ComplaintToCorrect {
  receivedAt: Date;
  /** Intake recorded a telephone number of the reporter. */
  hasRecordedNumber: boolean;
  /** Another correction waits for a second person. */
  isAsked: boolean;
}

/** A correction that may be asked for; `lapsesAt` is null where one person is enough. */
export interface AllowedCorrection {
  rule: RuleRow;
  role: Role;
  lapsesAt: Date | null;
}

/**
 * Decides whether a person may correct transfers of a complaint (P-CORRECT). A correction that
 * changes an order needs a call back to the reporter's recorded number at `calledBackAt`, and then
 * a second person. Refusals, in the order of the checks: `APPROVAL.ROLE`, `APPROVAL.ALREADY_OPEN`,
 * `CORRECTION.NO_RECORDED_NUMBER`, `CORRECTION.CALL_BACK_NEEDED`, `CORRECTION.CALL_BACK_TIME`.
 */
export function mayCorrect(
  complaint: ComplaintToCorrect,
  correction: { changesOrders: boolean; calledBackAt: Date | null },
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<AllowedCorrection> {
  const rule = ruleInForce(rulebook, 'P-CORRECT', now);
  const role = roleFor(actor, rule, 'request');
  if (!role.ok) return role;
  if (complaint.isAsked) return refuse('APPROVAL.ALREADY_OPEN', 'a correction waits for a second person already');
  const { calledBackAt } = correction;
  if (correction.changesOrders && !complaint.hasRecordedNumber) {
    return refuse(
      'CORRECTION.NO_RECORDED_NUMBER',
      'intake recorded no number of the reporter that could be called back',
    );
  }
  if (correction.changesOrders && calledBackAt === null) {
    return refuse('CORRECTION.CALL_BACK_NEEDED', 'the correction changes an order: call the reporter back first');
  }
  if (calledBackAt !== null && !isPossibleCallBack(calledBackAt, complaint, now)) {
    return refuse('CORRECTION.CALL_BACK_TIME', 'the call back was made after the complaint, and not in the future');
  }
  const lapsesAt = correction.changesOrders ? after(now, numberParameter(rule, 'lapseMs')) : null;
  return ok({ rule, role: role.value, lapsesAt });
}

/**
 * Decides whether a person may confirm or refuse a correction, and in which role (P-CORRECT).
 * Refusals: those of `mayDecideAsSecond`.
 */
export function mayDecideCorrection(
  correction: RequestToDecide,
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<{ role: Role }> {
  return mayDecideAsSecond(correction, actor, ruleInForce(rulebook, 'P-CORRECT', now), now);
}

/** Every change that a correction may make. */
export function mayChangeCorrection(from: CorrectionState, to: CorrectionState): boolean {
  return from === 'requested' && to !== 'requested' && to !== 'made';
}
