import { numberParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';

/** When statements are asked for, in ms (P-STATEMENT). */
interface StatementTimes {
  /** From one statement of what changed to the next. */
  everyMs: number;
  /** From one statement of all to the next. */
  wholeMs: number;
  /** So long what differs may still be on its way. */
  graceMs: number;
  ruleRowId: string;
}

/** Returns the times of the row in force. */
export function statementTimes(rulebook: Rulebook, now: Date): StatementTimes {
  const row = ruleInForce(rulebook, 'P-STATEMENT', now);
  const of = (name: string): number => numberParameter(row, name);
  return { everyMs: of('everyMs'), wholeMs: of('wholeMs'), graceMs: of('graceMs'), ruleRowId: row.rowId };
}

/** What an institution was asked to state before; null: never. */
export interface AskedBefore {
  /** When the last statement was asked for. */
  lastAt: Date | null;
  /** When the last statement of all was. */
  wholeAt: Date | null;
  /** A page is asked for, and not answered yet: it is asked again until it is. */
  isOpen: boolean;
  /** The last statement found that the books differ. */
  differed: boolean;
}

/**
 * Decides what an institution is to state now: undefined nothing, null all that it knows, an instant what
 * changed since. It reaches back beyond the last statement by what may have been on its way then. After
 * a statement that differed all is asked for, so that what healed is seen to have. `atOnce`: the process
 * begins, perhaps after a restore, so nobody waits for the time to come.
 */
export function statementDue(
  { lastAt, wholeAt, isOpen, differed }: AskedBefore,
  { everyMs, wholeMs, graceMs }: StatementTimes,
  now: Date,
  atOnce = false,
): Date | null | undefined {
  if (isOpen) return undefined;
  if (lastAt === null || wholeAt === null || now.getTime() - wholeAt.getTime() >= wholeMs) return null;
  if (!atOnce && now.getTime() - lastAt.getTime() < everyMs) return undefined;
  return differed ? null : new Date(lastAt.getTime() - graceMs);
}
