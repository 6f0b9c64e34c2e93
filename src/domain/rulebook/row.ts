import type { Period } from '../calendar/period.js';
import type { SystemPart } from './parts.js';
import type { RuleId } from './rule-ids.js';

export { RULE_IDS, type RuleId } from './rule-ids.js';

/**
 * What kind of source a row has: an Act of the legislator, or a choice of the authorities or the
 * centre where the law is silent or sources conflict.
 */
export type RuleKind = 'statute' | 'policy';

/** Which text, or whose choice, a row rests on. */
export type Instrument = 'decree_2566' | 'decree_2568' | 'authority_policy' | 'centre_policy';

/**
 * Standard of evidence of a power: เหตุอันควรสงสัย (ss. 4, 6 para 1) or
 * พยานหลักฐานอันควรเชื่อได้ว่า (ss. 6 para 3, 8/5(2)).
 */
export type EvidenceStandard = 'none' | 'reasonable_ground' | 'reason_to_believe';

/** What a row's deadline runs from. */
export type DeadlineFrom =
  | 'none'
  | 'order_issued'
  | 'order_expired'
  | 'complaint_received'
  | 'notice_given'
  | 'victim_advised'
  | 'requested'
  | 'question_asked'
  | 'found_or_notified'
  | 'disclosed'
  | 'gazetted'
  | 'notified'
  | 'claim_term_ended'
  | 'month_ended'
  | 'stated_in_order';

/**
 * How a row counts time. `instant`: from the instant, hour by hour, never moved. `civil_code`: days
 * by Civil and Commercial Code ss. 193/3, 193/5 and 193/8 (the first day is left out, an end on a
 * holiday moves on). `apa_64`: an official's own time by Administrative Procedure Act s. 64 (the
 * last day counts even if it is a holiday). `at_once`: the text says at once or immediately; row
 * P-ONCE says from when that shows as overdue.
 */
export type CountBasis = 'none' | 'instant' | 'civil_code' | 'apa_64' | 'at_once';

/** One value that a switch may take, for a reader of either language. */
export interface Choice {
  value: string;
  th: string;
  en: string;
}

/**
 * One dated row of law or policy, as data. Conditions are names of pure functions; numbers stand in
 * `parameters`.
 */
export interface RuleRow {
  /** `<rulebook>/<ruleId>/<effectiveFrom date>`: what findings, orders and releases record. */
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
  /**
   * For parameters that are switches: the values each may take, the one in `parameters` among them.
   */
  choices: Readonly<Record<string, readonly Choice[]>>;
  standard: EvidenceStandard;
  /**
   * A time of hours, or of days that count from instant to instant, in milliseconds. A row has this
   * or `period`, never both.
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
   * The parts of the system that act on this row; none: it is recorded only, so that the law is
   * complete and can be cited.
   */
  actsIn: readonly SystemPart[];
  /** Where the row comes from, and why a policy was chosen. */
  source: string;
  titleTh: string;
  titleEn: string;
  /** The whole row in Thai, for officers, holders and courts: when, who, what, in what time. */
  textTh: string;
}
