import { z } from 'zod';
import { Instant, SatangString } from '../common.js';
import { StopPassedBy, StopReason } from '../values.js';

const MaskedAccount = z.object({ institution: z.string(), accountMasked: z.string() });

/**
 * GET /v1/cases/{id}/trail: `victims=all` adds the stolen sums of other victims that reached the
 * same accounts.
 */
export const TrailQuery = z.strictObject({ victims: z.enum(['case', 'all']).default('case') });
export type TrailQuery = z.infer<typeof TrailQuery>;

/**
 * Satang by what became of them. For an account the eleven add up to what arrived; in total, to what
 * was stolen.
 */
const Became = z
  .object({
    held: SatangString,
    /** Suspended by the institution on its own suspicion (section 6). */
    suspended: SatangString,
    /** Kept under another power. */
    seized: SatangString,
    released: SatangString,
    /** Went on to a later account; 0 in the total, where money counts where it arrived. */
    onward: SatangString,
    /** Became cash, card payment or crypto, or went abroad. */
    offRails: SatangString,
    /** Arrived where the rules do not follow it; the links say why. */
    stopped: SatangString,
    /** Paid to a PromptPay id whose account nobody has named yet. */
    awaitingReceiver: SatangString,
    /** Nobody has ordered anything yet. */
    awaitingOrder: SatangString,
    /** An order is out, and the institution has not answered. */
    awaitingAnswer: SatangString,
    /** The institution neither holds it nor names a later debit for it. */
    unexplained: SatangString,
  })
  .meta({ id: 'WhatBecame' });

/** A graph with accounts that stolen money reached as nodes and transfers as edges. */
export const MoneyGraph = z
  .object({
    stolenSatang: SatangString,
    became: Became,
    accounts: z.array(
      MaskedAccount.extend({
        /**
         * Number of the node, used in `from` and `to` of the transfers, because two masked
         * accounts may look alike.
         */
        node: z.number().int(),
        /** Fewest steps from a victim. */
        hop: z.number().int(),
        /** Number of stolen sums that meet here. */
        stolenSums: z.number().int(),
        receivedSatang: SatangString,
        became: Became,
        /** True when money that left it came back to it. */
        inCycle: z.boolean(),
        stops: z
          .array(z.object({ reason: StopReason, passedBy: StopPassedBy.describe('Who may order there all the same.') }))
          .describe('Why the trail stops here, the reason of most money first; empty where it does not.'),
      }),
    ),
    transfers: z.array(
      z.object({
        transferId: z.string(),
        /** Null: a victim's account, which no stolen money reached. */
        from: z.number().int().nullable(),
        /** Null: the money left the rails, or only a PromptPay id is known yet. */
        to: z.number().int().nullable(),
        offRail: z.string().nullable(),
        amountSatang: SatangString,
        /** The attributed part, over all stolen sums. */
        attributedSatang: SatangString,
        transferredAt: Instant,
      }),
    ),
  })
  .meta({ id: 'MoneyGraph' });
export type MoneyGraph = z.infer<typeof MoneyGraph>;

export const TrailView = z
  .object({
    /**
     * One link for each part: at a merge a transfer carries on several parts of one stolen sum.
     */
    links: z.array(
      z.object({
        partId: z.string(),
        /** The part that this one continues; null for a victim's own transfer. */
        continuesPartId: z.string().nullable(),
        stolenSumId: z.string(),
        transferId: z.string(),
        hop: z.number().int(),
        from: MaskedAccount,
        to: MaskedAccount.nullable(),
        offRail: z.string().nullable(),
        /**
         * Paid to a PromptPay id; followed when the sending institution names the account behind
         * it.
         */
        awaitsReceiver: z.boolean(),
        reference: z.string(),
        amountSatang: SatangString,
        attributedSatang: SatangString,
        transferredAt: Instant,
        stopReason: StopReason.nullable(),
        holdId: z.string().nullable(),
        /** What its newest hold suspends now; 0 when it is over. */
        heldSatang: SatangString,
        /** What the receiving institution suspends of it by itself (section 6). */
        suspendedSatang: SatangString,
        /**
         * What was let go of the hold, in part while it went on and as a whole at its end; without
         * a hold, what the institution suspended by itself and released again.
         */
        letGoSatang: SatangString,
      }),
    ),
    /** Null when the stored facts contradict each other. */
    graph: MoneyGraph.nullable(),
    contradiction: z.object({ code: z.string(), detail: z.string() }).nullable(),
  })
  .meta({ id: 'TrailView' });
