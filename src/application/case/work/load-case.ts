import { type EntityManager, In } from 'typeorm';
import { type DebitVerdict, debitVerdict } from '../../../domain/debit/debit-verdict.js';
import { type RivalClaim, verdictBesideRivals } from '../../../domain/debit/rival-claims.js';
import { AcceptedProofRow } from '../../../persistence/entities/findings/attachment.entities.js';
import { ComplaintAdditionRow, ComplaintRow } from '../../../persistence/entities/case/complaint.entities.js';
import { DebitConfirmationRow, IncompleteTransferRow } from '../../../persistence/entities/money/debit.entities.js';
import { DirectiveRow } from '../../../persistence/entities/money/directive.entities.js';
import { EvidenceRequestRow, EvidenceRow } from '../../../persistence/entities/findings/evidence.entities.js';
import { DecisionRow, FreezeRequestRow } from '../../../persistence/entities/case/freeze-request.entities.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { ClaimRow, StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { reading, type ReadTogether, rows, value } from '../../../persistence/read-together.js';
import { CLAIMED_SUMS, lockClaimedSums, OPEN_BREAKS } from './case.queries.js';
import type { CaseWork } from './case-work.js';
import { claimStandsSql } from '../money/claim-stands-sql.js';
import { OPENED_BY_NOTICE } from '../money/opened-by-notice-sql.js';
import { type ClaimWithRivals, readRivalClaims } from '../money/rival-claims.js';

/** Everything of a case that decides its next step, read while the case is locked. */
export interface LoadedCase {
  complaint: ComplaintRow;
  additions: ComplaintAdditionRow[];
  /** The claims of this case. */
  claims: ClaimRow[];
  /** The sums that complaints of other cases uphold too, each made by who may complain about that account (VIC-7A). */
  upheldByOthers: ReadonlySet<string>;
  /** The sums that holders told their banks of in other cases (section 7): that is no complaint, and ends by its own rule. */
  toldBankByOthers: Set<string>;
  /** The sums on which the claim of this case stands, and those on which another's does. */
  standing: { own: string[]; others: string[] };
  sums: StolenSumRow[];
  links: TrailLinkRow[];
  transfers: Map<string, TransferRow>;
  /** Answers about the victim's transfers, and about later ones to a PromptPay id. */
  confirmations: DebitConfirmationRow[];
  /** Questions of this case about transfers that the victim told of and nobody has found. */
  searches: DebitConfirmationRow[];
  /** Questions of this case for the holder of an account alone, whose debit is confirmed to another report. */
  holderQuestions: DebitConfirmationRow[];
  /** What the victim told of transfers that were not known well enough. */
  incompleteTransfers: IncompleteTransferRow[];
  /** The claims of this case about which others say something else, by transfer. */
  contested: ReadonlyMap<string, ClaimWithRivals>;
  holds: HoldRow[];
  /** When the releases were ordered that nobody has answered, by hold (RFC 3339); null: there are none. */
  unanswered: Readonly<Record<string, string>> | null;
  requests: FreezeRequestRow[];
  decisions: DecisionRow[];
  questions: EvidenceRequestRow[];
  evidence: EvidenceRow[];
  /** The kinds of open breaks about the case and its money. */
  openBreaks: string[];
  /** Approved cut-offs of numbers, and what lifts them, in the order of the decisions. */
  cutOffs: DirectiveRow[];
  /** Documents of holders that were accepted as proof that their account is unrelated. */
  proofs: AcceptedProofRow[];
}

const TRANSFERS_OF_TRAIL = `(SELECT l.transfer_id FROM trail_link l WHERE l.stolen_sum_id IN ${CLAIMED_SUMS})`;

