import type { DataSource } from 'typeorm';
import type { Due, DueKind } from './due-kind.js';
import { DUE_KINDS, type Why, WHYS } from './kinds/all.js';

/** Something that is due, of a kind that is known. */
export interface DueNow extends Due {
  readonly why: Why;
}

/** SQL of what is due of a kind, read in order of its index; `$1` names the subjects to leave out. */
function ofKind(why: Why): string {
  const { from, id, caseId, at, othersMs = 0, atMost, frees }: DueKind = DUE_KINDS[why];
  const turn = frees === true ? '0' : `row_number() OVER (ORDER BY ${at})`;
  return `(SELECT '${why}' AS why, ${id} AS id, ${caseId} AS case_id, ${at} AS at, ${turn} AS turn FROM ${from}
    AND ${at} <= now() - interval '${othersMs} milliseconds' AND ${id} <> ALL ($1) ORDER BY ${at} LIMIT ${atMost})`;
}

/**
 * Reads what is due: first what frees money, then one of each kind in turn, the longest waiting of each first. Leaves
 * out what is `left`, by id, and what belongs to a case that another act has locked: it is done after that. The share
 * lock of this statement alone stops no other act.
 */
export async function readDue(db: DataSource, left: readonly string[], whys: readonly Why[] = WHYS): Promise<DueNow[]> {
  return db.query(
    `WITH due AS MATERIALIZED (${whys.map(ofKind).join('\n UNION ALL ')})
     SELECT due.why, due.id, due.case_id AS "caseId" FROM due JOIN case_file f ON f.id = due.case_id
      ORDER BY due.turn, due.at FOR KEY SHARE OF f SKIP LOCKED`,
    [left],
  );
}
