import type { EntityManager } from 'typeorm';
import { mayShowFound, type ToldTransfer } from '../../domain/complaint/intake/incomplete-transfer.js';
import type { HolderWord } from '../../domain/hold/messages.js';
import { maskTail, maskUrl } from '../../domain/identifiers/mask.js';
import { caseExists } from '../case/work/case.queries.js';
import { maskAccount, maskAnswer } from '../case/privacy/mask.js';
import { groupBy, iso, rowsOf } from '../case/work/read-rows.js';
import { provesNumberSql } from '../case/privacy/victim-number.js';
import { TOLD } from '../debit/read-told.js';

interface RequestRow {
  id: string;
  agency: string;
  wave: number;
  state: string;
  stateReason: string | null;
  legalBasis: string[];
  purpose: string;
  accounts: { institution: string; accountNo: string }[];
  phones: string[];
  links: string[];
  wallets: string[];
  paidNumbers: string[];
  askedAt: Date;
  deadlineAt: Date;
}
interface AnswerRow {
  requestId: string;
  id: string;
  version: number;
  receivedAt: Date;
  late: boolean;
  rawSha256: string;
  content: Record<string, unknown>;
}
interface ConfirmationRow {
  id: string;
  institution: string;
  state: string;
  reason: string | null;
  /** Null while nobody knows which transfer it is. */
  amountSatang: string | null;
  transferredAt: Date | null;
  /** What the victim told of a transfer to find; null of every other question. */
  told: ToldTransfer | null;
  /** The transfer is on record: it was reported, or what was found was adopted. */
  isOnRecord: boolean;
  holderReports: boolean;
  provesNumber: boolean;
  isKnownByPapers: boolean;
  askedAt: Date;
  deadlineAt: Date;
  answeredAt: Date | null;
}
interface DebitAnswerRow extends Omit<AnswerRow, 'version'> {
  outcome: string | null;
}

/**
 * Every answer to questions about a debit, with the questions before them that nobody answered in
 * time: a late answer to one of those is about the same debit.
 */
const DEBIT_ANSWERS = `WITH RECURSIVE asked (question, id) AS (
    SELECT id, id FROM unnest($1::text[]) AS question (id)
    UNION ALL
    SELECT a.question, d.asks_again FROM asked a JOIN debit_confirmation d ON d.id = a.id WHERE d.asks_again IS NOT NULL)
  SELECT a.question AS "requestId", m.id, m.received_at AS "receivedAt", m.received_at > d.deadline_at AS late,
         m.body_sha256 AS "rawSha256", m.outcome, m.content
    FROM asked a JOIN debit_confirmation d ON d.id = a.id
    JOIN inbox_message m ON m.subject_id = a.id AND m.kind = 'debit.confirmation' ORDER BY m.id`;

/**
 * Reads the questions to agencies with every version of their answers, and the debit
 * confirmations; of `agency` alone, where it is given, and then without the confirmations.
 * Undefined when there is no such case.
 */
