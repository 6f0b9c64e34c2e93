import { deadlineMs } from '../../rulebook/in-force.js';
import { after } from '../../time.js';
import { type Reason, type RuleJudge, finding } from '../finding.js';

/** OFF-7D, per case: may the inquiry officer still order that the suspension goes on? */
export const officerMayContinue: RuleJudge = (facts, row, { now }) => {
  const inTime = now < after(facts.receivedAt, deadlineMs(row));
  const obstacles: Reason[] = [];
  if (!inTime) {
    obstacles.push({
      th: 'พ้นกำหนดเวลาพิจารณานับแต่รับเรื่องร้องทุกข์',
      en: 'the time for a decision, counted from receipt of the complaint, is over',
    });
  }
  if (facts.withdrawnAt !== null) obstacles.push({ th: 'ผู้เสียหายถอนเรื่องแล้ว', en: 'the complaint was withdrawn' });
  if (facts.transfers.length > 0 && facts.transfers.every((transfer) => transfer.debit === 'denied')) {
    obstacles.push({
      th: 'ธนาคารของผู้เสียหายปฏิเสธทุกรายการโอน',
      en: "the victim's institution denies every transfer",
    });
  }
  if (obstacles.length > 0) return [finding(row, 'case', facts.caseId, { outcome: 'not_met', reasons: obstacles })];
  const reasons = [
    {
      th: 'ยังอยู่ในกำหนดเวลาพิจารณาของพนักงานสอบสวน',
      en: "the inquiry officer's time, counted from receipt of the complaint, still runs",
    },
  ];
  return [finding(row, 'case', facts.caseId, { outcome: 'met', reasons })];
};
