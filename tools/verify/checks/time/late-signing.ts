import type { EntityManager } from 'typeorm';
import { ACKNOWLEDGED_EVENT, GAP_EVENT, SIGNED_WITHIN_MINUTES } from '../../../../src/persistence/audit/checkpoint.js';

/** What no checkpoint signed within ten minutes. */
export interface LateSigning {
  /** Events that a checkpoint signed late without a word: nobody saw them grow. */
  readonly untold: string[];
  /** Gaps that the keeper told and no person has said anything of. */
  readonly open: ToldGap[];
  /** Gaps of which a person has said why. They stay named for ever. */
  readonly settled: ToldGap[];
}

interface ToldGap {
  /** True when no checkpoint stood before it: the chain begins with what nobody saw grow. */
  readonly isBeginning: boolean;
  readonly words: string;
}

/** Each head under a checkpoint signs the events after the head before it: the first is the oldest. */
const LATE = `
  SELECT e.chain || '#' || e.sequence AS head, e.at, s.checkpoint
    FROM (SELECT chain, checkpoint, lag(sequence, 1, 0) OVER (PARTITION BY chain ORDER BY sequence) + 1 AS first FROM audit_checkpoint_head) s
    JOIN audit_checkpoint c ON c.number = s.checkpoint
    JOIN audit_event e ON e.chain = s.chain AND e.sequence = s.first
   WHERE e.at < c.at - $1 * interval '1 minute'
     AND NOT EXISTS (SELECT FROM audit_event g WHERE g.chain = 'system' AND g.type = $2 AND g.at = c.at
                        AND g.payload ->> 'checkpoint' = c.number::text AND (g.payload ->> 'oldestAt')::timestamptz <= e.at)
   ORDER BY s.checkpoint, head`;

const GAPS = `
  SELECT g.payload ->> 'checkpoint' AS checkpoint, g.payload ->> 'since' AS since, g.payload ->> 'oldestAt' AS oldest, g.at,
         (SELECT concat(a.payload ->> 'by', ' (', a.payload ->> 'reason', ', ', to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ')')
            FROM audit_event a WHERE a.chain = 'system' AND a.type = $2
             AND (a.payload ->> 'checkpoint')::integer >= (g.payload ->> 'checkpoint')::integer ORDER BY a.sequence LIMIT 1) AS said
    FROM audit_event g WHERE g.chain = 'system' AND g.type = $1 ORDER BY g.sequence`;

/** Looks for events whose first checkpoint came later than ten minutes after them, told or not. */
export async function lateSigning(manager: EntityManager): Promise<LateSigning> {
  const late: { head: string; at: Date; checkpoint: number }[] = await manager.query(LATE, [
    SIGNED_WITHIN_MINUTES,
    GAP_EVENT,
  ]);
  const told: { checkpoint: string; since: string | null; oldest: string; at: Date; said: string | null }[] =
    await manager.query(GAPS, [GAP_EVENT, ACKNOWLEDGED_EVENT]);
  const gaps = told.map(({ checkpoint, since, oldest, at, said }) => ({
    isBeginning: since === null,
    isSettled: said !== null,
    words:
      `checkpoint ${checkpoint} of ${at.toISOString()} signed what had happened since ${oldest}, ` +
      (since === null ? 'and none stood before it' : `after the one of ${since}`) +
      (said === null ? '; nobody saw it grow, and no person has said why' : `; ${said} said why`),
  }));
  return {
    untold: late.map(
      ({ head, at, checkpoint }) =>
        `${head}: is of ${at.toISOString()}, and checkpoint ${checkpoint} signed it more than ${SIGNED_WITHIN_MINUTES} minutes later`,
    ),
    open: gaps.filter(({ isSettled }) => !isSettled),
    settled: gaps.filter(({ isSettled }) => isSettled),
  };
}

/** Persons who let the signing go on although the chain was not the one that was kept outside. */
export async function wordsOfPersons(manager: EntityManager): Promise<string[]> {
  const rows: { by: string; reason: string; at: Date; kept: number | null; found: number | null }[] =
    await manager.query(
      `SELECT payload ->> 'by' AS by, payload ->> 'reason' AS reason, at, (payload -> 'kept' ->> 'number')::integer AS kept,
            (payload -> 'found' ->> 'number')::integer AS found
       FROM audit_event WHERE chain = 'system' AND type = $1
        AND payload -> 'kept' <> 'null' AND payload -> 'kept' IS DISTINCT FROM payload -> 'found' ORDER BY sequence`,
      [ACKNOWLEDGED_EVENT],
    );
  return rows.map(
    ({ by, reason, at, kept, found }) =>
      `the chain went on after checkpoint ${found ?? 0} where ${kept ?? 0} had been kept: ${by} (${reason}, ${at.toISOString()})`,
  );
}
