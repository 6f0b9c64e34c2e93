import type { ToldTransfer } from '../../domain/complaint/intake/incomplete-transfer.js';
import { amountsOf, type RoughBounds, roughBounds, spanOf } from '../../domain/complaint/intake/told-roughly.js';
import { clockToleranceMs } from '../../domain/rulebook/clock-tolerance.js';
import { type Rulebook, ruleInForce } from '../../domain/rulebook/in-force.js';
import { debitedAccount } from '../case/money/debited-account.js';
import type { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import type { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import type { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { citeRules } from '../case/work/cite-rules.js';
import type { ProvenHolder } from './holder-proof.js';

type Search = NonNullable<DebitQuestion['search']>;

type Receiver =
  | { account: { institution: string; accountNo: string } }
  | { promptPay: { kind: 'phone' | 'national_id' | 'ewallet'; value: string } };

/**
 * The body of a question to the sender's institution, in the shape of the institution protocol: it
 * confirms a transfer, or finds one by what the victim told.
 */
export interface DebitQuestion {
  confirmationId: string;
  caseNo: string;
  account: { institution: string; accountNo: string };
  transfer?: {
    reference: string;
    amountSatang: string;
    at: string;
    to: Receiver | { offRail: 'outside' };
  };
  search?: {
    amountSatang?: string;
    amountBetween?: { fromSatang: string; untilSatang: string };
    between?: { from: string; until: string };
    reference?: string;
    to?: Receiver;
  };
  /** What proves the official number of the victim, with whom the institution compares its holder. */
  holder?: ProvenHolder;
  legalBasis: ReturnType<typeof citeRules>;
}

/**
 * Returns the body of the question whether the account sent a transfer, the same each time. `holder`
 * names the victim who reports it, if it is one; the body proves the number and does not say it. Throws
 * for a transfer without a receiver.
 */
export function debitQuestion(
  rulebook: Rulebook,
  caseNo: string,
  confirmation: DebitConfirmationRow,
  transfer: TransferRow,
  holder: ProvenHolder | null,
): DebitQuestion {
  return {
    confirmationId: confirmation.id,
    caseNo,
    account: { institution: transfer.fromInstitution, accountNo: transfer.fromAccountNo },
    transfer: {
      reference: transfer.reference,
      amountSatang: transfer.amountSatang.toString(),
      at: transfer.transferredAt.toISOString(),
      to: receiverOf(transfer),
    },
    ...(holder === null ? {} : { holder }),
    legalBasis: legalBasisOf(rulebook, confirmation),
  };
}

/**
 * Returns the body of the question which debit of the victim's account a victim told of, the same
 * each time. A receiver whose account the protocol cannot write, such as one abroad, is left out.
 * The time that was told ends at the latest when it was told (`latestTold`): no institution looks for
 * what the victim cannot have told of. What was told as "about" is the time and the amounts around it
 * (P-LIMIT). `holder` names the victim; the body proves the number and does not say it.
 */
export function searchQuestion(
  rulebook: Rulebook,
  caseFile: CaseFileRow,
  confirmation: DebitConfirmationRow,
  told: ToldTransfer,
  holder: ProvenHolder | null,
): DebitQuestion {
  const { caseNo } = caseFile;
  const account = debitedAccount(caseFile);
  if (account === undefined) throw new Error('nobody is asked about an account that nobody knows');
  const { reference, to } = told;
  const latest = latestTold(rulebook, confirmation).toISOString();
  const span = spanOf(told);
  const isWritable = to !== undefined && (!('account' in to) || isAccountOfProtocol(to.account));
  return {
    confirmationId: confirmation.id,
    caseNo,
    account,
    search: {
      ...amountToFind(told, searchBounds(rulebook, confirmation)),
      ...(span === undefined ? {} : { between: { from: span.from, until: earlier(span.until, latest) } }),
      ...(reference === undefined ? {} : { reference }),
      ...(isWritable ? { to } : {}),
    },
    ...(holder === null ? {} : { holder }),
    legalBasis: legalBasisOf(rulebook, confirmation),
  };
}

/**
 * Returns the latest time of which a victim can have told: when the transfer was told and the question
 * about it was written, and by how much clocks may differ (P-AGE).
 */
export function latestTold(rulebook: Rulebook, { askedAt }: Pick<DebitConfirmationRow, 'askedAt'>): Date {
  return new Date(askedAt.getTime() + clockToleranceMs(rulebook, askedAt));
}

/** Returns how far a question may look from what was told roughly: by the row of when it was written. */
export function searchBounds(
  rulebook: Rulebook,
  { askedAt }: Pick<DebitConfirmationRow, 'askedAt'>,
): RoughBounds | undefined {
  return roughBounds(ruleInForce(rulebook, 'P-LIMIT', askedAt));
}

function amountToFind(
  told: ToldTransfer,
  bounds: RoughBounds | undefined,
): Pick<Search, 'amountSatang' | 'amountBetween'> {
  const { amountSatang } = told;
  if (amountSatang !== undefined) return { amountSatang };
  const amounts = amountsOf(told, bounds);
  if (amounts === undefined) return {};
  return { amountBetween: { fromSatang: amounts.from.toString(), untilSatang: amounts.until.toString() } };
}

function earlier(one: string, other: string): string {
  return Date.parse(one) <= Date.parse(other) ? one : other;
}

/** Returns whether an account has the form of `AccountRef`. */
function isAccountOfProtocol({ institution, accountNo }: { institution: string; accountNo: string }): boolean {
  return /^[a-z0-9-]+$/.test(institution) && /^[0-9]{10,15}$/.test(accountNo);
}

function legalBasisOf(rulebook: Rulebook, { askedAt }: DebitConfirmationRow): DebitQuestion['legalBasis'] {
  return citeRules(rulebook, [ruleInForce(rulebook, 'SHARE-4', askedAt).rowId]);
}

function receiverOf(transfer: TransferRow): NonNullable<DebitQuestion['transfer']>['to'] {
  if (transfer.offRail !== null) return { offRail: 'outside' };
  if (transfer.promptpayKind !== null && transfer.promptpayValue !== null) {
    return {
      promptPay: {
        kind: transfer.promptpayKind,
        value: transfer.promptpayValue,
      },
    };
  }
  if (transfer.toInstitution === null || transfer.toAccountNo === null)
    throw new Error(`transfer ${transfer.id} has no receiver`);
  return { account: { institution: transfer.toInstitution, accountNo: transfer.toAccountNo } };
}
