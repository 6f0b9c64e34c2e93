import { type EntityManager, In } from 'typeorm';
import { type DebitVerdict, debitVerdict } from '../../domain/debit/debit-verdict.js';
import { verdictBesideRivals } from '../../domain/debit/rival-claims.js';
import { ComplaintAdditionRow, ComplaintRow } from '../../persistence/entities/complaint.entities.js';
import { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import { EvidenceRequestRow, EvidenceRow } from '../../persistence/entities/evidence.entities.js';
import { DecisionRow, FreezeRequestRow } from '../../persistence/entities/freeze-request.entities.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import { ClaimRow, StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from './case-work.js';
import { type ClaimWithRivals, readRivalClaims } from './rival-claims.js';

/** Everything of a case that decides its next step, read while the case is locked. */
export interface LoadedCase {
  complaint: ComplaintRow;
  additions: ComplaintAdditionRow[];
  /** The claims of this case. */
  claims: ClaimRow[];
  /** The sums that complaints of other cases uphold too. */
  upheldByOthers: ReadonlySet<string>;
  sums: StolenSumRow[];
  links: TrailLinkRow[];
  transfers: Map<string, TransferRow>;
  /** Answers about the victim's transfers, and about later ones to a PromptPay id. */
  confirmations: DebitConfirmationRow[];
  /** The claims of this case about which others say something else, by transfer. */
  contested: ReadonlyMap<string, ClaimWithRivals>;
  holds: HoldRow[];
  requests: FreezeRequestRow[];
  decisions: DecisionRow[];
  questions: EvidenceRequestRow[];
  evidence: EvidenceRow[];
}

/**
 * Reads a whole case: its own rows, and the trail of every stolen sum that it claims, including
 * sums that another case reported first. `locked` locks the sums for a change; `as_read` locks
 * nothing, so that the transaction may be read-only.
 */
export async function loadCase(
  work: Pick<CaseWork, 'manager' | 'caseFile'>,
  sumsAre: 'locked' | 'as_read' = 'locked',
): Promise<LoadedCase> {
  const { manager } = work;
  const caseId = work.caseFile.id;
  const complaint = await manager.findOneByOrFail(ComplaintRow, { id: caseId });
  const additions = await manager.find(ComplaintAdditionRow, { where: { caseId }, order: { id: 'ASC' } });
  const { claims, upheldByOthers } = await claimsOf(manager, caseId);
  const sumIds = claims.map((claim) => claim.stolenSumId);
  const sums = await manager.find(StolenSumRow, {
    where: { id: In(sumIds) },
    order: { id: 'ASC' },
    ...(sumsAre === 'locked' ? { lock: { mode: 'pessimistic_write' as const } } : {}),
  });
  const links = await manager.find(TrailLinkRow, {
    where: { stolenSumId: In(sumIds) },
    order: { hop: 'ASC', id: 'ASC' },
  });
  const transfers = await manager.findBy(TransferRow, { id: In(links.map((link) => link.transferId)) });
  const confirmations = await manager.findBy(DebitConfirmationRow, {
    transferId: In(links.map((link) => link.transferId)),
  });
  const stolen = new Set(sums.map((sum) => sum.transferId));
  const contested = await readRivalClaims(
    manager,
    transfers.filter((transfer) => transfer.contested && stolen.has(transfer.id)).map(({ id }) => id),
    work.caseFile.openedAt,
  );
  const holds = await holdsOf(manager, sums);
  const requests = await manager.find(FreezeRequestRow, { where: { caseId }, order: { id: 'ASC' } });
  const decisions =
    requests.length === 0
      ? []
      : await manager.findBy(DecisionRow, { freezeRequestId: In(requests.map((request) => request.id)) });
  const questions = await manager.find(EvidenceRequestRow, { where: { caseId }, order: { wave: 'ASC', id: 'ASC' } });
  const evidence = await manager.find(EvidenceRow, { where: { caseId }, order: { version: 'ASC' } });
  return {
    complaint,
    additions,
    claims,
    upheldByOthers,
    sums,
    links,
    transfers: new Map(transfers.map((transfer) => [transfer.id, transfer])),
    confirmations,
    contested,
    holds,
    requests,
    decisions,
    questions,
    evidence,
  };
}

/** Reads the claims of a case, and which of their sums other cases uphold too. */
async function claimsOf(
  manager: EntityManager,
  caseId: string,
): Promise<Pick<LoadedCase, 'claims' | 'upheldByOthers'>> {
  const all = await manager
    .createQueryBuilder(ClaimRow, 'c')
    .where('c.stolen_sum_id IN (SELECT stolen_sum_id FROM claim WHERE case_id = :caseId)', { caseId })
    .getMany();
  const others = all.filter((claim) => claim.caseId !== caseId && claim.endedAt === null);
  return {
    claims: all.filter((claim) => claim.caseId === caseId),
    upheldByOthers: new Set(others.map(({ stolenSumId }) => stolenSumId)),
  };
}

/** Returns whether a complaint, of this case or another, still claims a sum. */
export function isStillClaimed({ claims, upheldByOthers }: LoadedCase, { id }: Pick<StolenSumRow, 'id'>): boolean {
  return upheldByOthers.has(id) || claims.some(({ stolenSumId, endedAt }) => stolenSumId === id && endedAt === null);
}

/** Reads all holds on stolen sums, also ended ones, in the order in which they were ordered. */
export async function holdsOf(manager: EntityManager, sums: readonly StolenSumRow[]): Promise<HoldRow[]> {
  return manager.find(HoldRow, { where: { stolenSumId: In(sums.map(({ id }) => id)) }, order: { id: 'ASC' } });
}

/** Returns what the victim's institution says of a sum's first transfer, if it was asked. */
export function confirmationOf(loaded: LoadedCase, sum: StolenSumRow): DebitConfirmationRow | undefined {
  return loaded.confirmations.find((row) => row.transferId === sum.transferId);
}

/** Returns what is known of the debit behind a sum, also by what was answered of rival claims. */
export function debitOf(loaded: LoadedCase, sum: StolenSumRow): DebitVerdict {
  const claim = loaded.contested.get(sum.transferId);
  return claim === undefined ? debitVerdict(confirmationOf(loaded, sum)) : verdictBesideRivals(claim.own, claim.rivals);
}

/** Returns the first part of a sum's trail, the victim's own transfer; throws when it has none. */
export function rootOf(loaded: LoadedCase, sum: StolenSumRow): TrailLinkRow {
  const root = loaded.links.find((link) => link.stolenSumId === sum.id && link.parentLinkId === null);
  if (root === undefined) throw new Error(`stolen sum ${sum.id} has no trail`);
  return root;
}

/**
 * Returns the holds that a case answers for: those on money that it still claims, and its own on
 * money that no other case claims. Where only another case goes on claiming the money, the hold is
 * that case's.
 */
export function concernedHolds({ claims, upheldByOthers, holds }: LoadedCase, caseId: string): HoldRow[] {
  const claimed = new Set(claims.filter(({ endedAt }) => endedAt === null).map(({ stolenSumId }) => stolenSumId));
  return holds.filter(
    ({ stolenSumId, caseId: orderedFor }) =>
      claimed.has(stolenSumId) || (orderedFor === caseId && !upheldByOthers.has(stolenSumId)),
  );
}
