import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { FieldFault } from '../../domain/complaint/intake/check-complaint.js';
import type { OnwardMessage } from '../../domain/hold/messages.js';
import type { Account } from '../../domain/party.js';
import type { Refusal } from '../../domain/result.js';
import { compareReports, type TransferReport } from '../../domain/trail/same-transfer.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openCasesWithSharing } from '../case/work/open-case.js';
import { claimOf, findClaim, receivers, storedClaims } from '../complaint/correct/stored-claims.js';
import { receiverOnRecord } from '../trail/doubt-onward.js';
import { refuseInterested } from '../interest/refuse-interested.js';
import { keepAnswer } from '../message/idempotent-request.js';
import { giveAnswer } from '../message/give-answer.js';
import { writeNoticeInCases } from './write-notice-in-cases.js';
import {
  actorOf,
  invalidNotice,
  type NoticedCase,
  type NoticeInput,
  type NoticeResponse,
  type NoticeToWrite,
} from './notice-input.js';
import { endedSuspensions } from './notice.queries.js';
import { openNoticeCase } from './open-notice-case.js';

/**
 * Writes a notice into the cases that have its transfers, and opens a case for its other
 * transfers. A transfer that is on record with other facts is another claim. Refuses with
 * `NOTICE.INVALID` when a later debit contradicts what its institution named before, or when the
 * institution suspends again what it suspended before, and that has ended, and with `CASE.INTEREST`
 * when an officer would suspend money of a case in which that officer has an interest.
 */
export async function writeNotice(
  manager: EntityManager,
  input: NoticeToWrite,
): Promise<{ ok: true; response: NoticeResponse; works: CaseWork[] } | (Refusal & { faults?: readonly FieldFault[] })> {
  const known = await knownTransfers(manager, input);
  const faults = [...(await onwardContradictions(manager, input.body)), ...(await suspendedBefore(manager, input))];
  if (faults.length > 0) return invalidNotice('a transfer contradicts the record', faults);
  const id = newId();
  const cases = await joinCases(manager, input, known);
  const interested = await refuseInterestedGiver(input, cases);
  if (interested !== null) return interested;
  const unknown = input.body.transfers.filter(({ reference }) => !known.has(reference));
  if (unknown.length > 0) {
    cases.push(await openNoticeCase(manager, input, { noticeId: id, transfers: unknown }));
  }
  const { suspensions, holds, party, basis } = await writeNoticeInCases(manager, input, id, cases);
  const response = {
    id,
    receivedAt: input.now.toISOString(),
    cases: cases.map(({ work, joined, transfers }) => ({
      id: work.caseFile.id,
      caseNo: work.caseFile.caseNo,
      joined,
      references: transfers.map(({ row }) => row.reference),
    })),
    suspensions,
    // An institution learns nothing about other institutions.
    holds: input.notifier.by === 'officer' ? holds : [],
  };
  const answer = { kind: 'notice.answer' as const, party, messageId: id, legalBasis: basis, response };
  await keepAnswer(manager, input.request, response, input.now);
  for (const { work } of cases) {
    giveAnswer(work, { ...answer, purpose: 'which cases have the transfers of a notice, and what is suspended by it' });
    await work.finish();
  }
  return { ok: true, response, works: cases.map(({ work }) => work) };
}

/** Returns the refusal of an officer who has an interest in a case on record that a notice joins, else null. */
async function refuseInterestedGiver(
  { notifier }: NoticeToWrite,
  joined: readonly NoticedCase[],
): Promise<Refusal | null> {
  if (notifier.by !== 'officer') return null;
  for (const { work } of joined) {
    const interested = await refuseInterested(work, notifier.person);
    if (interested !== null) return interested;
  }
  return null;
}

interface KnownTransfer {
  row: TransferRow;
  caseId: string;
}

/**
 * Reads the transfers of a notice that are on record as the notice claims them, by reference, each
 * with the earliest case whose trail has it.
 */
