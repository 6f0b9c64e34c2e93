import { ulid } from 'ulid';
import { type Kit, Play } from './play.js';
import { Unmet } from './unmet.js';
import { toldBy } from './wire.js';

/** What a run shows before its first check. */
export interface FirstContact {
  /** Why no check could say anything, and what to do; absent: the checks can be played. */
  readonly inTheWay?: string;
  /** What many checks will fail by, and what to do. */
  readonly hints: readonly string[];
}

/**
 * Looks for what would fail nearly every check for a reason that none of them names: the institution believes
 * nothing that the kit signs, an earlier run used the accounts of the books, or nobody booked them. It asks, and
 * orders nothing.
 */
export async function firstContact(kit: Kit): Promise<FirstContact> {
  const { institution, base, keys, listener } = kit;
  const asked = await new Play(kit, undefined).get(`/hold-orders/${ulid()}`);
  if (asked.status === 401) {
    return {
      inTheWay: `${institution} believes nothing that the kit signs: it answered ${toldBy(asked)}.
The kit signs by ${keys[0].keyId} for the host ${new URL(base).host} (@authority): let ${institution} know itself by ${base},
and believe the keys of centre-keys.json of this preparation, which ${listener.url}/v1/keys lists too.`,
      hints: [],
    };
  }
  const used = await ordersAtTheBooks(kit);
  if (used > 0) {
    return {
      inTheWay: `${institution} states ${used === 1 ? 'an order' : `${used} orders`} at accounts of these books: an earlier run used them.
Run --prepare on the same folder, which keeps the keys there, book the new books.json, and play again.`,
      hints: [],
    };
  }
  const unknown = await unknownDebit(kit);
  const hint = `${institution} knows no debit of account ${unknown}: is books.json of this preparation booked?`;
  return { hints: unknown === undefined ? [] : [hint] };
}

/** How many orders a statement names at accounts of the books; 0 where it cannot be read. */
async function ordersAtTheBooks(kit: Kit): Promise<number> {
  const booked = new Set(kit.accounts.map(({ accountNo }) => accountNo));
  const stated = await orUnmet(new Play(kit, undefined).statement());
  return (stated ?? []).filter(({ accountNo }) => booked.has(accountNo)).length;
}

/** The number of an account whose booked debit is denied as unknown. */
async function unknownDebit(kit: Kit): Promise<string | undefined> {
  const account = kit.accounts.find(({ debits, holderNo }) => debits.length > 0 && holderNo !== undefined);
  if (account === undefined) return undefined;
  const play = new Play(kit, account);
  const answer = await orUnmet(play.ask(play.question(0)));
  return answer?.reason === 'NO_SUCH_TRANSFER' ? account.accountNo : undefined;
}

/** What an answer says; undefined where it is not as the guide says, of which the checks tell. */
async function orUnmet<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Unmet) return undefined;
    throw error;
  }
}
