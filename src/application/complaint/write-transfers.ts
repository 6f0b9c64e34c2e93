import { In, IsNull } from 'typeorm';
import type { ReportedReceiver } from '../../domain/complaint/reported-receiver.js';
import { debitVerdict, type DebitVerdict } from '../../domain/debit/debit-verdict.js';
import { coverOf, verdictBesideRivals } from '../../domain/debit/rival-claims.js';
import { standingHold, type StandingHold } from '../../domain/hold/held-for-victim.js';
import { ENDED_HOLD_STATES } from '../../domain/hold/hold.js';
import type { Satang } from '../../domain/money.js';
import type { TimeOfReport } from '../../domain/trail/same-transfer.js';
import { type DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import { ClaimRow, StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/trail.entities.js';
import { insertTogether, rowsTo } from '../../persistence/insert-together.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/case-work.js';
import { type ClaimWithRivals, readRivalClaims } from '../case/rival-claims.js';
import { askDebits } from '../debit/ask-debits.js';
import { claimCover } from '../debit/claim-cover.js';
import { firstPart, newStolenSum } from '../ledger/open-trail.js';
import { readEarlierHolds } from '../hold/read-earlier-holds.js';
import type { ComplaintInput } from './complaint-input.js';
import { claimOf, type ClaimOnRecord, findClaim, receivers, storedClaims } from './stored-claims.js';

/** The transfers of a report, and the victim's account that all of them left. */
export type ReportedTransfers = Pick<ComplaintInput, 'victimAccount' | 'transfers'>;

/** A reported transfer that is in the database now. */
export interface WrittenTransfer {
  transfer: TransferRow;
  stolenSum: StolenSumRow;
  /** The first part of the stolen sum's trail. */
  link: TrailLinkRow;
  debit: DebitVerdict;
  /** The question about its debit that this report wrote. */
  asked: DebitConfirmationRow | undefined;
  /** It was reported before. */
  isKnown: boolean;
  /** What stands on it by an earlier report. */
  standing: StandingHold;
  /** What of it holds of other claims about the same reference and receiver cover. */
  coveredSatang: Satang;
  /** References of the orders that stand there, as their holder knows them. */
  orderReferences: readonly string[];
}

/**
 * Writes the reported transfers with their stolen sums, claims, first parts of the trail, and the
 * questions to the victim's institution. A report is a claim: one that was reported before stays
 * one row, and this case claims its stolen sum too. One that says something else of a known
 * reference stands beside the others, with its own sum and its own question. The caller has locked
 * the references (`referenceLocks`).
 */
export async function writeTransfers(
  work: CaseWork,
  body: ReportedTransfers,
  time: TimeOfReport,
): Promise<WrittenTransfer[]> {
  const { manager } = work;
  const claims = await storedClaims(manager, body.victimAccount.institution, referencesOf(body));
  const known = await knownTransfers(work, claims);
  const receiverOf = await receivers(manager);
  const newRows: NewRows = { transfers: [], sums: [], links: [], unasked: [] };
  const written = body.transfers.map((reported): WrittenTransfer => {
    const receiver = receiverOf(reported.to);
    const rivals = claims.filter(({ row }) => row.reference === reported.reference);
    const row = findClaim(rivals, claimOf(body.victimAccount.accountNo, reported, receiver), time);
    const found = row && known.get(row.id);
    const transfer = row ?? newTransfer(work, body, reported, receiver);
    if (row === undefined) {
      transfer.contested = rivals.length > 0;
      newRows.transfers.push(transfer);
    }
    const stolenSum = found?.stolenSum ?? newStolenSum(work, transfer);
    const link = found?.link ?? firstPart(work, stolenSum, transfer);
    if (found?.stolenSum === undefined) {
      newRows.sums.push(stolenSum);
      newRows.links.push(link);
    }
    if (found?.confirmation === undefined) newRows.unasked.push(transfer);
    return {
      transfer,
      stolenSum,
      link,
      debit: debitVerdict(found?.confirmation),
      asked: undefined,
      isKnown: row !== undefined,
      standing: found?.standing ?? 'none',
      coveredSatang: 0n,
      orderReferences: found?.orderReferences ?? [],
    };
  });
  const questions = await insertAll(work, newRows, written);
  const withQuestions = written.map((one) => ({
    ...one,
    asked: questions.find(({ transferId }) => transferId === one.transfer.id),
  }));
  return besideRivals(work, withQuestions, claims, known);
}

type Reported = ComplaintInput['transfers'][number];

/** Rows that the database does not have yet. */
interface NewRows {
  transfers: TransferRow[];
  sums: StolenSumRow[];
  links: TrailLinkRow[];
  /** Transfers about which the sender's institution was not asked yet. */
  unasked: TransferRow[];
}

/** A transfer that was reported before, with the rows that belong to it. */
interface KnownTransfer {
  stolenSum: StolenSumRow | undefined;
  link: TrailLinkRow | undefined;
  confirmation: DebitConfirmationRow | undefined;
  standing: StandingHold;
  orderReferences: readonly string[];
}

function referencesOf(body: ReportedTransfers): string[] {
  return body.transfers.map(({ reference }) => reference);
}

/** Reads what belongs to claims, by the id of the transfer, and locks their stolen sums. */
async function knownTransfers(work: CaseWork, claims: readonly ClaimOnRecord[]): Promise<Map<string, KnownTransfer>> {
  const { manager } = work;
  if (claims.length === 0) return new Map();
  const ids = claims.map(({ row }) => row.id);
  // The lock keeps two reports of one reference from both ordering a hold of the same money.
  const sums = await manager.find(StolenSumRow, {
    where: { transferId: In(ids) },
    lock: { mode: 'pessimistic_write' },
    order: { id: 'ASC' },
  });
  const links = await manager.findBy(TrailLinkRow, { transferId: In(ids), parentLinkId: IsNull() });
  const holds = await readEarlierHolds(manager, await manager.findBy(HoldRow, { transferId: In(ids), hop: 0 }));
  return new Map(
    claims.map(({ row: { id }, confirmation }) => {
      const holdsThere = holds.filter((hold) => hold.transferId === id);
      return [
        id,
        {
          stolenSum: sums.find((sum) => sum.transferId === id),
          link: links.find((link) => link.transferId === id),
          confirmation,
          standing: standingHold(holdsThere, work.caseFile.openedAt),
          orderReferences: holdsThere
            .filter(({ state }) => !ENDED_HOLD_STATES.includes(state))
            .map(({ noticeReference }) => noticeReference),
        },
      ];
    }),
  );
}

/**
 * Judges contested transfers beside their rivals. Where holds of a rival that names the same
 * receiver cover the money, this case claims the rival's sum too.
 */
async function besideRivals(
  work: CaseWork,
  written: WrittenTransfer[],
  claims: readonly ClaimOnRecord[],
  known: ReadonlyMap<string, KnownTransfer>,
): Promise<WrittenTransfer[]> {
  const contested = written.filter(({ transfer }) => transfer.contested);
  if (contested.length === 0) return written;
  const first = claims.filter(({ row }) => !row.contested && contested.some(({ transfer }) => isRival(transfer, row)));
  const firstIds = first.map(({ row }) => row.id);
  if (firstIds.length > 0) await work.manager.update(TransferRow, { id: In(firstIds) }, { contested: true });
  const ids = contested.map(({ transfer }) => transfer.id);
  const withRivals = await readRivalClaims(work.manager, ids, work.caseFile.openedAt);
  const earlier = await work.manager.findBy(ClaimRow, { caseId: work.caseFile.id });
  const claimed = new Set(earlier.map(({ stolenSumId }) => stolenSumId));
  const judged: WrittenTransfer[] = [];
  for (const transfer of written) {
    const claim = withRivals.get(transfer.transfer.id);
    judged.push(claim === undefined ? transfer : besideRival(transfer, claim, known));
    if (claim === undefined) continue;
    for (const { stolenSumId } of await claimCover(work, claim, claimed)) claimed.add(stolenSumId);
  }
  return judged;
}

function isRival(one: TransferRow, other: TransferRow): boolean {
  return one.id !== other.id && one.reference === other.reference;
}

function besideRival(
  written: WrittenTransfer,
  { own, rivals }: ClaimWithRivals,
  known: ReadonlyMap<string, KnownTransfer>,
): WrittenTransfer {
  const cover = coverOf(own, rivals);
  const isCovered = cover.satang >= own.amountSatang;
  const standing = isCovered ? 'held' : cover.beingReleased.length > 0 ? 'being_released' : written.standing;
  return {
    ...written,
    debit: verdictBesideRivals(own, rivals),
    standing: written.standing === 'held' ? 'held' : standing,
    coveredSatang: cover.satang,
    orderReferences: [
      ...written.orderReferences,
      ...cover.by.flatMap(({ transferId }) => known.get(transferId)?.orderReferences ?? []),
    ],
  };
}

function newTransfer(
  work: CaseWork,
  body: ReportedTransfers,
  reported: Reported,
  receiver: ReportedReceiver,
): TransferRow {
  const { to, promptPay, ...claim } = claimOf(body.victimAccount.accountNo, reported, receiver);
  return work.manager.create(TransferRow, {
    ...claim,
    id: newId(),
    fromInstitution: body.victimAccount.institution,
    reference: reported.reference,
    toInstitution: to?.institution ?? null,
    toAccountNo: to?.accountNo ?? null,
    promptpayKind: promptPay?.kind ?? null,
    promptpayValue: promptPay?.value ?? null,
    rail: reported.rail,
    reportedBy: 'victim',
    firstCaseId: work.caseFile.id,
    contested: false,
  });
}

/** Inserts the rows of a report. Returns the questions about its debits. */
async function insertAll(
  work: CaseWork,
  newRows: NewRows,
  written: readonly WrittenTransfer[],
): Promise<DebitConfirmationRow[]> {
  const { manager, caseFile, now } = work;
  if (newRows.transfers.length + newRows.sums.length > 0)
    await insertTogether(manager, [
      rowsTo(TransferRow, newRows.transfers),
      rowsTo(StolenSumRow, newRows.sums),
      rowsTo(TrailLinkRow, newRows.links),
    ]);
  // A claim whose holds covered the money of this case before, or that a correction replaced, is its
  // own claim now.
  await manager
    .createQueryBuilder()
    .insert()
    .into(ClaimRow)
    .values(
      written.map(({ stolenSum }) => ({
        stolenSumId: stolenSum.id,
        caseId: caseFile.id,
        claimedAt: now,
        endedAt: null,
        reported: true,
        correctedBy: null,
      })),
    )
    .orUpdate(['reported', 'ended_at', 'corrected_by'], ['stolen_sum_id', 'case_id'])
    .execute();
  const questions = await askDebits(work, newRows.unasked, 'whether the victim was debited');
  for (const { stolenSum, transfer } of written) {
    work.audit('claim.made', {
      stolenSumId: stolenSum.id,
      transferId: transfer.id,
      amountSatang: stolenSum.amountSatang.toString(),
    });
  }
  return questions;
}