/** The rows of the case `$1`, for a reading that may have other parts beside. */
export const CASE_PARTS = {
  complaints: rows(ComplaintRow, 'r.id = $1'),
  additions: rows(ComplaintAdditionRow, 'r.case_id = $1', 'r.id'),
  claimsOfSums: rows(ClaimRow, `r.stolen_sum_id IN ${CLAIMED_SUMS}`),
  standing: value<LoadedCase['standing']>(`SELECT json_build_object(
    'own', ARRAY(SELECT c.stolen_sum_id FROM claim c WHERE c.case_id = $1 AND ${claimStandsSql('c')}),
    'others', ARRAY(SELECT DISTINCT c.stolen_sum_id FROM claim c
                     WHERE c.stolen_sum_id IN ${CLAIMED_SUMS} AND c.case_id <> $1 AND ${claimStandsSql('c')}))`),
  sums: rows(StolenSumRow, `r.id IN ${CLAIMED_SUMS}`, 'r.id'),
  links: rows(TrailLinkRow, `r.stolen_sum_id IN ${CLAIMED_SUMS}`, 'r.hop, r.id'),
  reached: rows(TransferRow, `r.id IN ${TRANSFERS_OF_TRAIL}`),
  confirmations: rows(DebitConfirmationRow, `r.transfer_id IN ${TRANSFERS_OF_TRAIL}`),
  searches: rows(
    DebitConfirmationRow,
    'r.case_id = $1 AND r.incomplete_transfer_id IS NOT NULL AND r.transfer_id IS NULL',
  ),
  holderQuestions: rows(DebitConfirmationRow, 'r.case_id = $1 AND r.holder_of IS NOT NULL'),
  incompleteTransfers: rows(IncompleteTransferRow, 'r.case_id = $1', 'r.no'),
  holds: rows(HoldRow, `r.stolen_sum_id IN ${CLAIMED_SUMS}`, 'r.id'),
  unanswered: value<LoadedCase['unanswered']>(`SELECT json_object_agg(o.hold_id, o.ordered_at) FROM hold h
      JOIN release_order o ON o.hold_id = h.id AND NOT o.again AND o.acknowledged_at IS NULL
     WHERE h.stolen_sum_id IN ${CLAIMED_SUMS} AND h.state = 'release_ordered'`),
  requests: rows(FreezeRequestRow, 'r.case_id = $1', 'r.id'),
  decisions: rows(DecisionRow, 'r.freeze_request_id IN (SELECT id FROM freeze_request WHERE case_id = $1)'),
  questions: rows(EvidenceRequestRow, 'r.case_id = $1', 'r.wave, r.id'),
  evidence: rows(EvidenceRow, 'r.case_id = $1', 'r.version'),
  openBreaks: value<string[]>(`SELECT ${OPEN_BREAKS}`),
  // A notice of suspicion claims money without a complaint, and who may not speak for the holder makes none of his:
  // section 7 rests on none of these.
  casesWithoutComplaint: value<string[]>(
    `SELECT ARRAY(SELECT f.id FROM claim c JOIN case_file f ON f.id = c.case_id
                   WHERE c.stolen_sum_id IN ${CLAIMED_SUMS} AND (${OPENED_BY_NOTICE('f')} OR NOT f.holder_reports))`,
  ),
  // What a holder told his bank, which is section 7 without a complaint.
  casesOfCustomers: value<string[]>(
    `SELECT ARRAY(SELECT f.id FROM claim c JOIN case_file f ON f.id = c.case_id
                   WHERE c.stolen_sum_id IN ${CLAIMED_SUMS} AND f.told_bank_at IS NOT NULL AND f.holder_reports AND f.withdrawn_at IS NULL)`,
  ),
  cutOffs: rows(
    DirectiveRow,
    `r.case_id = $1 AND r.kind IN ('telecom', 'telecom_lift') AND r.state = 'approved'`,
    'r.decided_at, r.id',
  ),
  proofs: rows(AcceptedProofRow, 'r.case_id = $1'),
};

const READ_CASE = reading(CASE_PARTS);

/**
 * Reads a whole case: its own rows, and the trail of every stolen sum that it claims, including
 * sums that another case reported first. `locked` locks the sums for a change; `as_read` locks
 * nothing, so that the transaction may be read-only.
 */
export async function loadCase(
  work: Pick<CaseWork, 'manager' | 'caseFile'>,
  sumsAre: 'locked' | 'as_read' = 'locked',
): Promise<LoadedCase> {
  // Two statements, so that the reading sees what was committed while the lock waited.
  if (sumsAre === 'locked') await lockClaimedSums(work.manager, work.caseFile.id);
  return loadedOf(work, await READ_CASE(work.manager, [work.caseFile.id]));
}

/**
 * Reads a whole case as `loadCase` does, by a reading that has other parts beside. `locked` are the
 * ids of the sums that an earlier statement locked; a sum that the case claims since is locked now.
 */
