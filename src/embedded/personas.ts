/** The roles a token may carry. */
type Role = 'hotline_operator' | 'aoc_officer' | 'aoc_supervisor' | 'inquiry_officer' | 'auditor' | 'administrator';

/** A made-up person of the demo sign-in. */
export interface Persona {
  readonly sub: string;
  readonly nameEn: string;
  readonly nameTh: string;
  readonly roles: readonly Role[];
}

/** The people of the demo sign-in, all made up; two of each role that takes part in four eyes. */
export const PERSONAS: readonly Persona[] = [
  persona('demo-hotline-1', 'Malee Somsri', 'มาลี สมศรี', 'hotline_operator'),
  persona('demo-hotline-2', 'Wichai Thongdee', 'วิชัย ทองดี', 'hotline_operator'),
  persona('demo-officer-1', 'Anan Raksa', 'อนันต์ รักษา', 'aoc_officer'),
  persona('demo-officer-2', 'Kanya Jaidee', 'กัญญา ใจดี', 'aoc_officer'),
  persona('demo-supervisor-1', 'Prasert Mankong', 'ประเสริฐ มั่นคง', 'aoc_supervisor'),
  persona('demo-supervisor-2', 'Siriporn Yutitham', 'ศิริพร ยุติธรรม', 'aoc_supervisor'),
  persona('demo-inquiry-1', 'Narong Suebsuan', 'ณรงค์ สืบสวน', 'inquiry_officer'),
  persona('demo-auditor-1', 'Orathai Truatsop', 'อรทัย ตรวจสอบ', 'auditor'),
  persona('demo-admin-1', 'Boonmee Dulae', 'บุญมี ดูแล', 'administrator'),
];

/**
 * Returns the claims of a persona's token that are not in every token; `scope` is that of the
 * token request, separated by spaces.
 */
export function personaClaims(who: Persona, scope: string | undefined, audience: string): Record<string, unknown> {
  const isDemoRulebook = scope?.split(' ').includes('rulebook:demo') ?? false;
  return {
    sub: who.sub,
    name: who.nameEn,
    name_th: who.nameTh,
    roles: who.roles,
    aud: audience,
    ...(isDemoRulebook ? { rangap_rulebook: 'demo' } : {}),
  };
}

function persona(sub: string, nameEn: string, nameTh: string, role: Role): Persona {
  return { sub, nameEn, nameTh, roles: [role] };
}
