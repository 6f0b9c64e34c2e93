import { deadlineOf } from '../../deadlines/deadline-of.js';
import { endOfSuspension } from '../notice-time.js';
import type { RuleRow } from '../../rulebook/row.js';
import type { CaseFacts, Finding, NoticeFacts } from '../facts.js';
import { type JudgeContext, type RuleJudge, type Verdict, finding } from '../finding.js';

/**
 * Judges BANK-6A for each suspicion that an institution found or learned of: it suspends for its
 * own seven days.
 */
export const institutionSuspects: RuleJudge = (facts, row) =>
  judgeNotices(
    facts,
    row,
    ({ by }) => by === 'institution',
    () => ({
      outcome: 'met',
      reasons: [
        {
          th: 'สถาบันพบเหตุอันควรสงสัยเองหรือได้รับแจ้งผ่านระบบ จึงระงับชั่วคราวได้',
          en: 'the institution found, or was told of, reasonable ground to suspect: it suspends for the time being',
        },
      ],
    }),
  );

/** Judges OFF-6B for each notice of an officer or of AMLO: the institution suspends at once. */
export const officerNotified: RuleJudge = (facts, row) =>
  judgeNotices(
    facts,
    row,
    ({ by }) => by === 'officer',
    () => ({
      outcome: 'met',
      reasons: [
        {
          th: 'เจ้าพนักงานหรือ ปปง. แจ้งเหตุสงสัย สถาบันต้องระงับทันที',
          en: 'an officer or AMLO gave notice: the institution suspends at once',
        },
      ],
    }),
  );

/**
 * Judges OFF-6C for each suspicion: did the evidence give reason to believe? The outcome is
 * unknown while the officer's time runs.
 */
export const officerExamines: RuleJudge = (facts, row, context) =>
  judgeNotices(
    facts,
    row,
    () => true,
    (notice) => {
      if (notice.result === 'lawful_action') {
        return {
          outcome: 'met',
          reasons: [{ th: 'เจ้าพนักงานดำเนินการตามกฎหมายแล้ว', en: 'the officer proceeds by law' }],
        };
      }
      if (notice.result === 'unfounded') {
        return {
          outcome: 'not_met',
          reasons: [{ th: 'เจ้าพนักงานแจ้งว่าไม่มีหลักฐานพอ', en: 'the officer found no sufficient evidence' }],
        };
      }
      if (isOfficersTimeOver(notice, row, context)) {
        return {
          outcome: 'not_met',
          reasons: [{ th: 'พ้นกำหนดตรวจสอบโดยไม่มีผล', en: 'the time to examine passed without a result' }],
        };
      }
      return {
        outcome: 'unknown',
        reasons: [{ th: 'เจ้าพนักงานยังตรวจสอบอยู่', en: 'the officer is still examining' }],
        missing: ['officer.result'],
      };
    },
  );

/**
 * Judges LIFT-6D for each suspicion: must the institution lift, because the time passed without a
 * result? An officer's result, either way, is no such end: his word that nothing is there has the
 * institution lift by OFF-6C.
 */
export const timeOfSection6Over: RuleJudge = (facts, row, context) =>
  judgeNotices(
    facts,
    row,
    () => true,
    (notice) => {
      if (notice.result === 'lawful_action') {
        return { outcome: 'not_met', reasons: [{ th: 'มีการดำเนินการตามกฎหมายแล้ว', en: 'the officer proceeds by law' }] };
      }
      if (notice.result === 'unfounded') {
        return {
          outcome: 'not_met',
          reasons: [
            {
              th: 'เจ้าพนักงานแจ้งผลว่าไม่มีหลักฐาน สถาบันยกเลิกการระงับตามผลนั้น (OFF-6C)',
              en: 'the officer’s result has the institution lift (OFF-6C), not the time',
            },
          ],
        };
      }
      return isTimeOver(notice, context)
        ? {
            outcome: 'met',
            reasons: [
              {
                th: 'ไม่มีผลภายในกำหนด สถาบันต้องยกเลิกการระงับ',
                en: 'no result in time: the institution lifts',
              },
            ],
          }
        : { outcome: 'not_met', reasons: [{ th: 'ยังไม่พ้นกำหนด', en: 'the time still runs' }] };
    },
  );

function isOfficersTimeOver(notice: NoticeFacts, row: RuleRow, context: JudgeContext): boolean {
  const due = deadlineOf(row, notice.officerNotifiedAt ?? notice.notedAt, context);
  return due !== null && context.now >= due.dueAt;
}

function isTimeOver(notice: NoticeFacts, context: JudgeContext): boolean {
  const endsAt = endOfSuspension(notice, context);
  return endsAt !== null && context.now >= endsAt;
}

function judgeNotices(
  facts: CaseFacts,
  row: RuleRow,
  isConcerned: (notice: NoticeFacts) => boolean,
  judge: (notice: NoticeFacts) => Verdict,
): Finding[] {
  return (facts.notices ?? [])
    .filter(isConcerned)
    .map((notice) => finding(row, 'account', notice.account, judge(notice)));
}
