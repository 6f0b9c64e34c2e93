import type { EntityManager } from 'typeorm';
import { maskTail, maskUrl } from '../../domain/identifiers/mask.js';
import { caseExists } from '../case/case.queries.js';
import { maskAccount, maskAnswer } from '../case/mask.js';
import { groupBy, iso, rowsOf } from '../case/read-rows.js';

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
  amountSatang: string;
  transferredAt: Date;
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
            d.asked_at AS "askedAt", d.deadline_at AS "deadlineAt", d.answered_at AS "answeredAt"
       FROM debit_confirmation d JOIN transfer t ON t.id = d.transfer_id
       JOIN stolen_sum s ON s.transfer_id = d.transfer_id JOIN claim c ON c.stolen_sum_id = s.id
      WHERE c.case_id = $1 AND $2::text IS NULL ORDER BY d.id`,
    [caseId, agency ?? null],
  );
  const debitAnswers = await rowsOf<DebitAnswerRow>(manager, DEBIT_ANSWERS, [confirmations.map(({ id }) => id)]);
  const byDebit = groupBy(debitAnswers, (answer) => answer.requestId);
  const byRequest = groupBy(answers, (answer) => answer.requestId);
  return {
    requests: requests.map(({ phones, links, wallets, ...request }) => ({
      ...request,
      asked: { phones: phones.map(maskTail), links: links.map(maskUrl), wallets: wallets.map(maskTail) },
      accounts: request.accounts.map(({ institution, accountNo }) => ({
        institution,
        accountMasked: maskAccount(accountNo),
      })),
      askedAt: request.askedAt.toISOString(),
      deadlineAt: request.deadlineAt.toISOString(),
      answers: (byRequest.get(request.id) ?? []).map(toAnswer),
    })),
    debitConfirmations: confirmations.map(({ amountSatang, transferredAt, ...row }) => ({
      ...row,
      transfer: { amountSatang, transferredAt: transferredAt.toISOString() },
      askedAt: row.askedAt.toISOString(),
      deadlineAt: row.deadlineAt.toISOString(),
      answeredAt: iso(row.answeredAt),
      answers: (byDebit.get(row.id) ?? []).map((answer, before) => ({
        ...toAnswer({ ...answer, version: before + 1, content: withoutId(answer.content) }),
        outcome: answer.outcome,
      })),
    })),
  };
}

function toAnswer({ id, version, receivedAt, late, rawSha256, content }: AnswerRow) {
  const masked = maskAnswer(content) as Record<string, unknown>;
  return { id, version, receivedAt: receivedAt.toISOString(), late, rawSha256, content: masked };
}

/** Leaves out the id of the question, which every answer to it has. */
function withoutId({ confirmationId: _id, ...content }: Record<string, unknown>): Record<string, unknown> {
  return content;
}
