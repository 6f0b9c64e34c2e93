import type { HoldState } from '../../domain/hold/hold.js';
import { type Account, accountKey } from '../../domain/party.js';
import { type GraphAccount, buildMoneyGraph } from '../../domain/trail/money-graph.js';
import type { StopReason } from '../../domain/trail/next-hops.js';
import { passOf } from '../../domain/freeze-request/stops.js';
import type { TracedPart } from '../../domain/trail/traced-part.js';
import type { Distribution } from '../../domain/trail/whereabouts.js';
import { maskAccount } from '../case/privacy/mask.js';
import type { TrailRow } from './trail.queries.js';

/**
 * Builds the graph of a trail's rows, with accounts masked. When the rows contradict each other,
 * there is no graph, and `contradiction` says why.
 */
export function graphOf(rows: readonly TrailRow[]) {
  const built = buildMoneyGraph(rows.map(partOf));
  if (!built.ok) return { graph: null, contradiction: { code: built.code, detail: built.detail } };
  const { stolenSatang, became, accounts, transfers } = built.value;
  const nodes = new Map(accounts.map(({ account }, node) => [accountKey(account), node]));
  const nodeOf = (account: Account | null) => (account === null ? null : (nodes.get(accountKey(account)) ?? null));
  const graph = {
    stolenSatang: stolenSatang.toString(),
    became: becameView(became),
    accounts: accounts.map((account, node) => ({
      ...accountView(account, node),
      stops: stopsAt(account.account, rows),
    })),
    transfers: transfers.map((transfer) => ({
      transferId: transfer.transferId,
      from: nodeOf(transfer.from),
      to: nodeOf(transfer.to),
      offRail: transfer.offRail,
      amountSatang: transfer.amountSatang.toString(),
      attributedSatang: transfer.attributedSatang.toString(),
      transferredAt: transfer.at.toISOString(),
    })),
  };
  return { graph, contradiction: null };
}

function partOf(row: TrailRow): TracedPart {
  const { partId, stolenSumId, transferId, hop, offRail, stopReason, toInstitution, toAccountNo, holdState } = row;
  return {
    partId,
    stolenSumId,
    transferId,
    hop,
    offRail,
    stopReason,
    from: { institution: row.fromInstitution, accountNo: row.fromAccountNo },
    to: toInstitution === null || toAccountNo === null ? null : { institution: toInstitution, accountNo: toAccountNo },
    amountSatang: BigInt(row.amountSatang),
    attributedSatang: BigInt(row.attributedSatang),
    at: row.transferredAt,
    suspendedSatang: BigInt(row.suspendedSatang),
    letGoSatang: BigInt(row.letGoSatang),
    seizedSatang: BigInt(row.seizedSatang),
    hold: holdState === null ? null : holdOf(row, holdState),
  };
}

/** Returns the newest hold of a row, in a state, with what is known of its money. */
export function holdOf({ heldSatang, holdLetGoSatang }: TrailRow, state: HoldState) {
  return { state, heldSatang: BigInt(heldSatang ?? '0'), letGoSatang: BigInt(holdLetGoSatang ?? '0') };
}

function accountView({ account, hop, stolenSums, receivedSatang, became, inCycle }: GraphAccount, node: number) {
  return {
    node,
    institution: account.institution,
    accountMasked: maskAccount(account.accountNo),
    hop,
    stolenSums,
    inCycle,
    receivedSatang: receivedSatang.toString(),
    became: becameView(became),
  };
}

/** Returns why the trail stops at an account, the reason of most money first, and who may order there all the same. */
function stopsAt({ institution, accountNo }: Account, rows: readonly TrailRow[]) {
  const stops = new Map<StopReason, bigint>();
  for (const row of rows) {
    if (row.stopReason === null || row.toInstitution !== institution || row.toAccountNo !== accountNo) continue;
    if (row.holdState === null)
      stops.set(row.stopReason, (stops.get(row.stopReason) ?? 0n) + BigInt(row.attributedSatang));
  }
  return [...stops]
    .sort(([, one], [, other]) => (one < other ? 1 : one > other ? -1 : 0))
    .map(([reason]) => ({ reason, passedBy: passOf(reason) }));
}

function becameView(became: Distribution) {
  return {
    held: became.held.toString(),
    suspended: became.suspended.toString(),
    seized: became.seized.toString(),
    released: became.released.toString(),
    onward: became.onward.toString(),
    offRails: became.off_rails.toString(),
    stopped: became.stopped.toString(),
    awaitingReceiver: became.awaiting_receiver.toString(),
    awaitingOrder: became.awaiting_order.toString(),
    awaitingAnswer: became.awaiting_answer.toString(),
    unexplained: became.unexplained.toString(),
  };
}
