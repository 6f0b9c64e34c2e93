import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildRulebook } from '../../../src/domain/rulebook/build.js';
import { en } from '../../../web/src/text/en.js';
import { th } from '../../../web/src/text/th.js';
import type { WordTree } from '../../../web/src/text/words.js';

/** A sentence that somebody reads, and where it stands. */
interface Said {
  readonly at: string;
  readonly text: string;
}

const ROOT = join(__dirname, '../../..');
const PAGES = join(ROOT, 'web/src');

function leaves(tree: WordTree, at: string): Said[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ at: `${at}.${key}`, text: value }] : leaves(value, `${at}.${key}`),
  );
}

/** Every text of every page, in both languages. */
async function saidByPages(): Promise<Said[]> {
  const pages = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|\/)words\.ts$/.test(name) && !name.startsWith('text/'))
    .map((name) => dirname(name));
  const words = await Promise.all(
    pages.map(async (page) => {
      const tree = (await import(join(PAGES, page, 'words.ts'))) as Record<'th' | 'en', WordTree>;
      return [...leaves(tree.th, `${page} th`), ...leaves(tree.en, `${page} en`)];
    }),
  );
  return [...leaves(th, 'shared th'), ...leaves(en, 'shared en'), ...words.flat()];
}

/** What the server says in words, in answers, documents and orders, and what the demonstration tells. */
function saidByServer(): Said[] {
  // Of the rows of the rulebook, those in force are read by themselves (`saidByRulebook`).
  const files = [
    'src/domain',
    'src/application',
    'src/api',
    'src/wire',
    'src/persistence/party',
    'simulator/stories',
  ].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('rulebook/rows'))
      .map((name) => join(folder, name)),
  );
  return files.flatMap((at) =>
    [...readFileSync(join(ROOT, at), 'utf8').matchAll(/'((?:[^'\\\n]|\\.)+)'|"([^"\n]+)"|`([^`]+)`/g)].flatMap(
      (found) => {
        const text = found[1] ?? found[2] ?? found[3] ?? '';
        return /[\u0E00-\u0E7F]| \w+ /.test(text) ? [{ at, text }] : [];
      },
    ),
  );
}

/** What the rows in force say, in the order and on the page of LAW.md; a row that is over says what held on its day. */
function saidByRulebook(): Said[] {
  return buildRulebook('th')
    .filter(({ effectiveTo }) => effectiveTo === null)
    .flatMap(({ ruleId, titleTh, titleEn, textTh, trigger, effect }) =>
      [titleTh, titleEn, textTh, trigger, ...effect.split(/(?<=[.;]) /)].map((text) => ({
        at: `rulebook ${ruleId}`,
        text,
      })),
    );
}

