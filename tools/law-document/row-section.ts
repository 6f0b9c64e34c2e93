import { addDays, bangkokDate, thaiDay } from '../../src/domain/calendar/bangkok-day.js';
import { SYSTEM_PARTS } from '../../src/domain/rulebook/parts.js';
import type { RuleRow } from '../../src/domain/rulebook/row.js';
import { type Both, clockWords } from '../../src/domain/clock-words.js';
import { thaiSection } from '../../src/domain/rulebook/thai-section.js';
import { BASES, confidenceOf, GAZETTE, INSTRUMENTS, RUNS_FROM, STANDARDS, periodWords } from './words.js';

/**
 * Writes one row as a section of the document: its text in Thai and English, then what is said of it, in both.
 */
export function rowSection(row: RuleRow): string[] {
  const facts = [
    ...fact({ th: 'ที่มา', en: 'rests on' }, instrument(row)),
    ...fact({ th: 'ราชกิจจานุเบกษา', en: 'Royal Gazette' }, GAZETTE[row.instrument]),
    ...fact({ th: 'ความเชื่อมั่น', en: 'confidence' }, confidenceOf(row)),
    ...fact({ th: 'ใช้บังคับ', en: 'in force' }, inForce(row)),
    ...fact({ th: 'มาตรฐานพยานหลักฐาน', en: 'standard of evidence' }, STANDARDS[row.standard]),
    ...fact({ th: 'กำหนดเวลา', en: 'time' }, time(row)),
    ...choices(row),
    ...fact({ th: 'ระบบใช้กฎข้อนี้อย่างไร', en: 'what the system does' }, system(row)),
  ];
  return [
    `### ${row.ruleId} · ${row.titleTh} · ${row.titleEn}`,
    '',
    row.textTh,
    '',
    `**When** ${row.trigger}. **Who:** ${row.actor}. **What:** ${row.effect}. **Record:** ${row.record}.`,
    '',
    ...facts,
    '',
    ...approvals(row),
    `แหล่งและเหตุผล · source and reason: ${row.source}`,
    '',
    `แถว · row: \`${row.rowId}\``,
    '',
  ];
}

/** Writes what is said of a row under its name; nothing where there is nothing to say. */
function fact(name: Both, text: Both | null): string[] {
  if (text === null) return [];
  return [`- **${name.th} · ${name.en}**`, `  - ${inOneLine(text.th)}`, `  - ${inOneLine(text.en)}`];
}

function inOneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}

function instrument(row: RuleRow): Both {
  const { th, en } = INSTRUMENTS[row.instrument];
  if (row.kind === 'policy') return { th, en };
  return { th: `${th} ${thaiSection(row.section)}`, en: `${en}, ${row.section}` };
}

/** Writes when a row is in force, in Bangkok days; its last day is the day before it ends. */
function inForce(row: RuleRow): Both {
  const from = bangkokDate(row.effectiveFrom);
  if (row.effectiveTo === null) return { th: `ตั้งแต่ ${thaiDay(from)}`, en: `since ${from}` };
  const last = addDays(bangkokDate(row.effectiveTo), -1);
  return { th: `${thaiDay(from)} ถึง ${thaiDay(last)}`, en: `${from} to ${last}` };
}

function time(row: RuleRow): Both | null {
  if (row.deadlineFrom === 'none') return { th: 'ไม่กำหนด', en: 'none stated' };
  const length =
    row.period !== null
      ? periodWords(row.period)
      : row.deadlineMs !== null
        ? clockWords(row.deadlineMs)
        : { th: '', en: '' };
  const from = RUNS_FROM[row.deadlineFrom];
  const basis = BASES[row.countBasis];
  if (row.deadlineFrom === 'stated_in_order' && row.deadlineMs === null) return from;
  const starts =
    row.deadlineFrom === 'stated_in_order'
      ? { th: '', en: '' }
      : { th: ` นับแต่${from.th}`, en: ` from when: ${from.en}` };
  return {
    th: `${length.th}${starts.th}; ${basis.th}`.trim(),
    en: `${length.en}${starts.en}; ${basis.en}`.trim(),
  };
}

