import type { DebitVerdict } from '../../debit/debit-verdict.js';
import type { RivalClaim } from '../../debit/rival-claims.js';
import type { ClaimStanding } from '../../hold/end/release-reason.js';
import type { HoldFacts } from '../../hold/hold.js';
import type { Asker } from '../../hold/order/held-for-victim.js';
import type { CaseFacts } from '../../judgement/facts.js';
import type { StolenSumFacts } from '../../ledger/ledger.js';
import type { Satang } from '../../money.js';
import type { Account } from '../../party.js';
import type { Rulebook } from '../../rulebook/in-force.js';

/** A hold on a part of a stolen sum, as it stands: a command that changes it changes what is read here. */
export interface HoldOfSum extends HoldFacts {
  id: string;
  /** The part of the trail that it is on. */
  trailLinkId: string;
  hop: number;
  institution: string;
  accountNo: string;
  stateReason: string | null;
  seizedSatang: Satang;
  letGoSatang: Satang;
  orderedAt: Date;
  section7From: Date;
  endedAt: Date | null;
}

/** A part of the trail of a stolen sum. */
export interface PartOfSum {
  id: string;
  hop: number;
  attributedSatang: Satang;
  /** The part that it went on from; null for the victim's own transfer. */
  parentLinkId: string | null;
  /** The hold whose answer named it. */
  parentHoldId: string | null;
}

/** A stolen sum as a case that claims it sees it when it looks. */
export interface SumOnRecord<Hold extends HoldOfSum, Part extends PartOfSum> extends StolenSumFacts {
  transferId: string;
  /** What is known of its debit, also by rival claims. */
  debit: DebitVerdict;
  claim: ClaimStanding;
  /** The case reported it, or its institution vouches for it; else the case rests on another report's holds. */
  isOwn: boolean;
  /** The claims about its debit, where others say something else. */
  contested: { own: RivalClaim; rivals: readonly RivalClaim[] } | undefined;
  /** What was debited, where the sending institution says that it differs. */
  debitedSatang: Satang | null;
  /** From when the urgent time is counted, where it began anew. */
  urgentFrom: Date | null;
  asker: Asker;
  /** What the case is judged by. */
  facts: CaseFacts;
  /** The account that the victim paid; null while none is known. */
  receiver: Account | null;
  parts: readonly Part[];
  /** Oldest first. */
  readonly holds: readonly Hold[];
}

/** The rulebook and the instant by which it is decided. */
export interface Law {
  rulebook: Rulebook;
  now: Date;
}

/** Returns the holds on a part. */
export function holdsOnPart<H extends Pick<HoldOfSum, 'trailLinkId'>>(
  holds: readonly H[],
  { id }: Pick<PartOfSum, 'id'>,
): H[] {
  return holds.filter(({ trailLinkId }) => trailLinkId === id);
}
