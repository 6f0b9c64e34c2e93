import { type RuleJudge, finding } from '../finding.js';
import { judgeEvidence } from '../reason-to-believe.js';

/** Judges P-EV85B for each account: does the evidence give reason to believe? */
export const reasonToBelieve: RuleJudge = (facts, row) =>
  facts.accounts.map((account) => finding(row, 'account', account.account, judgeEvidence(account, facts, row)));
