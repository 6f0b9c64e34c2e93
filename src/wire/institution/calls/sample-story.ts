/*
 * What the examples of the institution protocol share; together they are one story: 25,000
 * baht arrive, 19,000 are held, 6,000 went on. People and accounts are invented.
 */

export const orderId = '01KAYJ9Q5R3M0T8XW2V7C4H6DE';
export const holdId = '01KAYJ9Q4B7N2S5Y8G1F6K9PQR';
export const releaseOrderId = '01KB6A4T2D8J5M9V3X7Z1C0EGH';
export const confirmationId = '01KAYJ9Q6C4P8R2T7W0Y5A3BDF';
export const resultId = '01KAZ0B3E5G7J9M2P4R6T8V0XY';
export const noticeId = '01KB0C6D8F1H3K5N7Q9S2V4X6Z';
export const caseNo = 'RG2569-0000005-8';
export const account = { institution: 'th-014', accountNo: '1112223334' };
export const credit = {
  fromInstitution: 'th-004',
  reference: 'KB20261124093000771',
  amountSatang: '2500000',
  at: '2026-11-24T02:30:00Z',
};
export const basis = [{ ruleId: 'VIC-7A', section: 's.7', instrument: 'decree_2566' }];
export const notice = {
  amountSatang: '2500000',
  since: '2026-11-24T02:41:12Z',
  kind: 'section7',
  orderedBy: 'AOC 1441',
  orderedByTh: 'ศูนย์ AOC 1441',
  basis: {
    th: 'มาตรา 7 พ.ร.ก. มาตรการป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี พ.ศ. 2566 และที่แก้ไขเพิ่มเติม',
    en: 'Section 7, Emergency Decree on Measures for the Prevention and Suppression of Technology Crime, B.E. 2566, as amended',
  },
  reference: `${caseNo}/KPST8Q`,
  appealPhone: '1441',
} as const;