async function knownTransfers(manager: EntityManager, { body }: NoticeToWrite): Promise<Map<string, KnownTransfer>> {
  const { institution, accountNo } = body.fromAccount;
  const references = body.transfers.map(({ reference }) => reference);
  const claims = await storedClaims(manager, institution, references);
  if (claims.length === 0) return new Map();
  const receiverOf = await receivers(manager);
  const rows = body.transfers.flatMap((reported) => {
    const ofReference = claims.filter(({ row }) => row.reference === reported.reference);
    return findClaim(ofReference, claimOf(accountNo, reported, receiverOf(reported.to)), 'may_differ') ?? [];
  });
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

/**
 * Returns a fault for each later debit that its institution named with other facts before. One of
 * the two is wrong, and a person must find out which before anything is ordered by it. What others
 * claim about the reference keeps nothing out.
 */
async function onwardContradictions(manager: EntityManager, body: NoticeInput): Promise<FieldFault[]> {
  const faults: FieldFault[] = [];
  for (const [index, { to, onward = [] }] of body.transfers.entries()) {
    if (onward.length === 0) continue;
    const rows = await manager.findBy(TransferRow, {
      fromInstitution: to.account.institution,
      reference: In(onward.map(({ transferRef }) => transferRef)),
      reportedBy: 'institution',
    });
    onward.forEach((debit, at) => {
      const row = rows.find(({ reference }) => reference === debit.transferRef);
      if (row === undefined || !contradictsRecord(row, reportOf(to.account, debit))) return;
      const detail = 'is on record for a debit with other details';
      faults.push({
        pointer: `/transfers/${index}/onward/${at}/transferRef`,
        code: 'FIELD.REFERENCE_CONFLICT',
        detail,
      });
    });
  }
  return faults;
}

/**
 * Returns a fault for each transfer that the institution suspended before, in whatever words: section
 * 6 gives its seven days once, and an officer who found the suspicion unfounded ended them.
 */
async function suspendedBefore(manager: EntityManager, { body, notifier }: NoticeToWrite): Promise<FieldFault[]> {
  if (notifier.by === 'officer') return [];
  const named = body.transfers.flatMap(({ reference, to, suspended }) =>
    suspended === undefined ? [] : [{ reference, to: to.account }],
  );
  if (named.length === 0) return [];
  const ended = await endedSuspensions(manager, notifier.message.party, body.fromAccount.institution, named);
  return body.transfers.flatMap(({ reference, suspended }, index) =>
    suspended === undefined || !ended.has(reference)
      ? []
      : [
          {
            pointer: `/transfers/${index}/suspended`,
            code: 'FIELD.OVER',
            detail: 'was suspended by you before, and that has ended: section 6 gives its time once',
          },
        ],
  );
}

function reportOf(from: Account, debit: OnwardMessage): TransferReport {
  return {
    from,
    reference: debit.transferRef,
    to: 'account' in debit.to ? debit.to.account : debit.to,
    amountSatang: BigInt(debit.amountSatang),
    at: new Date(debit.at),
  };
}

function contradictsRecord(row: TransferRow, report: TransferReport): boolean {
  const onRecord: TransferReport = {
    from: { institution: row.fromInstitution, accountNo: row.fromAccountNo },
    reference: row.reference,
    to: receiverOnRecord(row),
    amountSatang: row.amountSatang,
    at: row.transferredAt,
  };
  return compareReports(onRecord, report, 0) === 'contradicts';
}

/** Locks the cases on record, with those that share their money, in the one order of all locks. */
async function joinCases(
  manager: EntityManager,
  input: NoticeToWrite,
  known: ReadonlyMap<string, KnownTransfer>,
): Promise<NoticedCase[]> {
  const caseIds = [...new Set([...known.values()].map((transfer) => transfer.caseId))];
  const works = await openCasesWithSharing(manager, caseIds, actorOf(input));
  return works.map((work) => {
    const transfers = input.body.transfers.flatMap((reported) => {
      const found = known.get(reported.reference);
      return found?.caseId === work.caseFile.id ? [{ reported, row: found.row }] : [];
    });
    return { work, joined: true, transfers };
  });
}
