import type { Hold } from '../case-data.js';

/**
 * The residual watch of a hold (P-RESID). `since`: when the first order that asks for it was given.
 */
export type Watched =
  | { readonly is: 'on'; readonly since: string; readonly until: string }
  | { readonly is: 'over'; readonly since: string; readonly endedAt: string | undefined };

type WatchedHold = Pick<Hold, 'state' | 'requestedSatang' | 'expiresAt' | 'endedAt'> & {
  readonly orders: readonly Pick<Hold['orders'][number], 'watchesCredits' | 'issuedAt'>[];
  readonly receipts: readonly Pick<Hold['receipts'][number], 'kind' | 'amountSatang' | 'applied' | 'receivedAt'>[];
  readonly release: Pick<NonNullable<Hold['release']>, 'orderedAt'> | null;
};

/** The states in which a part is not held, or may turn out not to be. */
const WATCHED_STATES: readonly Hold['state'][] = ['ordered', 'unconfirmed', 'partly_held'];

/**
 * Returns whether later credits of a hold are watched, and since or until when; undefined where no
 * order asked for it. The watch ends with whatever comes first: an order for less, the answer by
 * which the whole part is held, the release, or another end of the hold.
 */
export function watchedOf(hold: WatchedHold): Watched | undefined {
  const { state, requestedSatang, expiresAt, orders, receipts } = hold;
  const since = orders.find(({ watchesCredits }) => watchesCredits)?.issuedAt;
  if (since === undefined) return undefined;
  const forLess = orders[orders.findLastIndex(({ watchesCredits }) => watchesCredits) + 1];
  if (forLess === undefined && WATCHED_STATES.includes(state)) return { is: 'on', since, until: expiresAt };
  const full = receipts.find(
    ({ kind, applied, amountSatang }) => kind === 'hold' && applied && amountSatang === requestedSatang,
  );
  const ends = [forLess?.issuedAt, full?.receivedAt, hold.release?.orderedAt, hold.endedAt];
  return { is: 'over', since, endedAt: ends.filter((end) => typeof end === 'string').sort()[0] };
}
