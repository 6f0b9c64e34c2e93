import type { CountingLaw } from '../deadlines/deadline-of.js';
import { findRule, listParameter, numberParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { COLOUR_NAMES } from './colour-treatment.js';
import type { AccountFacts, CaseFacts, Known } from './facts.js';
import { type Outcome, type Reason, type Verdict, evidenceOf } from './finding.js';

/**
 * One of the alternatives of P-EV85B: each gives reason to believe together with a confirmed
 * debit.
 */
interface Alternative {
  outcome: Outcome;
  /** Why it is met; shown only when it is met. */
  reason: Reason;
  missing: readonly string[];
  evidenceIds: readonly string[];
}

/** Returns the accounts, by their keys, of which the evidence gives reason to believe (P-EV85B). */
export function believedAccounts(facts: CaseFacts, { rulebook, now }: CountingLaw): ReadonlySet<string> {
  const measure = findRule(rulebook, 'P-EV85B', now);
  if (measure === undefined) return new Set();
  const believed = facts.accounts.filter((account) => judgeEvidence(account, facts, measure).outcome === 'met');
  return new Set(believed.map(({ account }) => account));
}

/**
 * Judges whether the evidence gives reason to believe that an account was used in the crime
 * (P-EV85B): the debit is confirmed and at least one alternative is met. While a missing answer
 * could still change the outcome, the outcome is unknown.
 */
export function judgeEvidence(account: AccountFacts, facts: CaseFacts, row: RuleRow): Verdict {
  const alternatives = [
    listedByAmlo(account, listParameter(row, 'hr03Lists')),
    colouredByRegistry(account, listParameter(row, 'colours')),
    complainedBefore(account),
    whosePassingOnCounts(account, row, passedThrough(account, numberParameter(row, 'passThroughMaxMinutes'))),
    whosePassingOnCounts(account, row, simOrWalletWithOtherVictim(account, facts)),
  ];
  const consulted = alternatives.flatMap((alternative) => alternative.evidenceIds);
  if (account.debit === 'denied') {
    const reason = {
      th: 'ธนาคารของผู้เสียหายปฏิเสธว่าไม่มีการโอนที่เป็นต้นทางของเส้นทางเงิน',
      en: "the victim's institution denies the debit that the trail starts from",
    };
    return { outcome: 'not_met', reasons: [reason], evidenceIds: consulted };
  }
  const met = alternatives.filter((alternative) => alternative.outcome === 'met');
  const open = alternatives.filter((alternative) => alternative.outcome === 'unknown');
  if (met.length > 0) return withAlternative(account, met);
  if (open.length > 0) return stillOpen(account, open, consulted);
  const nothingFound = {
    th: 'หน่วยงานและธนาคารตอบครบแล้ว ไม่พบเหตุใดตามเกณฑ์',
    en: 'every answer is there and none of the grounds holds',
  };
  const turningEvidence = alternatives.flatMap((alternative) => alternative.missing);
  return { outcome: 'not_met', reasons: [nothingFound], missing: turningEvidence, evidenceIds: consulted };
}

const DEBIT_UNKNOWN: Reason = {
  th: 'ธนาคารของผู้เสียหายยังไม่ยืนยันการโอน',
  en: "the victim's institution has not confirmed the debit yet",
};

function withAlternative(account: AccountFacts, met: readonly Alternative[]): Verdict {
  const reasons = met.map((alternative) => alternative.reason);
  const evidenceIds = met.flatMap((alternative) => alternative.evidenceIds);
  if (account.debit === 'confirmed') {
    const debit = { th: 'ธนาคารของผู้เสียหายยืนยันการโอนแล้ว', en: "the victim's institution confirmed the debit" };
    return { outcome: 'met', reasons: [debit, ...reasons], evidenceIds };
  }
  return {
    outcome: 'unknown',
    reasons: [...reasons, DEBIT_UNKNOWN],
    missing: ['institution.debit_confirmation'],
    evidenceIds,
  };
}

function stillOpen(account: AccountFacts, open: readonly Alternative[], consulted: readonly string[]): Verdict {
  const waiting = {
    th: 'ยังไม่พบเหตุตามเกณฑ์ และยังขาดคำตอบที่อาจเปลี่ยนผลได้',
    en: 'no ground is shown yet, and answers that could show one are missing',
  };
  const missing = open.flatMap((alternative) => alternative.missing);
  if (account.debit === 'confirmed') {
    return { outcome: 'unknown', reasons: [waiting], missing, evidenceIds: consulted };
  }
  return {
    outcome: 'unknown',
    reasons: [DEBIT_UNKNOWN, waiting],
    missing: ['institution.debit_confirmation', ...missing],
    evidenceIds: consulted,
  };
}

function fromAnswer<T>(answer: Known<T>, holds: (value: T) => boolean, reason: Reason, code: string): Alternative {
  if (!answer.known) return { outcome: 'unknown', reason, missing: [code], evidenceIds: [] };
  return { outcome: holds(answer.value) ? 'met' : 'not_met', reason, missing: [], evidenceIds: answer.evidenceIds };
}

function listedByAmlo(account: AccountFacts, lists: readonly string[]): Alternative {
  const list = account.hr03.known ? account.hr03.value : '';
  const reason = { th: `ปปง. ขึ้นบัญชี ${list}`, en: `AMLO lists the holder on ${list}` };
  return fromAnswer(account.hr03, (value) => lists.includes(value), reason, 'amlo.hr03');
}

function colouredByRegistry(account: AccountFacts, colours: readonly string[]): Alternative {
  const name = COLOUR_NAMES[account.colour.known ? account.colour.value : 'none'];
  const reason = {
    th: `ทะเบียนกลางจัดบัญชีเป็น${name.th}`,
    en: `the Central Fraud Registry has the account as ${name.en}`,
  };
  return fromAnswer(account.colour, (colour) => colours.includes(colour), reason, 'bot.colour');
}

function complainedBefore(account: AccountFacts): Alternative {
  const reason = {
    th: 'ตำรวจเคยรับคำร้องทุกข์เกี่ยวกับบัญชีนี้',
    en: 'police accepted an earlier complaint against the account',
  };
  return fromAnswer(account.acceptedComplaint, (accepted) => accepted, reason, 'ccib.accepted_complaint');
}

/**
 * Returns what is left of a ground that is ordinary for an account whose business it is to pass on
 * money of others: payment agents, acquirers, pooled wallets, utilities. Money leaves it in
 * minutes, and several victims reach it, whoever the criminal is. Two persons settle which account
 * that is (`passOnAccounts`, or `notPassOnAccounts` where they do not believe it); the
 * institution's word alone is no proof of a licence, and only keeps the ground open.
 */
function whosePassingOnCounts(account: AccountFacts, row: RuleRow, ground: Alternative): Alternative {
  if (ground.outcome === 'not_met') return ground;
  if (listParameter(row, 'passOnAccounts').includes(account.account))
    return { ...ground, outcome: 'not_met', missing: [] };
  if (!account.saidToPassOn || listParameter(row, 'notPassOnAccounts').includes(account.account)) return ground;
  return { ...ground, outcome: 'unknown', missing: [...ground.missing, 'centre.pass_on_account'] };
}

function passedThrough(account: AccountFacts, maxMinutes: number): Alternative {
  const value = account.passThroughMinutes.known ? account.passThroughMinutes.value : null;
  // Whole minutes are said, rounded up: within them the money had moved on.
  const minutes = Math.max(1, Math.ceil(value ?? 0));
  const reason = {
    th: `ธนาคารยืนยันว่าเงินถูกโอนต่อภายใน ${minutes} นาที`,
    en: `the bank confirms that the money moved on within ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
  };
  const isQuick = (value: number | null) => value !== null && value <= maxMinutes;
  return fromAnswer(account.passThroughMinutes, isQuick, reason, 'institution.pass_through');
}

/**
 * Judges SIM and wallet evidence. It is weak, so it counts only together with another victim whose
 * trail reaches the same account, or who named the same number or wallet.
 */
function simOrWalletWithOtherVictim(account: AccountFacts, facts: CaseFacts): Alternative {
  const contactVictims = facts.group?.contactVictims ?? 0;
  const reason =
    account.otherVictims > 0
      ? {
          th: 'มีหลักฐานซิมหรือกระเป๋าสินทรัพย์ดิจิทัล และมีผู้เสียหายรายอื่นที่เส้นทางเงินมาถึงบัญชีนี้',
          en: "there is SIM or wallet evidence, and another victim's trail reaches the account",
        }
      : {
          th: 'มีหลักฐานซิมหรือกระเป๋าสินทรัพย์ดิจิทัล และมีผู้เสียหายรายอื่นแจ้งหมายเลขหรือกระเป๋าเดียวกัน',
          en: 'there is SIM or wallet evidence, and another victim named the same number or wallet',
        };
  const shown = [facts.simEvidence, facts.walletEvidence].some((answer) => answer.known && answer.value);
  const evidenceIds = evidenceOf(facts.simEvidence, facts.walletEvidence);
  if (account.otherVictims + contactVictims < 1) {
    return { outcome: 'not_met', reason, missing: shown ? ['centre.other_victim'] : [], evidenceIds };
  }
  if (shown) return { outcome: 'met', reason, missing: [], evidenceIds };
  const missing = [
    ...(facts.simEvidence.known ? [] : ['nbtc.sim']),
    ...(facts.walletEvidence.known ? [] : ['sec.wallet']),
  ];
  return { outcome: missing.length > 0 ? 'unknown' : 'not_met', reason, missing, evidenceIds };
}
