import type { EntityManager } from 'typeorm';
import type { ChainHead } from '../../../persistence/audit/append-audit.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { KEEP_PLANS } from '../../../persistence/keep-plans.js';
import { entityOf, rowAsJson } from '../../../persistence/read-together.js';

/** A case that is locked, as it is then. */
interface LockedCase {
  caseFile: CaseFileRow;
  /** It is the case that the caller asked for, and not one that shares its money. */
  isOwn: boolean;
  head: ChainHead;
  /** The database's clock, read when all cases were locked. */
  now: Date;
}

/**
 * Locks the cases of `ids` with the ends of their audit chains, in order of id, and reads both as
 * they are once they are locked: for a row that was changed while the lock waited, PostgreSQL takes
 * the new one. `ids` and `own`, the id of the case that was asked for, are SQL with `parameters`.
 * The clock stands outside of the locking query, so that it is read after the wait. Every case has
 * a chain, because the transaction that opens it writes its first event.
 */
export async function lockCases(
  manager: EntityManager,
  ids: string,
  own: string,
  parameters: unknown[],
): Promise<LockedCase[]> {
  const rows: { now: Date; row: unknown; isOwn: boolean | null; sequence: number; hash: string }[] =
    await manager.query(
      `SELECT clock_timestamp() AS now, ${KEEP_PLANS} AS plans, locked.* FROM (
       SELECT ${rowAsJson(manager, CaseFileRow)} AS row, r.id = ${own} AS "isOwn", head.sequence, head.hash
         FROM case_file r JOIN audit_head head ON head.chain = r.id
        WHERE r.id = ANY (${ids}) ORDER BY r.id FOR UPDATE) AS locked`,
      parameters,
    );
  const now = rows.at(-1)?.now;
  if (now === undefined) return [];
  return rows.map(({ row, isOwn, sequence, hash }) => ({
    caseFile: entityOf(manager, CaseFileRow, row),
    isOwn: isOwn === true,
    head: { sequence, hash },
    now,
  }));
}
