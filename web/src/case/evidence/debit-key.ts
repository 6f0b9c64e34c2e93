const DETAILS = ['AMOUNT_DIFFERS', 'OTHER_ACCOUNT', 'TIME_DIFFERS'] as const;

type DebitKey =
  `debit.${'asked' | 'confirmed' | 'denied' | 'disputed' | 'unknown'}` | `debitDetail.${(typeof DETAILS)[number]}`;

/**
 * Returns the key of what a bank answered about a debit. A disputed one says which detail differs;
 * `disputed` alone stands for a reason that this console does not know.
 */
export function debitKey({ state, reason }: { state: string; reason: string | null }): DebitKey {
  const detail = state === 'disputed' ? DETAILS.find((each) => each === reason) : undefined;
  return detail === undefined ? (`debit.${state}` as 'debit.unknown') : `debitDetail.${detail}`;
}
