import { deadlineOf } from '../../deadlines/deadline-of.js';
import type { RuleRow } from '../../rulebook/row.js';
import { complaintTime } from '../complaint-time.js';
import type { CaseFacts } from '../facts.js';
import { type JudgeContext, type Reason, type RuleJudge, finding } from '../finding.js';
import { everyDebitDenied } from './data-to-share.js';

/** Judges OFF-7D for the case: may the inquiry officer still order that the suspension goes on? */
export const officerMayContinue: RuleJudge = (facts, row, context) => {
  const complainedAt = complaintTime(facts, context);
  const found = obstacles(facts, row, context, complainedAt);
  if (found.length > 0) {
    const missing = complainedAt === null ? ['inquiry_officer.statement'] : [];
    return [finding(row, 'case', facts.caseId, { outcome: 'not_met', reasons: found, missing })];
  }
  const reasons = [
    {
      th: 'ยังอยู่ในกำหนดเวลาพิจารณาของพนักงานสอบสวน',
      en: "the inquiry officer's time, counted from receipt of the complaint, still runs",
    },
  ];
  return [finding(row, 'case', facts.caseId, { outcome: 'met', reasons })];
};

function obstacles(facts: CaseFacts, row: RuleRow, context: JudgeContext, complainedAt: Date | null): Reason[] {
  const found: Reason[] = [];
  const due = complainedAt === null ? null : deadlineOf(row, complainedAt, context);
  if (complainedAt === null) {
    found.push({
      th: 'ยังไม่มีคำร้องทุกข์ของผู้เสียหาย',
      en: 'there is no complaint of a victim yet that the time could run from',
    });
  } else if (due !== null && context.now >= due.dueAt) {
    found.push({
      th: 'พ้นกำหนดเวลาพิจารณานับแต่รับเรื่องร้องทุกข์',
      en: 'the time for a decision, counted from receipt of the complaint, is over',
    });
  }
  if (facts.withdrawnAt !== null) found.push({ th: 'ผู้เสียหายถอนเรื่องแล้ว', en: 'the complaint was withdrawn' });
  if (everyDebitDenied(facts)) {
    found.push({
      th: 'ธนาคารของผู้เสียหายแจ้งว่าไม่มีรายการโอนใดเลย',
      en: "the victim's institution denies every transfer",
    });
  }
  return found;
}
