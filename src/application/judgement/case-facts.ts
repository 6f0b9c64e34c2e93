import { foldContactEvidence, foldEvidence, type AskedEvidence } from '../../domain/evidence/evidence-facts.js';
import type { Subjects } from '../../domain/evidence/questions.js';
import type { AccountFacts, CaseFacts, GroupFacts, Known } from '../../domain/judgement/facts.js';
import { accountKey, type Account } from '../../domain/party.js';
import { findRule, numberParameter } from '../../domain/rulebook/in-force.js';
import { MINUTE_MS } from '../../domain/time.js';
import { readGroupTotals } from './read-linked-group.js';
import type { CaseWork } from '../case/case-work.js';
import type { ComplaintInput } from '../complaint/complaint-input.js';
import { debitVerdict } from '../debit/debit-verdict.js';
import { confirmationOf, type LoadedCase } from '../case/load-case.js';
import { section7Facts } from '../hold/section7-facts.js';

/** All that reading needs of a transaction on a case. */
type Reading = Pick<CaseWork, 'manager' | 'caseFile' | 'rulebook' | 'now'>;

/** The facts that the judge sees, from the record. */
export async function caseFacts(work: Reading, loaded: LoadedCase): Promise<CaseFacts> {
  const asked = askedEvidence(loaded);
  const reported = loaded.sums.map((sum) => {
    const transfer = loaded.transfers.get(sum.transferId);
    if (transfer === undefined) throw new Error(`stolen sum ${sum.id} has no transfer on its trail`);
    return { transfer, debit: debitVerdict(confirmationOf(loaded, sum)) };
  });
  const accounts = accountsOf(loaded);
  const victims = await otherVictims(work, accounts);
  const group = await linkedGroup(work);
  return {
    ...(group && { group }),
    ...section7Facts(work.caseFile, reported, !work.caseFile.automaticOrders),
    ...foldContactEvidence(asked),
    firstOrderAt: firstOrderAt(loaded),
    accounts: accounts.map((account) => accountFacts(loaded, asked, account, victims.get(accountKey(account)) ?? 0)),
  };
}

