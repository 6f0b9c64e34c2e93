import { deadlineOf } from '../../deadlines/deadline-of.js';
import type { RuleRow } from '../../rulebook/row.js';
import { complaintTermStart, complaintTime } from '../complaint-time.js';
import type { CaseFacts } from '../facts.js';
import { type JudgeContext, type Reason, type RuleJudge, type Verdict, finding } from '../finding.js';

/**
 * Judges VIC-7B for the case: did the victim complain in time? If a report to the centre is itself
 * the complaint (AOC-85A, C2), the answer is yes from the first minute. The police statement is
 * shown separately, because practice still asks for it.
 */
export const victimComplained: RuleJudge = (facts, row, context) => [
  finding(row, 'case', facts.caseId, judge(facts, row, context)),
];

function judge(facts: CaseFacts, row: RuleRow, context: JudgeContext): Verdict {
  if (!facts.holderReports) {
    return notMet({
      th: 'ไม่มีการระงับตามมาตรา 7 เพราะผู้แจ้งไม่ใช่เจ้าของบัญชี และไม่ได้แจ้งแทนตามกฎหมาย',
      en: 'no suspension under section 7 runs: the reporter neither holds the account nor speaks for its holder by law',
    });
  }
  if (facts.withdrawnAt !== null) return notMet({ th: 'ผู้เสียหายถอนเรื่องแล้ว', en: 'the complaint was withdrawn' });
  const complainedAt = complaintTime(facts, context);
  const startedAt = complaintTermStart(facts.receivedAt, facts.firstOrderAt ?? null, context);
  const due = startedAt === null ? null : deadlineOf(row, startedAt, context);
  const isOver = (at: Date) => due !== null && at >= due.dueAt;
  if (complainedAt === null) {
    if (isOver(context.now)) return notMet({ th: 'พ้นกำหนดร้องทุกข์แล้ว', en: 'the time to complain is over' });
    return {
      outcome: 'unknown',
      reasons: [
        { th: 'ยังอยู่ในกำหนดร้องทุกข์และยังไม่มีการร้องทุกข์', en: 'the time to complain still runs, and nobody complained yet' },
      ],
      missing: ['inquiry_officer.statement'],
    };
  }
  if (isOver(complainedAt))
    return notMet({ th: 'ร้องทุกข์เมื่อพ้นกำหนดแล้ว', en: 'the complaint came after the time for it' });
  return { outcome: 'met', reasons: [...inTimeReasons(facts, complainedAt)] };
}

function inTimeReasons(facts: CaseFacts, complainedAt: Date): Verdict['reasons'] {
  if (complainedAt.getTime() !== facts.receivedAt.getTime()) {
    return [{ th: 'พนักงานสอบสวนรับคำร้องทุกข์ภายในกำหนด', en: 'an inquiry officer accepted the complaint in time' }];
  }
  return [
    {
      th: 'การแจ้งต่อศูนย์ถือเป็นการร้องทุกข์ (มาตรา 8/5(1)) จึงร้องทุกข์ภายในกำหนดแล้ว',
      en: 'the report to the centre is itself a complaint (s.8/5(1)), so the complaint is in time',
    },
    facts.statementAt === null
      ? { th: 'ยังไม่มีบันทึกของพนักงานสอบสวน', en: 'there is no statement before an inquiry officer yet' }
      : { th: 'พนักงานสอบสวนรับคำร้องทุกข์แล้ว', en: 'an inquiry officer has accepted the complaint too' },
  ];
}

function notMet(reason: Reason): Verdict {
  return { outcome: 'not_met', reasons: [reason] };
}
