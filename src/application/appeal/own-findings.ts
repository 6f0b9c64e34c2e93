import type { DataSource, EntityManager } from 'typeorm';
import { refuse } from '../../domain/result.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { maskAccount } from '../case/privacy/mask.js';
import { iso, rowsOf } from '../case/work/read-rows.js';
import { hasInterestSql, type OwnReader } from '../case/privacy/own-interest.js';
import { OWN_SUSPICION } from '../hold/change/own-suspicion-sql.js';
import { answerAppeal, type AppealAnswered } from './answer-appeal.js';
import type { AppealAnswerInput } from './appeal-input.js';

/** Which findings of an institution to read; `after` is the last id of the page before. */
export interface OwnFindingQuery {
  state: 'open' | 'decided';
  after?: string | undefined;
  limit: number;
}

interface OwnFindingRow {
  id: string;
  caseNo: string;
  holdId: string;
  noticeReference: string;
  accountNo: string;
  heldSatang: string;
  expiresAt: Date;
  since: Date;
  dueAt: Date;
  state: string;
  settledAt: Date | null;
  hasInterest: boolean;
  findings: { tier: string; th: string | null; en: string | null; keepSatang: string | null }[];
}

/** SQL of the appeals whose finding an institution (`$1`) decides, or decided, because the suspicion is its own. */
const OF_INSTITUTION = `
  FROM appeal a JOIN hold h ON h.id = a.hold_id JOIN case_file f ON f.id = a.case_id
 WHERE h.institution = $1 AND a.tier = 'authority'
   AND (${OWN_SUSPICION} OR EXISTS (SELECT 1 FROM appeal_decision x WHERE x.appeal_id = a.id AND x.institution = $1 AND x.ended_power = 'section6'))`;

/**
 * Reads a page of the findings for holders that wait for an institution, the oldest first, or that were
 * decided: what an officer found, in the officer's words, and nothing of victims or persons.
 */
export async function readOwnFindings(
  manager: EntityManager,
  { institution, subject }: OwnReader,
  query: OwnFindingQuery,
) {
  const rows = await rowsOf<OwnFindingRow>(
    manager,
    `SELECT a.id, f.case_no AS "caseNo", h.id AS "holdId", h.notice_reference AS "noticeReference", h.account_no AS "accountNo",
            h.held_satang::text AS "heldSatang", h.expires_at AS "expiresAt", a.tier_since AS since, a.breach_at AS "dueAt", a.state, a.settled_at AS "settledAt",
            ${hasInterestSql('f.id', '$5')} AS "hasInterest",
            coalesce((SELECT json_agg(json_build_object('tier', s.tier, 'th', s.th, 'en', s.en, 'keepSatang', s.keep) ORDER BY s.at) FROM (
               SELECT d.tier, d.reason_th AS th, d.reason_en AS en, d.keep_satang::text AS keep, d.decided_at AS at FROM appeal_decision d
                WHERE d.appeal_id = a.id AND d.verdict = 'forward'
               UNION ALL SELECT g.tier, NULL, g.statement, NULL, g.filed_at FROM appeal_filing g WHERE g.appeal_id = a.id AND g.way = 'finding') s), '[]') AS findings
     ${OF_INSTITUTION} AND (a.settled_at IS NULL) = $2 AND ($3::text IS NULL OR a.id > $3) ORDER BY a.id LIMIT $4`,
    [institution, query.state === 'open', query.after ?? null, query.limit + 1, subject],
  );
  const page = rows.slice(0, query.limit);
  return {
    findings: page.map(({ accountNo, expiresAt, since, dueAt, settledAt, ...row }) => ({
      ...row,
      accountMasked: maskAccount(accountNo),
      expiresAt: expiresAt.toISOString(),
      since: since.toISOString(),
      dueAt: dueAt.toISOString(),
      settledAt: iso(settledAt),
    })),
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/**
 * Decides a finding for a holder by a person of the institution whose own suspicion holds the money. Of
 * another institution, or about another power, it does not exist. Refusals: `APPEAL.ABSENT`, and those
 * of `answerAppeal`.
 */
export async function decideOwnFinding(
  db: DataSource,
  { appealId, body, actor }: { appealId: string; body: AppealAnswerInput; actor: ActingPerson },
): Promise<AppealAnswered> {
  const [own] = await rowsOf(db.manager, `SELECT 1 ${OF_INSTITUTION} AND a.id = $2`, [actor.institution, appealId]);
  return own === undefined
    ? refuse('APPEAL.ABSENT', 'there is no such finding that your institution decides')
    : answerAppeal(db, { appealId, body, actor });
}