const ROLES: Readonly<Record<string, Both>> = {
  hotline_operator: { th: 'เจ้าหน้าที่รับสาย', en: 'a hotline operator' },
  aoc_officer: { th: 'เจ้าหน้าที่ ศปอท.', en: 'an officer of the centre' },
  aoc_supervisor: { th: 'หัวหน้าเจ้าหน้าที่ ศปอท.', en: 'a supervisor of the centre' },
  inquiry_officer: { th: 'พนักงานสอบสวน', en: 'an inquiry officer' },
};

const ORDERS: Readonly<Record<string, Both>> = {
  aoc_suspension: { th: 'คำสั่งระงับของ ศปอท.', en: 'A suspension by the centre' },
  continue_order: { th: 'คำสั่งให้ระงับต่อ', en: 'A continue-order' },
  whole_account: { th: 'การระงับทั้งบัญชีตามหมายอายัด', en: 'A hold of a whole account under a warrant' },
  break_glass: { th: 'คำสั่งฉุกเฉิน', en: 'A break-glass order' },
  residual: { th: 'การระงับเพิ่มจากเงินที่เข้าภายหลัง', en: 'The catch of a later credit' },
  release: { th: 'การปลด', en: 'A release' },
};

/** Writes who may ask for and approve each order, in sentences; nothing for other rows. */
function approvals({ parameters }: RuleRow): string[] {
  const sentences = Object.entries(ORDERS).flatMap(([order, name]) => {
    const asks = rolesOf(parameters[`${order}.request`], 'the system', 'ระบบ');
    const approves = rolesOf(parameters[`${order}.approve`], 'nobody', 'ไม่ต้องมีผู้อนุมัติ');
    const isListed = [`${order}.request`, `${order}.approve`].some((key) => parameters[key] !== undefined);
    if (!isListed) return [];
    return [
      `- ${name.th}: ผู้ขอ ${asks.th}; ผู้อนุมัติ ${approves.th}`,
      `- ${name.en} is asked for by ${asks.en} and approved by ${approves.en}.`,
    ];
  });
  return sentences.length === 0 ? [] : [...sentences, ''];
}

function rolesOf(roles: RuleRow['parameters'][string] | undefined, nobodyEn: string, nobodyTh: string): Both {
  const names = Array.isArray(roles)
    ? (roles as readonly string[]).map((role) => ROLES[role] ?? { th: role, en: role })
    : [];
  if (names.length === 0) return { th: nobodyTh, en: nobodyEn };
  return { th: names.map(({ th }) => th).join(' หรือ '), en: names.map(({ en }) => en).join(' or ') };
}

/** Writes the values of a row as the machine reads them, for the appendix; none without values. */
export function machineValues(row: RuleRow): string[] {
  const plain = Object.entries(row.parameters).filter(([name]) => row.choices[name] === undefined);
  if (plain.length === 0) return [];
  const listed = plain.map(([name, value]) => `\`${name}\` ${figure(name, value)}`);
  return [`- ${row.ruleId}, ${bangkokDate(row.effectiveFrom)}: ${listed.join('; ')}`];
}

function figure(name: string, value: RuleRow['parameters'][string]): string {
  if (typeof value === 'number' && name.endsWith('Ms')) return clockWords(value).en;
  if (typeof value === 'number' && name.endsWith('Satang')) return `${(value / 100).toLocaleString('en-US')} baht`;
  if (typeof value === 'object') return value.length === 0 ? 'nobody' : value.join(', ');
  return String(value);
}

/** Writes the switches of a conflict: the chosen value in bold, beside the other values. */
function choices(row: RuleRow): string[] {
  return Object.entries(row.choices).flatMap(([name, options]) => {
    const mark = (text: string, value: string) => (value === row.parameters[name] ? `**${text}**` : text);
    const listed = (language: 'th' | 'en') => options.map((option) => mark(option[language], option.value)).join(' / ');
    return fact({ th: 'ทางเลือก', en: `choice \`${name}\`` }, { th: listed('th'), en: listed('en') });
  });
}

function system(row: RuleRow): Both {
  if (row.actsIn.length === 0) {
    return { th: 'บันทึกไว้เท่านั้น ระบบไม่ได้ดำเนินการตามกฎข้อนี้', en: 'recorded only; nothing acts on it' };
  }
  return {
    th: row.actsIn.map((part) => SYSTEM_PARTS[part].th).join('; '),
    en: row.actsIn.map((part) => SYSTEM_PARTS[part].en).join('; '),
  };
}
