import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import {
  endsByTakingBack,
  type NoticeToTakeBack,
  refuseTakingBack,
  type TakenBackBecause,
} from '../../domain/notice/take-back.js';
import type { Refusal } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openBreak } from '../break/open-break.js';
import { rowsOf } from '../case/work/read-rows.js';
import { openKnownCase } from '../case/work/open-case.js';
import type { Signal } from '../case/work/signal.js';
import { takeWordBack } from '../debit/take-word-back.js';
import { giveAnswer } from '../message/give-answer.js';
import { answeredBefore, keepAnswer, keyOfMessage, refuseUsedMessage } from '../message/idempotent-request.js';
import { keepApplied } from '../message/keep-applied.js';
import type { Callback } from '../message/receive-message.js';

/** A bank's word that it takes back what its customer told it, as the API hands it over. */
export interface TakeCustomerNoticeBack {
  noticeId: string;
  body: { because: TakenBackBecause; at: string };
  bodySha256: string;
  message: Omit<Callback, 'kind' | 'subjectId' | 'content'>;
}

interface TakenBack {
  id: string;
  caseId: string;
  /** `notice`: what rests on the notice alone is let go; `nothing`: a complaint goes on by its own. */
  ends: 'notice' | 'nothing';
}

export type CustomerNoticeTakenBack = { ok: true; response: TakenBack; signals: Signal[] } | Refusal;

/** A notice of a customer, with what became of its case. */
type FoundNotice = NoticeToTakeBack & { caseId: string };

const KIND = 'customer.withdrawn';

/**
 * Takes back, by the bank that gave it, a notice of what a customer told (section 7): by mistake, or
 * because the customer withdrew at the bank. The case that the notice opened counts as withdrawn, and
 * what section 7 holds of its money is let go, unless another report claims it: a complaint that the
 * customer made to 1441 or to an inquiry officer goes on by its own. What a mistaken notice said of a
 * debit confirms it no more, so that a later report is asked about. A mistake about a transfer that a
 * complaint reports too calls a person. Refusals: those of `refuseTakingBack`, `INBOX.OTHER_BODY`,
 * `INBOX.NONCE_REUSED`.
 */
export async function takeCustomerNoticeBack(
  db: DataSource,
  input: TakeCustomerNoticeBack,
): Promise<CustomerNoticeTakenBack> {
  return inTransaction(db, (manager) => takeBack(manager, input));
}

async function takeBack(manager: EntityManager, input: TakeCustomerNoticeBack): Promise<CustomerNoticeTakenBack> {
  const { noticeId, body, bodySha256, message } = input;
  const { party } = message;
  const request = { ...keyOfMessage(message), route: `POST /v1/notices/${noticeId}/taking-back`, bodySha256 };
  const earlier = await answeredBefore<TakenBack>(manager, request);
  if (earlier !== undefined) return earlier.ok ? { ...earlier, signals: [] } : earlier;
  const used = await refuseUsedMessage(manager, message);
  if (used !== undefined) return used;
  const before = await findNotice(manager, noticeId);
  const refusal = refuseTakingBack(before, party);
  if (refusal !== null) return refusal;
  if (before === undefined) throw new Error('a notice that is not there is refused');
  const work = await openKnownCase(manager, before.caseId, party);
  // Read again under the lock of the case.
  const notice = (await findNotice(manager, noticeId)) ?? before;
  const late = refuseTakingBack(notice, party);
  if (late !== null) return late;
  const ends = endsByTakingBack(notice);
  const basis = (['VIC-7A', 'SHARE-4'] as const).map((ruleId) => ruleInForce(work.rulebook, ruleId, work.now).rowId);
  const kept = { ...message, kind: KIND, subjectId: noticeId, content: body } as const;
  const row = await keepApplied(work, kept, { basis, outcome: 'APPLIED' });
  if (row === undefined) throw new Error('a message that is not answered yet was kept before');
  work.audit('notice.taken_back', { noticeId, messageId: row.id, because: body.because, ends });
  const isMistake = body.because === 'mistake';
  if (ends === 'notice') await work.changeCase({ withdrawnAt: work.now });
  const isReported = isMistake && (ends === 'nothing' || (await takeWordBack(work)) === 'others_report_it');
  if (isReported) await openBreak(work, { caseId: work.caseFile.id, id: null }, row, 'NOTICE_TAKEN_BACK');
  const response = { id: row.id, caseId: work.caseFile.id, ends };
  await keepAnswer(manager, request, response, work.now);
  giveAnswer(work, {
    kind: 'notice.answer',
    party,
    messageId: row.id,
    legalBasis: basis,
    purpose: 'what the taking back of a notice ends',
    response,
  });
  const signal = { workflowId: complaintWorkflowId(work.caseFile.id), message: 'complaintAdded', rowId: row.id };
  work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
  await work.finish();
  return { ok: true, response, signals: [signal] };
}

async function findNotice(manager: EntityManager, noticeId: string): Promise<FoundNotice | undefined> {
  const [found] = await rowsOf<FoundNotice>(
    manager,
    `SELECT m.party AS "givenBy", f.id AS "caseId", f.told_bank_at IS NOT NULL AND c.body_sha256 = m.body_sha256 AS "hasOpened",
            f.withdrawn_at IS NOT NULL OR f.closed_at IS NOT NULL AS "isOver", f.statement_at IS NOT NULL AS "hasStatement",
            EXISTS (SELECT 1 FROM inbox_message b WHERE b.kind = $2 AND b.subject_id = m.id) AS "isTakenBack"
       FROM inbox_message m JOIN case_file f ON f.id = m.case_id JOIN complaint c ON c.id = f.id
      WHERE m.id = $1 AND m.kind = 'customer.notice'`,
    [noticeId, KIND],
  );
  return found;
}
