import { type RuleJudge, finding } from '../finding.js';

/**
 * Judges P-S7AOC for the case: does the centre relay a section 7 notice for the victim's
 * institution?
 */
export const noticeRelayed: RuleJudge = (facts, row) => {
  if (facts.withdrawnAt !== null) {
    const reasons = [{ th: 'ผู้เสียหายถอนเรื่องแล้ว', en: 'the complaint was withdrawn' }];
    return [finding(row, 'case', facts.caseId, { outcome: 'not_met', reasons })];
  }
  return [
    finding(row, 'case', facts.caseId, {
      outcome: facts.holderReports ? 'met' : 'not_met',
      reasons: [
        facts.holderReports && facts.victimReports === false
          ? {
              th: 'เจ้าของบัญชีแจ้งธนาคารของตน ศูนย์จึงส่งต่อการแจ้งตามมาตรา 7 ของธนาคารทันที',
              en: 'the account holder told the own institution, whose section 7 notice the centre relays',
            }
          : facts.holderReports
            ? {
                th: 'เจ้าของบัญชีหรือผู้แจ้งแทนตามกฎหมายแจ้งที่ศูนย์ ศูนย์จึงส่งต่อการแจ้งตามมาตรา 7 ทันที',
                en: 'the account holder, or who speaks for the holder by law, gave notice at the centre, which relays it under section 7',
              }
            : {
                th: 'ผู้แจ้งไม่ใช่เจ้าของบัญชี และไม่ได้แจ้งแทนตามกฎหมาย จึงไม่มีการแจ้งตามมาตรา 7 ให้ส่งต่อ',
                en: 'the reporter neither holds the account nor speaks for its holder by law: there is no section 7 notice to relay',
              },
      ],
    }),
  ];
};
