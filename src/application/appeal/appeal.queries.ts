import type { EntityManager } from 'typeorm';
import type { AppealState, AppealTier } from '../../domain/appeal/appeal.js';
import type { PartTaken } from '../../domain/appeal/part-in-hold.js';
import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import type { Account } from '../../domain/party.js';
import { sqlList } from '../../persistence/sql-list.js';
import { groupBy, rowsOf } from '../case/work/read-rows.js';
import { heldNowSql } from '../case/money/held-now-sql.js';
import { endedInSilenceSql } from '../hold/release/ended-in-silence.js';

/** An appeal with what it is about. */
export interface AppealWithHoldRow {
  id: string;
  caseId: string;
  holdId: string;
  round: number;
  reference: string;
  state: AppealState;
  tier: AppealTier;
  ruleRowId: string;
  choiceRowIds: string[];
  institution: string;
  accountNo: string;
  holdState: string;
  /** The power that it rests on, which says whose order it is. */
  holdKind: HoldKind;
  /** What is held, or what was asked for while nothing is held. */
  amountSatang: string;
  /**
   * The institution signed that the holder is a regular merchant, or a payment on record was
   * shielded as one to a shop; the holder's own statement does not count.
   */
  regularMerchant: boolean;
  receivedAt: Date;
  tierSince: Date;
  targetAt: Date;
  breachAt: Date;
  reviewer: string | null;
  settledAt: Date | null;
  /** Ids of the appeals that were filed together with it. */
  together: string[];
}

const APPEALS = `
  SELECT a.id, a.case_id AS "caseId", a.hold_id AS "holdId", a.round, h.notice_reference AS reference, a.state, a.tier, a.rule_row_id AS "ruleRowId", a.choice_row_ids AS "choiceRowIds",
         h.institution, h.account_no AS "accountNo", h.state AS "holdState", h.kind AS "holdKind",
         CASE WHEN h.held_satang > 0 THEN h.held_satang ELSE h.requested_satang END AS "amountSatang",
         EXISTS (SELECT 1 FROM appeal_filing f WHERE f.appeal_id = a.id AND f.holder_is = 'regular_merchant')
           OR EXISTS (SELECT 1 FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
                       WHERE l.stop_reason = 'merchant_shield' AND t.to_institution = h.institution AND t.to_account_no = h.account_no)
           AS "regularMerchant",
         a.received_at AS "receivedAt", a.tier_since AS "tierSince", a.target_at AS "targetAt", a.breach_at AS "breachAt",
         a.reviewer, a.settled_at AS "settledAt",
         ARRAY(SELECT DISTINCT other.appeal_id FROM appeal_filing own JOIN appeal_filing other ON other.together_id = own.together_id
                WHERE own.appeal_id = a.id AND other.appeal_id <> a.id ORDER BY 1) AS together
    FROM appeal a JOIN hold h ON h.id = a.hold_id`;

/** Reads one appeal, or undefined when there is none. */
export async function appealWithHold(manager: EntityManager, appealId: string): Promise<AppealWithHoldRow | undefined> {
  const [row] = await rowsOf<AppealWithHoldRow>(manager, `${APPEALS} WHERE a.id = $1`, [appealId]);
  return row;
}

/** Reads the appeals against the holds of a case, answered ones too, oldest first. */
export function appealsOfCase(manager: EntityManager, caseId: string): Promise<AppealWithHoldRow[]> {
  return rowsOf<AppealWithHoldRow>(manager, `${APPEALS} WHERE a.case_id = $1 ORDER BY a.id`, [caseId]);
}

/**
 * The open appeals with their rank, in the SQL form of `triageRank`; `$1` is the instant, `$2` the
 * sum that counts as low. An appeal whose hold has ended waits for nothing.
 */
