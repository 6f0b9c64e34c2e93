import type { EntityManager } from 'typeorm';
import { type HolderStanding, holderStanding } from '../../../domain/debit/holder-word.js';
import {
  aboutMoneyOf,
  aboutTransfer,
  complaintClock,
  type ComplaintClock,
  type ComplaintWithClaim,
  type DoubtfulHolder,
  doubtsAbout,
  stillUpheld,
} from '../../../domain/hold/order/power-onward.js';
import type { ComplaintFacts } from '../../../domain/judgement/complaint-time.js';
import { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { value } from '../../../persistence/read-together.js';
import { CLAIMED_SUMS, CLAIMED_SUMS_AND_RIVALS } from '../../case/work/case.queries.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { ComplaintAboutSum, Instant } from '../../case/work/known-complaints.js';
import { groupBy } from '../../case/work/read-rows.js';
import { provesNumberSql, receivedNumberSql } from '../../case/privacy/victim-number.js';

const NUMBER = receivedNumberSql('k');
const ACCOUNT = `coalesce(k.body -> 'victimAccount', k.known -> 'victimAccount')`;
const DEBITED = `(${ACCOUNT} ->> 'institution') || ':' || (${ACCOUNT} ->> 'accountNo')`;

/**
 * SQL of who the victim of the complaint `k` is. One without an official number is of the person
 * who first gave a number for the same debited account, so that nobody gets a second clock by
 * leaving the number out. What a notice opened is nobody's.
 */
const VICTIM = `coalesce(${NUMBER}, CASE WHEN ${DEBITED} IS NOT NULL THEN
    first_value(${NUMBER}) OVER (PARTITION BY s.id, ${DEBITED} ORDER BY ${NUMBER} IS NULL, f.opened_at, f.id) END, ${DEBITED}, f.id)`;

/**
 * SQL of when the case of the claim `c` was first told of the transfer `t`, which it claims as `same`: with the
 * complaint, or by a later call that reported it as one more. What completes, corrects or tells again what was told before is
 * as old as that.
 */
const TOLD_AT = `coalesce(least(
    (SELECT min(a.received_at) FROM complaint_addition a CROSS JOIN LATERAL jsonb_array_elements(a.body -> 'transfers') e
      WHERE a.case_id = c.case_id AND a.kind IN ('transfers', 'supplement') AND NOT e ? 'completes'
        AND (e ->> 'reference' = t.reference OR EXISTS (
              SELECT FROM correction x CROSS JOIN LATERAL jsonb_array_elements(x.body -> 'transfers') y JOIN transfer o ON o.id = y ->> 'transferId'
               WHERE x.case_id = c.case_id AND x.state IN ('made', 'confirmed') AND y ->> 'reference' = t.reference AND o.reference = e ->> 'reference'))),
    (SELECT a.received_at FROM incomplete_transfer i JOIN complaint_addition a ON a.id = i.addition_id
      WHERE i.transfer_id = same.id AND i.case_id = c.case_id AND a.kind IN ('transfers', 'supplement')
        AND NOT coalesce(a.body -> 'incompleteTransfers' -> (i.told_no - 1) ? 'tellsAgain', false))), f.opened_at)`;

/** SQL of what was said of whether the victim of the complaint `k` holds the account that the transfer `t` left (`SaidOfHolder`), as JSON. */
const SAID_OF_HOLDER = `(SELECT coalesce(json_agg(json_build_object('at', said.at, 'says', said.says)), '[]') FROM (
    SELECT m.received_at AS at, CASE WHEN m.content ->> 'reason' = 'OTHER_HOLDER' THEN 'DIFFERS' ELSE m.content ->> 'holder' END AS says
      FROM debit_confirmation q LEFT JOIN transfer qt ON qt.id = coalesce(q.transfer_id, q.holder_of) JOIN inbox_message m ON m.subject_id = q.id AND m.kind = 'debit.confirmation'
     WHERE q.case_id = f.id AND NOT q.by_papers AND ${provesNumberSql('k', 'q')}
       AND coalesce(qt.from_institution, f.victim_institution) = t.from_institution AND coalesce(qt.from_account_no, f.victim_account_no) = t.from_account_no
       AND (m.content ->> 'holder' IN ('MATCHES', 'DIFFERS') OR m.content ->> 'reason' = 'OTHER_HOLDER')
    UNION ALL
    SELECT p.decided_at, p.finding FROM holder_papers p
     WHERE p.case_id = f.id AND p.institution = t.from_institution AND p.account_no = t.from_account_no AND p.state = 'confirmed'
    UNION ALL
    SELECT a.received_at, 'belongs' FROM complaint_addition a WHERE a.case_id = f.id AND a.kind = 'found' AND a.body ? 'note'
       AND (f.victim_institution, f.victim_account_no) = (t.from_institution, t.from_account_no)) said)`;

/**
 * SQL of the complaints about the stolen sums of `which` (SQL of ids), each with the instant of its
 * transfer, and since and until when it stands; also those that claim something else of the same
 * reference and receiver, with when the institution confirmed that. The same person has the same
 * `victim`, whose id leaves the database as a hash only.
 */
const complaintsAbout = (which: string): string => `
  SELECT s.id AS "stolenSumId", f.id AS "caseId", same.sum_id AS "claimedSumId", c.claimed_at AS "claimedAt", least(c.ended_at, f.withdrawn_at) AS "endedAt",
         ${TOLD_AT} AS "receivedAt", f.holder_reports AS "holderReports", f.victim_reports AS "victimReports",
         f.told_bank_at AS "toldBankAt", f.statement_at AS "statementAt", f.statement_noted_at AS "statementNotedAt", t.transferred_at AS "transferredAt",
         same.is_this AS "isThis",
         (SELECT CASE WHEN d.state = 'confirmed' THEN d.answered_at WHEN same.is_named AND d.state IS DISTINCT FROM 'denied' THEN c.claimed_at END
            FROM (SELECT) one LEFT JOIN debit_confirmation d ON d.transfer_id = same.id WHERE NOT same.is_this) AS "confirmedAt",
         md5(${VICTIM}) AS victim, ${SAID_OF_HOLDER} AS "saidOfHolder", md5(${NUMBER}) AS number, k.reporter_key AS telephone
    FROM stolen_sum s JOIN transfer t ON t.id = s.transfer_id
   CROSS JOIN LATERAL (
         SELECT t.id, s.id AS sum_id, true AS is_this, false AS is_named
          UNION ALL
         SELECT r.id, rs.id, false, r.reported_by = 'institution' FROM transfer r JOIN stolen_sum rs ON rs.transfer_id = r.id
          WHERE t.contested AND r.id <> t.id AND (r.from_institution, r.reference, r.to_institution, r.to_account_no)
              = (t.from_institution, t.reference, t.to_institution, t.to_account_no)) same
    JOIN claim c ON c.stolen_sum_id = same.sum_id JOIN case_file f ON f.id = c.case_id JOIN complaint k ON k.id = f.id
   WHERE s.id IN (${which}) ORDER BY f.opened_at, f.id`;

/** The complaints about the sums that the case `$1` claims, for `CaseWork.complaints`. */
export const COMPLAINTS_ABOUT_SUMS = value<ComplaintAboutSum[]>(
  `SELECT coalesce(json_agg(about), '[]') FROM (${complaintsAbout(CLAIMED_SUMS)}) about`,
);

/** The complaints about the sum of the hold `$1`, for `CaseWork.complaints`. */
export const COMPLAINTS_ABOUT_SUM_OF_HOLD = value<ComplaintAboutSum[]>(
  `SELECT coalesce(json_agg(about), '[]') FROM (${complaintsAbout('SELECT stolen_sum_id FROM hold WHERE id = $1')}) about`,
);

/**
 * Returns the clock of section 7 for a stolen sum (`complaintClock`), by the complaints that this
 * transaction has read; it reads those of a sum once.
 */
export async function readComplaintClock(work: CaseWork, stolenSumId: string): Promise<ComplaintClock | null> {
  return clockAt(await knownComplaints(work, stolenSumId), work.now);
}

/**
 * Returns the doubt whether the victim of the case holds the account that the transfer of a stolen sum left
 * (`doubtsAbout`); undefined where there is none. It reads the complaints about a sum once.
 */
export async function doubtOfCase(work: CaseWork, stolenSumId: string): Promise<DoubtfulHolder | undefined> {
  const complaints = await knownComplaints(work, stolenSumId);
  const own = complaints.filter(({ caseId }) => caseId === work.caseFile.id);
  const made = madeBy(complaints, work.now);
  const [first] = made;
  if (first === undefined || own.length === 0) return undefined;
  const { transferredAt } = first;
  const doubts = doubtsAbout(
    made.map(({ complaint }) => complaint),
    { transferredAt, at: work.now },
  );
  return doubts.find(({ number, telephone }) =>
    own.some((one) => one.number === number && one.telephone === telephone),
  );
}

async function knownComplaints(work: CaseWork, stolenSumId: string): Promise<readonly ComplaintAboutSum[]> {
  const known = work.complaints.about(stolenSumId);
  if (known !== undefined) return known;
  const complaints = newReport(work, stolenSumId) ?? (await readComplaints(work.manager, [stolenSumId]));
  work.complaints.note([stolenSumId], complaints);
  return complaints;
}

/**
 * Returns the complaint about a stolen sum that this transaction writes together with its case: the
 * case's own is the only one. Undefined for every other sum.
 */
function newReport(work: CaseWork, stolenSumId: string): ComplaintAboutSum[] | undefined {
  const sum = work.isNewCase() ? work.unwritten(StolenSumRow, stolenSumId) : undefined;
  const transfer = sum && work.unwritten(TransferRow, sum.transferId);
  if (transfer === undefined) return undefined;
  const { id, openedAt, holderReports, victimReports, toldBankAt, statementAt, statementNotedAt } = work.caseFile;
  const claim = { stolenSumId, caseId: id, claimedSumId: stolenSumId, claimedAt: work.now, endedAt: null };
  const reported = { receivedAt: openedAt, holderReports, victimReports, toldBankAt, statementAt, statementNotedAt };
  const holder = { victim: id, saidOfHolder: [], number: id, telephone: id };
  const { transferredAt } = transfer;
  return [{ ...claim, ...reported, ...holder, transferredAt, isThis: true, confirmedAt: null }];
}

/** Reads the clock of section 7 for a stolen sum as it was at an instant. */
export async function complaintClockAt(
  manager: EntityManager,
  stolenSumId: string,
  at: Date,
): Promise<ComplaintClock | null> {
  return clockAt(await readComplaints(manager, [stolenSumId]), at);
}

/** Reads the same for several sums, by sum; null where nobody complains. One statement where there are any. */
export async function complaintClocksAt(
  manager: EntityManager,
  stolenSumIds: readonly string[],
  at: Date,
): Promise<(stolenSumId: string) => ComplaintClock | null> {
  const ids = [...new Set(stolenSumIds)];
  const about = ids.length === 0 ? [] : await readComplaints(manager, ids);
  const ofSums = groupBy(about, ({ stolenSumId }) => stolenSumId);
  const clocks = new Map(ids.map((id) => [id, clockAt(ofSums.get(id) ?? [], at)]));
  return (stolenSumId) => {
    const clock = clocks.get(stolenSumId);
    if (clock === undefined) throw new Error(`the clock of sum ${stolenSumId} was not read`);
    return clock;
  };
}

/**
 * Reads what section 7 counts by for each stolen sum that a case claims or that a rival of it claims,
 * where somebody upholds a complaint. One statement.
 */
export async function complaintsOfMoney({
  manager,
  caseFile,
  now,
}: Pick<CaseWork, 'manager' | 'caseFile' | 'now'>): Promise<ComplaintFacts[]> {
  const about = await manager.query<ComplaintAboutSum[]>(complaintsAbout(CLAIMED_SUMS_AND_RIVALS), [caseFile.id]);
  const clocks = [...groupBy(about, ({ stolenSumId }) => stolenSumId).values()].map((ofSum) => clockAt(ofSum, now));
  return clocks.flatMap((clock) => (clock === null ? [] : { ...clock, victimReports: clock.isReport }));
}

/**
 * Reads, by stolen sum, the complaints of the victims who uphold one now, of holders or not, with
 * those that the same victims withdrew. One statement.
 */
export async function upheldComplaints(
  { manager, now }: Pick<CaseWork, 'manager' | 'now'>,
  stolenSumIds: readonly string[],
): Promise<ReadonlyMap<string, ComplaintWithClaim[]>> {
  if (stolenSumIds.length === 0) return new Map();
  const about = await readComplaints(manager, stolenSumIds);
  return new Map(
    [...groupBy(about, ({ stolenSumId }) => stolenSumId)].map(([stolenSumId, ofSum]) => {
      const made = madeBy(ofSum, now).map(({ complaint, transferredAt }) =>
        aboutTransfer(complaint, { transferredAt, at: now }),
      );
      return [stolenSumId, stillUpheld(aboutMoneyOf(made))];
    }),
  );
}

/** Who reported a stolen sum, as far as anybody says, and what section 7 counts by for it. */
export interface ReportsOfSum {
  /** Whether the victim of each case holds the debited account. */
  standings: ReadonlyMap<string, HolderStanding>;
  clock: ComplaintClock | null;
}

/** Reads who reported stolen sums, by sum. One statement where there are sums. */
export async function reportsOfSums(
  { manager, now }: Pick<CaseWork, 'manager' | 'now'>,
  stolenSumIds: readonly string[],
): Promise<ReadonlyMap<string, ReportsOfSum>> {
  const about = stolenSumIds.length === 0 ? [] : await readComplaints(manager, stolenSumIds);
  return new Map(
    [...groupBy(about, ({ stolenSumId }) => stolenSumId)].map(([stolenSumId, ofSum]) => {
      const standings = ofSum.map(({ caseId, saidOfHolder }) => [caseId, standingBy(saidOfHolder, now)] as const);
      return [stolenSumId, { standings: new Map(standings), clock: clockAt(ofSum, now) }];
    }),
  );
}

function standingBy(said: ComplaintAboutSum['saidOfHolder'], at: Date): HolderStanding {
  return holderStanding(
    said.map(({ at: saidAt, says }) => ({ at: new Date(saidAt), says })),
    at,
  );
}

function readComplaints(manager: EntityManager, stolenSumIds: readonly string[]): Promise<ComplaintAboutSum[]> {
  return manager.query<ComplaintAboutSum[]>(complaintsAbout('SELECT unnest($1::text[])'), [stolenSumIds]);
}

function clockAt(complaints: readonly ComplaintAboutSum[], at: Date): ComplaintClock | null {
  const made = madeBy(complaints, at);
  const [first] = made;
  if (first === undefined) return null;
  const { transferredAt } = first;
  return complaintClock(
    made.map(({ complaint }) => complaint),
    { transferredAt, at },
  );
}

/** Returns the complaints that were made by an instant, each upheld then or withdrawn. */
function madeBy(complaints: readonly ComplaintAboutSum[], at: Date) {
  return complaints
    .filter(({ claimedAt }) => new Date(claimedAt) <= at)
    .map(
      ({ endedAt, receivedAt, statementAt, statementNotedAt, transferredAt, isThis, confirmedAt, ...complaint }) => ({
        transferredAt: new Date(transferredAt),
        complaint: {
          isUpheld: endedAt === null || new Date(endedAt) > at,
          claim: isThis ? 'this' : isBy(confirmedAt, at) ? 'confirmed' : 'unconfirmed',
          receivedAt: new Date(receivedAt),
          toldBankAt: complaint.toldBankAt === null ? null : new Date(complaint.toldBankAt),
          statementAt: statementAt === null ? null : new Date(statementAt),
          statementNotedAt: statementNotedAt === null ? null : new Date(statementNotedAt),
          holderReports: complaint.holderReports,
          victimReports: complaint.victimReports,
          victim: complaint.victim,
          holder: standingBy(complaint.saidOfHolder, at),
          number: complaint.number,
          telephone: complaint.telephone,
        } satisfies ComplaintWithClaim,
      }),
    );
}

function isBy(instant: Instant | null, at: Date): boolean {
  return instant !== null && new Date(instant) <= at;
}
