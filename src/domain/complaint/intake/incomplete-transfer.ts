import type { DebitState } from '../../debit/debit-verdict.js';
import { type HolderFacts, isHolderKnown } from '../../debit/holder-word.js';
import type { Actor } from '../../freeze-request/freeze-request.js';
import type { DebitConfirmationMessage, FoundTransfer, PromptPay } from '../../hold/messages.js';
import type { SatangString } from '../../money.js';
import { type Account, accountKey } from '../../party.js';
import { type Refusal, refuse } from '../../result.js';
import { DAY_MS } from '../../time.js';
import { refuseTaker } from '../../second-person/taker-of-report.js';
import { amountsOf, isNarrow, type RoughBounds, type Span, spanOf, type ToldRoughly } from './told-roughly.js';

/**
 * The state of an incomplete transfer. `completed`: it is known which transfer it was. `set_aside`:
 * a person gave it up, or the complaint was withdrawn. `told_again`: more or better is known of it, and
 * another one stands in its place. All three are final.
 */
export const INCOMPLETE_TRANSFER_STATES = ['open', 'completed', 'set_aside', 'told_again'] as const;
export type IncompleteTransferState = (typeof INCOMPLETE_TRANSFER_STATES)[number];

/** Returns whether the state of an incomplete transfer may change so. */
export function mayChangeIncompleteTransfer(from: IncompleteTransferState, to: IncompleteTransferState): boolean {
  return from === 'open' && to !== 'open';
}

/**
 * What a victim told of a transfer of which the reference, the time or the receiver is not known.
 * It is recorded as told: nothing is a stolen sum, claimed or held because of it.
 */
export interface ToldTransfer extends ToldRoughly {
  amountSatang?: SatangString | undefined;
  /** Within which time the money left the account. */
  between?: Span | undefined;
  reference?: string | undefined;
  to?: { account: Account } | { promptPay: PromptPay } | undefined;
  /** What was told of it and cannot be right, in the words of who wrote it down; it is asked again. */
  asTold?: Partial<Record<TransferGap, string | undefined>> | undefined;
}

/** What a person must still tell of an incomplete transfer before it can be reported. */
export const TRANSFER_GAPS = ['amount', 'time', 'reference', 'receiver'] as const;
export type TransferGap = (typeof TRANSFER_GAPS)[number];

/**
 * Returns what is not known of a transfer, in the order in which it is asked for. A span of time is
 * not a time, and neither "about" is known.
 */
export function missingOf({ amountSatang, between, reference, to }: ToldTransfer): TransferGap[] {
  const known: Readonly<Record<TransferGap, boolean>> = {
    amount: amountSatang !== undefined,
    time: between !== undefined && between.from === between.until,
    reference: reference !== undefined,
    receiver: to !== undefined,
  };
  return TRANSFER_GAPS.filter((gap) => !known[gap]);
}

/** Returns what was told of a transfer and cannot be right, in the order in which it is asked again. */
export function wrongOf({ asTold = {} }: ToldTransfer): TransferGap[] {
  return TRANSFER_GAPS.filter((gap) => asTold[gap] !== undefined);
}

/**
 * How long the time within which money left may be, in milliseconds: 7 days. It is a bound of ours,
 * so that no institution looks through months of payments that nobody reported; no law gives it.
 */
export const LONGEST_SPAN_MS = 7 * DAY_MS;

/**
 * Returns whether the victim's institution can be asked to find a transfer: by its amount, with its
 * reference or within a time. Less would have it disclose payments that nobody reported, and an
 * answer without the amount to compare it with could never be adopted. An amount that is told as
 * "about" needs bounds (row P-LIMIT), and without a reference a short time: else many payments fit.
 */
export function maySearch(told: ToldTransfer, bounds: RoughBounds | undefined): boolean {
  if (amountsOf(told, bounds) === undefined) return false;
  if (told.reference !== undefined) return true;
  const span = spanOf(told);
  return span !== undefined && (told.amountSatang !== undefined || (bounds !== undefined && isNarrow(span, bounds)));
}

/**
 * Returns whether a transfer that an institution found is surely the one that the victim told of.
 * The amount must be the victim's, or around what the victim told as "about", so that no answer raises
 * what is held beyond what was told.
 */
