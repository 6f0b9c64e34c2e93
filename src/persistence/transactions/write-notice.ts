import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import type { FieldFault } from '../../domain/complaint/check-complaint.js';
import type { Refusal } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { NoticedTransferRow, NoticeRow } from '../entities/notice.entities.js';
import { TrailLinkRow, TransferRow } from '../entities/trail.entities.js';
import { disclosedFields } from '../exchange/message-body.js';
import { newId } from '../ids.js';
import { recordExchanges } from '../exchange/record-exchange.js';
import { openKnownCase } from './case-work.js';
import { keepMessage } from './inbox.js';
import {
  actorOf,
  invalid,
  kindOf,
  type NoticedCase,
  type NoticeInput,
  type NoticeKind,
  type NoticeResponse,
  type NoticeToWrite,
} from './notice-input.js';
import { openNoticeCase } from './open-notice-case.js';
import { writeSuspensions } from './write-suspensions.js';

/** Writes a notice into the cases that have its transfers, and into a new one for the rest. Refuses when it contradicts the record. */
export async function writeNotice(
  manager: EntityManager,
  input: NoticeToWrite,
): Promise<{ ok: true; response: NoticeResponse } | (Refusal & { faults: readonly FieldFault[] })> {
  const known = await knownTransfers(manager, input);
  const faults = contradictions(input.body, known);
  if (faults.length > 0) return invalid('a transfer contradicts the record', faults);
  const id = newId();
  const cases = await joinCases(manager, input, known);
  const unknown = input.body.transfers.filter(({ reference }) => !known.has(reference));
  if (unknown.length > 0) {
    cases.push(await openNoticeCase(manager, input, { noticeId: id, transfers: unknown }));
  }
  const suspensions = await writeInto(manager, input, id, cases);
  for (const { work } of cases) await work.finish();
  return {
    ok: true,
    response: {
      id,
      receivedAt: input.now.toISOString(),
      cases: cases.map(({ work, joined, transfers }) => ({
        id: work.caseFile.id,
        caseNo: work.caseFile.caseNo,
        joined,
        references: transfers.map(({ row }) => row.reference),
      })),
      suspensions,
    },
  };
}

interface KnownTransfer {
  row: TransferRow;
  caseId: string;
}

/** The notice's transfers that are on record, by reference, each with the case whose trail has it: the earliest, when several have. */
async function knownTransfers(manager: EntityManager, { body }: NoticeToWrite): Promise<Map<string, KnownTransfer>> {
  const rows = await manager.findBy(TransferRow, {
    fromInstitution: body.fromAccount.institution,
    reference: In(body.transfers.map(({ reference }) => reference)),
  });
  if (rows.length === 0) return new Map();
  const links = await manager.find(TrailLinkRow, {
    where: { transferId: In(rows.map(({ id }) => id)) },
    order: { id: 'ASC' },
  });
  return new Map(
    rows.map((row) => {
      const caseId = links.find(({ transferId }) => transferId === row.id)?.caseId ?? row.firstCaseId;
      return [row.reference, { row, caseId }];
    }),
  );
}

function contradictions(body: NoticeInput, known: ReadonlyMap<string, KnownTransfer>): FieldFault[] {
  return body.transfers.flatMap((reported, index) => {
    const row = known.get(reported.reference)?.row;
    const { account } = reported.to;
    const agrees =
      row === undefined ||
      (row.fromAccountNo === body.fromAccount.accountNo &&
        row.amountSatang === BigInt(reported.amountSatang) &&
        row.offRail === null &&
        (row.toAccountNo === null ||
          (row.toInstitution === account.institution && row.toAccountNo === account.accountNo)));
    if (agrees) return [];
    const detail = 'is on record for a transfer with other details';
    return [{ pointer: `/transfers/${index}/reference`, code: 'FIELD.REFERENCE_CONFLICT', detail }];
  });
}

/** The cases on record, locked one after the other in order of id, as everybody locks them. */
async function joinCases(
  manager: EntityManager,
  input: NoticeToWrite,
  known: ReadonlyMap<string, KnownTransfer>,
): Promise<NoticedCase[]> {
  const actor = actorOf(input);
  const cases: NoticedCase[] = [];
  for (const caseId of [...new Set([...known.values()].map((each) => each.caseId))].sort()) {
    const transfers = input.body.transfers.flatMap((reported) => {
      const found = known.get(reported.reference);
      return found?.caseId === caseId ? [{ reported, row: found.row }] : [];
    });
    cases.push({ work: await openKnownCase(manager, caseId, actor), joined: true, transfers });
  }
  return cases;
}

async function writeInto(
  manager: EntityManager,
  input: NoticeToWrite,
  noticeId: string,
  cases: readonly NoticedCase[],
): Promise<NoticeResponse['suspensions']> {
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
  const suspensions: NoticeResponse['suspensions'] = [];
  for (const each of cases) {
    const { work, joined, transfers } = each;
    await manager.insert(
      NoticedTransferRow,
      transfers.map(({ row }) => ({ noticeId, transferId: row.id, caseId: work.caseFile.id, joined })),
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
    if (notifier.by === 'institution')
      suspensions.push(...(await writeSuspensions(each, { noticeId, institution: party, foundAt: body.foundAt })));
    if (joined) work.tell(complaintWorkflowId(work.caseFile.id), 'look', 'complaintAdded', noticeId);
  }
  return suspensions;
}

const PURPOSE: Readonly<Record<NoticeKind, string>> = {
  'suspicion.notice': "an institution's own suspicion",
  'officer.notice': "an officer's notice of suspicion",
};

/** Keeps an institution's bytes and signature with their exchange. Null for an officer, who signs by his token. */
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
