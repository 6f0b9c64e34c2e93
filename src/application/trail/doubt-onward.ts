import type { HoldReceiptMessage, OnwardMessage, PromptPay } from '../../domain/hold/messages.js';
import { maxSatang, sumSatang } from '../../domain/money.js';
import type { Account } from '../../domain/party.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { checkAttribution, inOrderOfTime, type NamedDebit } from '../../domain/trail/check-attribution.js';
import { type TransferReport, compareReports } from '../../domain/trail/same-transfer.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { TrailLinkRow, TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from '../case/case-work.js';

/**
 * A transfer of an account that is on record, with what stolen money of other credits and other
 * victims it carries, as long as the institution counts it.
 */
interface DebitOnRecord {
  reference: string;
  accountNo: string;
  toInstitution: string | null;
  toAccountNo: string | null;
  promptpayKind: PromptPay['kind'] | null;
  promptpayValue: string | null;
  offRail: string | null;
  amountSatang: string;
  at: Date;
  elsewhereSatang: string;
}

/** As it is known when a hold is answered. */
interface KnownDebit extends DebitOnRecord {
  /** By earlier answers of this hold. */
  ownSatang: string;
  /**
   * By earlier answers about the same part of the stolen sum, of this hold and of those before it.
   */
  partSatang: string;
}

const DEBIT = `t.reference, t.from_account_no AS "accountNo", t.to_institution AS "toInstitution", t.to_account_no AS "toAccountNo",
            t.promptpay_kind AS "promptpayKind", t.promptpay_value AS "promptpayValue", t.off_rail AS "offRail", t.amount_satang AS "amountSatang", t.transferred_at AS at`;

/**
 * Whether an institution counts what the answers to a hold explained. What an empty hold explained
 * has gone on for good, whatever its expiry, as long as somebody claims the sum and its debit is
 * not denied.
 */
function counts(hold: string, now: string): string {
  return `(CASE ${hold}.state
        WHEN 'no_funds' THEN EXISTS (SELECT 1 FROM claim c WHERE c.stolen_sum_id = ${hold}.stolen_sum_id AND c.ended_at IS NULL)
                         AND NOT EXISTS (SELECT 1 FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
                                          WHERE s.id = ${hold}.stolen_sum_id AND d.state = 'denied')
        ELSE ${hold}.state NOT IN ('release_ordered', 'released', 'refused') AND ${hold}.expires_at > ${now} END)`;
}

/**
 * Why the later debits that an institution names cannot be true, or undefined: the codes of
 * `checkAttribution`, and `ATTRIBUTION.CONTRADICTS_RECORD` when a debit is on record with other
 * facts. What earlier answers about the same part of the stolen sum explained counts too, though
 * this one may not name it again, or for less.
 */
export async function doubtOnward(
  work: CaseWork,
  hold: HoldRow,
  { part, credit }: { part: TrailLinkRow; credit: TransferRow },
  receipt: Pick<HoldReceiptMessage, 'heldAmountSatang' | 'onward'>,
): Promise<Refusal | undefined> {
  const known = await knownDebits(work, hold, receipt.onward);
  for (const message of receipt.onward) {
    const debit = known.find((row) => row.reference === message.transferRef);
    if (debit !== undefined && contradicts(hold, debit, message)) {
      return refuse('ATTRIBUTION.CONTRADICTS_RECORD', 'a debit is on record with other facts');
    }
  }
  const named = new Set(receipt.onward.map((message) => message.transferRef));
  const before = known.filter((debit) => !named.has(debit.reference));
  const attributedElsewhere = new Map(known.map((debit) => [debit.reference, BigInt(debit.elsewhereSatang)]));
  // Of the hold only what its own answers say counts, for its order may have asked for less than
  // the part: the rest had been told of before.
  const bounds = [
    { column: 'ownSatang', mostSatang: hold.requestedSatang },
    { column: 'partSatang', mostSatang: part.attributedSatang },
  ] as const;
  for (const { column, mostSatang } of bounds) {
    const onRecord = new Map(known.map((debit) => [debit.reference, BigInt(debit[column])]));
    const onward = receipt.onward.map((message) => {
      const debit = namedDebit(message);
      const attributedSatang = maxSatang(debit.attributedSatang, onRecord.get(message.transferRef) ?? 0n);
      return { ...debit, attributedSatang };
    });
    const checked = checkAttribution(
      { heldSatang: BigInt(receipt.heldAmountSatang), onward },
      {
        receivedSatang: mostSatang - sumSatang(before.map((debit) => BigInt(debit[column]))),
        creditedAt: credit.transferredAt,
        clockToleranceMs: toleranceMs(work, credit),
        attributedElsewhere,
      },
    );
    if (!checked.ok) return checked;
  }
  return undefined;
}

/**
 * Whether the institution's first answer breaks the rule that the order named, where the centre can
 * tell: on an account with this one hold. The money is followed all the same; a person settles it
 * with the institution.
 */
export async function breaksTimeOrder(
  work: CaseWork,
  hold: HoldRow,
  onward: readonly OnwardMessage[],
): Promise<Refusal | undefined> {
  if (inOrderOfTime(onward.map(namedDebit))) return undefined;
  const holdsThere = await work.manager.countBy(HoldRow, { institution: hold.institution, accountNo: hold.accountNo });
  if (holdsThere > 1) return undefined;
  return refuse('ATTRIBUTION.NOT_IN_TIME_ORDER', 'a debit is passed over for a later one');
}

function namedDebit(message: OnwardMessage): NamedDebit {
  return {
    reference: message.transferRef,
    amountSatang: BigInt(message.amountSatang),
    attributedSatang: BigInt(message.attributedSatang),
    at: new Date(message.at),
  };
}

