import type { HoldState } from '../hold/hold.js';
import type { Satang } from '../money.js';
import type { Account } from '../party.js';
import type { StopReason } from './next-hops.js';

/** How much of one stolen sum a transfer carries, and what happened to it where it arrived. */
export interface TracedPart {
  /** One transfer may carry several parts of one sum: at a merge each credit has its own part. */
  partId: string;
  stolenSumId: string;
  transferId: string;
  /** 0: the victim's own transfer. */
  hop: number;
  from: Account;
  /** Null when the money left the rails, or while only a PromptPay id is known. */
  to: Account | null;
  offRail: string | null;
  amountSatang: Satang;
  attributedSatang: Satang;
  at: Date;
  stopReason: StopReason | null;
  /**
   * What the institution suspends there by itself (section 6), beside any hold; absent: nothing.
   */
  suspendedSatang?: Satang;
  /**
   * What it suspended there by itself and let go, because its time was over or the officer found
   * the suspicion unfounded; absent: nothing.
   */
  letGoSatang?: Satang;
  /**
   * The newest hold on this part, with what orders for less let go of it (absent: nothing); null
   * when none was ordered.
   */
  hold: { state: HoldState; heldSatang: Satang; letGoSatang?: Satang } | null;
  /** What another authority keeps there beside what holds on it hold; absent: nothing. */
  seizedSatang?: Satang;
}
