import type { HoldKind } from '../hold/hold.js';
import { findBank } from '../identifiers/bank-codes.js';
import type { NoticeKind } from '../notice/notice.js';
import type { Agency } from '../party.js';
import { unreachable } from '../result.js';

/** The notice that an order of section 6 rests on. */
export interface NoticeOfOrder {
  kind: NoticeKind;
  /** Slug of the institution, or of the office in whose name the officer acts. */
  party: string;
}

type BothLanguages = Readonly<{ th: string; en: string }>;

const CENTRE: BothLanguages = { th: 'ศูนย์ AOC 1441', en: 'AOC 1441' };
const INQUIRY_OFFICER: BothLanguages = {
  th: 'พนักงานสอบสวน สำนักงานตำรวจแห่งชาติ',
  en: 'Inquiry officer, Royal Thai Police',
};
/** The seizure warrant of a whole account is one of the police (Criminal Procedure Code). */
const POLICE_WARRANT: BothLanguages = {
  th: 'พนักงานสอบสวน สำนักงานตำรวจแห่งชาติ ตามหมายอายัด',
  en: 'Inquiry officer, Royal Thai Police, by seizure warrant',
};

/**
 * The names of offices. They stand here and not in the table of parties, because a name may change
 * there and an order that is sent again must have the same bytes.
 */
const OFFICES: Readonly<Record<Agency, BothLanguages>> = {
  mdes: {
    th: 'กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม (ดีอี)',
    en: 'Ministry of Digital Economy and Society (MDES)',
  },
  ccib: {
    th: 'กองบัญชาการตำรวจสืบสวนสอบสวนอาชญากรรมทางเทคโนโลยี (บช.สอท.)',
    en: 'Cyber Crime Investigation Bureau (CCIB)',
  },
  dsi: { th: 'กรมสอบสวนคดีพิเศษ (DSI)', en: 'Department of Special Investigation (DSI)' },
  amlo: { th: 'สำนักงานป้องกันและปราบปรามการฟอกเงิน (ปปง.)', en: 'Anti-Money Laundering Office (AMLO)' },
  bot: { th: 'ธนาคารแห่งประเทศไทย (ธปท.)', en: 'Bank of Thailand (BOT)' },
  nbtc: { th: 'สำนักงาน กสทช.', en: 'National Broadcasting and Telecommunications Commission (NBTC)' },
  sec: { th: 'สำนักงานคณะกรรมการ ก.ล.ต.', en: 'Securities and Exchange Commission (SEC)' },
};

/**
 * Returns who ordered a hold, as its holder is told (P-TELL): the office behind the power of its
 * newest order, never a person. For section 6 this is the giver of the notice: the officer's
 * office (OFF-6B) or the institution (BANK-6A). Throws on an order of section 6 without its
 * notice.
 */
export function orderedBy(kind: HoldKind, notice: NoticeOfOrder | null): BothLanguages {
  switch (kind) {
    case 'section7':
    case 'aoc_suspension':
    case 'break_glass':
      return CENTRE;
    case 'continue_order':
      return INQUIRY_OFFICER;
    case 'whole_account':
      return POLICE_WARRANT;
    case 'section6':
      if (notice === null) throw new Error('an order of section 6 rests on a notice');
      return notice.kind === 'officer.notice' ? officeName(notice.party) : institutionName(notice.party);
    default:
      return unreachable(kind);
  }
}

function officeName(slug: string): BothLanguages {
  const names: Readonly<Record<string, BothLanguages>> = OFFICES;
  return names[slug] ?? { th: slug, en: slug };
}

function institutionName(slug: string): BothLanguages {
  const bank = findBank(slug.replace(/^th-/, ''));
  const name = bank === undefined ? slug : bank.short;
  return { th: name, en: name };
}
