import { z } from 'zod';
import { SECOND_PERSON_STATES } from '../domain/second-person/about-complaint.js';
import { CASE_STATUSES } from '../domain/case/case-status.js';
import { CORRECTION_STATES } from '../domain/complaint/later/correction.js';
import { HOLDER_FINDINGS, HOLDER_PAPERS } from '../domain/complaint/later/holder-papers.js';
import { INCOMPLETE_TRANSFER_STATES, TRANSFER_GAPS } from '../domain/complaint/intake/incomplete-transfer.js';
import { TRANSFER_STANDINGS } from '../domain/complaint/words/say-now.js';
import { FREEZE_REQUEST_KINDS, FREEZE_REQUEST_STATES, ROLES } from '../domain/freeze-request/freeze-request.js';
import { STOP_PASSES } from '../domain/freeze-request/stops.js';
import { HOLD_KINDS, HOLD_STATES } from '../domain/hold/hold.js';
import { OWN_SUSPENSION_STATES } from '../domain/notice/own-suspension.js';
import { QUEUE_BANDS } from '../domain/queue/queue-order.js';
import { QUEUE_TABS } from '../domain/queue/queue-tab.js';
import { CLOCK_OWNERS, QUEUE_TASKS } from '../domain/queue/queue-task.js';
import { SESSION_ENDS } from '../domain/session/session-life.js';
import { STOP_REASONS } from '../domain/trail/next-hops.js';

/*
 * The lists of values in our answers, each with what its values mean, for whoever reads the
 * document. The values themselves are those of src/domain.
 */

/** A text of a closed list: the document names its values, and the domain's types its content. */
function oneOf<const Value extends string>(id: string, values: readonly Value[], description: string) {
  return z.string().meta({ id, enum: [...values], description });
}

export const HoldKind = oneOf(
  'HoldKind',
  HOLD_KINDS,
  'The power that a hold or order rests on: a suspicion (section 6), the notice of the victim who holds the account, or of who speaks for that victim by law (section 7), a suspension by the centre (section 8/5(2)), the continue-order of an inquiry officer, a seizure warrant, or break-glass.',
);

export const HoldState = oneOf(
  'HoldState',
  HOLD_STATES,
  'ordered: written, no answer yet. unconfirmed: the institution has not answered in time; it is asked again. held, partly_held: the institution says that it holds all, or a part. release_ordered: a release is under way. Ended: no_funds (nothing was there), refused (by the institution), released, seized (kept at the institution by order of another authority, as it says; `stateReason` names which).',
);

export const OwnSuspensionState = oneOf(
  'OwnSuspensionState',
  OWN_SUSPENSION_STATES,
  "How an institution's own suspension (section 6) stands: active, or an officer proceeds by law (proceeded); ended: its time ran out with no result (lapsed), or it was lifted.",
);

export const CaseStatus = oneOf(
  'CaseStatus',
  CASE_STATUSES,
  'holding: money is held, or ordered to be. awaiting_decision: a request waits for a person. releasing: a release is not acknowledged yet.',
);

export const StopReason = oneOf(
  'StopReason',
  STOP_REASONS,
  'Why the trail is not followed into the account. below_minimum, too_old, too_deep, too_many_accounts: beyond the limits of row P-TRACE. off_rails: cash, card, crypto or abroad. fully_reserved: no money of the stolen sum is free to be ordered; it is ordered when some becomes free. already_followed: the same part is held elsewhere. merchant_shield, payroll_shield: an ordinary payment to a shop, or a wage. returned_to_victim: the victim has it. no_power: the power of the hold before does not reach on. not_enrolled: the institution takes no part, so that nobody there can be sent an order.',
);

export const StopPassedBy = oneOf(
  'StopPassedBy',
  STOP_PASSES,
  'Who may order money where the trail stops. person: a person with the power and the evidence, because no order is given there by itself. when_free: the same, once money of the stolen sum is free. nobody: no order can, or may, be given.',
);

export const FreezeRequestKind = oneOf(
  'FreezeRequestKind',
  FREEZE_REQUEST_KINDS,
  'What is asked for; reinstatement: the order that takes the place of a hold which was released by mistake (P-BACK); residual is asked for by the system, when a later credit was reported (P-RESID).',
);

export const WithdrawalState = oneOf(
  'WithdrawalState',
  SECOND_PERSON_STATES,
  'requested: it waits for a second person, and nothing has ended. Only confirmed withdraws the complaint; lapsed: nobody confirmed it in time (P-WITHDRAW).',
);

export const HolderPapersState = oneOf(
  'HolderPapersState',
  SECOND_PERSON_STATES,
  'requested: it waits for a second person, and nothing has changed. Only confirmed has an effect; lapsed: nobody confirmed it in time (P-PAPERS).',
);

