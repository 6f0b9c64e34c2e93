import type { EntityManager } from 'typeorm';
import type { AppealState, AppealTier } from '../../domain/appeal/appeal.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { sumSatang } from '../../domain/money.js';
import { numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { AppealDecisionRow, AppealFilingRow, AppealRow } from '../../persistence/entities/appeal.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { maskAccount } from '../case/mask.js';
import { iso, rowsOf } from '../case/read-rows.js';

interface Row {
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
  amountSatang: string;
  regularMerchant: boolean;
  receivedAt: Date;
  tierSince: Date;
  targetAt: Date;
  breachAt: Date;
  reviewer: string | null;
  settledAt: Date | null;
  together: string[];
}

/**
 * A regular merchant by what his institution signed, or by a payment on record that was shielded as
 * one to a shop; never by his own word.
 */
const APPEALS = `
  SELECT a.id, a.case_id AS "caseId", a.hold_id AS "holdId", a.round, h.notice_reference AS reference, a.state, a.tier, a.rule_row_id AS "ruleRowId", a.choice_row_ids AS "choiceRowIds",
         h.institution, h.account_no AS "accountNo", h.state AS "holdState",
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

/**
 * The order of `byTriage` in SQL; `$1` is the instant, `$2` the sum that counts as low. An appeal
 * whose hold has ended waits for nothing any more.
 */
const RANKED = `
  SELECT q.*, CASE WHEN q."breachAt" <= $1 THEN 0 WHEN q."amountSatang" <= $2 THEN CASE WHEN q."regularMerchant" THEN 1 ELSE 2 END
                   WHEN q."regularMerchant" THEN 3 ELSE 4 END AS rank
    FROM (${APPEALS} WHERE a.settled_at IS NULL AND h.state IN ('ordered', 'unconfirmed', 'held', 'partly_held')) q`;

/**
 * A page of the appeals that wait for an answer, in the order of triage, and the `after` of the
 * next one.
 */
export async function readAppealQueue(
  manager: EntityManager,
  query: { tier?: AppealTier | undefined; after?: string | undefined; limit: number },
) {
  const now = await databaseNow(manager);
  const lowSatang = numberParameter(ruleInForce(await loadRulebook(manager, 'th'), 'P-REL', now), 'lowSatang');
  const rows = await rowsOf<Row & { rank: number }>(
    manager,
    `WITH ranked AS MATERIALIZED (${RANKED})
     SELECT * FROM ranked
      WHERE ($3::text IS NULL OR tier = $3)
        AND ($4::text IS NULL OR (rank, "tierSince", id) > (SELECT rank, "tierSince", id FROM ranked WHERE id = $4))
      ORDER BY rank, "tierSince", id LIMIT $5`,
    [now, lowSatang, query.tier ?? null, query.after ?? null, query.limit + 1],
  );
  const page = rows.slice(0, query.limit);
  return {
    appeals: page.map(({ rank, ...row }) => ({ ...toAppeal(row), rank, pastTarget: row.targetAt <= now })),
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** An appeal with all that was said for it and answered, or undefined. */
export async function readAppeal(manager: EntityManager, id: string) {
  const [row] = await rowsOf<Row>(manager, `${APPEALS} WHERE a.id = $1`, [id]);
  if (row === undefined) return undefined;
  const filings = await manager.find(AppealFilingRow, { where: { appealId: id }, order: { id: 'ASC' } });
  return {
    ...toAppeal(row),
    ruleRowId: row.ruleRowId,
    choiceRowIds: row.choiceRowIds,
    filings: filings.map(({ tier, way, filedBy, statement, holderIs, filedAt }) => ({
      tier,
      way,
      filedBy,
      statement,
      holderIs,
      filedAt: filedAt.toISOString(),
    })),
    decisions: (await decisionsOf(manager, id)).map((decision) => ({
      ...toAnswer(decision),
      id: decision.id,
      person: decision.person,
      role: decision.role,
      keepSatang: decision.keepSatang?.toString() ?? null,
      releaseOrderId: decision.releaseOrderId,
    })),
  };
}

/**
 * An appeal and those that were brought with it, each of which its appellant proved to be his;
 * undefined when there is no such appeal.
 */
export async function readAppealsTogether(manager: EntityManager, id: string) {
  const first = await readAppeal(manager, id);
  if (first === undefined) return undefined;
  const others = await Promise.all(first.together.map((other) => readAppeal(manager, other)));
  const appeals = [first, ...others.filter((appeal) => appeal !== undefined)];
  const held = appeals.filter(({ holdState }) => LIVE_HOLD_STATES.some((state) => state === holdState));
  return { amountSatang: sumSatang(held.map(({ amountSatang }) => BigInt(amountSatang))).toString(), appeals };
}

/** The appeal of the latest round against a hold, or null. */
export function newestAppeal(manager: EntityManager, holdId: string): Promise<AppealRow | null> {
  return manager.findOne(AppealRow, { where: { holdId }, order: { round: 'DESC' } });
}

/** What was done with an appeal so far, in order. */
export function decisionsOf(manager: EntityManager, appealId: string): Promise<AppealDecisionRow[]> {
  return manager.find(AppealDecisionRow, { where: { appealId }, order: { id: 'ASC' } });
}

/** An answer as everybody may see it who sees the appeal. */
export function toAnswer({ tier, verdict, reasonTh, reasonEn, decidedAt }: AppealDecisionRow) {
  return { tier, verdict, reason: { th: reasonTh, en: reasonEn }, decidedAt: decidedAt.toISOString() };
}

function toAppeal({ accountNo, ruleRowId: _ruleRowId, choiceRowIds: _choiceRowIds, ...row }: Row) {
  return {
    ...row,
    accountMasked: maskAccount(accountNo),
    receivedAt: row.receivedAt.toISOString(),
    tierSince: row.tierSince.toISOString(),
    targetAt: row.targetAt.toISOString(),
    breachAt: row.breachAt.toISOString(),
    settledAt: iso(row.settledAt),
  };
}
