import type { EntityManager } from 'typeorm';
import {
  ACKNOWLEDGED_EVENT,
  CLOCK_EVENT,
  GAP_EVENT,
  SIGNED_WITHIN_MINUTES,
} from '../../../../src/persistence/audit/checkpoint.js';
import { keeperWords } from './keeper-words.js';

/** What no checkpoint signed within ten minutes. */
export interface LateSigning {
  /** Events that a checkpoint signed late without a word, and words that no keeper signed. */
  readonly untold: string[];
  /** Gaps, and clocks that went back, that the keeper told and no person has said anything of. */
  readonly open: ToldGap[];
  /** Those of which a person has said why. They stay named for ever. */
  readonly settled: ToldGap[];
}

interface ToldGap {
  /** True when no checkpoint stood before it: the chain begins with what nobody saw grow. */
  readonly isBeginning: boolean;
  readonly words: string;
}

interface GapRow {
  readonly checkpoint: string;
  readonly since: string | null;
  readonly oldest: string;
  readonly ahead: string | null;
  readonly at: Date;
  readonly said: string | null;
}

/** Each head under a checkpoint signs the events after the head before it: the first is the oldest. */
const LATE = `
  SELECT e.chain || '#' || e.sequence AS head, e.at, s.checkpoint
    FROM (SELECT chain, checkpoint, lag(sequence, 1, 0) OVER (PARTITION BY chain ORDER BY sequence) + 1 AS first FROM audit_checkpoint_head) s
    JOIN audit_checkpoint c ON c.number = s.checkpoint
    JOIN audit_event e ON e.chain = s.chain AND e.sequence = s.first
   WHERE e.at < c.at - $1 * interval '1 minute'
     AND NOT EXISTS (SELECT FROM audit_event k WHERE k.chain = 'system' AND k.type = $3 AND k.sequence = ANY ($4)
                        AND e.at BETWEEN (k.payload ->> 'at')::timestamptz - $1 * interval '1 minute' AND (k.payload ->> 'before')::timestamptz
                        -- The last one is the first after the clock was set right.
                        AND NOT EXISTS (SELECT FROM audit_checkpoint r WHERE r.at > (k.payload ->> 'before')::timestamptz AND r.number < c.number))
     AND NOT EXISTS (SELECT FROM audit_event g WHERE g.chain = 'system' AND g.type = $2 AND g.sequence = ANY ($4)
                        AND (g.at = c.at OR EXISTS (SELECT FROM audit_event k WHERE k.chain = 'system' AND k.type = $3 AND k.sequence = ANY ($4)
                               AND g.at >= (k.payload ->> 'at')::timestamptz AND c.at BETWEEN g.at AND (k.payload ->> 'before')::timestamptz))
                        AND g.payload ->> 'checkpoint' = c.number::text AND (g.payload ->> 'oldestAt')::timestamptz <= e.at)
   ORDER BY s.checkpoint, head`;

/** Who said why an event `g` of the signing was told: whoever spoke at its checkpoint, or later. */
const SAID = `(SELECT concat(a.payload ->> 'by', ' (', a.payload ->> 'reason', ', ', to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ')')
            FROM audit_event a WHERE a.chain = 'system' AND a.type = $2 AND a.sequence = ANY ($3)
             AND (a.payload ->> 'checkpoint')::integer >= (g.payload ->> 'checkpoint')::integer ORDER BY a.sequence LIMIT 1)`;

const GAPS = `
  SELECT g.payload ->> 'checkpoint' AS checkpoint, g.payload ->> 'since' AS since, g.payload ->> 'oldestAt' AS oldest, g.payload ->> 'newestAt' AS ahead, g.at, ${SAID} AS said
    FROM audit_event g WHERE g.chain = 'system' AND g.type = $1 AND g.sequence = ANY ($3) ORDER BY g.sequence`;

const CLOCKS = `
  SELECT g.payload ->> 'checkpoint' AS checkpoint, g.payload ->> 'before' AS before, g.payload ->> 'at' AS at, ${SAID} AS said
    FROM audit_event g WHERE g.chain = 'system' AND g.type = $1 AND g.sequence = ANY ($3) ORDER BY g.sequence`;

/** Looks for events whose first checkpoint came later than ten minutes after them, told or not. */
export async function lateSigning(manager: EntityManager): Promise<LateSigning> {
  const { signed, forged } = await keeperWords(manager);
  const late: { head: string; at: Date; checkpoint: number }[] = await manager.query(LATE, [
    SIGNED_WITHIN_MINUTES,
    GAP_EVENT,
    CLOCK_EVENT,
    signed,
  ]);
  const signedLate: GapRow[] = await manager.query(GAPS, [GAP_EVENT, ACKNOWLEDGED_EVENT, signed]);
  const gaps = signedLate.map(({ checkpoint, since, oldest, ahead, at, said }) => ({
    isBeginning: since === null,
    isSettled: said !== null,
    words:
      `checkpoint ${checkpoint} of ${at.toISOString()} signed what had happened since ${oldest}, ` +
      (since === null ? 'and none stood before it' : `after the one of ${since}`) +
      (ahead === null ? '' : `; what it signed is dated up to ${ahead}, which was still to come`) +
      (said === null ? '; nobody saw it grow, and no person has said why' : `; ${said} said why`),
  }));
  const stepped: { checkpoint: string; before: string; at: string; said: string | null }[] = await manager.query(
    CLOCKS,
    [CLOCK_EVENT, ACKNOWLEDGED_EVENT, signed],
  );
  const clocks = stepped.map(({ checkpoint, before, at, said }) => ({
    isBeginning: false,
    isSettled: said !== null,
    words:
      `the clock of the database went back: at checkpoint ${checkpoint} it said ${at}, after ${before}` +
      (said === null ? '; set it right, and say so (clock_was_wrong)' : `; ${said} said why`),
  }));
  const told = [...gaps, ...clocks];
  return {
    untold: [
      ...late.map(
        ({ head, at, checkpoint }) =>
          `${head}: is of ${at.toISOString()}, and checkpoint ${checkpoint} signed it more than ${SIGNED_WITHIN_MINUTES} minutes later`,
      ),
      ...forged,
    ],
    open: told.filter(({ isSettled }) => !isSettled),
    settled: told.filter(({ isSettled }) => isSettled),
  };
}

/** Persons who let the signing go on although the chain was not the one that was kept outside. */
export async function wordsOfPersons(manager: EntityManager): Promise<string[]> {
  const { signed } = await keeperWords(manager);
  const rows: { by: string; reason: string; at: Date; kept: number | null; found: number | null }[] =
    await manager.query(
      `SELECT payload ->> 'by' AS by, payload ->> 'reason' AS reason, at, (payload -> 'kept' ->> 'number')::integer AS kept,
            (payload -> 'found' ->> 'number')::integer AS found
       FROM audit_event WHERE chain = 'system' AND type = $1 AND sequence = ANY ($2)
        AND payload -> 'kept' <> 'null' AND payload -> 'kept' IS DISTINCT FROM payload -> 'found' ORDER BY sequence`,
      [ACKNOWLEDGED_EVENT, signed],
    );
  return rows.map(
    ({ by, reason, at, kept, found }) =>
      `the chain went on after checkpoint ${found ?? 0} where ${kept ?? 0} had been kept: ${by} (${reason}, ${at.toISOString()})`,
  );
}
