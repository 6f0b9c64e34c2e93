import type {
  AccountFacts,
  CaseFacts,
  Finding,
  Known,
  NumberFacts,
  TransferFacts,
} from '../../src/domain/judgement/facts.js';
import type { HoldFacts } from '../../src/domain/hold/hold.js';
import type { ComplaintClock } from '../../src/domain/hold/order/power-onward.js';
import type { ComplaintOfTransfer } from '../../src/domain/judgement/complaint-time.js';
import type { ReleaseFacts } from '../../src/domain/hold/end/release-effect.js';
import { buildRulebook } from '../../src/domain/rulebook/build.js';
import type { RuleId, RuleRow } from '../../src/domain/rulebook/row.js';
import { HOUR_MS } from '../../src/domain/time.js';

export const TH = buildRulebook('th');
export const DEMO = buildRulebook('demo');
export const NOW = new Date('2026-11-24T03:00:00Z');

export function hoursBefore(at: Date, hours: number): Date {
  return new Date(at.getTime() - hours * HOUR_MS);
}

export function hoursAfter(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * HOUR_MS);
}

export function known<T>(value: T, ...evidenceIds: string[]): Known<T> {
  return { known: true, value, evidenceIds };
}

export const NO_ANSWER = { known: false, why: 'no_answer' } as const satisfies Known<never>;

/** A reported transfer, confirmed by the victim's institution. */
export function transferFacts(over: Partial<TransferFacts> = {}): TransferFacts {
  return {
    transferId: 'T1',
    amountSatang: 5_000_000n,
    transferredAt: hoursBefore(NOW, 2),
    debit: 'confirmed',
    account: 'th-014:9000000001',
    claimedSatang: over.amountSatang ?? 5_000_000n,
    ...over,
  };
}

/** An account with every answer in, none of which speaks against it. */
export function cleanAccount(over: Partial<AccountFacts> = {}): AccountFacts {
  return {
    account: 'th-014:9000000001',
    debit: 'confirmed',
    hr03: known('none', 'E-amlo'),
    colour: known('none', 'E-bot'),
    acceptedComplaint: known(false, 'E-ccib'),
    specialCase: known(false, 'E-dsi'),
    passThroughMinutes: known(null, 'E-bank'),
    saidToPassOn: false,
    provenUnrelated: false,
    otherVictims: 0,
    ...over,
  };
}

/** A number that reached the victim, with every answer in, none of which speaks against it. */
export function numberFacts(over: Partial<NumberFacts> = {}): NumberFacts {
  return {
    sim: known({ registration: 'identified', suspended: false }, 'E-nbtc'),
    listed: known('unlisted', 'E-mdes'),
    isMobile: true,
    isProtected: false,
    isCutOff: false,
    ...over,
  };
}

/**
 * A case reported by the account holder an hour ago, with one confirmed transfer to a clean
 * account.
 */
export function caseFacts(over: Partial<CaseFacts> = {}): CaseFacts {
  return {
    caseId: 'CASE',
    caseType: 'goods_solo',
    receivedAt: hoursBefore(NOW, 1),
    victimReports: over.holderReports ?? true,
    holderReports: true,
    reporterLimitReached: false,
    statementAt: null,
    withdrawnAt: null,
    transfers: [transferFacts()],
    accounts: [cleanAccount()],
    simEvidence: known(false, 'E-nbtc'),
    walletEvidence: known(false, 'E-sec'),
    numbers: [numberFacts()],
    stolenSatang: 5_000_000n,
    ...over,
  };
}

/** The clock of section 7 of a victim who holds the account and reported at an instant. */
export function clockSince(receivedAt: Date, statementAt: Date | null = null): ComplaintClock {
  return { receivedAt, isReport: true, statementAt, officerActed: statementAt !== null };
}

/** One victim's complaint about a transfer, by a report at an instant. */
export function complaintsSince(
  receivedAt: Date,
  over: Partial<ComplaintOfTransfer> = {},
): readonly ComplaintOfTransfer[] {
  return [{ victim: 'V1', receivedAt, victimReports: true, statementAt: null, ...over }];
}

/**
 * Returns the newest row of a rule, by its place in the rulebook, so that a test does not depend
 * on the code that finds the row in force. Throws when the rule has none.
 */
export function newestRow(ruleId: RuleId): RuleRow {
  const row = TH.filter((candidate) => candidate.ruleId === ruleId).at(-1);
  if (row === undefined) throw new Error(`no row of ${ruleId}`);
  return row;
}

/** Returns the only finding of a rule; throws when there is none or more than one. */
export function only(findings: readonly Finding[], ruleId: string): Finding {
  const found = findings.filter((finding) => finding.ruleId === ruleId);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} findings of ${ruleId}`);
  return found[0];
}

/** A hold of 1,000 baht that was ordered and is not answered. */
export function holdFacts(over: Partial<HoldFacts> = {}): HoldFacts {
  return {
    state: 'ordered',
    kind: 'section7',
    requestedSatang: 100_000n,
    heldSatang: 0n,
    reservedSatang: 100_000n,
    expiresAt: hoursAfter(NOW, 1),
    ...over,
  };
}

/** An institution's receipt for the release of what a hold holds. */
export function truthfulRelease({ heldSatang, expiresAt }: HoldFacts): ReleaseFacts {
  const result = heldSatang > 0n ? 'RELEASED' : 'NOTHING_HELD';
  return { isOfHold: true, result, releasedSatang: heldSatang, orders: [], at: expiresAt };
}

/** By what numbers are judged: the row of P-EV5 in force, with no number cut off. */
export const BY_P_EV5 = { measure: TH.find(({ ruleId }) => ruleId === 'P-EV5'), cutOff: [] };
