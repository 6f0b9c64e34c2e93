/** The ids in the log of a call: our ids and the party's slug, never personal data. */
export interface CallIds {
  readonly party: string;
  readonly caseId?: string;
  readonly holdId?: string;
  readonly orderId?: string;
  readonly messageId?: string;
  readonly kind?: string;
  readonly confirmationId?: string;
  readonly evidenceRequestId?: string;
}

/**
 * Makes one call to a party, logs the result in the way of the process that calls, and passes the
 * answer or the error on. `call` ends early when its signal aborts.
 */
export type CallParty = <T extends { readonly kind: string }>(
  ids: CallIds,
  call: (abortSignal: AbortSignal) => Promise<T>,
) => Promise<T>;
