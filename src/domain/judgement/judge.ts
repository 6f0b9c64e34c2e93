import type { NotOrderedCode } from '../complaint/intake/not-ordered.js';
import { type Result, ok, refuse } from '../result.js';
import { withChoices } from '../rulebook/choices.js';
import { type Rulebook, findRule, ruleInForce } from '../rulebook/in-force.js';
import type { RuleId } from '../rulebook/row.js';
import type { CaseFacts, Finding } from './facts.js';
import type { RuleJudge } from './finding.js';
import { fitsTechnologyCrime } from './fits-technology-crime.js';
import { accountUnrelated } from './rules/account-unrelated.js';
import { type AssignedRoute, beyondStation, routeBy } from './rules/beyond-station.js';
import { centreMaySuspend } from './rules/centre-may-suspend.js';
import { colourOnRecord } from './rules/colour-on-record.js';
import { cutOffToLift } from './rules/cut-off-to-lift.js';
import { dataToShare } from './rules/data-to-share.js';
import { debitStillUnconfirmed } from './rules/debit-still-unconfirmed.js';
import { disclosureToNotify } from './rules/disclosure-to-notify.js';
import { mayBeListed } from './rules/may-be-listed.js';
import { noticeRelayed } from './rules/notice-relayed.js';
import { numberDataNeeded } from './rules/number-data-needed.js';
import { numberUsedInCrime } from './rules/number-used-in-crime.js';
import { officerAcceptedComplaint } from './rules/officer-accepted-complaint.js';
import { officerMayContinue } from './rules/officer-may-continue.js';
import { reasonToBelieve } from './rules/reason-to-believe.js';
import { isRecentEnough, recentEnough } from './rules/recent-enough.js';
import { reportIsComplaint } from './rules/report-is-complaint.js';
import { institutionSuspects, officerExamines, officerNotified, timeOfSection6Over } from './rules/section-6.js';
import { victimComplained } from './rules/victim-complained.js';
import { victimHolderNotice } from './rules/victim-holder-notice.js';

/** The conditions that rows of the rulebook may name. */
export const CONDITIONS: Readonly<Record<string, RuleJudge>> = {
  accountUnrelated,
  beyondStation,
  centreMaySuspend,
  colourOnRecord,
  cutOffToLift,
  dataToShare,
  debitStillUnconfirmed,
  disclosureToNotify,
  institutionSuspects,
  mayBeListed,
  noticeRelayed,
  numberDataNeeded,
  numberUsedInCrime,
  officerAcceptedComplaint,
  officerExamines,
  officerMayContinue,
  officerNotified,
  reasonToBelieve,
  recentEnough,
  reportIsComplaint,
  timeOfSection6Over,
  victimComplained,
  victimHolderNotice,
};

/** The rules that a case is judged by, in the order in which an officer reads them. */
export const JUDGED_RULES: readonly RuleId[] = [
  'VIC-7A',
  'P-S7AOC',
  'P-URG',
  'P-AGE',
  'BANK-6A',
  'OFF-6B',
  'OFF-6C',
  'LIFT-6D',
  'VIC-7B',
  'OFF-7C',
  'OFF-7D',
  'AOC-85A',
  'P-BLACK',
  'P-DARK-GREY',
  'P-LIGHT-GREY',
  'P-DARK-BROWN',
  'P-LIGHT-BROWN',
  'P-EV85B',
  'AOC-85B',
  'AOC-85C',
  'LIST-42',
  'NBTC-5',
  'P-UNCUT',
  'TEL-5',
  'SHARE-4',
  'SHARE-4N',
  'P-ASSIGN',
];

/**
 * Judges a case by the rows in force at `now`. Each rule and subject gets one finding, with
 * reasons, missing evidence, and the choices (C1 to C7) that the rule read in this case. A rule
 * that is not in force, or whose row has no condition, gets none. Throws when a row names an
 * unknown condition.
 */
export function judgeCase(facts: CaseFacts, rulebook: Rulebook, now: Date): Finding[] {
  return JUDGED_RULES.flatMap((ruleId) => {
    const row = findRule(rulebook, ruleId, now);
    if (row === undefined || row.condition === 'none') return [];
    const judge = CONDITIONS[row.condition];
    if (judge === undefined) throw new Error(`${row.rowId} names the unknown condition ${row.condition}`);
    const { value, choices } = withChoices(rulebook, (watched) => judge(facts, row, { rulebook: watched, now }));
    return value.map((finding) => ({ ...finding, choiceRowIds: choices.map(({ rowId }) => rowId) }));
  });
}

/**
 * Returns the body that investigates the case by what is known now; DSI's answer may change it.
 */
export function assignedRoute(facts: CaseFacts, rulebook: Rulebook, now: Date): AssignedRoute {
  return routeBy(facts, ruleInForce(rulebook, 'P-ASSIGN', now), { rulebook, now });
}

/**
 * Decides whether a section 7 order for a reported transfer may leave without an officer's
 * decision. Refusals: `SECTION7.STANDING_UNKNOWN`,
 * `SECTION7.NOT_TECHNOLOGY_CRIME`,
 * `SECTION7.WITHDRAWN`, `SECTION7.DEBIT_DENIED`,
 * `SECTION7.TOO_OLD`, `SECTION7.ACCOUNT_UNKNOWN`, `SECTION7.REPORTER_LIMIT` (only while the debit
 * is unconfirmed). Throws when the case has no such transfer.
 */
export function mayOrderSection7(
  facts: CaseFacts,
  transferId: string,
  rulebook: Rulebook,
  now: Date,
): Result<null, NotOrderedCode> {
  const transfer = facts.transfers.find((reported) => reported.transferId === transferId);
  if (transfer === undefined) throw new Error(`case ${facts.caseId} has no transfer ${transferId}`);
  ruleInForce(rulebook, 'VIC-7A', now);
  // Also of a victim who does not hold the account: it may be his child's or his company's.
  if (!facts.holderReports) {
    return refuse(
      'SECTION7.STANDING_UNKNOWN',
      'it is not known that the reporter may speak for the holder of the account',
    );
  }
  if (!fitsTechnologyCrime(facts, { rulebook, now })) {
    return refuse('SECTION7.NOT_TECHNOLOGY_CRIME', 'the type of the case is not known to fit a technology crime');
  }
  if (facts.withdrawnAt !== null) return refuse('SECTION7.WITHDRAWN', 'the complaint was withdrawn');
  if (transfer.debit === 'denied') return refuse('SECTION7.DEBIT_DENIED', "the victim's institution denies the debit");
  if (!isRecentEnough(facts, transfer, ruleInForce(rulebook, 'P-AGE', now))) {
    return refuse('SECTION7.TOO_OLD', 'the transfer is too old for an automatic order');
  }
  if (transfer.account === null) return refuse('SECTION7.ACCOUNT_UNKNOWN', 'the receiving account is not known yet');
  if (facts.reporterLimitReached && transfer.debit !== 'confirmed') {
    return refuse('SECTION7.REPORTER_LIMIT', 'the reporter has too many complaints whose debit nobody confirmed');
  }
  return ok(null);
}
