import { type Satang, minSatang, sumSatang } from '../money.js';
import { unreachable } from '../result.js';
import type { TracedPart } from './traced-part.js';

/**
 * Where a piece of stolen money is. `suspended`: its institution suspends it by itself, on its own
 * suspicion (section 6). `released`: let go, after an order or when the institution's own
 * suspension was over. `stopped`: it arrived where the rules do not follow it. `awaiting_answer`:
 * no order, or no answer, yet. `awaiting_receiver`: it was paid to a PromptPay id, and nobody has
 * named the account behind it. `unexplained`: the institution neither holds it nor names a later
 * debit for it.
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
  'awaiting_answer',
  'unexplained',
] as const;
export type Whereabouts = (typeof WHEREABOUTS)[number];

/** Satang by where they are. */
export type Distribution = Readonly<Record<Whereabouts, Satang>>;

/** Adds distributions up; of none, all zero. */
export function addUp(distributions: readonly Distribution[]): Distribution {
  const total = (where: Whereabouts): Satang => sumSatang(distributions.map((each) => each[where]));
  return Object.fromEntries(WHEREABOUTS.map((where) => [where, total(where)])) as Distribution;
}

/** All of an amount in one place. */
export function allIn(where: Whereabouts, amount: Satang): Distribution {
  return { ...addUp([]), [where]: amount };
}

/**
 * What became of one stolen sum at one account: the parts that arrived, and how much of it left
 * again. Adds up to what arrived. Undefined when more left or is kept than arrived: the record
 * contradicts itself.
 */
export function distribute(arrived: readonly TracedPart[], onward: Satang): Distribution | undefined {
  const claimed = addUp(arrived.map(claimOf));
  const kept = claimed.held + claimed.seized + claimed.released;
  let left = sumSatang(arrived.map((part) => part.attributedSatang)) - kept - onward;
  if (left < 0n) return undefined;
  // What an institution suspends and then names as gone on has gone on.
  const suspended = minSatang(claimed.suspended, left);
  left -= suspended;
  const letGo = minSatang(sumSatang(arrived.map(letGoOf)), left);
  left -= letGo;
  // An order for money of which an earlier answer already explained a part waits for the rest only.
  const stopped = minSatang(claimed.stopped, left);
  left -= stopped;
  const awaiting = minSatang(claimed.awaiting_answer, left);
  const released = claimed.released + letGo;
  return { ...claimed, onward, suspended, released, stopped, awaiting_answer: awaiting, unexplained: left - awaiting };
}

/**
 * What the newest hold says of a part, and its institution by itself; the rest of it is onward or
 * unexplained.
 */
function claimOf(part: TracedPart): Distribution {
  return { ...holdSays(part), suspended: part.suspendedSatang ?? 0n };
}

/** What the institution let go that no order had taken over. */
function letGoOf(part: TracedPart): Satang {
  return part.hold === null ? (part.letGoSatang ?? 0n) : 0n;
}

function holdSays(part: TracedPart): Distribution {
  if (part.hold === null) {
    if (part.stopReason !== null) return allIn('stopped', part.attributedSatang);
    // Who suspended by himself and let go again is asked for nothing more.
    return letGoOf(part) > 0n ? addUp([]) : allIn('awaiting_answer', part.attributedSatang);
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
      // Until the institution acknowledges, the money is still held there, or nobody knows whether
      // it is.
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
