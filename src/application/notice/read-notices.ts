import type { EntityManager } from 'typeorm';
import { caseExists, CLAIMED_SUMS } from '../case/case.queries.js';
import { maskAccount } from '../case/mask.js';
import { iso, rowsOf } from '../case/read-rows.js';

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
  result: Result | null;
}

/** A row of suspicion_result inside JSON: times are text there. */
interface Result {
  result: 'lawful_action' | 'unfounded';
  reference: string | null;
  person: string;
  decidedAt: string;
  acknowledgedAt: string | null;
}

interface NoticedHold {
  id: string;
  noticeId: string;
  institution: string;
  accountNo: string;
  reference: string;
  hop: number;
  kind: string;
  state: string;
  ruleRowId: string;
  notifiedAt: Date;
  until: Date;
  result: Result | null;
}

/**
 * What the officer found of the suspension that `which` names. Of a release, its institution's
 * acknowledgement is that of the release order.
 */
function resultOf(which: string): string {
  return `(SELECT json_build_object('result', r.result, 'reference', r.reference, 'person', r.person, 'decidedAt', r.decided_at,
             'acknowledgedAt', coalesce(r.acknowledged_at, (SELECT o.acknowledged_at FROM release_order o
               WHERE o.hold_id = r.hold_id AND o.reason = 'SUSPICION_UNFOUNDED')))
            FROM suspicion_result r WHERE ${which}) AS result`;
}

function withInstants(result: Result | null): Result | null {
  if (result === null) return null;
  const { decidedAt, acknowledgedAt } = result;
  const toIso = (text: string) => new Date(text).toISOString();
  return {
    ...result,
    decidedAt: toIso(decidedAt),
    acknowledgedAt: acknowledgedAt === null ? null : toIso(acknowledgedAt),
  };
}

/**
 * The notices of section 6 about a case and what is suspended by them, or undefined when there is
 * no such case.
 */
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
            s.ended_at IS NULL AND s.expires_at <= now() AS overdue, s.ended_at AS "endedAt",
            s.end_rule_row_id AS "endRuleRowId", s.ended_by AS "endedBy", s.end_reason AS "endReason",
            ${resultOf('r.suspension_id = s.id')}
       FROM own_suspension s JOIN transfer t ON t.id = s.transfer_id WHERE s.case_id = $1 ORDER BY s.id`,
    [caseId],
  );
  const holds = await rowsOf<NoticedHold>(
    manager,
    `SELECT h.id, n.notice_id AS "noticeId", h.institution, h.account_no AS "accountNo", t.reference, h.hop, h.kind, h.state,
            n.rule_row_id AS "ruleRowId", n.notified_at AS "notifiedAt", n.expires_at AS until, ${resultOf('r.hold_id = h.id')}
       FROM hold_notice n JOIN hold h ON h.id = n.hold_id JOIN transfer t ON t.id = h.transfer_id
      WHERE h.stolen_sum_id IN ${CLAIMED_SUMS} ORDER BY h.hop, h.id, n.notice_id`,
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
      result: withInstants(row.result),
    })),
    holds: holds.map(({ accountNo, ...row }) => ({
      ...row,
      accountMasked: maskAccount(accountNo),
      notifiedAt: row.notifiedAt.toISOString(),
      until: row.until.toISOString(),
      result: withInstants(row.result),
    })),
  };
}
