import { sha256Hex } from '../../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import { type EntityManager, Not } from 'typeorm';
import { releaseRoles } from '../../../domain/freeze-request/who-may-release.js';
import { type HoldKind, LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { standardsOf } from '../../../domain/hold/order/reasons-of-order.js';
import { type OrderGiver, whoGaveOrder } from '../../../domain/hold/order/who-gave-order.js';
import type { EvidenceStandard } from '../../../domain/rulebook/row.js';
import { orderedBy } from '../../../domain/telling/ordered-by.js';
import { toldKind } from '../../../domain/telling/told-kind.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { DecisionRow, FreezeRequestRow } from '../../../persistence/entities/case/freeze-request.entities.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { loadPartyDirectory } from '../../../persistence/party/party-directory.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { citeRules } from '../../case/work/cite-rules.js';
import { maskAccount } from '../../case/privacy/mask.js';
import { noticesOfOrders } from './read-notices-of-orders.js';
import { reasonsOfOrder } from '../order/reasons-of-order.js';

/** What a printed hold order says: values of the record that never change, so its hash never does. */
export interface OrderDocument {
  orderId: string;
  caseNo: string;
  institution: string;
  accountNo: string;
  amountSatang: string;
  transfer: { fromInstitution: string; reference: string; amountSatang: string; at: string };
  kind: Exclude<HoldKind, 'break_glass'>;
  orderedByTh: string;
  /** Who gave it, with name and position as they were then; null: no person gave it. */
  givenBy: OrderGiver | null;
  legalBasis: { ruleId: string; section: string; instrument: string }[];
  issuedAt: string;
  expiresAt: string;
  replacesOrderId: string | null;
  seizureWarrantNo: string | null;
  /** Why it was issued, as it stood then; in Thai, but for what a person wrote otherwise. */
  reasonsTh: string[];
  /** The standards of evidence that its legal basis names; empty: the law names none. */
  standards: Exclude<EvidenceStandard, 'none'>[];
  /** The roles of which each may order its release alone (P-APP). */
  releasedBy: readonly string[];
  /** The hash of the evidence that the approval is bound to; null: no decision was needed. */
  evidenceHash: string | null;
  /** The reference by which the holder appeals. */
  noticeReference: string;
}

/** What becomes of an order: in force, its place taken by a later one, or its hold over. */
export type OrderStanding = 'in_force' | 'replaced' | 'refused' | 'ended';

/** Characters of the record's hash in the code of a document. */
const CODE_CHARACTERS = 16;

/**
 * Returns the code of a document, which proves that it says what the record says: the order's id
 * and the beginning of the SHA-256 of its values (RFC 8785).
 */
export function codeOfDocument(document: OrderDocument): { sha256: string; code: string } {
  const sha256 = sha256Hex(canonicalize(document) ?? '');
  return { sha256, code: `${document.orderId}-${sha256.slice(0, CODE_CHARACTERS).toUpperCase()}` };
}

/**
 * Reads an order as it is printed; undefined when there is none, or when it is of another
 * institution than the one that asks (null: the centre asks).
 */
export async function readOrderDocument(manager: EntityManager, orderId: string, institution: string | null) {
  const order = await manager.findOneBy(HoldOrderRow, { id: orderId });
  if (order === null) return undefined;
  const hold = await manager.findOneByOrFail(HoldRow, { id: order.holdId });
  if (institution !== null && hold.institution !== institution) return undefined;
  return { caseId: order.caseId, partId: hold.trailLinkId, ...(await documentOf(manager, order, hold)) };
}

/**
 * Reads what a code stands for: what its document says, without the account's first digits, and
 * whether the order still is in force. Undefined for a code that no document has.
 */
export async function verifyOrderDocument(manager: EntityManager, code: string) {
  const order = await manager.findOneBy(HoldOrderRow, { id: code.split('-')[0] ?? '' });
  if (order === null) return undefined;
  const hold = await manager.findOneByOrFail(HoldRow, { id: order.holdId });
  const { document, names } = await documentOf(manager, order, hold);
  if (codeOfDocument(document).code !== code) return undefined;
  const later = await manager.existsBy(HoldOrderRow, { replacesOrderId: order.id });
  return {
    orderId: order.id,
    caseNo: document.caseNo,
    institution: names,
    accountMasked: maskAccount(document.accountNo),
    amountSatang: document.amountSatang,
    kind: document.kind,
    issuedAt: document.issuedAt,
    expiresAt: document.expiresAt,
    standing: standingOf(order, hold, later),
  };
}

function standingOf(order: HoldOrderRow, hold: HoldRow, isReplaced: boolean): OrderStanding {
  if (order.refusedAt !== null) return 'refused';
  if (isReplaced) return 'replaced';
  return LIVE_HOLD_STATES.includes(hold.state) ? 'in_force' : 'ended';
}

async function documentOf(manager: EntityManager, order: HoldOrderRow, hold: HoldRow) {
  const caseFile = await manager.findOneByOrFail(CaseFileRow, { id: order.caseId });
  const transfer = await manager.findOneByOrFail(TransferRow, { id: hold.transferId });
  const request =
    order.freezeRequestId === null ? null : await manager.findOneBy(FreezeRequestRow, { id: order.freezeRequestId });
  const noticeOf = await noticesOfOrders(manager, [order]);
  const parties = await loadPartyDirectory(manager);
  const party = parties.find(hold.institution);
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  const basis = rulebook.filter(({ rowId }) => order.legalBasis.includes(rowId));
  const document: OrderDocument = {
    orderId: order.id,
    caseNo: caseFile.caseNo,
    institution: hold.institution,
    accountNo: hold.accountNo,
    amountSatang: order.requestedSatang.toString(),
    transfer: {
      fromInstitution: transfer.fromInstitution,
      reference: transfer.reference,
      amountSatang: transfer.amountSatang.toString(),
      at: transfer.transferredAt.toISOString(),
    },
    kind: toldKind(order.kind),
    orderedByTh: orderedBy(order.kind, noticeOf(order)).th,
    givenBy: request === null ? null : await giverOf(manager, order, request),
    legalBasis: citeRules(rulebook, order.legalBasis),
    issuedAt: order.issuedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    replacesOrderId: order.replacesOrderId,
    seizureWarrantNo: order.kind === 'whole_account' ? hold.seizureWarrantNo : null,
    reasonsTh: await reasonsOfOrder(manager, order, hold, basis, request),
    standards: standardsOf(basis),
    releasedBy: releaseRoles(order.kind, rulebook, order.issuedAt),
    evidenceHash: request?.evidenceHash ?? null,
    noticeReference: hold.noticeReference,
  };
  const names = { nameTh: party?.nameTh ?? hold.institution, nameEn: party?.nameEn ?? hold.institution };
  return { document, names, nameOf: (slug: string) => parties.find(slug)?.nameTh ?? slug };
}

async function giverOf(
  manager: EntityManager,
  order: HoldOrderRow,
  { id, requestedName, requestedRole, requestedAt }: FreezeRequestRow,
): Promise<OrderGiver | null> {
  const approvals = await manager.findBy(DecisionRow, { freezeRequestId: id, verdict: Not('refuse') });
  return whoGaveOrder(
    { name: requestedName, role: requestedRole, at: requestedAt },
    approvals.map(({ name, role, decidedAt }) => ({ name, role, at: decidedAt })),
    order.issuedAt,
  );
}