export async function loadCaseBy<Beside extends object>(
  read: (manager: EntityManager, parameters: unknown[]) => Promise<ReadTogether<typeof CASE_PARTS> & Beside>,
  work: Pick<CaseWork, 'manager' | 'caseFile'>,
  locked: ReadonlySet<string>,
): Promise<LoadedCase & Omit<Beside, keyof LoadedCase>> {
  const { manager, caseFile } = work;
  const all = await read(manager, [caseFile.id]);
  if (all.sums.every(({ id }) => locked.has(id))) return loadedOf(work, all);
  await lockClaimedSums(manager, caseFile.id);
  return loadedOf(work, await read(manager, [caseFile.id]));
}

async function loadedOf<All extends ReadTogether<typeof CASE_PARTS>>(
  { manager, caseFile }: Pick<CaseWork, 'manager' | 'caseFile'>,
  all: All,
): Promise<LoadedCase & Omit<All, keyof LoadedCase>> {
  const [complaint] = all.complaints;
  if (complaint === undefined) throw new Error(`case ${caseFile.id} has no complaint`);
  const stolen = new Set(all.sums.map((sum) => sum.transferId));
  const ofOthers = all.claimsOfSums.filter((claim) => claim.caseId !== caseFile.id && claim.endedAt === null);
  const contested = await readRivalClaims(
    manager,
    all.reached.filter((transfer) => transfer.contested && stolen.has(transfer.id)).map(({ id }) => id),
    caseFile.openedAt,
  );
  return {
    ...all,
    complaint,
    claims: all.claimsOfSums.filter((claim) => claim.caseId === caseFile.id),
    upheldByOthers: new Set(
      ofOthers
        .filter(({ caseId }) => !all.casesWithoutComplaint.includes(caseId))
        .map(({ stolenSumId }) => stolenSumId),
    ),
    toldBankByOthers: new Set(
      ofOthers.filter(({ caseId }) => all.casesOfCustomers.includes(caseId)).map(({ stolenSumId }) => stolenSumId),
    ),
    transfers: new Map(all.reached.map((transfer) => [transfer.id, transfer])),
    contested,
  };
}

/** Reads the contested claims of a case anew, because orders have taken up money since. */
export async function readContestedAgain(
  { manager, caseFile }: Pick<CaseWork, 'manager' | 'caseFile'>,
  loaded: LoadedCase,
): Promise<void> {
  if (loaded.contested.size === 0) return;
  loaded.contested = await readRivalClaims(manager, [...loaded.contested.keys()], caseFile.openedAt);
}

/** Returns whether a complaint, of this case or another, or what a holder told his bank still claims a sum. */
export function isStillClaimed(
  { claims, upheldByOthers, toldBankByOthers }: LoadedCase,
  { id }: Pick<StolenSumRow, 'id'>,
): boolean {
  if (upheldByOthers.has(id) || toldBankByOthers.has(id)) return true;
  return claims.some(({ stolenSumId, endedAt }) => stolenSumId === id && endedAt === null);
}

/**
 * Returns whether the case reported the claim of a sum, or its institution vouches for it: it named
 * the transfer in place of the reported one, or confirmed a report that was corrected. Else the
 * case only rests on the holds of another report.
 */
export function isOwnClaim(
  loaded: LoadedCase,
  { transferId, stolenSumId }: Pick<RivalClaim, 'transferId' | 'stolenSumId'>,
): boolean {
  const claim = loaded.claims.find((row) => row.stolenSumId === stolenSumId);
  if (claim?.reported === true || loaded.transfers.get(transferId)?.reportedBy === 'institution') return true;
  const answer = loaded.confirmations.find((row) => row.transferId === transferId);
  return claim?.correctedBy != null && answer?.state === 'confirmed';
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
 * Returns the holds that a case answers for: those on money on which its claim stands, and those
 * ordered for it where nobody's claim stands. Where only another case's claim stands, because this
 * one's was withdrawn, corrected or denied, the hold is that case's.
 */
export function concernedHolds({ claims, standing, holds }: LoadedCase, caseId: string): HoldRow[] {
  const ended = new Set(claims.filter(({ endedAt }) => endedAt !== null).map(({ stolenSumId }) => stolenSumId));
  const own = new Set(standing.own.filter((id) => !ended.has(id)));
  const others = new Set(standing.others);
  return holds.filter(
    ({ stolenSumId, caseId: orderedFor }) =>
      own.has(stolenSumId) || (orderedFor === caseId && !others.has(stolenSumId)),
  );
}