/** The sentences of the documents; LAW.md and ROLES.md are written from what is tested elsewhere. */
function saidByDocuments(): Said[] {
  const docs = readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md') && !['LAW.md', 'ROLES.md'].includes(name))
    .map((name) => join('docs', name));
  return ['README.md', 'README.th.md', 'SECURITY.md', 'docs/examples/README.md', ...docs].flatMap((at) =>
    readFileSync(join(ROOT, at), 'utf8')
      .replace(/```[\s\S]*?```/g, '')
      .replace(/\n(?=[ \t]*[^\s|#*\-\d])/g, ' ')
      .split(/\n|\||(?<=[.;]) /)
      .map((text) => ({ at, text: text.trim() }))
      .filter(({ text }) => text !== ''),
  );
}

/** What the law brief says otherwise: what is wrong to say, and what in the same sentence makes it right. */
interface Wrong {
  readonly row: string;
  readonly why: string;
  /** Sentences that must not stand anywhere. */
  readonly wrong: readonly string[];
  readonly said: RegExp;
  readonly unless?: RegExp;
}

const SPEAKER =
  /speak|guardian|who acts for that victim|cannot match by number|ตามกฎหมาย|แจ้งแทน|told his own bank|told the institution|^Victim, who holds|victim (?:of|reported|does)|ผู้เสียหาย(?:ที่|ไม่|แจ้ง)/i;

const WRONG: readonly Wrong[] = [
  {
    row: 'VIC-7A',
    why: 'who speaks for the holder by law uses section 7 too',
    wrong: ['The reporter does not hold the account.', 'เพราะเจ้าของบัญชีแจ้งเอง'],
    said: /(?:reporter|caller) (?:does not|holds?|do not) (?:hold )?(?:the |the debited )?account|victim,? who holds the (?:debited )?account|ผู้แจ้งไม่ใช่เจ้าของบัญชี|เพราะเจ้าของบัญชีแจ้งเอง|because the holder reports|ได้ทันทีคือเจ้าของบัญชี|needs? a reporter who holds|ต้องให้ผู้เสียหายที่เป็นเจ้าของบัญชีแจ้งเอง/i,
    unless: SPEAKER,
  },
  {
    row: 'AOC-85A, C2',
    why: 'a guardian’s, signatory’s or heir’s report is a complaint, and the others’ is none yet',
    wrong: ['การแจ้งของผู้อื่นไม่ใช่คำร้องทุกข์', 'Such a call is no complaint.'],
    said: /ไม่ใช่คำร้องทุกข์|ไม่นับเป็นคำร้องทุกข์|(?:it|report|call|that) is no complaint/i,
    unless: /แทน|speak|notice|section 8\/5\(1\) was in force|8\/5\(1\) ใช้บังคับ|^It is no complaint\.$/i,
  },
  {
    row: 'AOC-85A, C2',
    why: 'the report already is the complaint: the victim gives a statement',
    wrong: ['โปรดร้องทุกข์ต่อพนักงานสอบสวน', 'Please complain to an inquiry officer.'],
    said: /โปรดร้องทุกข์ต่อพนักงานสอบสวน|please complain to (?:the|an) (?:inquiry officer|police)/i,
  },
  {
    row: 'P-EXP',
    why: 'a hold of section 7 ends after 72 hours only where nobody complained',
    wrong: ['The hold ends after 72 hours.', 'การระงับสิ้นสุดใน 72 ชั่วโมง'],
    said: /(?:hold|suspension|order|ระงับ)[^.]*(?:72 hours|72 ชั่วโมง|three days|สามวัน|3 วัน)|(?:72 hours|72 ชั่วโมง)[^.]*(?:hold|suspension|ระงับ)/i,
    unless:
      /complain|ร้องทุกข์|P-TRACE|72 ชั่วโมงหลังรับเงิน|P-URG|P-3\+7|question|expire|traces? |began three days|after which|release can end|P-APP|new case/i,
  },
  {
    row: 'OFF-7D',
    why: 'the seven days of section 7 run from the earlier of police and 1441',
    wrong: [
      'The seven days of section 7 run from the police statement.',
      'เจ็ดวันตาม ม.7 นับจากเวลาที่พนักงานสอบสวนรับคำร้องทุกข์',
    ],
    said: /(?:seven days|7 days|เจ็ดวัน)[^.]*(?:ม\.7|s\.7|section 7)|(?:ม\.7|s\.7|section 7)[^.]*(?:seven days|7 days|เจ็ดวัน)/i,
    unless:
      /1441|report|การแจ้ง|seven days from the complaint|complaint, 72 hours|officer['’]?s? own|section 6|มาตรา 6/i,
  },
  {
    row: 'AOC-85C',
    why: 'proof is a denied debit or documents, and lifts the centre’s own suspension alone',
    wrong: ['AOC-85C ends every hold of the account.'],
    said: /AOC-85C/,
    unless: /own|documents|เอกสาร|ของศูนย์เอง|denied|proof|proven|พิสูจน์/i,
  },
  {
    row: 'P-DEBIT, AOC-85C',
    why: 'the bank says that it made no such transfer; ปฏิเสธการโอน reads as if it had stopped one',
    wrong: ['ธนาคารของผู้เสียหายปฏิเสธการโอน', 'ธนาคารของผู้เสียหายปฏิเสธทุกรายการโอน'],
    said: /ปฏิเสธ(?:การโอน|ทุกรายการโอน)/,
    unless: /ปฏิเสธการโอนที่เคยแจ้ง/,
  },
  {
    row: 'AOC-85C',
    why: 'it is said with the word of the decree: มิได้เกี่ยวข้อง',
    wrong: ['เพราะบัญชีไม่เกี่ยวข้อง'],
    said: /บัญชีไม่เกี่ยวข้อง/,
  },
  {
    row: 'P-EV85B',
    why: 'passing money on is no evidence against an account whose business it is',
    wrong: ['Pass-through within minutes is evidence.'],
    said: /pass-through within|โอนต่อภายในไม่กี่นาที/i,
    unless: /business|หน้าที่ส่งต่อเงิน/i,
  },
  {
    row: 'NBTC-5',
    why: 'a suspended service is no evidence, a colour counts only with the line’s word, and a link has no service',
    wrong: ['nobody identifiable, or suspended', 'numbers used in crime'],
    said: /identifiable, or suspended|black: finding|numbers (?:and links )?used in crime|link[^.]*NBTC (?:can|may) cut|ตัดลิงก์/i,
    unless: /reason to believe|line/i,
  },
  {
    row: 'P-AMT (a whole account)',
    why: 'it needs the warrant itself, of the police, not a number',
    wrong: ['ต้องมีเลขหมายยึดหรืออายัด', 'It needs a warrant number.'],
    said: /ต้องมีเลขหมาย|needs? (?:only )?(?:a|the) warrant number|whole account[^.]*court|หมายศาล/i,
    unless: /ไม่ใช่หมายศาล/,
  },
  {
    row: 'P-URG',
    why: 'the sixty minutes begin anew while our own question did not reach the bank',
    wrong: ['A hold lasts at most 60 minutes.'],
    said: /lasts at most 60 minutes|at most 60 minutes/i,
  },
  {
    row: 'P-URG',
    why: 'begun anew, they last as long as the complaint gives time, and not 72 hours',
    wrong: ['The urgent time begins anew, for 72 hours at most.', 'เริ่มนับเวลาใหม่ แต่ไม่เกิน 72 ชั่วโมงนับแต่คำสั่งแรก'],
    said: /72 hours at most|at most 72 hours|ไม่เกิน 72 ชั่วโมง/,
  },
  {
    row: 'P-EV85B (an armed hold)',
    why: 'money that went on is suspended only where the evidence about that account itself gives reason to believe',
    wrong: [
      'Should the bank report that money of this hold went on, it is suspended at once where it arrived.',
      'ถ้าธนาคารแจ้งว่าเงินของการระงับนี้โอนต่อไปแล้ว จะสั่งระงับเงินนั้นที่ปลายทางทันที',
    ],
    said: /suspended (?:at once )?where it arrived|สั่งระงับเงินนั้นที่ปลายทาง/,
    unless: /evidence|พยานหลักฐาน/,
  },
  {
    row: 'SHARE-85',
    why: 'agencies are asked under section 8/5(5); section 4 binds institutions',
    wrong: ['asked under section 4 and answered: amlo, bot'],
    said: /asked under section 4\b/,
  },
  {
    row: 'NBTC-5',
    why: 'the centre tells NBTC, which orders the operators: what the centre sends is a คำแจ้ง, no order',
    wrong: ['คำสั่งแจ้งหน่วยงาน', 'เลขหมายนี้ยังถูกตัดตามคำสั่งของเรื่องอื่น'],
    said: /คำสั่งแจ้ง|ตัดตามคำสั่ง|หมายเลขที่ศูนย์ให้ระงับบริการ/,
  },
  {
    row: 'the centre (ศปอท.)',
    why: 'it has the name of section 8/5 and no other',
    wrong: ['ศูนย์ปฏิบัติการแก้ไขปัญหาอาชญากรรมออนไลน์ AOC 1441'],
    said: /ศูนย์ปฏิบัติการ(?!เพื่อป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี)/,
  },
  {
    row: 'section 6 and 7, words of the decree',
    why: 'a hold ends โดยอัตโนมัติ, a bank ยกเลิกการระงับ, and อายัด is the word of a warrant',
    wrong: ['สิ้นผลเอง', 'ธนาคารปลดเงิน', 'ศูนย์ปลดอายัด', 'ถูกยกเลิกเอง'],
    said: /สิ้นผลเอง|ปลดเอง|ถูกยกเลิกเอง|^ยกเลิกเอง|ธนาคารปลด|ธนาคารหรือศูนย์ปลด|ปลดการระงับ|ปลดอายัด|มีหมายอายัดให้ระงับ|กำลังระงับเงินของ/,
  },
  {
    row: 'two persons (P-WITHDRAW, F8)',
    why: 'not everything needs two persons',
    wrong: ['ต้องใช้สองคนเสมอ'],
    said: /ต้องใช้สองคนเสมอ|always (?:needs?|takes?) two persons/i,
  },
];

describe('what people read says what the law brief says', () => {
  let all: readonly Said[] = [];
  beforeAll(async () => {
    all = [...(await saidByPages()), ...saidByServer(), ...saidByRulebook(), ...saidByDocuments()];
  });

  it('on all pages, from the server, in the demonstration and in the documents', () => {
    for (const place of [
      'holder th',
      'victim en',
      'src/api/hold/order-pdf.ts',
      'simulator/stories/',
      'rulebook P-EXP',
      'README.th.md',
    ])
      expect(all.filter(({ at }) => at.startsWith(place)).length).toBeGreaterThan(1);
  });

  it.each(WRONG)('and a sentence that does not is found: $row, $why', ({ wrong, said, unless }) => {
    expect(wrong.filter((text) => !said.test(text) || unless?.test(text) === true)).toEqual([]);
  });

  it.each(WRONG)('$row: $why', ({ said, unless }) => {
    const wrong = all.filter(({ text }) => said.test(text) && unless?.test(text) !== true);
    expect(wrong.map(({ at, text }) => `${at}: ${text}`)).toEqual([]);
  });
});
