/** What kind of source a row has: an Act of the legislator, or a choice of the centre where the law is silent or sources conflict. */
export type RuleKind = 'statute' | 'policy';

/** Standard of evidence of a power: เหตุอันควรสงสัย (ss. 4, 6 para 1) or พยานหลักฐานอันควรเชื่อได้ว่า (ss. 6 para 3, 8/5(2)). */
export type EvidenceStandard = 'none' | 'reasonable_ground' | 'reason_to_believe';

/** What a row's deadline runs from. */
export type DeadlineFrom =
  | 'none'
  | 'order_issued'
  | 'complaint_received'
  | 'notice_given'
  | 'victim_advised'
  | 'requested'
  | 'question_asked'
  | 'found_or_notified'
  | 'gazetted'
  | 'stated_in_order';

/** How a row counts time: hours run at once from instant to instant, or days by Civil Code ss. 193/3 and 193/8 (an officer's own target). */
export type CountBasis = 'none' | 'instant' | 'civil_code';

/** One dated row of law or policy, as data. Conditions are names of pure functions; numbers stand in `parameters`. */
export interface RuleRow {
  /** `<rulebook>/<ruleId>/<effectiveFrom date>`: what findings, orders and releases record. */
  rowId: string;
  rulebook: string;
  ruleId: RuleId;
  /** Section as cited, such as `s.7` or `s.8/5(2)`. */
  section: string;
  instrument: 'decree_2566' | 'decree_2568' | 'centre_policy';
  kind: RuleKind;
  effectiveFrom: Date;
  effectiveTo: Date | null;
  trigger: string;
  condition: string;
  parameters: Readonly<Record<string, number | string | boolean | readonly string[]>>;
  standard: EvidenceStandard;
  deadlineMs: number | null;
  deadlineFrom: DeadlineFrom;
  countBasis: CountBasis;
  actor: string;
  effect: string;
  record: string;
  /** Where the row comes from, and why a policy was chosen. */
  source: string;
  titleTh: string;
  titleEn: string;
}

export const RULE_IDS = [
  'SHARE-4',
  'VIC-7A',
  'VIC-7B',
  'OFF-7C',
  'OFF-7D',
  'LIFT-7E',
  'REC-8',
  'AOC-85A',
  'AOC-85B',
  'AOC-85C',
  'AOC-85D',
  'NBTC-5',
  'P-AMT',
  'P-S7AOC',
  'P-URG',
  'P-EXP',
  'P-CONT',
  'P-AOC7',
  'P-EV85B',
  'P-APP',
  'P-GLASS',
  'P-TRACE',
  'P-AGE',
  'P-ASK',
  'P-TELL',
  'P-ASSIGN',
] as const;
export type RuleId = (typeof RULE_IDS)[number];