/** A hold is written with its first order, at the same instant. */
function firstOrderAt(loaded: LoadedCase): Date | null {
  const times = loaded.holds.map((hold) => hold.orderedAt.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** What the cases linked with this one come to; undefined when there are none. */
async function linkedGroup({ manager, caseFile, rulebook, now }: Reading): Promise<GroupFacts | undefined> {
  const row = findRule(rulebook, 'P-LINK', now);
  if (caseFile.linkedCases === 0 || row === undefined) return undefined;
  return readGroupTotals(manager, caseFile.id, numberParameter(row, 'groupMaxCases'));
}

/** Accounts that the trail reached, in the order it reached them. */
export function accountsOf(loaded: LoadedCase): Account[] {
  const found = new Map<string, Account>();
  for (const link of loaded.links) {
    const transfer = loaded.transfers.get(link.transferId);
    if (transfer?.toInstitution == null || transfer.toAccountNo === null) continue;
    const account = { institution: transfer.toInstitution, accountNo: transfer.toAccountNo };
    found.set(accountKey(account), account);
  }
  return [...found.values()];
}

/**
 * What agencies can be asked about: the trail's accounts, and how the scammer reached the victim as
 * complaint and supplements tell.
 */
export function subjectsOf(loaded: LoadedCase): Subjects {
  const bodies = [
    loaded.complaint.body,
    ...loaded.additions.filter((row) => row.kind === 'supplement').map((row) => row.body),
  ];
  const contacts = bodies.flatMap((body) => (body as Pick<ComplaintInput, 'suspectContacts'>).suspectContacts);
  const values = (kind: string) => [
    ...new Set(contacts.filter((contact) => contact.kind === kind).map((contact) => contact.value)),
  ];
  return {
    accounts: accountsOf(loaded),
    phones: values('phone'),
    links: values('url'),
    wallets: values('crypto_wallet'),
  };
}

/** What agencies were asked about the case, and every answer. */
export function askedEvidence(loaded: LoadedCase): AskedEvidence[] {
  return loaded.questions.map((question) => ({
    agency: question.agency,
    state: question.state,
    stateReason: question.stateReason,
    subjects: question.subjects,
    answers: loaded.evidence
      .filter((row) => row.evidenceRequestId === question.id)
      .map((row) => ({ id: row.id, facts: row.content, version: row.version })),
  }));
}

function accountFacts(
  loaded: LoadedCase,
  asked: readonly AskedEvidence[],
  account: Account,
  victims: number,
): AccountFacts {
  const key = accountKey(account);
  const links = loaded.links.filter((link) => {
    const transfer = loaded.transfers.get(link.transferId);
    return transfer?.toInstitution === account.institution && transfer.toAccountNo === account.accountNo;
  });
  const debits = links.map((link) => {
    const sum = loaded.sums.find((row) => row.id === link.stolenSumId);
    return sum === undefined ? 'unknown' : debitVerdict(confirmationOf(loaded, sum));
  });
  return {
    account: key,
    debit: debits.includes('confirmed')
      ? 'confirmed'
      : debits.length > 0 && debits.every((debit) => debit === 'denied')
        ? 'denied'
        : 'unknown',
    ...foldEvidence({ requests: asked, account: key, complaintReceivedAt: loaded.complaint.receivedAt }),
    passThroughMinutes: passThrough(
      loaded,
      links.map((link) => link.transferId),
    ),
    otherVictims: victims,
  };
}

/**
 * Shortest time, in minutes, from a stolen credit to a debit that carried it on. Known only once
 * the account's institution has answered an order.
 */
function passThrough(loaded: LoadedCase, creditIds: readonly string[]): Known<number | null> {
  const holds = loaded.holds.filter((hold) => creditIds.includes(hold.transferId));
  if (holds.length === 0) return { known: false, why: 'not_asked' };
  const answered = holds.filter((hold) => hold.state !== 'ordered' && hold.state !== 'unconfirmed');
  if (answered.length === 0) return { known: false, why: 'no_answer' };
  const minutes = loaded.links.flatMap((link) => {
    const parent = answered.find((hold) => hold.id === link.parentHoldId);
    const credit = parent === undefined ? undefined : loaded.transfers.get(parent.transferId);
    const debit = loaded.transfers.get(link.transferId);
    if (credit === undefined || debit === undefined) return [];
    return [(debit.transferredAt.getTime() - credit.transferredAt.getTime()) / MINUTE_MS];
  });
  return { known: true, value: minutes.length === 0 ? null : Math.min(...minutes), evidenceIds: [] };
}

/**
 * Victims of other cases whose trails reach the same accounts, from the centre's own record.
 * Withdrawn reports and denied debits do not count.
 */
async function otherVictims(work: Reading, accounts: readonly Account[]): Promise<Map<string, number>> {
  if (accounts.length === 0) return new Map();
  const rows: { key: string; victims: string }[] = await work.manager.query(
    `SELECT t.to_institution || ':' || t.to_account_no AS key,
            count(DISTINCT f.victim_institution || ':' || f.victim_account_no) AS victims
       FROM transfer t
       JOIN trail_link l ON l.transfer_id = t.id
       JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id AND c.ended_at IS NULL
       JOIN case_file f ON f.id = c.case_id
       JOIN stolen_sum s ON s.id = l.stolen_sum_id
       LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
      WHERE (t.to_institution, t.to_account_no) IN (SELECT * FROM unnest($1::text[], $2::text[]))
        AND f.id <> $3 AND (f.victim_institution, f.victim_account_no) <> ($4, $5)
        AND d.state IS DISTINCT FROM 'denied'
      GROUP BY 1`,
    [
      accounts.map((account) => account.institution),
      accounts.map((account) => account.accountNo),
      work.caseFile.id,
      work.caseFile.victimInstitution,
      work.caseFile.victimAccountNo,
    ],
  );
  return new Map(rows.map((row) => [row.key, Number(row.victims)]));
}
