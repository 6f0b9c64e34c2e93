import { holdWorkflowId } from '../../contract/ids.js';
import type { HoldKind } from '../../domain/hold/hold.js';
import { type ExpiryInput, orderExpiry, type OrderExpiry } from '../../domain/hold/expiry.js';
import { watchesCredits } from '../../domain/hold/residual.js';
import type { Satang } from '../../domain/money.js';
import type { Account } from '../../domain/party.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { TrailLinkRow, TransferRow } from '../../persistence/entities/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import { newAppealSecret, secretSha256 } from './appeal-secret.js';
import type { CaseWork } from '../case/case-work.js';
import { complaintClock } from './complaint-clock.js';
import { issueOrders } from './issue-orders.js';
import { reserve } from '../ledger/reserve.js';
import { restOn, type Suspicion } from './rest-on-notice.js';
import { takeOverSuspended } from '../ledger/suspended-money.js';

/** What a new hold is to suspend, and on whose power. */
export interface NewHold {
  /** The part of the trail that the hold suspends. */
  link: Pick<TrailLinkRow, 'id' | 'stolenSumId' | 'hop'>;
  /** The credit that brought the part to the account. */
  transfer: TransferRow;
  account: Account;
  amountSatang: Satang;
  kind: HoldKind;
  debitConfirmed: boolean;
  freezeRequestId: string | null;
  until: Date | null;
  seizureWarrantNo: string | null;
  /** The suspicion that a hold of section 6 rests on. */
  suspicion?: Suspicion;
}

/** As `orderHolds`, of one hold. */
export async function orderHold(work: CaseWork, wanted: NewHold): Promise<HoldRow> {
  const [hold] = await orderHolds(work, [wanted]);
  if (hold === undefined) throw new Error('a hold that is wanted is ordered');
  return hold;
}

/**
 * Writes holds and their first orders, reserves the amounts from the stolen sums and notes audit,
 * exchanges and the starts of their workflows; by as many statements for one as for two hundred.
 * What an institution suspended there by itself is the same money: from now on the hold takes it
 * up. The database refuses a second live hold of the same part of the trail.
 */
export async function orderHolds(work: CaseWork, wanted: readonly NewHold[]): Promise<HoldRow[]> {
  const { manager, now } = work;
  const ordered: { each: NewHold; expiry: OrderExpiry; hold: HoldRow }[] = [];
  for (const each of wanted) {
    const input = await expiryInput(work, each.link.stolenSumId, each.kind, now, each);
    const expiry = orderExpiry(input, work.rulebook, now);
    if (expiry.expiresAt <= now) throw new Error(`a hold of ${each.link.id} would be over when it begins`);
    ordered.push({ each, expiry, hold: newHold(work, each, expiry.expiresAt) });
  }
  await takeOverSuspended(
    manager,
    wanted.map(({ link, account }) => ({ trailLinkId: link.id, account })),
  );
  for (const { id, amount } of amountsBySum(wanted)) await reserve(manager, id, amount);
  await manager.insert(
    HoldRow,
    ordered.map(({ hold }) => hold),
  );
  for (const { id, reservedSatang } of ordered.map(({ hold }) => hold))
    work.audit('hold.state', {
      holdId: id,
      from: null,
      to: 'ordered',
      heldSatang: '0',
      reservedSatang: reservedSatang.toString(),
    });
  const orders = ordered.map(({ each, expiry, hold }) => ({
    hold,
    transfer: each.transfer,
    sequence: 1,
    replaces: null,
    kind: each.kind,
    requestedSatang: hold.requestedSatang,
    expiry,
    freezeRequestId: each.freezeRequestId,
    suspicion: each.suspicion ?? null,
    watchesCredits: watchesCredits(each.kind, work.rulebook, now),
    residualRequestId: null,
  }));
  await issueOrders(work, orders);
  const rests = orders.flatMap(({ hold, suspicion }) =>
    suspicion === null ? [] : [{ hold, suspicion, until: hold.expiresAt }],
  );
  await restOn(work, rests);
  for (const { hold } of ordered) work.signal(holdWorkflowId(hold.id), 'start', 'start', hold.id);
  return ordered.map(({ hold }) => hold);
}

/** What is wanted of each stolen sum, in order of id. */
function amountsBySum(wanted: readonly NewHold[]): { id: string; amount: Satang }[] {
  const amounts = new Map<string, Satang>();
  for (const { link, amountSatang } of wanted)
    amounts.set(link.stolenSumId, (amounts.get(link.stolenSumId) ?? 0n) + amountSatang);
  return [...amounts].map(([id, amount]) => ({ id, amount })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function newHold(work: CaseWork, wanted: NewHold, expiresAt: Date): HoldRow {
  const id = newId();
  const appealSecret = newAppealSecret();
  return work.manager.create(HoldRow, {
    id,
    caseId: work.caseFile.id,
    stolenSumId: wanted.link.stolenSumId,
    transferId: wanted.transfer.id,
    trailLinkId: wanted.link.id,
    hop: wanted.link.hop,
    kind: wanted.kind,
    institution: wanted.account.institution,
    accountNo: wanted.account.accountNo,
    state: 'ordered',
    stateReason: null,
    requestedSatang: wanted.amountSatang,
    heldSatang: 0n,
    reservedSatang: wanted.amountSatang,
    expiresAt,
    orderedAt: work.now,
    freezeRequestId: wanted.freezeRequestId,
    seizureWarrantNo: wanted.seizureWarrantNo,
    noticeReference: `${work.caseFile.caseNo}/${newId().slice(-6)}`,
    appealSecret,
    appealSecretSha256: secretSha256(id, appealSecret),
    holderNotifiedAt: null,
    releaseNotifiedAt: null,
    endedAt: null,
  });
}

/** What the expiry of an order for a stolen sum is worked out from. */
export async function expiryInput(
  work: CaseWork,
  stolenSumId: string,
  kind: HoldKind,
  issuedAt: Date,
  more: { debitConfirmed: boolean; until: Date | null },
): Promise<ExpiryInput> {
  const { openedAt, statementAt } = work.caseFile;
  const clock = (await complaintClock(work, stolenSumId)) ?? { receivedAt: openedAt, statementAt };
  return {
    kind,
    issuedAt,
    debitConfirmed: more.debitConfirmed,
    until: more.until,
    complaintReceivedAt: clock.receivedAt,
    statementAt: clock.statementAt,
  };
}