/**
 * What a victim remembers of a time proves nothing against an institution's books; of two
 * institutions' clocks little difference is expected.
 */
function toleranceMs(work: CaseWork, credit: TransferRow): number {
  if (credit.reportedBy === 'victim') return Number.POSITIVE_INFINITY;
  return numberParameter(ruleInForce(work.rulebook, 'P-AGE', work.now), 'futureToleranceMs');
}

/**
 * Why the later debits that an institution's notice names for one credit cannot be true beside what
 * is on record, or undefined: a debit with other facts (`ATTRIBUTION.CONTRADICTS_RECORD`), or one
 * that carries so much for other credits that it does not have this much left
 * (`ATTRIBUTION.ABOVE_DEBIT`).
 */
export async function doubtNoticed(
  work: CaseWork,
  credit: TransferRow,
  onward: readonly OnwardMessage[],
): Promise<Refusal | undefined> {
  const from = { institution: credit.toInstitution ?? '', accountNo: credit.toAccountNo ?? '' };
  const known = await debitsElsewhere(work, credit, from, onward);
  for (const message of onward) {
    const debit = known.find((row) => row.reference === message.transferRef);
    if (debit === undefined) continue;
    if (contradicts(from, debit, message))
      return refuse('ATTRIBUTION.CONTRADICTS_RECORD', 'a debit is on record with other facts');
    if (BigInt(debit.elsewhereSatang) + BigInt(message.attributedSatang) > BigInt(message.amountSatang))
      return refuse('ATTRIBUTION.ABOVE_DEBIT', 'a debit is said to carry more stolen money than its amount');
  }
  return undefined;
}

/**
 * Debits of an account by their references, with what they carry on of other credits than this one.
 */
function debitsElsewhere(
  work: CaseWork,
  credit: TransferRow,
  from: Account,
  onward: readonly OnwardMessage[],
): Promise<DebitOnRecord[]> {
  return work.manager.query<DebitOnRecord[]>(
    `SELECT ${DEBIT}, coalesce(sum(l.attributed_satang) FILTER (WHERE before.transfer_id IS DISTINCT FROM $4 AND
              CASE WHEN l.parent_hold_id IS NOT NULL THEN ${counts('parent', '$3')}
                   ELSE EXISTS (SELECT 1 FROM hold own WHERE own.trail_link_id = l.id AND ${counts('own', '$3')}) END), 0)::text AS "elsewhereSatang"
       FROM transfer t LEFT JOIN trail_link l ON l.transfer_id = t.id
       LEFT JOIN trail_link before ON before.id = l.parent_link_id LEFT JOIN hold parent ON parent.id = l.parent_hold_id
      WHERE t.from_institution = $1 AND t.reference = ANY ($2) GROUP BY t.id`,
    [from.institution, onward.map((message) => message.transferRef), work.now, credit.id],
  );
}

async function knownDebits(work: CaseWork, hold: HoldRow, onward: readonly OnwardMessage[]): Promise<KnownDebit[]> {
  return work.manager.query<KnownDebit[]>(
    // An array of ids, not "this OR that": for that PostgreSQL goes through every transfer that the
    // institution ever sent.
    `SELECT ${DEBIT},
            coalesce(sum(l.attributed_satang) FILTER (WHERE l.parent_hold_id = $3), 0)::text AS "ownSatang",
            coalesce(sum(l.attributed_satang) FILTER (WHERE l.parent_link_id = $5), 0)::text AS "partSatang",
            coalesce(sum(l.attributed_satang) FILTER (WHERE
              (l.parent_link_id <> $5 AND ${counts('parent', '$4')}) OR
              (l.parent_link_id IS DISTINCT FROM $5 AND l.parent_hold_id IS NULL AND EXISTS (SELECT 1 FROM hold own
                WHERE own.trail_link_id = l.id AND ${counts('own', '$4')}))), 0)::text AS "elsewhereSatang"
       FROM transfer t
       LEFT JOIN trail_link l ON l.transfer_id = t.id
       LEFT JOIN hold parent ON parent.id = l.parent_hold_id
      WHERE t.id = ANY (ARRAY(
              SELECT id FROM transfer WHERE from_institution = $1 AND reference = ANY ($2)
              UNION SELECT transfer_id FROM trail_link WHERE parent_link_id = $5))
      GROUP BY t.id`,
    [hold.institution, onward.map((message) => message.transferRef), hold.id, work.now, hold.trailLinkId],
  );
}

function contradicts(from: Account, debit: DebitOnRecord, message: OnwardMessage): boolean {
  const { institution, accountNo } = from;
  const onRecord: TransferReport = {
    from: { institution, accountNo: debit.accountNo },
    reference: debit.reference,
    to: receiverOnRecord(debit),
    amountSatang: BigInt(debit.amountSatang),
    at: debit.at,
  };
  const named: TransferReport = {
    from: { institution, accountNo },
    reference: message.transferRef,
    to: 'account' in message.to ? message.to.account : message.to,
    amountSatang: BigInt(message.amountSatang),
    at: new Date(message.at),
  };
  return compareReports(onRecord, named, 0) === 'contradicts';
}

/** Where a transfer on record went, as far as is known. */
export function receiverOnRecord(
  debit: Pick<TransferRow, 'toInstitution' | 'toAccountNo' | 'promptpayKind' | 'promptpayValue' | 'offRail'>,
): TransferReport['to'] {
  const { toInstitution, toAccountNo, promptpayKind, promptpayValue, offRail } = debit;
  if (offRail !== null) return { offRail };
  if (toInstitution !== null && toAccountNo !== null) return { institution: toInstitution, accountNo: toAccountNo };
  if (promptpayKind === null || promptpayValue === null) return null;
  return { promptPay: { kind: promptpayKind, value: promptpayValue } };
}
