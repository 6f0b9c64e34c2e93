/** The roles a token may carry. */
export type Role =
  | 'hotline_operator'
  | 'aoc_officer'
  | 'aoc_supervisor'
  | 'inquiry_officer'
  | 'auditor'
  | 'administrator'
  | 'unfreeze_desk'
  | 'amlo_officer'
  | 'institution_user';

/** A made-up person of the demo sign-in. */
export interface Persona {
  readonly sub: string;
  readonly nameEn: string;
  readonly nameTh: string;
  readonly roles: readonly Role[];
  /** Slug of the institution that the person works for. */
  readonly institution?: string;
  /** Made up, of a range that belongs to nobody: whoever reports with it, this person does not decide the case. */
  readonly phone: string;
}

/**
 * The people of the demo sign-in, all made up; two of each role in which one person may not decide
 * on what the other began.
 */
export const PERSONAS: readonly Persona[] = [
  persona('demo-hotline-1', 'Malee Somsri', 'มาลี สมศรี', 'hotline_operator', '0600009901'),
  persona('demo-hotline-2', 'Wichai Thongdee', 'วิชัย ทองดี', 'hotline_operator', '0600009902'),
  persona('demo-officer-1', 'Anan Raksa', 'อนันต์ รักษา', 'aoc_officer', '0600009903'),
  persona('demo-officer-2', 'Kanya Jaidee', 'กัญญา ใจดี', 'aoc_officer', '0600009904'),
  persona('demo-supervisor-1', 'Prasert Mankong', 'ประเสริฐ มั่นคง', 'aoc_supervisor', '0600009905'),
  persona('demo-supervisor-2', 'Siriporn Yutitham', 'ศิริพร ยุติธรรม', 'aoc_supervisor', '0600009906'),
  persona('demo-inquiry-1', 'Narong Suebsuan', 'ณรงค์ สืบสวน', 'inquiry_officer', '0600009907'),
  persona('demo-inquiry-2', 'Wanida Sobthan', 'วนิดา สอบทาน', 'inquiry_officer', '0600009914'),
  persona('demo-auditor-1', 'Orathai Truatsop', 'อรทัย ตรวจสอบ', 'auditor', '0600009908'),
  persona('demo-admin-1', 'Boonmee Dulae', 'บุญมี ดูแล', 'administrator', '0600009909'),
  persona('demo-desk-1', 'Ratana Pobrak', 'รัตนา พบรัก', 'unfreeze_desk', '0600009910'),
  persona('demo-amlo-1', 'Somsak Fokngoen', 'สมศักดิ์ ฟอกเงิน', 'amlo_officer', '0600009911'),
  persona('demo-amlo-2', 'Duangjai Truatngoen', 'ดวงใจ ตรวจเงิน', 'amlo_officer', '0600009915'),
  {
    ...persona('demo-bank-004', 'Pimjai Thanakarn', 'พิมพ์ใจ ธนาคาร', 'institution_user', '0600009912'),
    institution: 'th-004',
  },
  { ...persona('demo-bank-014', 'Chai Banchee', 'ชัย บัญชี', 'institution_user', '0600009913'), institution: 'th-014' },
];

/**
 * Returns the claims of a persona's token that are not in every token; `scope` is that of the
 * token request, separated by spaces.
 */
export function personaClaims(who: Persona, scope: string | undefined, audience: string): Record<string, unknown> {
  const isDemoRulebook = scope?.split(' ').includes('rulebook:demo') ?? false;
  return {
    sub: who.sub,
    name: who.nameTh, // the console shows the one name that the provider gives, in both languages
    roles: who.roles,
    phone_number: who.phone,
    ...(who.institution === undefined ? {} : { rangap_institution: who.institution }),
    aud: audience,
    ...(isDemoRulebook ? { rangap_rulebook: 'demo' } : {}),
  };
}

function persona(sub: string, nameEn: string, nameTh: string, role: Role, phone: string): Persona {
  return { sub, nameEn, nameTh, roles: [role], phone };
}