export const HolderFinding = oneOf(
  'HolderFinding',
  HOLDER_FINDINGS,
  'belongs: by a paper, the reporter and the account belong together. taken_back: that was a mistake.',
);

export const HolderPaper = oneOf(
  'HolderPaper',
  HOLDER_PAPERS,
  'The kind of paper that shows who holds the account; bank_letter: a letter of its bank.',
);

export const CorrectionState = oneOf(
  'CorrectionState',
  CORRECTION_STATES,
  'requested: it waits for a second person, and nothing has changed. made: it changes no order, so it took effect at once. confirmed: a second person confirmed it, and it took effect. lapsed: nobody confirmed it in time (P-CORRECT).',
);

export const IncompleteTransferState = oneOf(
  'IncompleteTransferState',
  INCOMPLETE_TRANSFER_STATES,
  'open: its reference, time or receiver is not known yet, and no money is held for it. completed: it is known which transfer it was. set_aside: nobody looks for it any longer. told_again: it was told again, and the later telling stands in its place.',
);

export const TransferGap = oneOf(
  'TransferGap',
  TRANSFER_GAPS,
  'What is not known of a transfer yet. time: the moment; a span of time is not enough.',
);

export const TransferStanding = oneOf(
  'TransferStanding',
  TRANSFER_STANDINGS,
  'What became of a reported transfer. partly_held: the rest is said in readOut. held_untold: something is held, and how much is not told yet. ordered: an order is out and not answered. gone_on: it left the account that received it. releasing: its release is ordered, and the institution has not answered. bank_asked: the bank of the victim has not confirmed it, and nothing is ordered. examined: nothing is ordered.',
);

export const QueueTask = oneOf(
  'QueueTask',
  QUEUE_TASKS,
  'What is next. confirm_break_glass, decide_request, confirm_withdrawal, confirm_correction, confirm_holder, decide_directive: a second person decides. lift_cut_off: a number was cut off that the evidence does not bear (P-UNCUT). request_suspension: the findings allow a suspension that nobody has asked for. judge_suspicion: an officer says what became of a suspicion (section 6). decide_hold: the hold ends by itself unless an officer acts. file_statement: the victim has 72 hours to complain (section 7). review_hold: the hold outlasts a withdrawal or a denied debit, and whoever has its power says whether it stands. take_over: the case was handed to a person who has not claimed it yet. answer_order, acknowledge_release, tell_holder, confirm_debit, name_receiver, find_transfer: an institution answers. complete_transfer: a transfer that the victim told of is not known well enough to be held. complete_report: a name, a number, the debited account, what happened or the type of the case is to be asked again. answer_question: an agency answers. wait: nobody owes anything.',
);

export const ClockOwner = oneOf('ClockOwner', CLOCK_OWNERS, 'Whose clock runs; nobody: the case waits for time alone.');

export const QueueBand = oneOf(
  'QueueBand',
  QUEUE_BANDS,
  'How much time is left; no_time: no rule sets a time. others: in the tab of all, what others owe, whatever its time.',
);

export const QueueTab = oneOf(
  'QueueTab',
  QUEUE_TABS,
  'A view of the queue. ours: the clock of the centre runs. approval: a second person decides. officers, institutions, agencies, victims: their clock runs. appeals: an appeal waits for its answer. ending: a hold or a suspicion ends within 24 hours unless somebody acts. late: an institution or an agency is overdue.',
);

export const PendingKind = oneOf(
  'PendingKind',
  [
    'aoc_suspension',
    'continue_order',
    'whole_account',
    'break_glass',
    'residual',
    'reinstatement',
    'withdrawal',
    'correction',
    'holder_papers',
    'telecom',
    'telecom_lift',
    'list',
    'delist',
  ],
  'What waits: a freeze request of this kind, the withdrawal of a complaint, a correction of its transfers, a finding by papers about who holds an account (holder_papers), or a directive (telecom, telecom_lift, list, delist). Each is read and decided on by its own routes.',
);

export const FreezeRequestState = oneOf(
  'FreezeRequestState',
  FREEZE_REQUEST_STATES,
  'half_approved: the first of two approvals is given.',
);

