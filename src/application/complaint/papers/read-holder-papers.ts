import type { EntityManager } from 'typeorm';
import {
  type CaseOfPapers,
  type HolderFinding,
  mayDecidePapers,
  mayProposePapers,
} from '../../../domain/complaint/later/holder-papers.js';
import { maskTail } from '../../../domain/identifiers/mask.js';
import type { Refusal } from '../../../domain/result.js';
import type { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { HolderPapersRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { maskAccount } from '../../case/privacy/mask.js';
import { iso, rowsOf } from '../../case/work/read-rows.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import { type Verdicts, verdictsOf } from '../../interest/verdicts.js';

/** An account of which a complaint says that money left it, and what two persons said of its holder. */
interface DebitedAccount {
  /** The reported transfers that left it; empty for the victim's account of a report without one. */
  transferIds: string[];
  isVictims: boolean;
  institution: string;
  accountNo: string;
  papersId: string | null;
}

/** What is on record of who holds the debited accounts of a case. */
export interface HolderFacts {
  /** Who took the report, or a part of it in a later call. */
  takenBy: string[];
  accounts: DebitedAccount[];
}

/** Reads the debited accounts of a complaint, and who took it down. One statement; a notice has none. */
export async function readDebitedAccounts(manager: EntityManager, caseId: string): Promise<HolderFacts> {
  const [facts] = await rowsOf<HolderFacts>(
    manager,
    `WITH debited AS (
       SELECT f.victim_institution AS institution, f.victim_account_no AS account_no, NULL AS transfer_id, true AS is_victims
         FROM case_file f JOIN complaint p ON p.id = f.id WHERE f.id = $1 AND f.victim_institution IS NOT NULL
       UNION ALL
       SELECT t.from_institution, t.from_account_no, t.id, false
         FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id JOIN complaint p ON p.id = c.case_id
        WHERE c.case_id = $1 AND c.reported)
     SELECT ARRAY(SELECT takers_of_report($1, 'infinity')) AS "takenBy",
            coalesce((SELECT json_agg(json_build_object(
              'transferIds', ids, 'isVictims', is_victims, 'institution', institution, 'accountNo', account_no,
              'papersId', papers_of_holder($1, institution, account_no)) ORDER BY is_victims DESC, institution, account_no)
              FROM (SELECT institution, account_no, bool_or(is_victims) AS is_victims,
                           coalesce(json_agg(transfer_id ORDER BY transfer_id) FILTER (WHERE transfer_id IS NOT NULL), '[]') AS ids
                      FROM debited GROUP BY institution, account_no) a), '[]') AS accounts`,
    [caseId],
  );
  if (facts === undefined) throw new Error('a reading of one row gave none');
  return facts;
}

/** Returns the account that a reported transfer left; without one the victim's. */
export function debitedAccount({ accounts }: HolderFacts, transferId: string | undefined): DebitedAccount | undefined {
  return accounts.find((account) =>
    transferId === undefined ? account.isVictims : account.transferIds.includes(transferId),
  );
}

/** Returns what decides whether a finding about an account may be proposed. */
export function caseOfPapers(
  caseFile: CaseFileRow,
  { takenBy }: HolderFacts,
  account: DebitedAccount | undefined,
  now: Date,
): CaseOfPapers {
  const { closedAt, withdrawnAt, holderReports, papersLapseAt } = caseFile;
  return {
    closedAt,
    withdrawnAt,
    holderReports,
    takenBy,
    isAsked: papersLapseAt !== null && papersLapseAt > now,
    isKnown: account && account.papersId !== null,
  };
}

/**
 * Reads which verdicts on a finding about a holder a person may give who gains nothing by the case;
 * `takenBy`: see `refuseTaker`. The decision and what is offered ask the same. Refusals: those of
 * `mayDecidePapers`, `APPROVAL.MAKER_INTEREST`.
 */
export async function verdictsOnPapers(
  reading: Reading,
  papers: Pick<HolderPapersRow, 'state' | 'requestedBy' | 'lapsesAt'>,
  takenBy: readonly string[],
  actor: ActingPerson,
): Promise<Verdicts> {
  const may = mayDecidePapers({ ...papers, takenBy }, actor, reading.rulebook, reading.now);
  return verdictsOf(reading, papers, may);
}

/** Reads what a person may propose about the holders of debited accounts, and decide of what waits. */
export async function papersOffered(reading: Reading, facts: HolderFacts, actor: ActingPerson) {
  const { manager, caseFile, rulebook, now } = reading;
  const waiting =
    caseFile.papersLapseAt === null
      ? null
      : await manager.findOneBy(HolderPapersRow, { caseId: caseFile.id, state: 'requested' });
  const refusalOf = (finding: HolderFinding, account: DebitedAccount): Refusal | null => {
    const may = mayProposePapers(finding, caseOfPapers(caseFile, facts, account, now), actor, rulebook, now);
    return may.ok ? null : may;
  };
  return {
    accounts: facts.accounts.map((account) => ({
      transferId: account.isVictims ? null : (account.transferIds[0] ?? null),
      institution: account.institution,
      accountMasked: maskAccount(account.accountNo),
      isKnown: account.papersId !== null,
      belongs: refusalOf('belongs', account),
      takenBack: refusalOf('taken_back', account),
    })),
    waiting: waiting && { row: waiting, verdicts: await verdictsOnPapers(reading, waiting, facts.takenBy, actor) },
  };
}

/** Reads a finding about a holder, with who proposed and who decided; undefined when there is none. */
export async function readHolderPapers(manager: EntityManager, id: string) {
  const row = await manager.findOneBy(HolderPapersRow, { id });
  if (row === null) return undefined;
  const { accountNo, documentKind, documentNo, attachmentId, documentSha256, ...rest } = row;
  return {
    ...rest,
    accountMasked: maskAccount(accountNo),
    document:
      documentKind === null || documentNo === null || attachmentId === null || documentSha256 === null
        ? null
        : { kind: documentKind, numberMasked: maskTail(documentNo), attachmentId, sha256: documentSha256 },
    requestedAt: row.requestedAt.toISOString(),
    lapsesAt: row.lapsesAt.toISOString(),
    decidedAt: iso(row.decidedAt),
  };
}
