/** What a complaint's next step depends on; null where nothing happened yet. */
export interface ComplaintStanding {
  isClosed: boolean;
  withdrawnAt: Date | null;
  statementAt: Date | null;
}

/**
 * What comes next for the victim: nothing, the inquiry officer's decision (OFF-7D), or the
 * victim's own statement to an inquiry officer (VIC-7B).
 */
export type NextStep = 'none' | 'await_decision' | 'give_statement';

/** Returns what comes next for the victim of a complaint. */
export function nextStepOf({ isClosed, withdrawnAt, statementAt }: ComplaintStanding): NextStep {
  if (isClosed || withdrawnAt !== null) return 'none';
  return statementAt === null ? 'give_statement' : 'await_decision';
}
