import { openBreak } from '../../application/break/open-break.js';
import { signalClaimants } from '../../application/debit/name-receiver.js';
import { giveBackSuspended } from '../../application/ledger/suspended-money.js';
import type { ProvedMessage } from '../../application/message/signed-message.js';
import { officerResultMessage, type OfficerResultMessage } from '../../application/notice/officer-result-message.js';
import { answeredBy } from '../../application/message/answer-message.js';
import { deliveryRetryMs } from '../../contract/retry-times.js';
import { type AnswerToResult, followsResult } from '../../domain/notice/officer-result.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { OwnSuspensionRow, SuspicionResultRow } from '../../persistence/entities/money/notice.entities.js';
import { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import type { Kind } from '../kind.js';
import { acknowledges } from '../record.js';

/**
 * What an officer found of a suspension, to its institution (OFF-6C). A lifted suspension takes up
 * nothing of a stolen sum any more. An answer that does not follow the result opens a break, and
 * acknowledges all the same, because the institution knows the result.
 */
export const OFFICER_RESULT: Kind<OfficerResultMessage> = {
  answer: answeredBy({ receipt: 'suspension.receipt', refusal: 'suspension.rejected' }),
  retryMs: deliveryRetryMs,

  async body(manager, { subjectId }) {
    const row = await manager.findOneByOrFail(SuspicionResultRow, { id: subjectId });
    const account =
      row.suspensionId === null
        ? await manager.findOneByOrFail(HoldRow, { id: row.holdId ?? '' })
        : await manager.findOneByOrFail(OwnSuspensionRow, { id: row.suspensionId });
    const transfer = await manager.findOneByOrFail(TransferRow, { id: account.transferId });
    const { caseNo, rulebook: name } = await manager.findOneByOrFail(CaseFileRow, { id: row.caseId });
    return officerResultMessage({ rulebook: await loadRulebook(manager, name), caseNo, row, account, transfer });
  },

  call: ({ institutions }, to, body, abortSignal) => institutions.sendSuspensionResult(to, body, abortSignal),

  record: acknowledges({
    acknowledged: ({ id }, answer) => ({
      type: 'suspicion.acknowledged',
      payload: { resultId: id, answer: resultOf(answer) },
    }),

    async follow(work, { subjectId }, answer) {
      const { result, caseId, holdId, suspensionId } = await work.manager.findOneByOrFail(SuspicionResultRow, {
        id: subjectId,
      });
      if (!followsResult(result, resultOf(answer))) {
        await openBreak(work, { caseId, id: holdId }, answer, 'RESULT_NOT_FOLLOWED');
      } else if (result === 'unfounded' && suspensionId !== null) {
        await giveBackSuspended(work.manager, suspensionId);
        const { transferId } = await work.manager.findOneByOrFail(OwnSuspensionRow, { id: suspensionId });
        await signalClaimants(work, transferId, suspensionId);
      }
    },
  }),
};

/** Returns what an institution says that it did of the suspension. */
function resultOf({ content }: Pick<ProvedMessage, 'content'>): AnswerToResult {
  return (content as { result: AnswerToResult }).result;
}
