import type { DataSource } from 'typeorm';
import {
  recordConfirmation,
  confirmationToSend,
  noteQuestionReached,
} from '../application/debit/deliver-debit-question.js';
import { giveBackQuestion } from '../application/debit/question-lease.js';
import { answerTo, isRefusal } from '../application/message/answer-message.js';
import { LEASE_MS } from '../contract/retry-times.js';
import type { InstitutionPort } from '../institutions/port.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import { PROBE_AFTER_MS } from '../signed-http/circuits.js';
import { hasReachedParty, isCircuitOpen, NoAnswerError, wasNotSent } from '../signed-http/no-answer.js';
import type { CallParty } from '../outgoing/call-party.js';
import type { Leases } from '../outgoing/leases.js';

/** Who asks, and how. */
interface Asking {
  db: DataSource;
  institutions: Pick<InstitutionPort, 'confirmDebit'>;
  leases: Leases;
  callParty: CallParty;
  /** Makes a short use of the database when it is its turn. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Asks one question about a debit: one statement leases and reads it, one call brings it to the
 * institution, and one statement keeps the answer. Returns
 * whether the institution answered, so that its case must be looked at. A call that brings no
 * answer gives the question back: the keeper asks again.
 * @throws the error of the call, or of the database
 */
export async function askDebitQuestion(
  { db, institutions, leases, callParty, inTurn }: Asking,
  confirmationId: string,
): Promise<boolean> {
  const question = await inTurn(() => confirmationToSend(db, confirmationId));
  if (question === undefined) return false;
  const { caseId, institution, hasReached, request } = question;
  return leases.during(confirmationId, async () => {
    const to = await endpointOf(db, institution);
    const ids = { caseId, confirmationId, party: to.slug };
    const answer = await callParty(ids, (abortSignal) => institutions.confirmDebit(to, request, abortSignal)).catch(
      async (error: unknown) => {
        // The error of the call counts; a lease that is not given back runs out by itself.
        await giveBackQuestion(db, confirmationId, waitAfter(error)).catch(() => undefined);
        if (!hasReached && hasReachedParty(error))
          await inTurn(() => noteQuestionReached(db, { confirmationId, caseId }));
        throw error;
      },
    );
    const message = answerTo('debit.question', to.slug, confirmationId, answer);
    await inTurn(() => recordConfirmation(db, { confirmationId, caseId }, message));
    if (message !== null && isRefusal(message)) {
      await giveBackQuestion(db, confirmationId);
      return false;
    }
    return message !== null;
  });
}

/** How long an institution is not called again: as it asks, or until its circuit lets a call through. */
function waitAfter(error: unknown): number | undefined {
  if (wasNotSent(error)) return isCircuitOpen(error) ? PROBE_AFTER_MS : LEASE_MS;
  return error instanceof NoAnswerError ? error.retryAfterMs : undefined;
}