/** Codes that say why intake ordered no hold; a code may be added. */
export const NotOrderedCode = z.string().meta({
  description:
    'Stable code of why no hold was ordered at once. SECTION7.STANDING_UNKNOWN: it is not known that the reporter may speak for the holder. SECTION7.NOT_TECHNOLOGY_CRIME: the type of the case does not fit a technology crime. SECTION7.WITHDRAWN: the complaint was withdrawn. SECTION7.DEBIT_DENIED: the institution of the victim denies the debit. SECTION7.TOO_SMALL: all that the victim claims of the account, in this report and in others, is less than row P-SMALL orders by itself; an officer may ask for an order. SECTION7.TOO_OLD: the transfer is too old for an automatic order. SECTION7.ACCOUNT_UNKNOWN: only a PromptPay id is known yet; the order follows when the account is named. SECTION7.HELD_ALREADY: a hold stands for this victim. SECTION7.BEING_RELEASED: an institution has not let go of an earlier hold yet. SECTION7.LET_GO: a person let this money go with a reason (a release by an officer, an appeal that was upheld, a proof); only a person orders it again. SECTION7.NOTHING_FREE: all of the stolen sum is held or ordered already. SECTION7.TIME_OVER: the time for which such a hold may stand is over. SECTION7.RECEIVER_OUTSIDE: the receiver takes no part, so that no order can reach it. SECTION7.TRANSFER_INCOMPLETE: the reference, time or receiver of a transfer is not known yet. SECTION7.REPORTER_LIMIT, SECTION7.ACCOUNT_LIMIT, SECTION7.PERSON_LIMIT: too many reports whose debit nobody confirmed come from this number or person, or are against this account or suspect (P-LIMIT); the order waits for the confirmation.',
});

