import type { EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { openedBySecret, type ShownSecret } from '../../case/privacy/second-secret.js';
import { readComplaintStatus } from './read-complaint-status.js';

/**
 * Reads what a victim may see of the own case by case number and second secret: sums, own
 * transfers, news and what to do next; nothing of any other person, and no account that received.
 * Refusals: `COMPLAINT.UNKNOWN` for an unknown number, a wrong secret and a case without one alike,
 * and `COMPLAINT.TOO_MANY_TRIES` for a caller who must wait.
 */
export async function readVictimStatus(manager: EntityManager, shown: ShownSecret, now: Date) {
  const opened = await openedBySecret(manager, shown, now, async (caseNo) => {
    const row = await manager.findOneBy(CaseFileRow, { caseNo });
    return row && { row, sha256: row.victimSecretSha256 };
  });
  if (opened === 'must_wait') return TOO_MANY_TRIES;
  const status = opened === 'unknown' ? undefined : await readComplaintStatus(manager, opened.id);
  if (status === undefined) return UNKNOWN;
  const { caseNo, receivedAt, withdrawn, stolenSatang, heldSatang, transfers, nextSteps, toTell, told } = status;
  // One that was told again stands in another's place: the victim reads each once.
  const standing = status.incompleteTransfers.filter(({ state }) => state !== 'told_again');
  const incompleteTransfers = standing.map(
    ({ no, amountSatang, aboutAmountSatang, aboutTime, state, wrong, missing, search }) => ({
      no,
      amountSatang,
      aboutAmountSatang,
      aboutTime,
      state,
      wrong,
      missing,
      bankLooks: search?.state === 'asked',
    }),
  );
  const toldNews = told.flatMap(({ at, text }) => (text === null ? [] : [{ at, ...text }]));
  return {
    ok: true as const,
    status: {
      caseNo,
      receivedAt,
      status: status.status,
      withdrawn,
      stolenSatang,
      heldSatang,
      transfers: transfers.map((transfer) => ({
        reference: transfer.reference,
        amountSatang: transfer.amountSatang,
        debit: transfer.debit,
        heldSatang: transfer.heldSatang,
        orderedSince: transfer.orderedSince,
        releasingSince: transfer.releasingSince,
      })),
      incompleteTransfers,
      nextSteps,
      news: [...(toTell === null ? [] : [{ at: toTell.newsUntil, ...toTell.text }]), ...toldNews],
    },
  };
}

const UNKNOWN: Refusal = refuse('COMPLAINT.UNKNOWN', 'no complaint has this case number and secret');
const TOO_MANY_TRIES: Refusal = refuse(
  'COMPLAINT.TOO_MANY_TRIES',
  'the secret was given wrong too often; wait a minute, or call 1441',
);