function fits(told: ToldTransfer, found: FoundTransfer, bounds: RoughBounds | undefined): boolean {
  const { reference, to } = told;
  const [amounts, span] = [amountsOf(told, bounds), spanOf(told)];
  const [atMs, amount] = [Date.parse(found.at), BigInt(found.amountSatang)];
  return (
    amounts !== undefined &&
    amount >= amounts.from &&
    amount <= amounts.until &&
    (reference === undefined || reference === found.reference) &&
    (span === undefined || (atMs >= Date.parse(span.from) && atMs <= Date.parse(span.until))) &&
    (to === undefined || !('account' in to) || accountKey(to.account) === accountKey(found.to))
  );
}

/**
 * Returns whether the officers who read the evidence of a case see which debit an institution named:
 * once it is adopted, or, so that they can compare it with what was told, where reporter and account
 * belong together. Else it is a payment that nobody reported, perhaps a stranger's.
 */
export function mayShowFound(about: HolderFacts & { isAdopted: boolean; isKnownByPapers: boolean }): boolean {
  return about.isAdopted || isHolderKnown({ ...about, isVouchedFor: about.isKnownByPapers });
}

/** What is on record of an incomplete transfer when an answer about it arrives. */
export interface SearchOnRecord {
  question: DebitState;
  transfer: IncompleteTransferState;
  told: ToldTransfer;
  /** How far from what was told roughly the institution was asked to look; undefined: not at all. */
  bounds: RoughBounds | undefined;
  /** The latest time of which the victim can have told: when it was told, and the tolerance of clocks. */
  latest: Date;
  /**
   * What the answer names cannot be another transfer of this case: the case has reported it, the
   * institution said something else of its reference before, or a field of it cannot be right.
   */
  isImpossible: boolean;
  /** The institution denied the debit of the very transfer that it names now. */
  isDenied: boolean;
  /** The reference of the transfer that a person completed it with; undefined: nobody did. */
  completedAs: string | undefined;
  /** The complaint is the notice of the victim who holds the debited account. */
  holderReports: boolean;
  /** The question proved the victim's number. */
  provesNumber: boolean;
  /** Two persons put on record that reporter and account belong together (P-PAPERS). */
  isKnownByPapers: boolean;
}

/** Answers to a search that only a person can make sense of. */
export type DoubtfulFind = 'FOUND_NOTHING_NAMED' | 'CONTRADICTS_EARLIER_ANSWER';

/**
 * The effect of an answer. `adopt`: the found transfer becomes a report of the case, and its debit
 * is confirmed. `settle`: nothing becomes of it. `dispute`: a person compares the two.
 */
export type SearchEffect =
  | { do: 'nothing'; outcome: 'PENDING' | 'DUPLICATE' }
  | { do: 'ask_person'; outcome: DoubtfulFind }
  | { do: 'dispute'; outcome: 'FOUND_DIFFERS' | 'HOLDER_NOT_CONFIRMED' }
  | { do: 'settle'; state: 'confirmed' | 'denied' }
  | { do: 'adopt'; found: FoundTransfer };

/**
 * Decides the effect of an institution's answer to the question which transfer a victim told of.
 * The first answer counts, also after the deadline. What it found must fit everything that the
 * victim told, so that no institution names a payment of its own choice, and must have left before
 * the victim told of it; else a person looks. Where a person completed the transfer meanwhile, or
 * set it aside, the answer is only noted; one that names another reference than was reported is
 * compared by a person. An institution that denied this debit before contradicts itself: nothing
 * rests on its answer. Where reporter and account are not known to belong together, what fits is
 * not adopted either: a person decides (`refuseToAdopt`).
 */
