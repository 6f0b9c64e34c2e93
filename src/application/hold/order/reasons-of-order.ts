import type { EntityManager } from 'typeorm';
import { reasonRules } from '../../../domain/hold/order/reasons-of-order.js';
import { HOLDER_GAVE_NOTICE } from '../../../domain/judgement/rules/victim-holder-notice.js';
import { accountKey } from '../../../domain/party.js';
import type { RuleRow } from '../../../domain/rulebook/row.js';
import type { FreezeRequestRow } from '../../../persistence/entities/case/freeze-request.entities.js';
import type { HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { FindingRow } from '../../../persistence/entities/findings/judgement.entities.js';

/** The findings of `$3` about `$4` that were met by the last judgement of case `$1` up to `$2`. */
const STOOD = `
  SELECT f.reasons FROM finding f
   CROSS JOIN (SELECT coalesce(max(number), 0) AS number FROM judgement WHERE case_id = $1 AND judged_at <= $2) last
   WHERE f.case_id = $1 AND f.judgement <= last.number AND f.outcome = 'met' AND f.rule_id = ANY ($3) AND f.subject = ANY ($4)
     AND NOT EXISTS (SELECT 1 FROM judgement j WHERE j.case_id = $1 AND j.number <= last.number AND f.id = ANY (j.ended_finding_ids))
   ORDER BY f.rule_id, f.subject, f.id`;

/**
 * Reads the reasons of an order in Thai, as they stood when it was issued, so that they never
 * change: the victim's notice, the ground of the notice of section 6, what the person wrote who asked for
 * the order, and the findings of the rules that it cites.
 */
export async function reasonsOfOrder(
  manager: EntityManager,
  order: HoldOrderRow,
  hold: HoldRow,
  basis: readonly RuleRow[],
  request: FreezeRequestRow | null,
): Promise<string[]> {
  const found = await manager.query<Pick<FindingRow, 'reasons'>[]>(STOOD, [
    order.caseId,
    order.issuedAt,
    reasonRules(basis),
    [order.caseId, accountKey(hold), hold.transferId, await firstTransferOf(manager, hold)],
  ]);
  const given = order.kind === 'section7' ? [HOLDER_GAVE_NOTICE.th] : [await groundOfNotice(manager, order)];
  const warrant = order.kind === 'whole_account' ? warrantTh(request) : null;
  const shown = found.flatMap(({ reasons }) => reasons.map(({ th }) => th));
  return [...new Set([...given, warrant, request?.reason ?? null, ...shown])].flatMap((reason) => reason ?? []);
}

/** Returns how an order cites its seizure warrant, in Thai. */
function warrantTh(request: FreezeRequestRow | null): string | null {
  if (request?.warrantSha256 == null) return null;
  const { seizureWarrantNo, warrantAuthority, warrantIssuedOn, warrantSha256 } = request;
  return `หมายอายัดที่ ${seizureWarrantNo} ออกโดย ${warrantAuthority} ลงวันที่ ${warrantIssuedOn} (SHA-256 ${warrantSha256})`;
}

async function firstTransferOf(manager: EntityManager, { stolenSumId }: HoldRow): Promise<string> {
  const [sum] = await manager.query<{ transferId: string }[]>(
    'SELECT transfer_id AS "transferId" FROM stolen_sum WHERE id = $1',
    [stolenSumId],
  );
  if (sum === undefined) throw new Error(`no stolen sum ${stolenSumId}`);
  return sum.transferId;
}

async function groundOfNotice(manager: EntityManager, { noticeId }: HoldOrderRow): Promise<string | null> {
  if (noticeId === null) return null;
  const [notice] = await manager.query<{ ground: string }[]>(
    `SELECT body->>'ground' AS ground FROM notice WHERE id = $1`,
    [noticeId],
  );
  return notice?.ground ?? null;
}
