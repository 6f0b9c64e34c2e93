import { sha256Hex } from '../../persistence/sha256.js';
import type { EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { endOf } from '../../domain/deadlines/deadline-of.js';
import { formatCaseNo } from '../../domain/identifiers/case-no.js';
import { sumSatang } from '../../domain/money.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { NEW_CHAIN } from '../../persistence/audit/append-audit.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { ComplaintRow } from '../../persistence/entities/case/complaint.entities.js';
import { newId } from '../../persistence/ids.js';
import { CaseWork } from '../case/work/case-work.js';
import { lockClaims, writeTransfers } from '../complaint/intake/write-transfers.js';
import { Overtaken } from '../message/retry-when-overtaken.js';
import { actorOf, kindOf, type NoticedCase, type NoticeInput, type NoticeToWrite } from './notice-input.js';

/**
 * Opens a case for the transfers of a notice that nobody has reported. It runs like every case:
 * debits are confirmed, agencies asked, rules judged, and officers may ask for orders. Section 7
 * orders nothing, because no victim who holds the account has reported. Throws `Overtaken` when a
 * transfer came on record meanwhile, so that the notice is judged again.
 */
export async function openNoticeCase(
  manager: EntityManager,
  input: NoticeToWrite,
  { noticeId, transfers }: { noticeId: string; transfers: NoticeInput['transfers'] },
): Promise<NoticedCase> {
  const id = newId();
  const { now, notifier, body } = input;
  const caseFile = caseFileOf(manager, id, input, transfers);
  const work = new CaseWork(manager, caseFile, input.rules, now, actorOf(input), NEW_CHAIN);
  await manager.insert(ComplaintRow, {
    id,
    receivedAt: now,
    receivedBy: actorOf(input),
    receivedByName: notifier.by === 'institution' ? notifier.message.party : notifier.person.name,
    reporterKey: sha256Hex(`notice ${actorOf(input)}`),
    phoneKeys: [],
    known: {},
    body: { noticeId, fromAccount: body.fromAccount, transfers, suspectContacts: body.suspectContacts ?? [] },
    bodySha256: input.bodySha256,
  });
  await manager.insert(CaseFileRow, caseFile);
  work.audit('case.status', { caseId: id, from: null, to: 'received' });
  const references = transfers.map(({ reference }) => reference);
  const claims = await lockClaims(manager, body.fromAccount.institution, references);
  const written = await writeTransfers(work, { victimAccount: body.fromAccount, transfers }, 'may_differ', claims);
  const isOvertaken = written.some(({ transfer }) => transfer.firstCaseId !== id);
  if (isOvertaken) throw new Overtaken('somebody else reported a transfer of the notice while it was written');
  work.signal(complaintWorkflowId(id), 'start', 'start', id);
  const rows = new Map(written.map(({ transfer }) => [transfer.reference, transfer]));
  return {
    work,
    joined: false,
    transfers: transfers.flatMap((reported) => {
      const row = rows.get(reported.reference);
      return row === undefined ? [] : [{ reported, row }];
    }),
  };
}

function caseFileOf(
  manager: EntityManager,
  id: string,
  input: NoticeToWrite,
  transfers: NoticeInput['transfers'],
): CaseFileRow {
  const { now, rules, body } = input;
  return manager.create(CaseFileRow, {
    id,
    caseNo: formatCaseNo({ openedAt: now, sequence: input.sequence }),
    rulebook: input.rulebook,
    status: 'received',
    caseType: kindOf(input),
    openedAt: now,
    openedBy: actorOf(input),
    victimReports: false,
    holderReports: false,
    victimInstitution: body.fromAccount.institution,
    victimAccountNo: body.fromAccount.accountNo,
    stolenSatang: sumSatang(transfers.map((transfer) => BigInt(transfer.amountSatang))),
    toldBankAt: null,
    statementAt: null,
    statementNotedAt: null,
    withdrawnAt: null,
    withdrawalLapsesAt: null,
    correctionLapsesAt: null,
    papersLapseAt: null,
    automaticOrders: true,
    assignedRoute: 'station',
    nextDeadlineAt: endOf(ruleInForce(rules, 'OFF-6C', now), now, { rulebook: rules, now }),
    closedAt: null,
    linkedCases: 0,
  });
}
