import { type Satang, minSatang, sumSatang } from '../money.js';
import { unreachable } from '../result.js';
import type { TracedPart } from './traced-part.js';

/**
 * Where stolen money is. `suspended`: its institution suspends it on its own suspicion (section
 * 6). `released`: let go after an order, or when the institution's own suspension was over.
 * `stopped`: it arrived where the rules do not follow it. `awaiting_order`: nobody has ordered
 * anything. `awaiting_answer`: an order is out, and the institution has not answered.
 * `awaiting_receiver`: it was paid to a PromptPay id, and nobody has named the account.
 * `unexplained`: the institution neither holds it nor names a later debit for it.
 */
export const WHEREABOUTS = [
  'held',
  'suspended',
  'seized',
  'released',
  'onward',
  'off_rails',
  'stopped',
  'awaiting_receiver',
  'awaiting_order',
  'awaiting_answer',
  'unexplained',
] as const;

/** One of the places where stolen money is. */
export type Whereabouts = (typeof WHEREABOUTS)[number];

/** An amount split by where it is. */
export type Distribution = Readonly<Record<Whereabouts, Satang>>;

/** Adds distributions up; the sum of none is all zero. */
export function addUp(distributions: readonly Distribution[]): Distribution {
  const total = (where: Whereabouts): Satang => sumSatang(distributions.map((distribution) => distribution[where]));
  return Object.fromEntries(WHEREABOUTS.map((where) => [where, total(where)])) as Distribution;
}

/** Puts a whole amount in one place. */
export function allIn(where: Whereabouts, amount: Satang): Distribution {
  return { ...addUp([]), [where]: amount };
}

/**
 * Returns what became of one stolen sum at one account, from the parts that arrived and how much
 * left again. The result adds up to what arrived. It is undefined when more left or is kept than
 * arrived: then the database contradicts itself.
 */
export function distribute(arrived: readonly TracedPart[], onward: Satang): Distribution | undefined {
  const claimed = addUp(arrived.map(claimOf));
  const kept = claimed.held + claimed.seized + claimed.released;
  let unexplained = sumSatang(arrived.map((part) => part.attributedSatang)) - kept - onward;
  if (unexplained < 0n) return undefined;
  // Money that an institution suspends and then names as sent on has gone on.
  const suspended = minSatang(claimed.suspended, unexplained);
  unexplained -= suspended;
  const letGo = minSatang(sumSatang(arrived.map(letGoOf)), unexplained);
  unexplained -= letGo;
  // An earlier answer may have explained some of the money that an order asks for.
  const stopped = minSatang(claimed.stopped, unexplained);
  unexplained -= stopped;
  const answer = minSatang(claimed.awaiting_answer, unexplained);
  unexplained -= answer;
  const order = minSatang(claimed.awaiting_order, unexplained);
  unexplained -= order;
  const released = claimed.released + letGo;
  const awaiting = { awaiting_answer: answer, awaiting_order: order };
  return { ...claimed, onward, suspended, released, stopped, ...awaiting, unexplained };
}

/** Returns what the newest hold on a part, another authority beside its holds, and its institution's own suspension, account for. */
function claimOf(part: TracedPart): Distribution {
  const says = holdSays(part);
  return { ...says, seized: says.seized + (part.seizedSatang ?? 0n), suspended: part.suspendedSatang ?? 0n };
}

/**
 * Returns what the institution let go: of the hold, by orders for less, or without a hold of its
 * own suspension. The holder may have sent it on since.
 */
function letGoOf(part: TracedPart): Satang {
  return (part.hold === null ? part.letGoSatang : part.hold.letGoSatang) ?? 0n;
}

/** Returns what the newest hold on a part accounts for, or the reason why there is none. */
function holdSays(part: TracedPart): Distribution {
  if (part.hold === null) {
    if (part.stopReason !== null) return allIn('stopped', part.attributedSatang);
    // An institution that let its own suspension go is asked for nothing more.
    return letGoOf(part) > 0n ? addUp([]) : allIn('awaiting_order', part.attributedSatang);
  }
  const { state, heldSatang } = part.hold;
  switch (state) {
    case 'ordered':
    case 'unconfirmed':
      return allIn('awaiting_answer', part.attributedSatang);
    case 'held':
    case 'partly_held':
      return allIn('held', heldSatang);
    case 'release_ordered':
      // Until the institution acknowledges, the money is still held, or nobody knows whether it
      // is.
      return heldSatang > 0n ? allIn('held', heldSatang) : allIn('awaiting_answer', part.attributedSatang);
    case 'released':
      return allIn('released', heldSatang);
    case 'seized':
      return allIn('seized', heldSatang);
    case 'no_funds':
    case 'refused':
      return addUp([]);
    default:
      return unreachable(state);
  }
}