export async function readEvidence(manager: EntityManager, caseId: string, agency?: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const requests = await rowsOf<RequestRow>(
    manager,
    `SELECT id, agency, wave, state, state_reason AS "stateReason", legal_basis AS "legalBasis", purpose,
            subjects->'accounts' AS accounts, subjects->'phones' AS phones, subjects->'links' AS links, subjects->'wallets' AS wallets,
            subjects->'paidNumbers' AS "paidNumbers",
            asked_at AS "askedAt", deadline_at AS "deadlineAt" FROM evidence_request WHERE case_id = $1 AND agency = coalesce($2, agency) ORDER BY wave, agency`,
    [caseId, agency ?? null],
  );
  const answers = await rowsOf<AnswerRow>(
    manager,
    `SELECT evidence_request_id AS "requestId", id, version, received_at AS "receivedAt", late, raw_sha256 AS "rawSha256", content
       FROM evidence WHERE case_id = $1 ORDER BY version`,
    [caseId],
  );
  const confirmations = await rowsOf<ConfirmationRow>(
    manager,
    `SELECT d.id, d.institution, d.state, d.reason, t.amount_satang::text AS "amountSatang", t.transferred_at AS "transferredAt",
            CASE WHEN i.id IS NOT NULL THEN ${TOLD} END AS told, coalesce(d.transfer_id, d.holder_of) IS NOT NULL AS "isOnRecord",
            (SELECT f.holder_reports FROM case_file f WHERE f.id = d.case_id) AS "holderReports",
            coalesce((SELECT ${provesNumberSql('v', 'd')} FROM complaint v WHERE v.id = d.case_id), false) AS "provesNumber",
            papers_of_holder(d.case_id, d.institution, (SELECT f.victim_account_no FROM case_file f WHERE f.id = d.case_id)) IS NOT NULL AS "isKnownByPapers",
            d.asked_at AS "askedAt", d.deadline_at AS "deadlineAt", d.answered_at AS "answeredAt"
       FROM debit_confirmation d LEFT JOIN transfer t ON t.id = coalesce(d.transfer_id, d.holder_of)
       LEFT JOIN incomplete_transfer i ON i.id = d.incomplete_transfer_id AND i.case_id = $1
      WHERE $2::text IS NULL AND d.id IN (
              SELECT o.id FROM debit_confirmation o WHERE o.case_id = $1 AND coalesce(o.incomplete_transfer_id, o.holder_of) IS NOT NULL UNION ALL
              SELECT o.id FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN debit_confirmation o ON o.transfer_id = s.transfer_id WHERE c.case_id = $1)
      ORDER BY d.id`,
    [caseId, agency ?? null],
  );
  const debitAnswers = await rowsOf<DebitAnswerRow>(manager, DEBIT_ANSWERS, [confirmations.map(({ id }) => id)]);
  const byDebit = groupBy(debitAnswers, (answer) => answer.requestId);
  const byRequest = groupBy(answers, (answer) => answer.requestId);
  return {
    requests: requests.map(({ phones, links, wallets, paidNumbers, ...request }) => ({
      ...request,
      asked: {
        phones: phones.map(maskTail),
        links: links.map(maskUrl),
        wallets: wallets.map(maskTail),
        paidNumbers: paidNumbers.map(maskTail),
      },
      accounts: request.accounts.map(({ institution, accountNo }) => ({
        institution,
        accountMasked: maskAccount(accountNo),
      })),
      askedAt: request.askedAt.toISOString(),
      deadlineAt: request.deadlineAt.toISOString(),
      answers: (byRequest.get(request.id) ?? []).map(toAnswer),
    })),
    debitConfirmations: confirmations.map(
      ({ amountSatang, transferredAt, told, isOnRecord, holderReports, provesNumber, isKnownByPapers, ...row }) => ({
        ...row,
        transfer:
          amountSatang === null || transferredAt === null
            ? null
            : { amountSatang, transferredAt: transferredAt.toISOString() },
        told: told && maskTold(told),
        askedAt: row.askedAt.toISOString(),
        deadlineAt: row.deadlineAt.toISOString(),
        answeredAt: iso(row.answeredAt),
        answers: (byDebit.get(row.id) ?? []).map((answer, before) => ({
          ...toAnswer({
            ...answer,
            version: before + 1,
            content: shownAnswer(answer.content, {
              isAdopted: isOnRecord,
              holderReports,
              provesNumber,
              isKnownByPapers,
            }),
          }),
          outcome: answer.outcome,
        })),
      }),
    ),
  };
}

/** Returns what a victim told, for reading: a receiver by its account only, masked. */
function maskTold({ amountSatang, between, aboutAmountSatang, aboutTime, reference, to }: ToldTransfer) {
  const account = to !== undefined && 'account' in to ? to.account : undefined;
  return {
    amountSatang: amountSatang ?? null,
    between: between ?? null,
    aboutAmountSatang: aboutAmountSatang ?? null,
    aboutTime: aboutTime ?? null,
    reference: reference ?? null,
    to:
      account === undefined
        ? null
        : { institution: account.institution, accountMasked: maskAccount(account.accountNo) },
  };
}

function toAnswer({ id, version, receivedAt, late, rawSha256, content }: AnswerRow) {
  const masked = maskAnswer(content) as Record<string, unknown>;
  return { id, version, receivedAt: receivedAt.toISOString(), late, rawSha256, content: masked };
}

/**
 * Leaves out the id of the question, which every answer to it has, and what was found while nobody
 * may see it (`mayShowFound`): then it is null.
 */
function shownAnswer(
  { confirmationId: _id, ...content }: Record<string, unknown>,
  about: { isAdopted: boolean; holderReports: boolean; provesNumber: boolean; isKnownByPapers: boolean },
): Record<string, unknown> {
  const holder = content['holder'] as HolderWord | undefined;
  return content['found'] === undefined || mayShowFound({ ...about, holder }) ? content : { ...content, found: null };
}
