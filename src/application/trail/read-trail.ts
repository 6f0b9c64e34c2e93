import type { EntityManager } from 'typeorm';
import { heldNow, letGoOfHold } from '../../domain/hold/hold.js';
import { maskAccount } from '../case/privacy/mask.js';
import { graphOf, holdOf } from './read-trail-graph.js';
import { type TrailRow, trailRows } from './trail.queries.js';

/**
 * Reads the trail of a case's stolen money, part by part, and its graph; for `all` victims with
 * the sums of other cases that reached the same accounts. Undefined when there is no such case,
 * because a case has a trail from its first transaction on.
 */
export async function readTrail(manager: EntityManager, caseId: string, victims: 'case' | 'all' = 'case') {
  const rows = await trailRows(manager, caseId, victims === 'all');
  return rows.length === 0 ? undefined : { links: rows.map(linkView), ...graphOf(rows) };
}

function linkView(row: TrailRow) {
  const { fromInstitution, fromAccountNo, toInstitution, toAccountNo, ...others } = row;
  const { outsideInstitution, outsideAccountNo, holdState, holdLetGoSatang: _, seizedSatang: __, ...plain } = others;
  const institution = toInstitution ?? outsideInstitution;
  const accountNo = toAccountNo ?? outsideAccountNo;
  const hold = holdState === null ? null : holdOf(row, holdState);
  return {
    ...plain,
    from: { institution: fromInstitution, accountMasked: maskAccount(fromAccountNo) },
    to: institution === null || accountNo === null ? null : { institution, accountMasked: maskAccount(accountNo) },
    awaitsReceiver: toAccountNo === null && row.offRail === null && row.stopReason === null,
    transferredAt: row.transferredAt.toISOString(),
    heldSatang: hold === null ? '0' : heldNow(hold).toString(),
    letGoSatang: hold === null ? row.letGoSatang : letGoOfHold(hold).toString(),
  };
}
