import { findRule, type Rulebook } from '../../rulebook/in-force.js';

/**
 * Who may speak for a victim by law: the guardian of a child (or of a person without capacity), who
 * signs for a company, and the heir of one who died (Criminal Procedure Code ss.4-5, the centre’s reading).
 */
export const SPEAKERS = ['guardian', 'signatory', 'heir'] as const;
type Speaker = (typeof SPEAKERS)[number];

/** By what a speaker says that he may speak, so that it can be proved later. */
export interface Authority {
  as: Speaker;
  /** The document, such as a birth certificate, a company certificate or a death certificate. */
  document?: string | undefined;
  documentNo?: string | undefined;
}

/** What a reporter says of himself. */
export interface ReporterWords {
  holdsVictimAccount: boolean;
  /** Whether he is the victim, if he was asked. */
  isVictim?: boolean | undefined;
  /** What he is to the victim, if he is somebody else. */
  relationToVictim?: string | undefined;
  /** For whom he speaks by law, and by what authority. */
  actsFor?: Authority | undefined;
}

/**
 * Who reported: `victimReports` is null while nobody knows whether the report is the victim's.
 */
export interface ReportedBy {
  victimReports: boolean | null;
  holderReports: boolean;
}

/**
 * Returns who made a report. The victim's own report is a complaint (section 8/5(1)), and that of
 * the victim who holds the account suspends (section 7). Who speaks for the victim by law and states
 * his authority (a document and its number) reports as the victim does, whose name stays the
 * victim's. A relative's call is neither, also where the relative holds the account; while a speaker
 * states no authority, it is not known whose report it is. `speakers` are those who may speak
 * (P-S7AOC).
 */
export function reportedBy(
  { holdsVictimAccount, isVictim, relationToVictim, actsFor }: ReporterWords,
  speakers: readonly string[],
): ReportedBy {
  if (actsFor !== undefined) {
    const speaks = speakers.includes(actsFor.as) && missingOfAuthority(actsFor).length === 0;
    return speaks ? { victimReports: true, holderReports: true } : { victimReports: null, holderReports: false };
  }
  const victimReports = isVictim ?? (relationToVictim !== undefined ? false : holdsVictimAccount ? true : null);
  return { victimReports, holderReports: holdsVictimAccount && victimReports === true };
}

/**
 * Returns who told a bank of its customer's loss, by the same rule: the customer, who holds the account, or who speaks
 * for him by law. What a bank passes on is no complaint, whoever told it.
 */
export function toldBankBy(actsFor: Authority | undefined, speakers: readonly string[]): ReportedBy {
  const { holderReports } = reportedBy({ holdsVictimAccount: actsFor === undefined, actsFor }, speakers);
  return { victimReports: false, holderReports };
}

/** Returns what of an authority is not stated. */
function missingOfAuthority({ document, documentNo }: Authority): ('document' | 'documentNo')[] {
  return [
    ...(document === undefined ? (['document'] as const) : []),
    ...(documentNo === undefined ? (['documentNo'] as const) : []),
  ];
}

/**
 * Returns who may speak for a victim at an instant (P-S7AOC); nobody by the rows of before
 * 30 November 2026, and nobody while the row names nobody.
 */
export function speakersOf(rulebook: Rulebook, at: Date): readonly string[] {
  const speakers = findRule(rulebook, 'P-S7AOC', at)?.parameters['speakers'];
  return Array.isArray(speakers) ? (speakers as readonly string[]) : [];
}
