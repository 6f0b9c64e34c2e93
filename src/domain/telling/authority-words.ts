import type { Both } from '../clock-words.js';
import type { HeldUnderReason } from '../hold/receipt-effect.js';

const BY_REASON: Readonly<Partial<Record<HeldUnderReason, Both>>> = {
  HELD_UNDER_COURT: { th: 'ศาล', en: 'a court' },
  HELD_UNDER_AMLO: { th: 'สำนักงาน ปปง.', en: 'the Anti-Money Laundering Office (AMLO)' },
  HELD_UNDER_POLICE: { th: 'ตำรวจ', en: 'the police' },
};

const ANOTHER: Both = { th: 'หน่วยงานอื่น', en: 'another authority' };

/** Names the authority that keeps money, by the reason of the hold; any other is another authority. */
export function authorityWords(reason: string | null): Both {
  return BY_REASON[reason as HeldUnderReason] ?? ANOTHER;
}
