import { type Role, SYSTEM } from '../../freeze-request/freeze-request.js';

type BothLanguages = Readonly<{ th: string; en: string }>;

/** The positions in which persons act, as an order names them. */
const POSITIONS: Readonly<Record<Role, BothLanguages>> = {
  hotline_operator: { th: 'เจ้าหน้าที่รับแจ้ง 1441', en: 'Hotline operator, 1441' },
  aoc_officer: { th: 'เจ้าหน้าที่ศูนย์ AOC 1441', en: 'Officer, AOC 1441' },
  aoc_supervisor: { th: 'หัวหน้าเจ้าหน้าที่ศูนย์ AOC 1441', en: 'Supervisor, AOC 1441' },
  inquiry_officer: { th: 'พนักงานสอบสวน', en: 'Inquiry officer' },
  auditor: { th: 'ผู้ตรวจสอบ', en: 'Auditor' },
  administrator: { th: 'ผู้ดูแลระบบ', en: 'Administrator' },
  unfreeze_desk: { th: 'เจ้าหน้าที่ปลดระงับ 1441 กด 2', en: 'Unfreeze desk, 1441 ext. 2' },
  amlo_officer: { th: 'เจ้าหน้าที่ ปปง.', en: 'AMLO officer' },
  institution_user: { th: 'เจ้าหน้าที่สถาบัน', en: 'Officer of an institution' },
};

/** A person's act that may give an order. */
interface Act {
  name: string | null;
  role: Role | typeof SYSTEM;
  at: Date;
}

/** The person behind an order, with name and position as they were then. */
export interface OrderGiver {
  name: string;
  position: BothLanguages;
}

/**
 * Returns who gave an order that rests on a request: the person of the last approval up to its
 * issue, or who broke the glass before anybody approved it (APA s.36: name and position). Null where
 * no person gave it.
 */
export function whoGaveOrder(request: Act, approvals: readonly Act[], issuedAt: Date): OrderGiver | null {
  const before = approvals
    .filter(({ at }) => at <= issuedAt)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const { name, role } = before.at(-1) ?? request;
  if (name === null || role === SYSTEM) return null;
  return { name, position: POSITIONS[role] };
}
