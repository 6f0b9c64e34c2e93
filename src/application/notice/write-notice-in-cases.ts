import type { EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { NoticedTransferRow, NoticeRow } from '../../persistence/entities/notice.entities.js';
import { disclosedFields } from '../../persistence/exchange/message-body.js';
import { recordExchanges } from '../../persistence/exchange/record-exchange.js';
import { orderHoldsOfNotices } from './order-holds-of-notice.js';
import { followNoticedMoney } from './follow-noticed-money.js';
import { keepMessage } from '../message/receive-message.js';
import { kindOf, type NoticedCase, type NoticeKind, type NoticeResponse, type NoticeToWrite } from './notice-input.js';
import { writeOwnSuspensions } from './write-own-suspensions.js';

/**
 * What a notice brought about, besides its rows; and in whose name and by which rules it was given.
 */
type Noted = Pick<NoticeResponse, 'suspensions' | 'holds'> & { party: string; basis: readonly string[] };

/**
 * Writes a notice into its cases, with its exchange in each, and carries it out there: what the
 * institution suspended by itself is written down with its clock, and every other institution that
 * received the money suspends.
 */
export async function writeNoticeInCases(
  manager: EntityManager,
  input: NoticeToWrite,
  noticeId: string,
  cases: readonly NoticedCase[],
): Promise<Noted> {
  const { notifier, body, bodySha256, now, rules } = input;
  const kind = kindOf(input);
  const [first] = cases;
  if (first === undefined) throw new Error('a notice speaks of no transfer');
  const rule = ruleInForce(rules, notifier.by === 'institution' ? 'BANK-6A' : 'OFF-6B', now);
  const basis = [rule.rowId, ...(notifier.by === 'institution' ? [ruleInForce(rules, 'SHARE-4', now).rowId] : [])];
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
  });
  const noted: Noted = { suspensions: [], holds: [], party, basis };
  for (const each of cases) {
    const { work, joined, transfers } = each;
    await manager.insert(
      NoticedTransferRow,
      transfers.map(({ row }) => ({ noticeId, transferId: row.id, caseId: work.caseFile.id, joined, onward: false })),
    );
    work.audit(each === first ? 'notice.received' : 'notice.passed_on', {
      noticeId,
      kind,
      party,
      joined,
      transferIds: transfers.map(({ row }) => row.id),
    });
    if (inboxMessageId !== null && each === first)
      work.audit('message.applied', { messageId, party, kind, subjectId: noticeId, outcome: 'APPLIED' });
    if (inboxMessageId === null || each !== first) {
      // At the time of the message, which was read before this case was locked.
      const received = {
        direction: 'in' as const,
        party,
        kind,
        messageId,
        legalBasis: basis,
        purpose: PURPOSE[kind],
        bodySha256,
      };
      await recordExchanges(manager, [
        { ...received, caseId: work.caseFile.id, fields: disclosedFields(body), at: now },
      ]);
    }
    if (notifier.by === 'institution') {
      const told = { noticeId, institution: party, foundAt: body.foundAt, rule };
      noted.suspensions.push(...(await writeOwnSuspensions(each, told)));
      await followNoticedMoney(each, noticeId, { id: messageId });
    }
    noted.holds.push(...(await suspendAtReceivers(each, noticeId)));
    if (joined) work.signal(complaintWorkflowId(work.caseFile.id), 'look', 'complaintAdded', noticeId);
  }
  await signalOtherCases(manager, noticeId, cases);
  return noted;
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
 * A transfer that carries the stolen money of several victims stands on the trails of their cases
 * as well: each of them looks at the notice.
 */
async function signalOtherCases(
  manager: EntityManager,
  noticeId: string,
  cases: readonly NoticedCase[],
): Promise<void> {
  const [first] = cases;
  const others = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT c.case_id AS id FROM noticed_transfer x JOIN trail_link l ON l.transfer_id = x.transfer_id
       JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id WHERE x.notice_id = $1 AND c.case_id <> ALL ($2) ORDER BY 1`,
    [noticeId, cases.map(({ work }) => work.caseFile.id)],
  );
  for (const { id } of others) first?.work.signal(complaintWorkflowId(id), 'look', 'complaintAdded', noticeId);
}

const PURPOSE: Readonly<Record<NoticeKind, string>> = {
  'suspicion.notice': "an institution's own suspicion",
  'officer.notice': "an officer's notice of suspicion",
};

/**
 * Keeps an institution's bytes and signature with their exchange. Null for an officer, who signs by
 * his token.
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
