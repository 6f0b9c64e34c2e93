/** What a reporter says of himself. */
export interface ReporterWords {
  holdsVictimAccount: boolean;
  /** Whether he is the victim, if he was asked. */
  isVictim?: boolean | undefined;
  /** What he is to the victim, if he is somebody else. */
  relationToVictim?: string | undefined;
}

/**
 * Who reported: `victimReports` is null while nobody said whether the reporter is the victim.
 */
export interface ReportedBy {
  victimReports: boolean | null;
  holderReports: boolean;
}

/**
 * Returns who made a report. The victim's own report is a complaint (section 8/5(1)), and that of
 * the victim who holds the account suspends (section 7). A relative's call is neither, also where
 * the relative holds the account: who says what he is to the victim is another person, and who
 * holds the victim's account is the victim unless he says otherwise.
 */
export function reportedBy({ holdsVictimAccount, isVictim, relationToVictim }: ReporterWords): ReportedBy {
  const victimReports = isVictim ?? (relationToVictim !== undefined ? false : holdsVictimAccount ? true : null);
  return { victimReports, holderReports: holdsVictimAccount && victimReports === true };
}
