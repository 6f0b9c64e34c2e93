import { In, IsNull } from 'typeorm';
import type { FieldFault } from '../../domain/complaint/check-complaint.js';
import { reportedReceiver, type ReportedReceiver } from '../../domain/complaint/reported-receiver.js';
import { standingHold, type StandingHold } from '../../domain/hold/held-for-victim.js';
import { ENDED_HOLD_STATES } from '../../domain/hold/hold.js';
import type { Refusal } from '../../domain/result.js';
import { isSameTransfer, type RepeatedReport } from '../../domain/trail/same-transfer.js';
import { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import { ClaimRow, StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import type { CaseWork } from '../case/case-work.js';
import { askDebits } from '../debit/ask-debits.js';
import { readEarlierHolds } from '../hold/read-earlier-holds.js';
import { debitVerdict } from '../../domain/debit/debit-verdict.js';
import type { ComplaintInput } from './complaint-input.js';

/** The transfers of a report, and the victim's account that all of them left. */
export type ReportedTransfers = Pick<ComplaintInput, 'victimAccount' | 'transfers'>;

/** A reported transfer that is in the database now. */
export interface WrittenTransfer {
  transfer: TransferRow;
  stolenSum: StolenSumRow;
  /** The first part of the stolen sum's trail. */
  link: TrailLinkRow;
  debit: 'confirmed' | 'denied' | 'unknown';
  /** It was reported before. */
  isKnown: boolean;
  /** What stands on it by an earlier report. */
  standing: StandingHold;
  /** References of the orders that stand there, as their holder knows them. */
  orderReferences: readonly string[];
}

/**
 * Writes the reported transfers with their stolen sums, claims, first parts of the trail, and the
 * questions to the victim's institution. A transfer that was reported before stays one row, and
 * this case adds a claim to its stolen sum. A report that contradicts the database is refused
 * (`COMPLAINT.INVALID`, fault `FIELD.REFERENCE_CONFLICT`), because one of the two references is
 * wrong.
 */
export async function writeTransfers(
  work: CaseWork,
  body: ReportedTransfers,
): Promise<{ ok: true; written: WrittenTransfer[] } | (Refusal & { faults: readonly FieldFault[] })> {
  const known = await knownTransfers(work, body);
  const directory = await loadPartyDirectory(work.manager);
  const receiverOf = ({ to }: Reported) => reportedReceiver(to, (slug) => directory.accountDigits.has(slug));
  const faults: FieldFault[] = [];
  const written: WrittenTransfer[] = [];
  const newRows: NewRows = { transfers: [], sums: [], links: [], unasked: [] };
  body.transfers.forEach((reported, index) => {
    const found = known.get(reported.reference);
    if (found !== undefined && !isSameTransfer(found.transfer, reportOf(reported, receiverOf(reported), body))) {
      faults.push({
        pointer: `/transfers/${index}/reference`,
        code: 'FIELD.REFERENCE_CONFLICT',
        detail: 'is on record for a transfer with other details',
      });
      return;
    }
    const transfer = found?.transfer ?? newTransfer(work, body, reported, receiverOf(reported));
    const stolenSum = found?.stolenSum ?? newSum(work, transfer);
    if (found === undefined) newRows.transfers.push(transfer);
    const link = found?.link ?? rootLink(work, stolenSum, transfer);
    if (found?.stolenSum === undefined) {
      newRows.sums.push(stolenSum);
      newRows.links.push(link);
    }
    if (found?.confirmation === undefined) newRows.unasked.push(transfer);
    const debit = debitVerdict(found?.confirmation);
    const isKnown = found !== undefined;
    const { standing, orderReferences } = found ?? { standing: 'none' as const, orderReferences: [] };
    written.push({ transfer, stolenSum, link, debit, isKnown, standing, orderReferences });
  });
  if (faults.length > 0)
    return { ok: false, code: 'COMPLAINT.INVALID', detail: 'a transfer contradicts the record', faults };
  await insertAll(work, newRows, written);
  return { ok: true, written };
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
  transfer: TransferRow;
  stolenSum: StolenSumRow | undefined;
  link: TrailLinkRow | undefined;
  confirmation: DebitConfirmationRow | undefined;
  standing: StandingHold;
  orderReferences: readonly string[];
}

/** Reads the transfers that were reported before, by reference, and locks their stolen sums. */
async function knownTransfers(work: CaseWork, body: ReportedTransfers): Promise<Map<string, KnownTransfer>> {
  const { manager } = work;
  const references = body.transfers.map((transfer) => transfer.reference);
  const rows = await manager.findBy(TransferRow, {
    fromInstitution: body.victimAccount.institution,
    reference: In(references),
  });
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.id);
  // The lock keeps two reports of one transfer from both ordering its hold.
  const sums = await manager.find(StolenSumRow, {
    where: { transferId: In(ids) },
    lock: { mode: 'pessimistic_write' },
    order: { id: 'ASC' },
  });
  const links = await manager.findBy(TrailLinkRow, { transferId: In(ids), parentLinkId: IsNull() });
  const confirmations = await manager.findBy(DebitConfirmationRow, { transferId: In(ids) });
  const holds = await readEarlierHolds(manager, await manager.findBy(HoldRow, { transferId: In(ids), hop: 0 }));
  const holdsOn = (transfer: TransferRow) => holds.filter((hold) => hold.transferId === transfer.id);
  return new Map(
    rows.map((transfer) => [
      transfer.reference,
      {
        transfer,
        stolenSum: sums.find((sum) => sum.transferId === transfer.id),
        link: links.find((link) => link.transferId === transfer.id),
        confirmation: confirmations.find((row) => row.transferId === transfer.id),
        standing: standingHold(holdsOn(transfer), work.caseFile.openedAt),
        orderReferences: holdsOn(transfer)
          .filter(({ state }) => !ENDED_HOLD_STATES.includes(state))
          .map(({ noticeReference }) => noticeReference),
      },
    ]),
  );
}

/** Returns a reported transfer as it is compared with the stored one of its reference. */
function reportOf(
  { amountSatang }: Reported,
  { account, offRail }: ReportedReceiver,
  { victimAccount }: ReportedTransfers,
): RepeatedReport {
  return {
    fromAccountNo: victimAccount.accountNo,
    amountSatang: BigInt(amountSatang),
    to: account,
    isOffRail: offRail !== null,
  };
}

function newTransfer(
  work: CaseWork,
  body: ReportedTransfers,
  reported: Reported,
  { account, promptPay, offRail }: ReportedReceiver,
): TransferRow {
  return work.manager.create(TransferRow, {
    id: newId(),
    fromInstitution: body.victimAccount.institution,
    fromAccountNo: body.victimAccount.accountNo,
    reference: reported.reference,
    toInstitution: account?.institution ?? null,
    toAccountNo: account?.accountNo ?? null,
    promptpayKind: promptPay?.kind ?? null,
    promptpayValue: promptPay?.value ?? null,
    offRail,
    amountSatang: BigInt(reported.amountSatang),
    transferredAt: new Date(reported.transferredAt),
    rail: reported.rail,
    reportedBy: 'victim',
    firstCaseId: work.caseFile.id,
  });
}

function newSum(work: CaseWork, transfer: TransferRow): StolenSumRow {
  return work.manager.create(StolenSumRow, {
    id: newId(),
    transferId: transfer.id,
    caseId: work.caseFile.id,
    amountSatang: transfer.amountSatang,
    reservedSatang: 0n,
  });
}

async function insertAll(work: CaseWork, newRows: NewRows, written: readonly WrittenTransfer[]): Promise<void> {
  const { manager, caseFile, now } = work;
  if (newRows.transfers.length > 0) await manager.insert(TransferRow, newRows.transfers);
  if (newRows.sums.length > 0) {
    await manager.insert(StolenSumRow, newRows.sums);
    await manager.insert(TrailLinkRow, newRows.links);
  }
  await manager.insert(
    ClaimRow,
    written.map(({ stolenSum }) => ({ stolenSumId: stolenSum.id, caseId: caseFile.id, claimedAt: now, endedAt: null })),
  );
  await askDebits(work, newRows.unasked, 'whether the victim was debited');
  for (const { stolenSum, transfer } of written) {
    work.audit('claim.made', {
      stolenSumId: stolenSum.id,
      transferId: transfer.id,
      amountSatang: stolenSum.amountSatang.toString(),
    });
  }
}

function rootLink(work: CaseWork, sum: StolenSumRow, { offRail }: TransferRow): TrailLinkRow {
  return work.manager.create(TrailLinkRow, {
    id: newId(),
    stolenSumId: sum.id,
    transferId: sum.transferId,
    caseId: work.caseFile.id,
    parentLinkId: null,
    parentHoldId: null,
    hop: 0,
    attributedSatang: sum.amountSatang,
    stopReason: offRail === null ? null : 'off_rails',
    nthAccount: offRail === null ? 1 : null,
  });
}
