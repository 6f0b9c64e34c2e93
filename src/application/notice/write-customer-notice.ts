import { type EntityManager, In } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { limitsSince } from '../../domain/complaint/intake/order-limits.js';
import { speakersOf, toldBankBy } from '../../domain/complaint/intake/who-reports.js';
import { endOf } from '../../domain/deadlines/deadline-of.js';
import { formatCaseNo } from '../../domain/identifiers/case-no.js';
import { sumSatang } from '../../domain/money.js';
import { reportToJoin } from '../../domain/notice/report-to-join.js';
import { customerLimitReached, customerLock, noticeWindowStart } from '../../domain/notice/notice-limit.js';
import type { Refusal } from '../../domain/result.js';
import { type Rulebook, ruleInForce } from '../../domain/rulebook/in-force.js';
import { earlier } from '../../domain/time.js';
import { NEW_CHAIN } from '../../persistence/audit/append-audit.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { ComplaintRow } from '../../persistence/entities/case/complaint.entities.js';
import { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { disclosedFields } from '../../persistence/exchange/message-body.js';
import { recordExchanges } from '../../persistence/exchange/record-exchange.js';
import { newId } from '../../persistence/ids.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { CaseWork } from '../case/work/case-work.js';
import { lockLimits } from '../case/work/case.queries.js';
import { openCasesWithSharing } from '../case/work/open-case.js';
import { claimsOfOtherCases } from '../complaint/view/claims-of-victim.js';
import { countUnconfirmedAtTargets } from '../complaint/view/complaint.queries.js';
import { askForStanding } from '../complaint/intake/ask-for-standing.js';
import { orderFirstHolds } from '../complaint/intake/order-first-holds.js';
import { claimOf, findClaim, receivers, storedClaims } from '../complaint/correct/stored-claims.js';
import { lockClaims, OWN_WORD, writeTransfers } from '../complaint/intake/write-transfers.js';
import { confirmByOwnWord } from '../debit/confirm-by-own-word.js';
import { reportsOfSums } from '../hold/order/complaint-clock.js';
import { giveAnswer } from '../message/give-answer.js';
import { type IdempotentRequest, keepAnswer } from '../message/idempotent-request.js';
import { keepMessage } from '../message/receive-message.js';
import type { CustomerNoticeInput, NoticeResponse, ReceiveCustomerNotice } from './notice-input.js';
import { earlierOfCustomers, reportsOfAccount } from './notice.queries.js';

/** A checked notice with the clock, case number and rules of its transaction. */
interface CustomerNoticeToWrite extends ReceiveCustomerNotice {
  now: Date;
  sequence: number;
  rules: Rulebook;
  /** Under whose key the answer is kept. */
  request: IdempotentRequest;
}

/** A case of the notice; `joined`: the same account had reported the transfers already. */
interface CustomersCase {
  work: CaseWork;
  joined: boolean;
  references: string[];
}

const KIND = 'customer.notice';

/**
 * Writes what a victim told his own bank: the bank's word confirms the debits, transfers that the same
 * account reported before join that case, and the others open a case with its holds of section 7. Refusal:
 * `NOTICE.CUSTOMER_LIMIT`.
 */
export async function writeCustomerNotice(
  manager: EntityManager,
  input: CustomerNoticeToWrite,
): Promise<{ ok: true; response: NoticeResponse; works: CaseWork[] } | Refusal> {
  const known = await transfersOfAccount(manager, input);
  const unknown = input.body.transfers.filter(({ reference }) => !known.some(({ row }) => row.reference === reference));
  const refusal = await refuseBeyondLimit(manager, input, unknown);
  if (refusal !== null) return refusal;
  const cases = await joinCases(manager, input, known);
  if (unknown.length > 0) cases.push(await openCase(manager, input, unknown));
  const { id: noticeId, basis } = await keepNotice(manager, input, cases);
  const response = {
    id: noticeId,
    receivedAt: input.now.toISOString(),
    cases: cases.map(({ work, joined, references }) => ({
      id: work.caseFile.id,
      caseNo: work.caseFile.caseNo,
      joined,
      references,
    })),
    suspensions: [],
    // An institution learns nothing about other institutions.
    holds: [],
  };
  await keepAnswer(manager, input.request, response, input.now);
  for (const { work, joined } of cases) {
    giveAnswer(work, {
      kind: 'notice.answer',
      party: input.message.party,
      messageId: noticeId,
      legalBasis: basis,
      purpose: 'which cases have the transfers of a notice',
      response,
    });
    if (joined) work.signal(complaintWorkflowId(work.caseFile.id), 'look', 'complaintAdded', noticeId);
    await work.finish();
  }
  return { ok: true, response, works: cases.map(({ work }) => work) };
}

/** Counts what opens a case; two notices of a bank at one instant do not pass a cap together. */
async function refuseBeyondLimit(
  manager: EntityManager,
  { message: { party }, body: { victimAccount: debited }, rules, now }: CustomerNoticeToWrite,
  transfers: CustomerNoticeInput['transfers'],
): Promise<Refusal | null> {
  if (transfers.length === 0) return null;
  await lockLimits(manager, [customerLock(party)]);
  const receivers = transfers.map(({ to }) => to.account);
  const before = await earlierOfCustomers(manager, { party, debited }, receivers, noticeWindowStart(rules, now));
  return customerLimitReached(receivers, before, ruleInForce(rules, 'P-NOTICE', now));
}

interface KnownTransfer {
  row: TransferRow;
  caseId: string;
}

/**
 * Reads the transfers of a notice that a standing report of the same account names already, which may be the customer's
 * own (`reportToJoin`).
 */
async function transfersOfAccount(
  manager: EntityManager,
  { body, now, rules }: CustomerNoticeToWrite,
): Promise<KnownTransfer[]> {
  const { institution, accountNo } = body.victimAccount;
  const references = body.transfers.map(({ reference }) => reference);
  const claims = await storedClaims(manager, institution, references);
  if (claims.length === 0) return [];
  const receiverOf = await receivers(manager);
  const rows = body.transfers.flatMap((reported) => {
    const ofReference = claims.filter(({ row }) => row.reference === reported.reference);
    return findClaim(ofReference, claimOf(accountNo, reported, receiverOf(reported.to)), 'may_differ') ?? [];
  });
  const reports = await reportsOfAccount(
    manager,
    body.victimAccount,
    rows.map(({ id }) => id),
  );
  const ofSums = await reportsOfSums({ manager, now }, [...new Set(reports.map(({ stolenSumId }) => stolenSumId))]);
  const { holderReports: isHolders } = toldBankBy(body.actsFor, speakersOf(rules, now));
  return rows.flatMap((row) => {
    const standing = reports
      .filter(({ transferId }) => transferId === row.id)
      .map(({ caseId, stolenSumId, isNotice, isHolders }) => ({
        caseId,
        isNotice,
        isHolders,
        holder: ofSums.get(stolenSumId)?.standings.get(caseId) ?? 'unknown',
        clock: ofSums.get(stolenSumId)?.clock ?? null,
      }));
    const own = reportToJoin(standing, { isHolders }, { rulebook: rules, now });
    return own === undefined ? [] : [{ row, caseId: own.caseId }];
  });
}

async function joinCases(
  manager: EntityManager,
  { message }: CustomerNoticeToWrite,
  known: readonly KnownTransfer[],
): Promise<CustomersCase[]> {
  const ids = [...new Set(known.map(({ caseId }) => caseId))];
  const cases: CustomersCase[] = [];
  for (const work of await openCasesWithSharing(manager, ids, message.party)) {
    const own = known.filter(({ caseId }) => caseId === work.caseFile.id).map(({ row }) => row);
    const rows = await manager.findBy(TransferRow, { id: In(own.map(({ id }) => id)) });
    await confirmByOwnWord(work, rows);
    cases.push({ work, joined: true, references: rows.map(({ reference }) => reference) });
  }
  return cases;
}

async function openCase(
  manager: EntityManager,
  input: CustomerNoticeToWrite,
  transfers: CustomerNoticeInput['transfers'],
): Promise<CustomersCase> {
  const id = newId();
  const { body, message, now, rules } = input;
  const { party } = message;
  const { victimAccount, actsFor, suspectPersons = [], suspectContacts = [] } = body;
  const caseFile = caseFileOf(manager, id, input, transfers);
  const work = new CaseWork(manager, caseFile, rules, now, party, NEW_CHAIN);
  const reporterKey = sha256Hex(`notice ${party}`);
  await manager.insert(ComplaintRow, {
    id,
    receivedAt: now,
    receivedBy: party,
    receivedByName: party,
    reporterKey,
    phoneKeys: [],
    known: {},
    body: {
      toldAt: body.toldAt,
      victimAccount,
      ...(actsFor && { actsFor }),
      transfers,
      suspectContacts,
      suspectPersons,
    },
    bodySha256: input.bodySha256,
  });
  await manager.insert(CaseFileRow, caseFile);
  work.audit('complaint.received', { caseId: id, bodySha256: input.bodySha256, rulebook: input.rulebook });
  work.audit('case.status', { caseId: id, from: null, to: 'received' });
  const references = transfers.map(({ reference }) => reference);
  const claims = await lockClaims(manager, victimAccount.institution, references);
  const written = await writeTransfers(work, { victimAccount, transfers }, 'may_differ', claims, OWN_WORD);
  const accounts = transfers.map(({ to }) => to.account);
  const since = limitsSince(ruleInForce(rules, 'P-LIMIT', now), now);
  const { refusals } = await orderFirstHolds(work, written, {
    body: { suspectPersons },
    reporter: { reporterKey, victimNumber: null, victimAccount },
    reporterLimitReached: false,
    before: {
      ...(await countUnconfirmedAtTargets(manager, accounts, [], since)),
      ofVictim: await claimsOfOtherCases(work, accounts),
    },
  });
  await askForStanding(work, refusals);
  work.signal(complaintWorkflowId(id), 'start', 'start', id);
  return { work, joined: false, references };
}

function caseFileOf(
  manager: EntityManager,
  id: string,
  { now, sequence, rulebook, rules, body, message }: CustomerNoticeToWrite,
  transfers: CustomerNoticeInput['transfers'],
): CaseFileRow {
  // The bank's clock may be ahead of ours.
  const toldBankAt = earlier(new Date(body.toldAt), now);
  return manager.create(CaseFileRow, {
    id,
    caseNo: formatCaseNo({ openedAt: now, sequence }),
    rulebook,
    status: 'received',
    caseType: body.caseType,
    openedAt: now,
    openedBy: message.party,
    ...toldBankBy(body.actsFor, speakersOf(rules, now)),
    toldBankAt,
    victimInstitution: body.victimAccount.institution,
    victimAccountNo: body.victimAccount.accountNo,
    stolenSatang: sumSatang(transfers.map(({ amountSatang }) => BigInt(amountSatang))),
    statementAt: null,
    statementNotedAt: null,
    withdrawnAt: null,
    withdrawalLapsesAt: null,
    correctionLapsesAt: null,
    papersLapseAt: null,
    automaticOrders: true,
    assignedRoute: 'station',
    nextDeadlineAt: endOf(ruleInForce(rules, 'P-EXP', now), now, { rulebook: rules, now }),
    closedAt: null,
    linkedCases: 0,
  });
}

/**
 * Keeps the bank's bytes and signature with their exchange in each case. Returns the id of the message,
 * and the rows by which it is given: section 7 has the bank share what its customer told it.
 */
async function keepNotice(
  manager: EntityManager,
  { message, body, bodySha256, now, rules }: CustomerNoticeToWrite,
  cases: readonly CustomersCase[],
): Promise<{ id: string; basis: string[] }> {
  const { party } = message;
  const basis = (['VIC-7A', 'SHARE-4'] as const).map((ruleId) => ruleInForce(rules, ruleId, now).rowId);
  // The case that the notice opened keeps the message, else one that it joined.
  const [first, ...others] = [...cases].reverse();
  if (first === undefined) throw new Error('a notice speaks of no transfer');
  const subjectId = first.work.caseFile.id;
  const kept = { ...message, kind: KIND, subjectId, content: body } as const;
  const row = await keepMessage(manager, kept, subjectId, now, { basis, outcome: 'APPLIED' });
  if (row === undefined) throw new Error('a message that is not answered yet was kept before');
  const applied = { messageId: row.id, party, kind: KIND, subjectId, outcome: 'APPLIED' };
  first.work.audit('message.applied', applied);
  await recordExchanges(
    manager,
    others.map(({ work }) => ({
      caseId: work.caseFile.id,
      direction: 'in' as const,
      party,
      kind: KIND,
      messageId: row.id,
      legalBasis: basis,
      purpose: 'what the victim told the own bank (section 7)',
      fields: disclosedFields(body),
      bodySha256,
      // The message was read at this time, before this case was locked.
      at: now,
    })),
  );
  return { id: row.id, basis };
}