const RANKED = `
  SELECT q.*, CASE WHEN q."breachAt" <= $1 THEN 0 WHEN q."amountSatang" <= $2 THEN CASE WHEN q."regularMerchant" THEN 1 ELSE 2 END
                   WHEN q."regularMerchant" THEN 3 ELSE 4 END AS rank
    FROM (${APPEALS} WHERE a.settled_at IS NULL AND h.state IN (${sqlList(LIVE_HOLD_STATES)})) q`;

/**
 * Which open appeals to read: at most `limit`, after the appeal of that id in the order of triage.
 */
export interface QueueQuery {
  now: Date;
  /** A sum up to this counts as low (P-REL). */
  lowSatang: number;
  tier: AppealTier | null;
  after: string | null;
  limit: number;
}

/** Reads open appeals in the order of triage (`byTriage`). */
export function appealQueue(
  manager: EntityManager,
  { now, lowSatang, tier, after, limit }: QueueQuery,
): Promise<(AppealWithHoldRow & { rank: number })[]> {
  return rowsOf<AppealWithHoldRow & { rank: number }>(
    manager,
    `WITH ranked AS MATERIALIZED (${RANKED})
     SELECT * FROM ranked
      WHERE ($3::text IS NULL OR tier = $3)
        AND ($4::text IS NULL OR (rank, "tierSince", id) > (SELECT rank, "tierSince", id FROM ranked WHERE id = $4))
      ORDER BY rank, "tierSince", id LIMIT $5`,
    [now, lowSatang, tier, after, limit],
  );
}

/** Reads what persons did with a hold; the database refuses the answer of each of them too. */
export async function partsInHold(manager: EntityManager, holdId: string): Promise<PartTaken[]> {
  return (await partsInHolds(manager, [holdId])).get(holdId) ?? [];
}

/** Reads the same by hold, for those in which anybody has a part. */
export async function partsInHolds(
  manager: EntityManager,
  holdIds: readonly string[],
): Promise<ReadonlyMap<string, PartTaken[]>> {
  const rows = await rowsOf<PartTaken & { holdId: string }>(
    manager,
    `SELECT asked.hold_id AS "holdId", p.person, p.part
       FROM unnest($1::text[]) AS asked (hold_id) CROSS JOIN LATERAL parts_in_hold(asked.hold_id) p`,
    [holdIds],
  );
  return groupBy(rows, ({ holdId }) => holdId);
}

/** A hold on an account with its newest appeal, whose `breachAt` is text. */
export interface HoldOnAccountRow {
  holdId: string;
  caseId: string;
  reference: string;
  kind: string;
  state: HoldState;
  /** It ended on record, and its institution has not said so (`toldState`). */
  endedInSilence: boolean;
  requestedSatang: string;
  heldSatang: string;
  orderedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  holderNotifiedAt: Date | null;
  releaseNotifiedAt: Date | null;
  appeal: { id: string; state: AppealState; tier: AppealTier; breachAt: string } | null;
}

/** Reads all holds on an account, over all cases, newest first. */
export function holdsOnAccount(
  manager: EntityManager,
  { institution, accountNo }: Account,
): Promise<HoldOnAccountRow[]> {
  return rowsOf<HoldOnAccountRow>(
    manager,
    `SELECT h.id AS "holdId", h.case_id AS "caseId", h.notice_reference AS reference, h.kind, h.state, ${endedInSilenceSql('h')} AS "endedInSilence",
            h.requested_satang AS "requestedSatang", (${heldNowSql('h')})::text AS "heldSatang", h.ordered_at AS "orderedAt",
            h.expires_at AS "expiresAt", h.ended_at AS "endedAt", h.holder_notified_at AS "holderNotifiedAt",
            h.release_notified_at AS "releaseNotifiedAt",
            CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'state', a.state, 'tier', a.tier, 'breachAt', a.breach_at) END AS appeal
       FROM hold h
       LEFT JOIN LATERAL (SELECT * FROM appeal q WHERE q.hold_id = h.id ORDER BY q.round DESC LIMIT 1) a ON true
      WHERE h.institution = $1 AND h.account_no = $2 ORDER BY h.id DESC`,
    [institution, accountNo],
  );
}
