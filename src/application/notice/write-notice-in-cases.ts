import type { EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { basisOfNotice, type NoticeKind, officersTimeBegins, ruleOfNotice } from '../../domain/notice/notice.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { NoticedTransferRow, NoticeRow } from '../../persistence/entities/money/notice.entities.js';
import { disclosedFields } from '../../persistence/exchange/message-body.js';
import { recordExchanges } from '../../persistence/exchange/record-exchange.js';
import { lockSums } from '../case/work/case.queries.js';
import { orderHoldsOfNotices } from './order-holds-of-notice.js';
import { followNoticedMoney } from './follow-noticed-money.js';
import { keepMessage } from '../message/receive-message.js';
import { kindOf, type NoticedCase, type NoticeResponse, type NoticeToWrite } from './notice-input.js';
import { otherCasesOfNotice } from './notice.queries.js';
import { writeOwnSuspensions } from './write-own-suspensions.js';

/**
 * What a notice brought about, with the party in whose name and the rows by which it was given.
 */
type NoticeWritten = Pick<NoticeResponse, 'suspensions' | 'holds'> & { party: string; basis: readonly string[] };

/**
 * Writes a notice into its cases, with its exchange in each, and carries it out there: the
 * institution's own suspensions get their clock, and every other institution that received the
 * money is ordered to hold it.
 */
export async function writeNoticeInCases(
  manager: EntityManager,
  input: NoticeToWrite,
  noticeId: string,
  cases: readonly NoticedCase[],
): Promise<NoticeWritten> {
  const { notifier, body, bodySha256, now, rules } = input;
  const kind = kindOf(input);
  const [first] = cases;
  if (first === undefined) throw new Error('a notice speaks of no transfer');
  const rule = ruleInForce(rules, ruleOfNotice(kind), now);
  const basis = basisOfNotice(kind).map((ruleId) => ruleInForce(rules, ruleId, now).rowId);
  const inboxMessageId = await keepSigned(manager, input, noticeId, { caseId: first.work.caseFile.id, basis });
  const messageId = inboxMessageId ?? noticeId;
  const party = notifier.by === 'institution' ? notifier.message.party : notifier.office;
  await manager.insert(NoticeRow, {
    id: noticeId,
    kind,
    caseId: first.work.caseFile.id,
    party,
    person: notifier.by === 'officer' ? notifier.person.subject : null,
    ruleRowId: rule.rowId,
    body,
    bodySha256,
    inboxMessageId,
    receivedAt: now,
    officerNotifiedAt: officersTimeBegins(kind, new Date(body.foundAt), now),
  });
  // A transfer may carry money of cases that are not locked.
  await lockSums(manager, {
    transferIds: cases.flatMap(({ transfers }) => transfers.map(({ row }) => row.id)),
    caseIds: cases.map(({ work }) => work.caseFile.id),
  });
  const written: NoticeWritten = { suspensions: [], holds: [], party, basis };
  for (const noticedCase of cases) {
    const { work, joined, transfers } = noticedCase;
    const isFirst = noticedCase === first;
    await manager.insert(
      NoticedTransferRow,
      transfers.map(({ row }) => ({ noticeId, transferId: row.id, caseId: work.caseFile.id, joined, onward: false })),
    );
    work.audit(isFirst ? 'notice.received' : 'notice.passed_on', {
      noticeId,
      kind,
      party,
      joined,
      transferIds: transfers.map(({ row }) => row.id),
    });
    if (inboxMessageId !== null && isFirst)
      work.audit('message.applied', { messageId, party, kind, subjectId: noticeId, outcome: 'APPLIED' });
    // The exchange of a signed message in its first case is written with the message.
    if (inboxMessageId === null || !isFirst) {
      await recordExchanges(manager, [
        {
          caseId: work.caseFile.id,
          direction: 'in',
          party,
          kind,
          messageId,
          legalBasis: basis,
          purpose: PURPOSE[kind],
          fields: disclosedFields(body),
          bodySha256,
          // The message was read at this time, before this case was locked.
          at: now,
        },
      ]);
    }
    if (notifier.by === 'institution') {
      const notice = { noticeId, institution: party, foundAt: body.foundAt, rule };
      written.suspensions.push(...(await writeOwnSuspensions(noticedCase, notice)));
      await followNoticedMoney(noticedCase, noticeId, { id: messageId });
    }
    written.holds.push(...(await suspendAtReceivers(noticedCase, noticeId)));
    if (joined) work.signal(complaintWorkflowId(work.caseFile.id), 'look', 'complaintAdded', noticeId);
  }
  await signalOtherCases(manager, noticeId, cases);
  return written;
}

async function suspendAtReceivers(
  { work, transfers }: NoticedCase,
  noticeId: string,
): Promise<NoticeResponse['holds']> {
  const outcomes = await orderHoldsOfNotices(work);
  const references = new Map(transfers.map(({ row }) => [row.id, row.reference]));
  return outcomes.flatMap((outcome) => {
    const reference = references.get(outcome.transferId);
    if (outcome.noticeId !== noticeId || reference === undefined) return [];
    const { institution, effect, holdId, until } = outcome;
    return [{ reference, institution, effect, holdId, until: until?.toISOString() ?? null }];
  });
}

/**
 * Signals the other cases that have a transfer of the notice on their trails, because it carries
 * the stolen money of several victims.
 */
async function signalOtherCases(
  manager: EntityManager,
  noticeId: string,
  cases: readonly NoticedCase[],
): Promise<void> {
  const [first] = cases;
  const caseIds = cases.map(({ work }) => work.caseFile.id);
  for (const id of await otherCasesOfNotice(manager, noticeId, caseIds))
    first?.work.signal(complaintWorkflowId(id), 'look', 'complaintAdded', noticeId);
}

const PURPOSE: Readonly<Record<NoticeKind, string>> = {
  'suspicion.notice': "an institution's own suspicion",
  'officer.notice': "an officer's notice of suspicion",
};

/**
 * Keeps an institution's bytes and signature with their exchange, and returns the message's id;
 * null for an officer, whose token takes the place of a signature.
 */
async function keepSigned(
  manager: EntityManager,
  { notifier, body, now }: NoticeToWrite,
  noticeId: string,
  { caseId, basis }: { caseId: string; basis: readonly string[] },
): Promise<string | null> {
  if (notifier.by === 'officer') return null;
  const message = { ...notifier.message, kind: 'suspicion.notice' as const, subjectId: noticeId, content: body };
  const row = await keepMessage(manager, message, caseId, now, { basis, outcome: 'APPLIED' });
  if (row === undefined) throw new Error('a message that is not answered yet was kept before');
  return row.id;
}
