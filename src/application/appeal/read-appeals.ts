import type { EntityManager } from 'typeorm';
import type { AppealTier } from '../../domain/appeal/appeal.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { sumSatang } from '../../domain/money.js';
import { numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { AppealDecisionRow, AppealFilingRow, AppealRow } from '../../persistence/entities/case/appeal.entities.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { maskAccount } from '../case/privacy/mask.js';
import { iso } from '../case/work/read-rows.js';
import { whoOrdered } from '../hold/view/who-ordered.js';
import { appealQueue, appealsOfCase, appealWithHold, type AppealWithHoldRow } from './appeal.queries.js';

/**
 * Reads a page of the appeals that wait for an answer, in the order of triage; `next` is the
 * `after` of the next page.
 */
export async function readAppealQueue(
  manager: EntityManager,
  query: { tier?: AppealTier | undefined; after?: string | undefined; limit: number },
) {
  const now = await databaseNow(manager);
  const lowSatang = numberParameter(ruleInForce(await loadRulebook(manager, 'th'), 'P-REL', now), 'lowSatang');
  const rows = await appealQueue(manager, {
    now,
    lowSatang,
    tier: query.tier ?? null,
    after: query.after ?? null,
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  return {
    appeals: page.map(({ rank, ...row }) => ({ ...toAppeal(row), rank, pastTarget: row.targetAt <= now })),
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/**
 * Reads the appeals against the holds of a case, answered ones too, oldest first, without what was
 * said; undefined when there is no such case.
 */
export async function readCaseAppeals(manager: EntityManager, caseId: string) {
  if (!(await manager.existsBy(CaseFileRow, { id: caseId }))) return undefined;
  return { appeals: (await appealsOfCase(manager, caseId)).map(toAppeal) };
}

/** Reads an appeal with its filings and answers; undefined when there is none. */
export async function readAppeal(manager: EntityManager, id: string) {
  const row = await appealWithHold(manager, id);
  if (row === undefined) return undefined;
  const filings = await manager.find(AppealFilingRow, { where: { appealId: id }, order: { id: 'ASC' } });
  const hold = await manager.findOneByOrFail(HoldRow, { id: row.holdId });
  return {
    ...toAppeal(row),
    hold: {
      kind: hold.kind,
      ...(await whoOrdered(manager, [hold.id]))(hold.id),
      orderedAt: hold.orderedAt.toISOString(),
      expiresAt: hold.expiresAt.toISOString(),
      heldSatang: hold.heldSatang.toString(),
      requestedSatang: hold.requestedSatang.toString(),
    },
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
 * Reads an appeal and the appeals that were filed together with it, each with a proof of its own;
 * undefined when there is no such appeal.
 */
export async function readAppealsTogether(manager: EntityManager, id: string) {
  const first = await readAppeal(manager, id);
  if (first === undefined) return undefined;
  const others = await Promise.all(first.together.map((otherId) => readAppeal(manager, otherId)));
  const appeals = [first, ...others.filter((appeal) => appeal !== undefined)];
  const held = appeals.filter(({ holdState }) => LIVE_HOLD_STATES.some((state) => state === holdState));
  return { amountSatang: sumSatang(held.map(({ amountSatang }) => BigInt(amountSatang))).toString(), appeals };
}

/** Reads the appeal of the latest round against a hold, or null. */
export function newestAppeal(manager: EntityManager, holdId: string): Promise<AppealRow | null> {
  return manager.findOne(AppealRow, { where: { holdId }, order: { round: 'DESC' } });
}

/** Reads what officers did with an appeal so far, in order. */
function decisionsOf(manager: EntityManager, appealId: string): Promise<AppealDecisionRow[]> {
  return manager.find(AppealDecisionRow, { where: { appealId }, order: { id: 'ASC' } });
}

/** Returns an answer as everyone who sees the appeal may see it. */
export function toAnswer({ tier, verdict, reasonTh, reasonEn, decidedAt }: AppealDecisionRow) {
  return { tier, verdict, reason: { th: reasonTh, en: reasonEn }, decidedAt: decidedAt.toISOString() };
}

function toAppeal({ accountNo, ruleRowId: _ruleRowId, choiceRowIds: _choiceRowIds, ...row }: AppealWithHoldRow) {
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