export function effectOfFind(
  onRecord: SearchOnRecord,
  { result, found, holder }: Pick<DebitConfirmationMessage, 'result' | 'found' | 'holder'>,
): SearchEffect {
  const { question, transfer, completedAs } = onRecord;
  if (result === 'PENDING') return { do: 'nothing', outcome: 'PENDING' };
  const answered = result === 'CONFIRMED' ? 'confirmed' : 'denied';
  if (question === answered) return { do: 'nothing', outcome: 'DUPLICATE' };
  if (question === 'confirmed' || question === 'denied')
    return { do: 'ask_person', outcome: 'CONTRADICTS_EARLIER_ANSWER' };
  if (answered === 'denied') return { do: 'settle', state: 'denied' };
  if (found === undefined) return { do: 'ask_person', outcome: 'FOUND_NOTHING_NAMED' };
  if (transfer === 'open') {
    const effect = effectOnOpen(onRecord, found);
    const isKnown = isHolderKnown({ ...onRecord, holder, isVouchedFor: onRecord.isKnownByPapers });
    return effect.do !== 'adopt' || isKnown ? effect : { do: 'dispute', outcome: 'HOLDER_NOT_CONFIRMED' };
  }
  return completedAs === undefined || completedAs === found.reference
    ? { do: 'settle', state: 'confirmed' }
    : { do: 'dispute', outcome: 'FOUND_DIFFERS' };
}

function effectOnOpen(
  { told, bounds, latest, isImpossible, isDenied }: SearchOnRecord,
  found: FoundTransfer,
): SearchEffect {
  const isLater = Date.parse(found.at) > latest.getTime();
  if (!fits(told, found, bounds) || isLater || isImpossible) return { do: 'dispute', outcome: 'FOUND_DIFFERS' };
  return isDenied ? { do: 'ask_person', outcome: 'CONTRADICTS_EARLIER_ANSWER' } : { do: 'adopt', found };
}

/**
 * Returns the transfer that a person may adopt in place of the institution's word on the holder: what
 * the institution named fits all that was told, as `effectOfFind` asks; undefined: none does.
 */
export function adoptableFind(
  onRecord: SearchOnRecord,
  answer: Pick<DebitConfirmationMessage, 'result' | 'found'>,
): FoundTransfer | undefined {
  const effect = effectOfFind(
    { ...onRecord, holderReports: true, provesNumber: true },
    { ...answer, holder: 'MATCHES' },
  );
  return effect.do === 'adopt' ? effect.found : undefined;
}

/**
 * Returns why a person may not adopt what an institution found, or undefined. Who took a part of
 * the report has vouched for the reporter already, so another person decides. Refusal: `APPROVAL.OWN_INTAKE`.
 */
export function refuseToAdopt(takenBy: readonly string[], actor: Pick<Actor, 'subject'>): Refusal | undefined {
  return refuseTaker(takenBy, actor, 'decide what its bank found') ?? undefined;
}

/** A person who sets an incomplete transfer aside, beside whom took the complaint. */
export interface SettingAside {
  takenBy: string;
  actor: string;
  roles: readonly string[];
  /** The institution was asked to find it, and nothing came of that yet. */
  isSearched: boolean;
}

/**
 * Returns why a person may not set an incomplete transfer aside, or undefined. A hotline operator
 * ends only what he took himself; of another's, an officer of the centre is the second person.
 * Refusal: `INCOMPLETE_TRANSFER.NOT_TAKER`.
 */
export function refuseToSetAside({ takenBy, actor, roles }: Omit<SettingAside, 'isSearched'>): Refusal | undefined {
  return takenBy === actor || roles.includes('aoc_officer')
    ? undefined
    : refuse('INCOMPLETE_TRANSFER.NOT_TAKER', 'who took the complaint, or an officer, sets its transfer aside');
}

/**
 * Returns whether a supervisor looks at the end of an incomplete transfer: another person than who
 * took the complaint ended it, or its institution still had a word to say.
 */
export function isEndLookedAt({ takenBy, actor, isSearched }: SettingAside): boolean {
  return takenBy !== actor || isSearched;
}

/**
 * Returns why an incomplete transfer cannot be completed or set aside, or undefined. Refusals:
 * `INCOMPLETE_TRANSFER.ABSENT`, `INCOMPLETE_TRANSFER.SETTLED`.
 */
export function refuseToSettle(transfer: { state: IncompleteTransferState } | undefined): Refusal | undefined {
  if (transfer === undefined)
    return refuse('INCOMPLETE_TRANSFER.ABSENT', 'the complaint has no such incomplete transfer');
  return transfer.state === 'open'
    ? undefined
    : refuse('INCOMPLETE_TRANSFER.SETTLED', 'the transfer was completed or set aside already');
}