/** Kinds of breaks; a kind may be added. */
export const BreakKind = z.string().meta({
  description:
    'What differs. Not applied: MORE_THAN_REQUESTED and INCONSISTENT (a receipt that cannot be true), HOLD_ENDED and RELEASE_ORDERED (money reported as held after the end), ORDER_REJECTED, RELEASE_REJECTED (the institution refuses, or its answer or callback breaks its schema; it is asked again), ANSWER_TOO_LARGE (its answer about a hold is larger than 1 MiB, and nobody has read it; opened once for each hold), NOT_WHAT_WAS_HELD (it says that it let go another amount than was held, or that nothing was held before the end of the order) and OTHER_HOLD (it names another hold than that of its order): the release is sent again; SAME_NUMBER (it said something else under the same receiptSeq), RESULT_NOT_FOLLOWED (it does not act on what the officer found), ATTRIBUTION.* (later debits that cannot explain the money); ATTRIBUTION.UNEXPLAINED (of money whose debit is confirmed it holds a part or nothing, names no debit for the rest, and no other hold at the account keeps as much: a person asks where it is; settled when it is held or explained). On the debit: DEBIT_QUESTION_REFUSED (it refuses to answer, or its answer breaks its schema), DEBIT_CONFIRMED_WITH_REASON (it confirms, and gives a reason of a denial), DEBIT_NO_RECEIVER_NAMED (it does not name the account behind a PromptPay id), DEBIT_CONTRADICTS_EARLIER_ANSWER (the first answer stands; but where it confirms a debit that it had denied as never made, or more than it confirmed of another report, that counts), DEBIT_ANSWERS_OTHER_QUESTION (it names a transfer, or says that several fit, where it was asked whether one was made), DEBIT_FOUND_NOTHING_NAMED (it says that it found what the victim told of, and names no transfer). Applied, but to be asked about: DEBIT_AMOUNT_DIFFERS, DEBIT_OTHER_ACCOUNT and DEBIT_TIME_DIFFERS (a detail of the report is wrong; the smaller amount stays suspended until P-URG is over), DEBIT_OTHER_HOLDER (it says that the victim of the report does not hold the debited account; the money stays suspended until P-URG is over, and another victim of the same transfer is asked about anew), HOLDER_IN_DOUBT (several report a transfer whose debit is confirmed, and nobody says which of them holds the account; `reports` names their cases, and it is settled when the holder is known), DEBIT_FOUND_DIFFERS (it names a transfer that is not what the victim told), DEBIT_HOLDER_NOT_CONFIRMED (it names one that fits, and does not say that the victim who reports holds the account; a person adopts it, or nobody), DEBIT_OTHER_RECEIVER (the money arrived elsewhere than was reported; the order follows there), HELD_MONEY_GONE (money that it had confirmed as held is gone, all of it or a part), LAPSED_EARLY (it ended a hold before its time), RECEIVER_NOT_ENROLLED (the money went on to an institution that takes no part). Not about an answer: REPORTER_LIMIT, ACCOUNT_LIMIT and PERSON_LIMIT (orders wait for the confirmation of their debit, because a limit of P-LIMIT is reached; opened once for each number, account or suspect); NOTICE_LIMIT (an institution gave notices of so many credits whose debit nobody confirmed that further orders wait for the confirmation, P-NOTICE); SEARCH_LIMIT (no bank is asked to find more transfers for this number, victim or debited account; a person completes them); DECIDED_BY_INTERESTED (a person decided about the money of whom an interest in the case became known since: a supervisor looks whether it stands); HOLDER_TAKEN_BACK (two persons took back that the reporter and the debited account belong together: a supervisor looks at what stands by it); SEARCH_ENDED (an incomplete transfer was set aside by another person than who took the complaint, or while its institution still had a word to say); STANDING_UNKNOWN (somebody reported for a victim and stated no authority; a person asks for the document, or lets the victim call), ARMED_NO_EVIDENCE (money of an armed hold went to an account of which nothing gives reason to believe yet); ORDER_UNANSWERED (an order to hold money, or to hold it longer, was not answered in time: taken, pending, or never fetched from a workbook; nobody knows that the money is held, and a person telephones; it is settled by the answer, or when nothing is ordered held any more), RELEASE_UNANSWERED and REDUCTION_UNANSWERED (an order that lets money go, as a whole or in part, was not answered in time; the answer settles it; money of a release that another complaint claims is ordered anew then); NOTICE_TAKEN_BACK (a bank takes back as a mistake what it said its customer told it, while a complaint about the same transfer stands: a person compares); FINDING_UNANSWERED (an officer found for the holder of money that only this institution suspects, and no person of it decided in the time of P-POL; its decision settles it); NOTHING_ORDERED (a request was approved, and no order came of it, because what it is about is held no more); DEBIT_REST_NOT_HELD (the debit is confirmed, but a part of it was let go at a later account while the debit looked smaller, and no order holds that part: a person decides); LET_GO_REPORTED_AGAIN (somebody reports money that a person let go with a reason; the report alone orders nothing there, and a person looks whether what is new changes the decision); CONTINUE_ORDER_LATE (a corrected date of the complaint shows that an inquiry officer ordered after his seven days: the hold stands until an inquiry officer releases it). RAISE_REFUSED (an order for more was refused, because another authority holds the rest); REFUSED_UNEXPLAINED (a hold order was refused, and it is not said whether another authority holds the money: a person asks); HELD_UNDER_COURT, HELD_UNDER_AMLO, HELD_UNDER_POLICE and HELD_UNDER_OTHER (another authority holds the money: a person asks it what becomes of the money); AUTHORITY_ENDED (it holds it no more: a person decides whether to hold it again). BANK_NOT_ASKED (no question about the debit came to the victim’s institution, because the centre did not put it or no connection was made: the urgent time of P-URG began anew, and a person telephones the institution until its end). By a statement of the orders that the institution knows: UNKNOWN_TO_BANK (it does not name an order by which it said that it holds money), STATEMENT_AMOUNT, STATEMENT_STATE, STATEMENT_EXPIRY and STATEMENT_ACCOUNT (it states another amount, that money is held or is not, another end or another account than the record); a later statement that agrees settles them, and a statement itself changes no hold. UNKNOWN_TO_CENTRE (it states that it holds money by an order that is not on record: one that was lost with the end of the database, or never was; two persons release it or keep it until its time, POST /v1/lost-orders/{id}/proposals, and it is settled by that, or when the institution states that nothing is held by it any more); LOST_RELEASE_UNANSWERED (the release of such an order was not answered in time; the answer settles it). Of no case: NOT_ON_RECORD (a message about an order, question or hold that the centre did not put to its sender, or lost with the end of its database; it is kept without effect); MESSAGE_TOO_LARGE and MESSAGE_UNREADABLE (a party signed a message that was refused unread, because it is larger than any may be, or because nobody can read what it is about: it is lost unless the party sends it in another form; one is open for each party). From an agency: EVIDENCE_VERSIONS (it changed its answer to one question so often that no more answers to it are taken), EVIDENCE_PERSONS_UNPROVED (it named persons by tokens without a proof of the evaluator that holds, or by tokens that were not asked for: what else it says counts).',
});

export const RoleName = oneOf(
  'RoleName',
  ROLES,
  'Role of a person. unfreeze_desk: the desk of 1441 press 2, which takes the objections of holders. amlo_officer: acts for the Secretary-General of AMLO (section 6). institution_user: works for an institution, and sees only what concerns it.',
);

export const SessionEnd = oneOf(
  'SessionEnd',
  SESSION_ENDS,
  'Why a session ended. signed_out_at_provider: the sign-in provider said so. replaced: the same browser signed in again. too_many: the person signed in in more browsers than allowed, and this session was the oldest. idle, expired: its time was over. refused_by_provider, no_role: the sign-in provider says no more for the person, or gives no role of ours. ended_by_person: the person ended it from another browser.',
);
