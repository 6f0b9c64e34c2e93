import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { checkComplaint, type FieldFault } from '../../domain/complaint/check-complaint.js';
import type { Refusal } from '../../domain/result.js';
import { numberParameter, ruleInForce, type Rulebook } from '../../domain/rulebook/in-force.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { loadPartyDirectory } from '../../persistence/party/parties.js';
import { inTransactionUnlessRefused } from '../../persistence/unit-of-work.js';
import type { ReceiveComplaint } from './complaint-input.js';
import { againWhenOvertaken, answeredBefore, keepAnswer } from '../message/take-once.js';
import { writeComplaint, type Written } from './write-complaint.js';

export type Received =
  | { ok: true; replayed: boolean; response: Written['response']; starts: Written['starts'] }
  | (Refusal & { faults?: readonly FieldFault[] });

const ROUTE = 'POST /v1/complaints';

/**
 * Takes a complaint in: one transaction writes the complaint, its case, transfers and stolen sums,
 * the written record of section 8, the orders that section 7 gives at once, the questions to the
 * victim's institution, audit, exchanges, outbox entries and the Idempotency-Key's answer. The same key with
 * the same body answers as before; with another body it refuses (`IDEMPOTENCY.OTHER_BODY`).
 * Refusals: `COMPLAINT.INVALID` with `faults`, `IDEMPOTENCY.OTHER_BODY`. Nothing is stored on a
 * refusal.
 */
export async function receiveComplaint(db: DataSource, input: ReceiveComplaint): Promise<Received> {
  // Another request with the same key, or with one of the same transfers, may commit while this one
  // runs.
  return againWhenOvertaken(2, () => inTransactionUnlessRefused(db, (manager) => receive(manager, input)));
}

async function receive(manager: EntityManager, input: ReceiveComplaint): Promise<Received> {
  const { bodySha256 } = input;
  const once = { actor: input.actor.subject, key: input.idempotencyKey, route: ROUTE, bodySha256 };
  const earlier = await answeredBefore<Written['response']>(manager, once);
  if (earlier !== undefined) return earlier.ok ? { ...earlier, replayed: true, starts: [] } : earlier;
  const [clock]: { now: Date; sequence: string }[] = await manager.query(
    `SELECT clock_timestamp() AS now, nextval('case_no_seq') AS sequence`,
  );
  if (clock === undefined) throw new Error('the database told no time');
  const rulebook = await loadRulebook(manager, input.rulebook);
  const parties = await loadPartyDirectory(manager);
  const faults = checkComplaint(input.body, { now: clock.now, rulebook, accountDigits: parties.accountDigits });
  if (faults.length > 0)
    return { ok: false, code: 'COMPLAINT.INVALID', detail: 'the complaint has fields that cannot be right', faults };
  const written = await writeComplaint(manager, {
    ...input,
    now: clock.now,
    sequence: Number(clock.sequence),
    rules: rulebook,
    reporterKey: reporterKey(input),
    reporterLimitReached: await reporterLimitReached(manager, reporterKey(input), rulebook, clock.now),
  });
  if (!written.ok) return written;
  await keepAnswer(manager, once, written.response, clock.now);
  return { ok: true, replayed: false, response: written.response, starts: written.starts };
}

/**
 * Keyed by the centre's own key, so that the number cannot be found by trying all numbers; a new
 * key only restarts the day's count.
 */
function reporterKey(input: ReceiveComplaint): string {
  const { signature } = input.signRecord(Buffer.from(`reporter ${input.body.reporter.phone}`));
  return createHash('sha256').update(signature).digest('hex');
}

/**
 * Whether the reporter has as many recent complaints whose debits nobody confirmed as P-URG allows:
 * a false complaint must not freeze an enemy.
 */
async function reporterLimitReached(
  manager: EntityManager,
  key: string,
  rulebook: Rulebook,
  now: Date,
): Promise<boolean> {
  const urgent = ruleInForce(rulebook, 'P-URG', now);
  const windowMs = numberParameter(urgent, 'perReporterWindowHours') * 3_600_000;
  const [row]: { unconfirmed: string }[] = await manager.query(
    `SELECT count(*) AS unconfirmed FROM complaint c WHERE c.reporter_key = $1 AND c.received_at > $2
       AND NOT EXISTS (SELECT 1 FROM debit_confirmation d JOIN stolen_sum s ON s.transfer_id = d.transfer_id
                        WHERE d.case_id = c.id AND d.state = 'confirmed')`,
    [key, new Date(now.getTime() - windowMs)],
  );
  return Number(row?.unconfirmed ?? 0) >= numberParameter(urgent, 'maxUnconfirmedPerReporter');
}
