import { reporterKeyOf } from './reporter-key.js';
import type { DataSource, EntityManager } from 'typeorm';
import { checkComplaint, type FieldFault } from '../../../domain/complaint/intake/check-complaint.js';
import {
  identified,
  isReporterLimitReached,
  limitLocks,
  limitsSince,
  type LimitSubjects,
} from '../../../domain/complaint/intake/order-limits.js';
import type { Refusal } from '../../../domain/result.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { loadPartyDirectory } from '../../../persistence/party/party-directory.js';
import { inTransactionUnlessRefused } from '../../../persistence/unit-of-work.js';
import { victimNumber } from '../../case/privacy/victim-number.js';
import { beginIntake, readBeforeReport, referenceLocks, type ReporterKeys } from '../view/complaint.queries.js';
import type { ComplaintInput, ReceiveComplaint } from './complaint-input.js';
import { retryWhenOvertaken } from '../../message/retry-when-overtaken.js';
import { receivers } from '../correct/stored-claims.js';
import { answerAgain } from '../../message/idempotent-request.js';
import { writeComplaint, type Written } from './write-complaint.js';

export type Received =
  | { ok: true; replayed: boolean; response: Written['response']; starts: Written['starts'] }
  | (Refusal & { faults?: readonly FieldFault[] });

const ROUTE = 'POST /v1/complaints';

/**
 * Takes a complaint in: the intake transaction. It writes the complaint, its case, transfers and
 * stolen sums, the written record of section 8, the first holds of section 7, the questions to the
 * victim's institution, audit events, exchanges, outbox entries and the answer for the
 * Idempotency-Key. The same key with the same body gets the same answer.
 *
 * Refusals: `COMPLAINT.INVALID` with `faults`; `IDEMPOTENCY.OTHER_BODY` when the key came with
 * another body. A refusal stores nothing.
 */
export async function receiveComplaint(db: DataSource, input: ReceiveComplaint): Promise<Received> {
  // Another request with the same key or the same transfer may commit while this one runs.
  return retryWhenOvertaken(2, () => inTransactionUnlessRefused(db, (manager) => receive(manager, input)));
}

async function receive(manager: EntityManager, input: ReceiveComplaint): Promise<Received> {
  const { bodySha256 } = input;
  const request = { actor: input.actor.subject, key: input.idempotencyKey, route: ROUTE, bodySha256 };
  const { victimAccount, transfers } = input.body;
  const references = transfers.map(({ reference }) => reference);
  const ofReferences = referenceLocks(victimAccount?.institution ?? '', references);
  const clock = await beginIntake(manager, request, [...limitLocks(limitSubjects(input.body)), ...ofReferences]);
  if (clock.kept !== null) {
    const earlier = answerAgain<Written['response']>(clock.kept, request);
    return earlier.ok ? { ...earlier, replayed: true, starts: [] } : earlier;
  }
  const rulebook = await loadRulebook(manager, input.rulebook);
  const parties = await loadPartyDirectory(manager);
  const faults = checkComplaint(input.body, { now: clock.now, rulebook, accountDigits: parties.accountDigits });
  if (faults.length > 0)
    return { ok: false, code: 'COMPLAINT.INVALID', detail: 'the complaint has fields that cannot be right', faults };
  const limitRule = ruleInForce(rulebook, 'P-LIMIT', clock.now);
  const reporter: ReporterKeys = {
    reporterKey: hashReporter(input),
    victimNumber: victimNumber(input.body.victim),
    victimAccount: victimAccount ?? null,
  };
  const receiverOf = await receivers(manager);
  const before = await readBeforeReport(manager, {
    reporter,
    references,
    accounts: transfers.flatMap(({ to }) => receiverOf(to).account ?? []),
    persons: identified(input.body.suspectPersons ?? []),
    asksToFind: (input.body.incompleteTransfers ?? []).length > 0,
    since: limitsSince(limitRule, clock.now),
  });
  const written = await writeComplaint(manager, {
    ...input,
    now: clock.now,
    sequence: Number(clock.sequence),
    rules: rulebook,
    reporter,
    reporterLimitReached: isReporterLimitReached(before.unconfirmed, limitRule),
    before,
    request,
  });
  return { ok: true, replayed: false, response: written.response, starts: written.starts };
}

/**
 * Hashes the reporter's telephone number. One that cannot be right is counted as it was told; a report
 * without any is counted by its victim and account alone.
 */
function hashReporter(input: ReceiveComplaint): string {
  const { phone, phoneAsTold } = input.body.reporter;
  return reporterKeyOf(phone ?? phoneAsTold ?? `of ${input.idempotencyKey}`, (bytes) => input.signRecord(bytes));
}

function limitSubjects(body: ComplaintInput): LimitSubjects {
  return {
    phone: body.reporter.phone ?? null,
    victimNumber: victimNumber(body.victim),
    victimAccount: body.victimAccount ?? null,
    accounts: body.transfers.flatMap(({ to }) => ('account' in to ? [to.account] : [])),
    persons: body.suspectPersons ?? [],
  };
}
