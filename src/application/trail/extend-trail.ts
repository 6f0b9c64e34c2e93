import type { OnwardMessage } from '../../domain/hold/messages.js';
import { freeOf } from '../../domain/ledger/ledger.js';
import { type Account, accountKey } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { type AccountsSoFar, type HopPlan, type OnwardDebit, planNextHops } from '../../domain/trail/next-hops.js';
import type { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/case-work.js';

/** A part of the trail from which money went on. */
export interface PartLeft {
  link: TrailLinkRow;
  /** The transfer that brought the part. */
  credit: TransferRow;
  sum: StolenSumRow;
  /** The hold whose answer says so; null when the institution was not asked. */
  holdId: string | null;
  /** Whether the power by which the part is known reaches the next institution by itself. */
  powerReaches: boolean;
}

/** What an institution's word added to the trail. */
export interface TrailExtended {
  plans: HopPlan[];
  /** The new parts; what was on record from this part already added none. */
  links: TrailLinkRow[];
  /** Nothing was known to go on from this part before. */
  isFirst: boolean;
}

/**
 * Plans where the money of a part is followed to (P-TRACE), and writes each debit that is new to it
 * as a part of the trail, with the reason where it stops.
 */
export async function extendTrail(
  work: CaseWork,
  { link, credit, sum, holdId, powerReaches }: PartLeft,
  debits: readonly OnwardDebit[],
): Promise<TrailExtended> {
  const { manager } = work;
  const stolen = await manager.findOneByOrFail(TransferRow, { id: sum.transferId });
  const known = await manager.findBy(TrailLinkRow, { parentLinkId: link.id });
  const plans = planNextHops(
    debits,
    {
      hop: link.hop,
      victimAccount: { institution: stolen.fromInstitution, accountNo: stolen.fromAccountNo },
      creditedAt: credit.transferredAt,
      freeSatang: freeOf(sum),
      powerReaches,
      accountsSoFar: await accountsSoFar(work, sum.id, debits),
      alreadyFollowed: new Set(known.map(({ transferId }) => transferId)),
    },
    ruleInForce(work.rulebook, 'P-TRACE', work.now),
  );
  return { plans, links: await writeLinks(work, { link, holdId }, plans), isFirst: known.length === 0 };
}

/**
 * Into how many accounts the trail of a stolen sum was followed, and which of those that debits
 * went to are among them; of the others none is read.
 */
async function accountsSoFar(
  work: CaseWork,
  stolenSumId: string,
  debits: readonly OnwardDebit[],
): Promise<AccountsSoFar> {
  const to = debits.flatMap(({ account }) => (account === null || account === 'awaited' ? [] : [account]));
  const [row] = await work.manager.query<{ count: number; known: Account[] }[]>(
    `SELECT (SELECT coalesce(max(nth_account), 0) FROM trail_link WHERE stolen_sum_id = $1) AS count,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('institution', t.to_institution, 'accountNo', t.to_account_no)), '[]')
               FROM unnest($2::text[], $3::text[]) AS debit (institution, account_no)
               JOIN transfer t ON (t.to_institution, t.to_account_no) = (debit.institution, debit.account_no)
               JOIN trail_link l ON l.transfer_id = t.id AND l.stolen_sum_id = $1 AND l.nth_account IS NOT NULL) AS known`,
    [stolenSumId, to.map(({ institution }) => institution), to.map(({ accountNo }) => accountNo)],
  );
  if (row === undefined) throw new Error(`nobody counted the accounts of ${stolenSumId}`);
  return { count: row.count, known: new Set(row.known.map(accountKey)) };
}

/**
 * The transfer rows of debits: one row per (sending institution, reference), whoever reports it and
 * however often. Written by one statement.
 */
export async function debitsOnRecord(
  work: CaseWork,
  from: Account,
  onward: readonly OnwardMessage[],
): Promise<OnwardDebit[]> {
  // of two, the first counts
  const once = new Map([...onward].reverse().map((message) => [message.transferRef, message]));
  const rows = await work.manager.query<DebitOnRecord[]>(
    `INSERT INTO transfer (id, from_institution, from_account_no, reference, to_institution, to_account_no, promptpay_kind, promptpay_value, off_rail,
                           amount_satang, transferred_at, rail, reported_by, first_case_id)
     SELECT d.id, $1, $2, d.reference, d.institution, d."accountNo", d."promptPayKind", d."promptPayValue", d."offRail", d.amount, d.at, d.rail, 'institution', $3
       FROM jsonb_to_recordset($4::jsonb) AS d (id text, reference text, institution text, "accountNo" text, "promptPayKind" text, "promptPayValue" text,
            "offRail" text, amount bigint, at timestamptz, rail text)
     ON CONFLICT (from_institution, reference) DO UPDATE SET reference = excluded.reference
     RETURNING id, reference, to_institution AS institution, to_account_no AS "accountNo"`,
    [from.institution, from.accountNo, work.caseFile.id, JSON.stringify([...once.values()].map(rowOf))],
  );
  const onRecord = new Map(rows.map((row) => [row.reference, row]));
  return onward.map((message) => debitOf(message, onRecord.get(message.transferRef)));
}

interface DebitOnRecord {
  id: string;
  reference: string;
  institution: string | null;
  accountNo: string | null;
}

function rowOf({ transferRef, to, amountSatang, at, channel }: OnwardMessage) {
  const { account, promptPay, offRail } = { account: undefined, promptPay: undefined, offRail: null, ...to };
  return {
    id: newId(),
    reference: transferRef,
    amount: amountSatang,
    at,
    rail: channel,
    offRail,
    institution: account?.institution,
    accountNo: account?.accountNo,
    promptPayKind: promptPay?.kind,
    promptPayValue: promptPay?.value,
  };
}

function debitOf(message: OnwardMessage, row: DebitOnRecord | undefined): OnwardDebit {
  if (row === undefined) throw new Error('transfer was not written');
  const { institution, accountNo } = row;
  const known = institution === null || accountNo === null ? null : { institution, accountNo };
  const named = 'account' in message.to ? message.to.account : null;
  return {
    transferId: row.id,
    account: known ?? named ?? ('promptPay' in message.to ? 'awaited' : null),
    amountSatang: BigInt(message.amountSatang),
    attributedSatang: BigInt(message.attributedSatang),
    at: new Date(message.at),
    paidTo: message.paidTo ?? null,
  };
}

/**
 * The parts that an institution's word adds to the trail; what is on record from this part already
 * adds nothing.
 */
async function writeLinks(
  work: CaseWork,
  { link, holdId }: Pick<PartLeft, 'link' | 'holdId'>,
  plans: readonly HopPlan[],
): Promise<TrailLinkRow[]> {
  const fresh = plans.filter((plan) => plan.stopReason !== 'already_followed');
  if (fresh.length === 0) return [];
  const links = fresh.map((plan) =>
    work.manager.create(TrailLinkRow, {
      id: newId(),
      stolenSumId: link.stolenSumId,
      transferId: plan.transferId,
      caseId: work.caseFile.id,
      parentLinkId: link.id,
      parentHoldId: holdId,
      hop: plan.hop,
      attributedSatang: plan.attributedSatang,
      stopReason: plan.stopReason,
      nthAccount: plan.follow?.nthAccount ?? null,
    }),
  );
  await work.manager.insert(TrailLinkRow, links);
  work.audit('trail.extended', {
    holdId,
    links: fresh.map((plan) => ({
      transferId: plan.transferId,
      hop: plan.hop,
      attributedSatang: plan.attributedSatang.toString(),
      stopReason: plan.stopReason,
    })),
  });
  return links;
}
