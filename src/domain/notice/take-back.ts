import type { HolderStanding } from '../debit/holder-word.js';
import { type Refusal, refuse } from '../result.js';

/** Why a bank takes back what it gave notice of as told by its customer. */
export type TakenBackBecause = 'mistake' | 'customer_withdrew';

/** What decides about taking back a customer's notice. */
export interface NoticeToTakeBack {
  /** The institution that gave it. */
  givenBy: string;
  isTakenBack: boolean;
  /** Whether the notice opened its case; else it joined a report of the same customer. */
  hasOpened: boolean;
  /** The case has been withdrawn, or is closed: nothing is left to end. */
  isOver: boolean;
  /** An inquiry officer received a complaint of the customer, noted on the case. */
  hasStatement: boolean;
}

/**
 * Returns why an institution may not take a customer's notice back, or null. Refusals: `NOTICE.ABSENT`,
 * also for a notice of another institution; `NOTICE.TAKEN_BACK`.
 */
export function refuseTakingBack(notice: NoticeToTakeBack | undefined, institution: string): Refusal | null {
  if (notice?.givenBy !== institution)
    return refuse('NOTICE.ABSENT', 'your institution gave no such notice of what a customer told it');
  return notice.isTakenBack ? refuse('NOTICE.TAKEN_BACK', 'the notice was taken back already') : null;
}

/**
 * Returns what a bank ends by taking a customer's notice back: what rests on the notice alone. A complaint
 * of the customer, at 1441 or to an inquiry officer, has its own clock and its own withdrawal by two
 * persons, so that a bank ends nothing of it.
 */
export function endsByTakingBack({ hasOpened, isOver, hasStatement }: NoticeToTakeBack): 'notice' | 'nothing' {
  return hasOpened && !isOver && !hasStatement ? 'notice' : 'nothing';
}

/**
 * Returns whether who withdraws a report takes back with it what a bank's customer told of the same account: only where
 * it is known that he holds the account, and so is that customer. Anybody can report the account, and withdraw; of
 * whom nobody knows it, the bank that vouches for its customer says whether he withdrew.
 */
export function speaksForCustomer(holder: HolderStanding): boolean {
  return holder === 'known';
}
