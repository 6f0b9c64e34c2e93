/** The ways in which an institution may answer. */
export const BANK_MODES = [
  'sync',
  'callback',
  'duplicate',
  'out_of_order',
  'partial',
  'zero',
  'silent',
  'down',
  'slow',
  'forged',
  'lying',
] as const;
export type BankMode = (typeof BANK_MODES)[number];

/** Returns whether an institution answers 202 first and by callback later. */
export function answersByCallback(mode: BankMode): boolean {
  return mode === 'callback' || mode === 'duplicate' || mode === 'out_of_order';
}

/** The ways in which an agency may answer. */
export const AGENCY_MODES = [
  'sync',
  'late',
  'late_declined',
  'declined',
  'silent',
  'down',
  'nonsense',
  'slow',
] as const;
export type AgencyMode = (typeof AGENCY_MODES)[number];

/**
 * The acts of an institution, each of which may have its own behaviour. `tell`: it notifies the
 * holder of a hold. `resolve`: it resolves PromptPay ids that were paid; in another mode than
 * `sync` its receipts name the id, and only its answer about a debit names the account.
 */
export const BANK_ACTS = ['hold', 'release', 'debit', 'tell', 'listing', 'resolve'] as const;
export type BankAct = (typeof BANK_ACTS)[number];

/** A mode with its delay in ms (for answers by callback, `late`, `late_declined` and `slow`). */
export interface Behaviour<Mode extends string> {
  readonly mode: Mode;
  readonly delayMs: number;
}

/**
 * The journal entry of a behaviour. Without `accountNo` it covers all accounts, without `act` all
 * acts.
 */
export interface BehaviourEvent<Mode extends string> extends Behaviour<Mode> {
  readonly type: 'behaviour.set';
  readonly accountNo?: string;
  readonly act?: BankAct;
}

/** The behaviours of one party; the most specific one counts, an account before an act. */
export class Behaviours<Mode extends string> {
  private readonly byScope = new Map<string, Behaviour<Mode>>();

  constructor(private readonly fallback: Behaviour<Mode>) {}

  apply({ accountNo, act, mode, delayMs }: BehaviourEvent<Mode>): void {
    this.byScope.set(scope(accountNo, act), { mode, delayMs });
  }

  /** Returns the behaviour for an act on an account (agencies: no account, no act). */
  of(accountNo?: string, act?: BankAct): Behaviour<Mode> {
    return (
      this.byScope.get(scope(accountNo, act)) ??
      this.byScope.get(scope(accountNo, undefined)) ??
      this.byScope.get(scope(undefined, act)) ??
      this.byScope.get(scope(undefined, undefined)) ??
      this.fallback
    );
  }

  /**
   * Returns the behaviour that was set for exactly this act, on the account or on all; undefined
   * when only broader ones were set.
   */
  ofExactly(accountNo: string, act: BankAct): Behaviour<Mode> | undefined {
    return this.byScope.get(scope(accountNo, act)) ?? this.byScope.get(scope(undefined, act));
  }
}

function scope(accountNo: string | undefined, act: BankAct | undefined): string {
  return `${accountNo ?? '*'}/${act ?? '*'}`;
}
