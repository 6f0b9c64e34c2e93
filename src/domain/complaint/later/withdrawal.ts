import { roleFor } from '../../freeze-request/roles.js';
import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { ok, refuse, type Result } from '../../result.js';
import { numberParameter, type Rulebook, ruleInForce } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { after } from '../../time.js';
import type { ComplaintProgress } from './check-addition.js';
import {
  isPossibleCallBack,
  mayDecideAsSecond,
  type RequestToDecide,
  type SecondPersonState,
} from '../../second-person/about-complaint.js';

/** The state of a request for withdrawal; only `confirmed` ends anything. */
export type WithdrawalState = SecondPersonState;

/** How the reporter was identified: by a call back to the number recorded at intake. */
export type WayToIdentify = 'call_back';

/** A complaint that somebody asks to withdraw. */
export interface ComplaintToWithdraw extends Pick<ComplaintProgress, 'closedAt' | 'withdrawnAt'> {
  receivedAt: Date;
  /** Intake recorded a telephone number of the reporter. */
  hasRecordedNumber: boolean;
  /** Another request for its withdrawal waits for a second person. */
  isAsked: boolean;
  /** What a bank's customer told it joined the report, and nobody knows whether its victim is that customer (`refuseForCustomer`). */
  holdsForCustomer: boolean;
}

/**
 * A request that may be made: the row it rests on, the role of the person, and its last instant.
 */
export interface AllowedWithdrawal {
  rule: RuleRow;
  role: Role;
  lapsesAt: Date;
}

/**
 * Decides whether a person may ask for the withdrawal of a complaint, after a call back to the
 * reporter's recorded number at `calledBackAt` (P-WITHDRAW). Refusals, in the order of the checks:
 * `APPROVAL.ROLE`, `CASE.CLOSED`, `COMPLAINT.ALREADY_WITHDRAWN`, `APPROVAL.ALREADY_OPEN`,
 * `WITHDRAWAL.NO_RECORDED_NUMBER`, `WITHDRAWAL.BANK_TOLD`, `WITHDRAWAL.CALL_BACK_TIME`.
 */
export function mayAskWithdrawal(
  complaint: ComplaintToWithdraw,
  calledBackAt: Date,
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<AllowedWithdrawal> {
  const rule = ruleInForce(rulebook, 'P-WITHDRAW', now);
  const role = roleFor(actor, rule, 'request');
  if (!role.ok) return role;
  if (complaint.closedAt !== null) return refuse('CASE.CLOSED', 'the case is closed');
  if (complaint.withdrawnAt !== null) return refuse('COMPLAINT.ALREADY_WITHDRAWN', 'the complaint was withdrawn');
  if (complaint.isAsked) return refuse('APPROVAL.ALREADY_OPEN', 'a withdrawal waits for a second person already');
  if (!complaint.hasRecordedNumber) {
    return refuse(
      'WITHDRAWAL.NO_RECORDED_NUMBER',
      'intake recorded no number of the reporter that could be called back',
    );
  }
  const forCustomer = refuseForCustomer(complaint);
  if (forCustomer !== null) return forCustomer;
  if (!isPossibleCallBack(calledBackAt, complaint, now)) {
    return refuse('WITHDRAWAL.CALL_BACK_TIME', 'the call back was made after the complaint, and not in the future');
  }
  return ok({ rule, role: role.value, lapsesAt: after(now, numberParameter(rule, 'lapseMs')) });
}

/**
 * Refuses with `WITHDRAWAL.BANK_TOLD` to withdraw a report by which the money of a bank's customer is held, whose notice
 * joined it, while nobody knows whether the reporter is that customer: a stranger who calls first would empty the hold.
 * The bank takes its notice back where its customer withdrew, or papers say who holds the account.
 */
export function refuseForCustomer({
  holdsForCustomer,
}: Pick<ComplaintToWithdraw, 'holdsForCustomer'>): ReturnType<typeof refuse> | null {
  if (!holdsForCustomer) return null;
  return refuse(
    'WITHDRAWAL.BANK_TOLD',
    'the bank of the debited account told the same of its customer, and nobody knows whether the reporter is he: the bank takes its notice back, or papers name the holder',
  );
}

/**
 * Decides whether a person may confirm or refuse a withdrawal, and in which role (P-WITHDRAW).
 * Refusals: those of `mayDecideAsSecond`.
 */
export function mayDecideWithdrawal(
  withdrawal: RequestToDecide,
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<{ role: Role }> {
  return mayDecideAsSecond(withdrawal, actor, ruleInForce(rulebook, 'P-WITHDRAW', now), now);
}

/** Every change that a request for withdrawal may make. */
export function mayChangeWithdrawal(from: WithdrawalState, to: WithdrawalState): boolean {
  return from === 'requested' && to !== 'requested';
}
