import type { Period } from '../calendar/period.js';
import type { SystemPart } from './parts.js';
import type { RuleId } from './rule-ids.js';

export { RULE_IDS, type RuleId } from './rule-ids.js';

/**
 * The kind of a row's source: the law itself, or a choice of the authorities or the centre where
 * the law is silent or sources conflict.
 */
export const RULE_KINDS = ['statute', 'policy'] as const;
type RuleKind = (typeof RULE_KINDS)[number];

/**
 * The text, or the body that chose, on which a row rests. Amendment No. 2 (B.E. 2568) changed and
 * inserted sections of the decree of B.E. 2566, so those sections are cited as sections of that
 * decree as amended, never by the amendment's own numbers.
 */
export type Instrument = 'decree_2566' | 'decree_2566_as_amended' | 'authority_policy' | 'centre_policy';

/**
 * The standard of evidence of a power: เหตุอันควรสงสัย (ss. 4, 6 para 1) or
 * พยานหลักฐานอันควรเชื่อได้ว่า (ss. 6 para 3, 8/5(2)).
 */
export const EVIDENCE_STANDARDS = ['none', 'reasonable_ground', 'reason_to_believe'] as const;
export type EvidenceStandard = (typeof EVIDENCE_STANDARDS)[number];

/** The event from which a row's deadline runs. */
export type DeadlineFrom =
  | 'none'
  | 'order_issued'
  | 'order_expired'
  | 'held_or_let_go'
  | 'complaint_received'
  | 'notice_given'
  | 'victim_advised'
  | 'requested'
  | 'question_asked'
  | 'found_or_notified'
  | 'officer_notified'
  | 'disclosed'
  | 'gazetted'
  | 'notified'
  | 'claim_term_ended'
  | 'month_ended'
  | 'stated_in_order';

/**
 * How a row counts time.
 *
 * - `instant`: from the instant, hour by hour, never moved.
 * - `civil_code`: days by Civil and Commercial Code ss. 193/3, 193/5 and 193/8; the first day is
 *   left
 *   out, and an end on a holiday moves on.
 * - `apa_64`: an official's own time by Administrative Procedure Act s. 64; the last day counts
 *   even
 *   if it is a holiday.
 * - `at_once`: the text says at once or immediately; P-ONCE says when that shows as overdue.
 */
export const COUNT_BASES = ['none', 'instant', 'civil_code', 'apa_64', 'at_once'] as const;
export type CountBasis = (typeof COUNT_BASES)[number];

/** One value that a switch may take, described in both languages. */
interface Choice {
  value: string;
  th: string;
  en: string;
}

/**
 * One dated row of law or policy, as data. `condition` names a pure function; numbers stand in
 * `parameters`.
 */
export interface RuleRow {
  /** `<rulebook>/<ruleId>/<effectiveFrom date>`; findings, orders and releases cite it. */
  rowId: string;
  rulebook: string;
  ruleId: RuleId;
  /** Section as cited, such as `s.7` or `s.8/5(2)`. */
  section: string;
  instrument: Instrument;
  kind: RuleKind;
  effectiveFrom: Date;
  effectiveTo: Date | null;
  trigger: string;
  condition: string;
  parameters: Readonly<Record<string, number | string | boolean | readonly string[]>>;
  /** For each parameter that is a switch: the values that it may take, also its current one. */
  choices: Readonly<Record<string, readonly Choice[]>>;
  standard: EvidenceStandard;
  /**
   * A time of hours, or of days that count from instant to instant, in milliseconds. A row has
   * this or `period`, never both.
   */
  deadlineMs: number | null;
  /** A time of calendar days, working days, months or years. */
  period: Period | null;
  deadlineFrom: DeadlineFrom;
  countBasis: CountBasis;
  actor: string;
  effect: string;
  record: string;
  /**
   * The parts of the system that act on this row; with none, the row is there only to be cited.
   */
  actsIn: readonly SystemPart[];
  /** The source of the row, and why a policy was chosen. */
  source: string;
  titleTh: string;
  titleEn: string;
  /**
   * The whole row in Thai, for officers, holders and courts: when, who, what, and in what time.
   */
  textTh: string;
}
