import { MINUTE_MS } from './lengths.js';
import type { Payment } from './books.js';
import type { Theft } from './gangs.js';
import type { Random } from './random.js';
import type { WorldSettings } from './settings.js';

/** A report of a theft to the centre. */
export interface Complaint {
  complaintId: string;
  theft: Theft;
  /** The payments that the victim had made by then, and reports. */
  reported: readonly Payment[];
  /** When the victim calls. */
  at: number;
  /** The caller holds the account that was debited, so section 7 gives the power at once. */
  callerHoldsAccount: boolean;
  /** When the victim's statement to the police was recorded; null when it never was. */
  statementAt: number | null;
}

/** Victims notice within the hour, within hours, the next day, or after days, in these shares. */
const NOTICE = [
  { medianMs: 20 * MINUTE_MS, share: 0.3 },
  { medianMs: 150 * MINUTE_MS, share: 0.32 },
  { medianMs: 30 * 60 * MINUTE_MS, share: 0.26 },
  { medianMs: 4 * 24 * 60 * MINUTE_MS, share: 0.12 },
] as const;
/** The share of victims who ever report. */
const REPORTING = 0.92;

/** Returns the complaints of a world in order of time; those after its end are left out. */
export function makeComplaints(
  thefts: readonly Theft[],
  settings: WorldSettings,
  endsAt: number,
  random: Random,
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  for (const theft of thefts) {
    const isReported = random.chance(REPORTING);
    const notice = NOTICE[random.weighted(NOTICE.map(({ share }) => share))] ?? NOTICE[0];
    const delay = random.logNormal(notice.medianMs, 0.5) * settings.noticeFactor;
    const callerHoldsAccount = random.chance(0.85);
    const statement = random.chance(0.6) ? random.between(4, 68) * 60 * MINUTE_MS : null;
    const last = theft.payments.at(-1);
    if (!isReported || last === undefined) continue;
    const at = Math.round(last.at + delay);
    if (at >= endsAt) continue;
    complaints.push({
      complaintId: `complaint-${theft.theftId.slice('theft-'.length)}`,
      theft,
      reported: theft.payments,
      at,
      callerHoldsAccount,
      statementAt: statement === null ? null : Math.round(at + statement),
    });
  }
  return complaints.sort((a, b) => a.at - b.at);
}
