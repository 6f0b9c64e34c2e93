import type { EntityManager } from 'typeorm';
import {
  type LostOrderAct,
  type LostOrderToDecide,
  mayDecideOnLostOrder,
  mayProposeOnLostOrder,
} from '../../../domain/statement/lost-order.js';
import type { Rulebook } from '../../../domain/rulebook/in-force.js';
import { databaseNow } from '../../../persistence/clock.js';
import { type LostOrderRequestRow, LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { whyNotDecide } from '../../case/work/why-not.js';
import { iso, rowsOf } from '../../case/work/read-rows.js';
import { maskAccount } from '../../case/privacy/mask.js';

/** A lost order as it is listed. */
interface LostOrderListed extends Pick<
  LostOrderRow,
  'id' | 'institution' | 'orderId' | 'holdId' | 'accountNo' | 'caseId' | 'asOrdered' | 'power' | 'state' | 'breakId'
> {
  askedSatang: string;
  heldSatang: string;
  expiresAt: Date;
  issuedAt: Date | null;
  untilAt: Date | null;
  overAt: Date | null;
  foundAt: Date;
  caseNo: string;
  waiting: (Pick<LostOrderRequestRow, 'id' | 'act' | 'reason' | 'requestedBy'> & { requestedAt: string }) | null;
}

/** Which lost orders are listed: those not over, or those that are; `after` is the last id of the page before. */
export interface LostOrderQuery {
  state: 'open' | 'over';
  after?: string | undefined;
  limit: number;
}

/** Reads a page of lost orders, the oldest first, each with what a person may do about it. */
export async function readLostOrders(manager: EntityManager, query: LostOrderQuery, actor: ActingPerson) {
  const now = await databaseNow(manager);
  const rulebook = await loadRulebook(manager, 'th');
  const rows = await rowsOf<LostOrderListed>(
    manager,
    `SELECT o.id, o.institution, o.order_id AS "orderId", o.hold_id AS "holdId", o.account_no AS "accountNo", o.asked_satang AS "askedSatang",
            o.held_satang AS "heldSatang", o.expires_at AS "expiresAt", o.case_id AS "caseId", f.case_no AS "caseNo", o.as_ordered AS "asOrdered",
            o.issued_at AS "issuedAt", o.power, o.state, o.until_at AS "untilAt", o.over_at AS "overAt", o.break_id AS "breakId", o.found_at AS "foundAt",
            (SELECT json_build_object('id', r.id, 'act', r.act, 'reason', r.reason, 'requestedBy', r.requested_by, 'requestedAt', r.requested_at)
               FROM lost_order_request r WHERE r.lost_order_id = o.id AND r.state = 'requested') AS waiting
       FROM lost_order o JOIN case_file f ON f.id = o.case_id
      WHERE (o.state = 'over') = ($1 = 'over') AND ($2::text IS NULL OR o.id > $2) ORDER BY o.id LIMIT $3`,
    [query.state, query.after ?? null, query.limit + 1],
  );
  const page = rows.slice(0, query.limit);
  return {
    orders: page.map(({ accountNo, asOrdered, waiting, ...row }) => ({
      ...row,
      accountMasked: maskAccount(accountNo),
      lostCaseNo: asOrdered?.caseNo ?? null,
      legalBasis: asOrdered?.legalBasis ?? [],
      issuedAt: iso(row.issuedAt),
      expiresAt: row.expiresAt.toISOString(),
      untilAt: iso(row.untilAt),
      overAt: iso(row.overAt),
      foundAt: row.foundAt.toISOString(),
      waiting: waiting === null ? null : { ...waiting, requestedAt: new Date(waiting.requestedAt).toISOString() },
      ...offered({ ...row, waiting }, actor, rulebook, now),
    })),
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Returns why a person may not propose or decide each act now; null where he may. The acts ask the same. */
function offered(order: LostOrderToDecide, actor: ActingPerson, rulebook: Rulebook, now: Date) {
  const propose = (act: LostOrderAct) => whyNotDecide(mayProposeOnLostOrder(order, act, actor, rulebook, now));
  const decide = (verdict: 'approve' | 'refuse') =>
    whyNotDecide(mayDecideOnLostOrder(order, verdict, actor, rulebook, now));
  return {
    whyNotRelease: propose('release'),
    whyNotAdopt: propose('adopt'),
    whyNotApprove: decide('approve'),
    whyNotRefuse: decide('refuse'),
  };
}

/** Reads a lost order of a locked case with what waits on it. */
export async function lostOrderToDecide(
  manager: EntityManager,
  id: string,
): Promise<{ lost: LostOrderRow; waiting: LostOrderToDecide['waiting'] }> {
  const lost = await manager.findOneByOrFail(LostOrderRow, { id });
  const [waiting] = await manager.query<{ act: LostOrderAct; requestedBy: string }[]>(
    `SELECT act, requested_by AS "requestedBy" FROM lost_order_request WHERE lost_order_id = $1 AND state = 'requested'`,
    [id],
  );
  return { lost, waiting: waiting ?? null };
}
