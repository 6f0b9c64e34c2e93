import type { PowersOfHold } from '../../../domain/hold/end/end-of-power.js';
import type { HoldKind, NoticeRule } from '../../../domain/hold/hold.js';
import { isInstitutionsSuspicion } from '../../../domain/hold/end/review-hold.js';
import type { NoticeOffice } from '../../../domain/notice/who-may-notify.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { HoldNoticeRow } from '../../../persistence/entities/money/notice.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { groupBy } from '../../case/work/read-rows.js';

/** A notice of section 6, and the paragraph by which it suspends. */
export interface NoticeBehindHold {
  noticeId: string;
  rule: NoticeRule;
  /** When the officer was notified, or notified the first institution (OFF-6C). */
  officerNotifiedAt: Date;
}

/** A notice that a hold rests on, with the time that its institution has for this hold. */
export type StandingNotice = NoticeBehindHold & {
  notifiedAt: Date;
  expiresAt: Date;
  /** In whose name an officer gave it; null for an institution's own suspicion. */
  office: NoticeOffice | null;
};

/** Links a hold to a section 6 notice; `until` is the latest it may run on it. */
export interface RestOnNotice {
  hold: HoldRow;
  notice: NoticeBehindHold;
  until: Date;
  /** When its institution was notified for this hold. */
  notifiedAt: Date;
}

/** Links holds to notices, alone or beside another power. */
export async function restOn(work: CaseWork, rests: readonly RestOnNotice[]): Promise<void> {
  if (rests.length === 0) return;
  const rows = rests.map(({ hold, notice: { noticeId, rule }, until, notifiedAt }) => ({
    holdId: hold.id,
    noticeId,
    caseId: hold.caseId,
    ruleRowId: ruleInForce(work.rulebook, rule, work.now).rowId,
    notifiedAt,
    expiresAt: until,
  }));
  await work.manager.insert(HoldNoticeRow, rows);
  for (const { holdId, noticeId, ruleRowId, expiresAt } of rows)
    work.audit('hold.rests_on_notice', { holdId, noticeId, ruleRowId, until: expiresAt.toISOString() });
}

/** SQL of the notices that holds rest on. */
const OF_HOLDS = `
  SELECT hn.hold_id AS "holdId", hn.notice_id AS "noticeId", r.rule_id AS rule, hn.notified_at AS "notifiedAt", hn.expires_at AS "expiresAt",
         x.officer_notified_at AS "officerNotifiedAt", CASE x.kind WHEN 'officer.notice' THEN x.party END AS office
    FROM hold_notice hn JOIN notice x ON x.id = hn.notice_id JOIN rule_row r ON r.row_id = hn.rule_row_id`;

/** What a reading of notices needs of a transaction on a case. */
type Reading = Pick<CaseWork, 'manager' | 'now'>;

/**
 * Returns the notices that let a hold stand now, the longest first. None of those that were there when an officer found the
 * suspicion unfounded, or who examines it found for the holder; a later one is another office's word.
 */
export async function standingNotices(reading: Reading, holdId: string): Promise<StandingNotice[]> {
  return (await standingNoticesOf(reading, [holdId])).get(holdId) ?? [];
}

/** Returns the same by hold, for those that rest on any. One statement. */
export async function standingNoticesOf(
  { manager, now }: Reading,
  holdIds: readonly string[],
): Promise<ReadonlyMap<string, StandingNotice[]>> {
  if (holdIds.length === 0) return new Map();
  const rows = await manager.query<(StandingNotice & { holdId: string })[]>(
    `${OF_HOLDS} WHERE hn.hold_id = ANY ($1) AND hn.expires_at > $2
        AND NOT EXISTS (SELECT 1 FROM suspicion_result s WHERE s.hold_id = hn.hold_id AND s.result = 'unfounded' AND s.decided_at > x.received_at)
        AND NOT EXISTS (SELECT 1 FROM appeal a JOIN appeal_decision d ON d.appeal_id = a.id
                         WHERE a.hold_id = hn.hold_id AND d.ended_power = 'section6' AND d.decided_at > x.received_at)
      ORDER BY hn.expires_at DESC, hn.notice_id`,
    [holdIds, now],
  );
  return groupBy(rows, ({ holdId }) => holdId);
}

/** Returns the powers that a hold stands on, by the notices that let it stand now and by what is beside (`powersBeside`). */
export function powersOf(
  { kind, institution }: Pick<HoldRow, 'kind' | 'institution'>,
  notices: readonly StandingNotice[] = [],
  beside: readonly HoldKind[] = [],
): PowersOfHold {
  const isOwn = isInstitutionsSuspicion({ kind, standingOn: notices.map(({ rule }) => rule) });
  const ownSuspicionOf = isOwn ? institution : null;
  return {
    kind,
    restsOnNotice: notices.length > 0,
    offices: officesBehind(notices),
    ownSuspicionOf,
    beside,
  };
}

/** Returns what of a hold on notices says who may tell what was found of its suspicion (`mayRecordResult`). */
export function suspendedByOrder(
  { state }: Pick<HoldRow, 'state'>,
  standing: readonly StandingNotice[],
  filedBy: readonly string[],
) {
  const standingNotices = standing.map(({ noticeId }) => noticeId);
  return { by: 'order' as const, state, standingNotices, offices: officesBehind(standing), filedBy };
}

/** Returns the offices whose officers' notices let a hold stand now. */
function officesBehind(notices: readonly StandingNotice[]): NoticeOffice[] {
  return [...new Set(notices.flatMap(({ office }) => office ?? []))];
}

/** Returns one notice that a hold rests on. Throws when the hold does not rest on it: a bug. */
export async function noticeBehindHold(
  work: Pick<CaseWork, 'manager'>,
  holdId: string,
  noticeId: string,
): Promise<StandingNotice> {
  const [row] = await work.manager.query<StandingNotice[]>(`${OF_HOLDS} WHERE hn.hold_id = $1 AND hn.notice_id = $2`, [
    holdId,
    noticeId,
  ]);
  if (row === undefined) throw new Error(`hold ${holdId} does not rest on notice ${noticeId}`);
  return row;
}
