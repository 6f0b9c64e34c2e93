import type { EntityManager } from 'typeorm';
import type { FreezeRequestKind } from '../../../../src/domain/freeze-request/freeze-request.js';
import { requestClocks } from '../../../../src/domain/freeze-request/request-clocks.js';
import type { NoticeRule } from '../../../../src/domain/hold/hold.js';
import { section6End } from '../../../../src/domain/hold/end/section6-end.js';
import { ownSuspensionEnd } from '../../../../src/domain/notice/own-suspension.js';
import { earlier } from '../../../../src/domain/time.js';
import { loadRulebook } from '../../../../src/persistence/rulebook/load-rulebook.js';
import { SAME_REFERENCE_AND_RECEIVER } from '../../confirmed-beside.js';
import { checkRows } from '../check-rows.js';

interface Request {
  id: string;
  kind: FreezeRequestKind;
  rulebook: string;
  requested_at: Date;
  remind_at: Date;
  escalate_at: Date;
  expires_at: Date;
  until_at: Date | null;
}

/**
 * Returns the requests whose reminder, escalation or expiry is not the one P-APP, P-GLASS or P-BACK
 * gives.
 */
export async function wrongRequestClocks(manager: EntityManager): Promise<string[]> {
  return checkRows<Request>(
    manager,
    `SELECT q.id, q.kind, f.rulebook, q.requested_at, q.remind_at, q.escalate_at, q.expires_at, q.until_at
       FROM freeze_request q JOIN case_file f ON f.id = q.case_id WHERE q.id > $1 ORDER BY q.id`,
    async ({ id, kind, rulebook, requested_at, remind_at, escalate_at, expires_at, until_at }) => {
      const due = requestClocks(kind, requested_at, await loadRulebook(manager, rulebook));
      // An order waits for no approval beyond its own end, a catch no longer than its hold, and a
      // continue-order no longer than the officer's seven days.
      const latest = until_at === null ? due.expiresAt : earlier(due.expiresAt, until_at);
      const clocks = [
        ['is reminded of', remind_at, due.remindAt],
        ['is escalated', escalate_at, due.escalateAt],
        [
          'expires',
          expires_at,
          kind === 'residual' || kind === 'continue_order' ? earlier(expires_at, latest) : latest,
        ],
      ] as const;
      return clocks
        .filter(([, is, should]) => is.getTime() !== should.getTime())
        .map(([what]) => `${id}: ${what} at another instant than its rule gives`);
    },
  );
}

interface NoticeOfHold {
  id: string;
  rulebook: string;
  rule_id: NoticeRule;
  notified_at: Date;
  officer_notified_at: Date;
  expires_at: Date;
  /** The end that another notice by the same paragraph gave at the same part, by any claim. */
  first_until: Date | null;
  /** That of a notice whose time had begun there before. */
  earlier_until: Date | null;
}

/**
 * Returns the holds whose time on a notice of section 6 is not what the paragraph gives: neither
 * the earlier of the institution's and the officer's seven days, nor the end of earlier ones; and
 * those that last longer than earlier ones by the same paragraph.
 */
export async function wrongNoticeEnds(manager: EntityManager): Promise<string[]> {
  return checkRows<NoticeOfHold>(
    manager,
    `SELECT n.hold_id || ' on notice ' || n.notice_id AS id, f.rulebook, r.rule_id, n.notified_at, x.officer_notified_at, n.expires_at,
            others.first_until, others.earlier_until
       FROM hold_notice n JOIN hold h ON h.id = n.hold_id JOIN notice x ON x.id = n.notice_id JOIN case_file f ON f.id = n.case_id
       JOIN rule_row r ON r.row_id = n.rule_row_id
      CROSS JOIN LATERAL (
            SELECT min(b.expires_at) AS first_until, min(b.expires_at) FILTER (WHERE b.notified_at < n.notified_at) AS earlier_until
              FROM hold_notice b JOIN hold e ON e.id = b.hold_id JOIN notice y ON y.id = b.notice_id
             WHERE (e.trail_link_id = h.trail_link_id OR EXISTS (SELECT 1 FROM transfer own JOIN transfer beside ON ${SAME_REFERENCE_AND_RECEIVER}
                      WHERE own.id = h.transfer_id AND beside.id = e.transfer_id))
               AND y.kind = x.kind AND (b.hold_id, b.notice_id) <> (n.hold_id, n.notice_id)) others
      WHERE n.hold_id || ' on notice ' || n.notice_id > $1 ORDER BY 1`,
    async ({
      id,
      rulebook,
      rule_id: rule,
      notified_at,
      officer_notified_at,
      expires_at,
      first_until,
      earlier_until,
    }) => {
      const law = { rulebook: await loadRulebook(manager, rulebook), now: notified_at };
      const end = section6End({ rule, notifiedAt: notified_at, officerNotifiedAt: officer_notified_at }, law).expiresAt;
      const ends = [end.getTime(), first_until?.getTime()];
      const isFirst = earlier_until === null || expires_at <= earlier_until;
      return ends.includes(expires_at.getTime()) && expires_at <= end && isFirst
        ? []
        : [`${id}: ends at another instant than section 6 gives`];
    },
  );
}

interface Suspension {
  id: string;
  rulebook: string;
  rule_row_id: string;
  found_at: Date;
  received_at: Date;
  expires_at: Date;
  reference: string;
  body: {
    foundAt: string;
    transfers: readonly { reference: string; suspended?: { until?: string } }[];
  };
}

/**
 * Returns the institutions' own suspensions that end neither when their notice says nor when the
 * rule row of the notice gives, counted from the finding.
 */
export async function wrongSuspensionEnds(manager: EntityManager): Promise<string[]> {
  return checkRows<Suspension>(
    manager,
    `SELECT s.id, f.rulebook, n.rule_row_id, s.found_at, n.received_at, s.expires_at, t.reference, n.body
       FROM own_suspension s JOIN notice n ON n.id = s.notice_id JOIN transfer t ON t.id = s.transfer_id JOIN case_file f ON f.id = s.case_id
      WHERE s.id > $1 ORDER BY s.id`,
    async ({ id, rulebook, rule_row_id, found_at, received_at, expires_at, reference, body }) => {
      const law = { rulebook: await loadRulebook(manager, rulebook), now: received_at };
      const rule = law.rulebook.find(({ rowId }) => rowId === rule_row_id);
      if (rule === undefined) return [`${id}: rests on a row that its rulebook does not have`];
      const isFound = found_at.getTime() === Date.parse(body.foundAt);
      const ends = body.transfers.flatMap(({ reference: of, suspended }) =>
        of === reference && suspended !== undefined ? [ownSuspensionEnd(found_at, suspended.until, rule, law)] : [],
      );
      if (isFound && ends.some((end) => end.getTime() === expires_at.getTime())) return [];
      return [`${id}: ends at another instant than its notice or ${rule_row_id} gives`];
    },
  );
}
