import { HOLIDAY_SOURCE, HOLIDAY_YEARS, THAI_HOLIDAYS } from '../../src/domain/calendar/thai-holidays.js';
import { thaiDay } from '../../src/domain/calendar/bangkok-day.js';
import { RULE_IDS, type RuleId, type RuleRow } from '../../src/domain/rulebook/row.js';
import { machineValues, rowSection } from './row-section.js';

/** The chapters of the document; a rule belongs to the first chapter whose test it passes. */
const CHAPTERS: readonly { title: string; has: (ruleId: RuleId) => boolean }[] = [
  { title: 'ข้อขัดแย้งและช่องว่าง · Conflicts and silences', has: (ruleId) => /^C\d$/.test(ruleId) },
  {
    title: 'บัญชีม้าตามสี · Mule colours',
    has: (ruleId) => /^P-(BLACK|.*-GREY|.*-BROWN)$/.test(ruleId),
  },
  { title: 'นโยบาย · Policies', has: (ruleId) => ruleId.startsWith('P-') },
  { title: 'มาตรา 4 และ 4/2 · Sections 4 and 4/2', has: (ruleId) => /^(SHARE|LIST)/.test(ruleId) },
  { title: 'มาตรา 5 · Section 5', has: (ruleId) => /^(TEL|NBTC)/.test(ruleId) },
  { title: 'มาตรา 6 · Section 6', has: (ruleId) => /-6/.test(ruleId) },
  { title: 'มาตรา 7 และ 8 · Sections 7 and 8', has: (ruleId) => /(-7|REC-8)/.test(ruleId) && !/-8\d/.test(ruleId) },
  { title: 'มาตรา 8/1 ถึง 8/10 · Sections 8/1 to 8/10', has: () => true },
];

/**
 * Writes the text of `docs/LAW.md`: every row of a rulebook for lawyers, in Thai and English. The
 * same rows always give the same text.
 */
export function lawText(rows: readonly RuleRow[]): string {
  const chapters = CHAPTERS.map((chapter) => ({ chapter, rules: RULE_IDS.filter((id) => chapterOf(id) === chapter) }));
  return [
    ...HEAD,
    ...overview(rows),
    ...[...chapters.slice(3), ...chapters.slice(0, 3).reverse()].flatMap(({ chapter, rules }) => [
      `## ${chapter.title}`,
      '',
      ...rules.flatMap((ruleId) => rowsOf(rows, ruleId).flatMap(rowSection)),
    ]),
    ...holidays(),
    '## ภาคผนวก: ค่าที่ระบบใช้ · Appendix: values as the system reads them',
    '',
    ...RULE_IDS.flatMap((ruleId) => rowsOf(rows, ruleId).flatMap(machineValues)),
    '',
  ].join('\n');
}

const HEAD = [
  '# กฎหมายที่ระบบใช้ · The law that the system applies',
  '',
  'ในเอกสารนี้ ศูนย์ หมายถึง ศูนย์ปฏิบัติการเพื่อป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี (ศปอท.) ตามมาตรา 8/5 เอกสารนี้สร้างจากสมุดกฎของระบบโดย `npm run law` ห้ามแก้ด้วยมือ แต่ละแถวเป็นกฎหนึ่งข้อที่มีวันเริ่มและสิ้นสุดการใช้บังคับ ระบบวินิจฉัยด้วยแถวที่ใช้บังคับในเวลานั้น และบันทึกรหัสแถวไว้กับผลวินิจฉัย คำสั่ง และการปลดทุกครั้ง สิ่งที่ไม่ใช่กฎหมายระบุว่าเป็นนโยบาย สมุดกฎไม่ใช่คำปรึกษากฎหมาย ต้องตรวจกับราชกิจจานุเบกษาก่อนใช้จริง',
  '',
  'The centre is the ศปอท. of section 8/5, the hotline AOC 1441. Generated from the rulebook by `npm run law`; never edited by hand. Each row is one rule with the dates between which it is in force. The system judges by the rows in force at the time, and keeps the id of the row with every finding, order and release. What is not law is called policy. The rulebook is no legal advice: its statute rows were written from public transcriptions and must be checked against the Gazette before use.',
  '',
] as const;

/** Writes the overview: one short line for each rule. */
function overview(rows: readonly RuleRow[]): string[] {
  const lines = RULE_IDS.flatMap((ruleId) => {
    const versions = rowsOf(rows, ruleId);
    const newest = versions.at(-1);
    if (newest === undefined) return [];
    const kind = newest.kind === 'statute' ? newest.section : 'policy';
    return [`- **${ruleId}** (${kind})`, `  - ${newest.titleTh}`, `  - ${newest.titleEn}`];
  });
  return ['## สารบัญ · Overview', '', ...lines, ''];
}

function holidays(): string[] {
  return [
    '## วันหยุดราชการ · Government holidays',
    '',
    HOLIDAY_SOURCE.th,
    '',
    HOLIDAY_SOURCE.en,
    '',
    ...HOLIDAY_YEARS.flatMap(({ year, th, en }) => [`- **พ.ศ. ${year + 543} · ${year}**`, `  - ${th}`, `  - ${en}`]),
    '',
    ...THAI_HOLIDAYS.flatMap(({ day, th, en, kind, sure }) => [
      `- **${thaiDay(day)} · ${day}** (${KINDS[kind]})${sure ? '' : ': ไม่แน่นอน · **not sure**'}`,
      `  - ${th}`,
      `  - ${en}`,
    ]),
    '',
  ];
}

const KINDS = {
  holiday: 'วันหยุด · holiday',
  substitute: 'ชดเชย · in lieu',
  special: 'กรณีพิเศษ · special',
} as const;

function rowsOf(rows: readonly RuleRow[], ruleId: RuleId): RuleRow[] {
  return rows
    .filter((row) => row.ruleId === ruleId)
    .sort((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime());
}

function chapterOf(ruleId: RuleId): (typeof CHAPTERS)[number] | undefined {
  return CHAPTERS.find((chapter) => chapter.has(ruleId));
}
