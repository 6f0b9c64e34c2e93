import type { EntityManager } from 'typeorm';
import { maskAccount } from './mask.js';
import { caseExists, iso, rowsOf } from './rows.js';

interface Notice {
  id: string;
  kind: 'suspicion.notice' | 'officer.notice';
  party: string;
  person: string | null;
  ruleRowId: string;
  ground: string;
  suspected: string;
  receivedAt: Date;
  joined: boolean;
  references: string[];
}

interface Suspension {
  id: string;
  noticeId: string;
  institution: string;
  accountNo: string;
  reference: string;
  amountSatang: string;
  foundAt: Date;
  suspendedAt: Date;
  expiresAt: Date;
  state: 'active' | 'lapsed' | 'lifted' | 'proceeded';
  overdue: boolean;
  endedAt: Date | null;
  endRuleRowId: string | null;
  endedBy: string | null;
  endReason: string | null;
}

/** The notices of section 6 about a case and what institutions suspended of their own, or undefined when there is no such case. */
export async function readNotices(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const notices = await rowsOf<Notice>(
    manager,
    `SELECT n.id, n.kind, n.party, n.person, n.rule_row_id AS "ruleRowId", n.body->>'ground' AS ground, n.body->>'suspected' AS suspected,
            n.received_at AS "receivedAt", bool_or(l.joined) AS joined, array_agg(t.reference ORDER BY t.reference) AS references
       FROM noticed_transfer l JOIN notice n ON n.id = l.notice_id JOIN transfer t ON t.id = l.transfer_id
      WHERE l.case_id = $1 GROUP BY n.id ORDER BY n.id`,
    [caseId],
  );
  const suspensions = await rowsOf<Suspension>(
    manager,
    `SELECT s.id, s.notice_id AS "noticeId", s.institution, s.account_no AS "accountNo", t.reference, s.amount_satang AS "amountSatang",
            s.found_at AS "foundAt", s.suspended_at AS "suspendedAt", s.expires_at AS "expiresAt", s.state,
            s.state = 'active' AND s.expires_at <= now() AS overdue, s.ended_at AS "endedAt",
            s.end_rule_row_id AS "endRuleRowId", s.ended_by AS "endedBy", s.end_reason AS "endReason"
       FROM own_suspension s JOIN transfer t ON t.id = s.transfer_id WHERE s.case_id = $1 ORDER BY s.id`,
    [caseId],
  );
  return {
    notices: notices.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })),
    suspensions: suspensions.map(({ accountNo, ...row }) => ({
      ...row,
      accountMasked: maskAccount(accountNo),
      foundAt: row.foundAt.toISOString(),
      suspendedAt: row.suspendedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      endedAt: iso(row.endedAt),
    })),
  };
}
