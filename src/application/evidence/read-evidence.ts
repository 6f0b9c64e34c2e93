import type { EntityManager } from 'typeorm';
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
  askedAt: Date;
  answeredAt: Date | null;
}

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
            subjects->'accounts' AS accounts,
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
    `SELECT d.id, d.institution, d.state, d.reason, d.asked_at AS "askedAt", d.answered_at AS "answeredAt"
       FROM debit_confirmation d JOIN stolen_sum s ON s.transfer_id = d.transfer_id JOIN claim c ON c.stolen_sum_id = s.id
      WHERE c.case_id = $1 AND $2::text IS NULL ORDER BY d.id`,
    [caseId, agency ?? null],
  );
  const byRequest = groupBy(answers, (answer) => answer.requestId);
  return {
    requests: requests.map((request) => ({
      ...request,
      accounts: request.accounts.map(({ institution, accountNo }) => ({
        institution,
        accountMasked: maskAccount(accountNo),
      })),
      askedAt: request.askedAt.toISOString(),
      deadlineAt: request.deadlineAt.toISOString(),
      answers: (byRequest.get(request.id) ?? []).map(toAnswer),
    })),
    debitConfirmations: confirmations.map((row) => ({
      ...row,
      askedAt: row.askedAt.toISOString(),
      answeredAt: iso(row.answeredAt),
    })),
  };
}

function toAnswer({ id, version, receivedAt, late, rawSha256, content }: AnswerRow) {
  const masked = maskAnswer(content) as Record<string, unknown>;
  return { id, version, receivedAt: receivedAt.toISOString(), late, rawSha256, content: masked };
}
