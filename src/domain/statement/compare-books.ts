import { EMPTY_HOLD_STATES, HOLDING_STATES, type HoldState } from '../hold/hold.js';
import type { Satang } from '../money.js';

/** How an order stands in a statement. */
export const STATED_STATES = ['TAKEN', 'HELD', 'NOTHING_HELD', 'REPLACED', 'RELEASED', 'LAPSED'] as const;
export type StatedState = (typeof STATED_STATES)[number];

/** An order as one of the two books has it in a statement. */
export interface Stated {
  orderId: string;
  holdId: string;
  accountNo: string;
  askedSatang: Satang;
  heldSatang: Satang;
  state: StatedState;
  expiresAt: Date;
  /** Last change of the order or of what is held by it. */
  changedAt: Date;
  /** The order as it came, where its institution states it. */
  asOrdered?: AsOrdered | undefined;
}

/** The powers that an institution knows of an order, from the notice for its holder. */
export const STATED_POWERS = ['section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account'] as const;
export type StatedPower = (typeof STATED_POWERS)[number];

/** An order as it came to its institution. */
export interface AsOrdered {
  /** The case number of the centre then. */
  caseNo: string;
  power: StatedPower;
  /** Ids of the rules that it rests on. */
  legalBasis: string[];
  issuedAt: string;
  /** The credit that it names. */
  transfer: { fromInstitution: string; reference: string; amountSatang: string; at: string };
}

/** The breaks between the two books, by what differs. */
export const STATEMENT_BREAKS = {
  UNKNOWN_TO_CENTRE: 'UNKNOWN_TO_CENTRE',
  UNKNOWN_TO_BANK: 'UNKNOWN_TO_BANK',
  AMOUNT: 'STATEMENT_AMOUNT',
  STATE: 'STATEMENT_STATE',
  EXPIRY: 'STATEMENT_EXPIRY',
  ACCOUNT: 'STATEMENT_ACCOUNT',
} as const;
type Differs = keyof typeof STATEMENT_BREAKS;
type StatementBreak = (typeof STATEMENT_BREAKS)[Differs];

/** An order of the centre to the institution of the statement. */
export interface OwnOrder {
  orderId: string;
  holdId: string;
  accountNo: string;
  askedSatang: Satang;
  expiresAt: Date;
  /** When it came to the institution; null: it did not, or nobody knows. */
  sentAt: Date | null;
  answeredAt: Date | null;
  /** No later order of its hold has come to the institution. */
  isNewest: boolean;
  holdState: HoldState;
  /** What its hold holds. */
  heldSatang: Satang;
  /** When its hold last changed in the centre's book. */
  changedAt: Date;
  /** When the institution was last asked what became of it because the books differed, or answered that. */
  askedAt: Date | null;
  /** The breaks about its hold that are open. */
  open: readonly string[];
  /** When a person last settled a break of a statement about its hold. */
  settledAt: Date | null;
}

/** What follows from a comparison. */
export interface Reconciled {
  /** The institution is asked again: its signed receipt says what is so, and is applied like any other. */
  ask: OwnOrder[];
  /** A person must look; about no order of the centre: `own` is null. */
  breaks: { kind: StatementBreak; orderId: string; own: OwnOrder | null; stated: Stated | null }[];
  /** The books agree again. */
  healed: { kind: StatementBreak; own: OwnOrder }[];
}

/** What heals by itself when the institution is asked again; all else needs a person from the start. */
const HEALS: readonly Differs[] = ['STATE', 'AMOUNT', 'UNKNOWN_TO_BANK'];

/**
 * Compares the orders of the centre with what an institution states of them, and says what is to be
 * done. A statement changes no hold: where the two differ in what is held, the institution is asked what
 * became of the order, and its signed receipt counts as every receipt does; what differs still after
 * `graceMs` is a break. Expiry and account of an order never change, so a difference there is a break at
 * once. What changed within `graceMs`, and what was not answered yet, is on its way and no break. Of
 * rows that name one order each is compared: whoever states two things of it states what is not so.
 */
export function reconcile(
  ours: readonly OwnOrder[],
  theirs: readonly Stated[],
  { now, graceMs }: { now: Date; graceMs: number },
): Reconciled {
  const result: Reconciled = { ask: [], breaks: [], healed: [] };
  const stated = new Map<string, Stated[]>();
  for (const entry of theirs) {
    const rows = stated.get(entry.orderId);
    if (rows === undefined) stated.set(entry.orderId, [entry]);
    else rows.push(entry);
  }
  const known = new Set(ours.map(({ orderId }) => orderId));
  const since = new Date(now.getTime() - graceMs);
  for (const [orderId, rows] of stated) {
    const entry = known.has(orderId) ? undefined : mostHeld(rows);
    if (entry !== undefined)
      result.breaks.push({ kind: STATEMENT_BREAKS.UNKNOWN_TO_CENTRE, orderId, own: null, stated: entry });
  }
  for (const own of ours) {
    const rows = (stated.get(own.orderId) ?? []).map((entry) => believed(entry, now));
    const newest = rows.toSorted((one, other) => other.changedAt.getTime() - one.changedAt.getTime())[0];
    if (isOnItsWay(own, newest, since)) continue;
    const differ = newest === undefined ? missing(own) : [...new Set(rows.flatMap((entry) => differences(own, entry)))];
    let asks = false;
    for (const what of differ) {
      const kind = STATEMENT_BREAKS[what];
      if (own.open.includes(kind) || wasSettledSince(own, newest)) continue;
      const heals = HEALS.includes(what);
      if (heals && !wasAskedSince(own, newest)) asks = true;
      else if (!heals || (own.askedAt ?? now) <= since)
        result.breaks.push({ kind, orderId: own.orderId, own, stated: newest ?? null });
    }
    if (asks) result.ask.push(own);
    for (const [what, kind] of Object.entries(STATEMENT_BREAKS))
      if (own.isNewest && own.open.includes(kind) && !differ.includes(what as Differs))
        result.healed.push({ kind, own });
  }
  return result;
}

/** Returns an entry whose change is not still to come: one that is, by a clock that is ahead, hides nothing. */
function believed(entry: Stated, now: Date): Stated {
  return entry.changedAt > now ? { ...entry, changedAt: new Date(0) } : entry;
}

/** Returns of the rows of one order the one by which the most is held; undefined: nothing is by any. */
function mostHeld(rows: readonly Stated[]): Stated | undefined {
  return rows
    .filter(({ state }) => state === 'HELD')
    .toSorted((one, other) => (one.heldSatang < other.heldSatang ? 1 : -1))[0];
}

/** Returns whether one of the two books may not have heard yet what the other says. */
function isOnItsWay(own: OwnOrder, entry: Stated | undefined, since: Date): boolean {
  return own.changedAt > since || (entry !== undefined && entry.changedAt > since);
}

/** Returns what is wrong where the institution does not name an order: only where it said that it holds money by it. */
function missing({ isNewest, answeredAt, holdState }: OwnOrder): Differs[] {
  return isNewest && answeredAt !== null && HOLDING_STATES.includes(holdState) ? ['UNKNOWN_TO_BANK'] : [];
}

function differences(own: OwnOrder, entry: Stated): Differs[] {
  const found: Differs[] = [];
  if (entry.accountNo !== own.accountNo) found.push('ACCOUNT');
  if (entry.expiresAt.getTime() !== own.expiresAt.getTime()) found.push('EXPIRY');
  if (entry.askedSatang !== own.askedSatang) found.push('AMOUNT');
  const held = heldOtherwise(own, entry);
  if (held !== null && !found.includes(held)) found.push(held);
  return found;
}

/** Returns in what the two say otherwise what is held by an order; null: in nothing, or the answer is awaited. */
function heldOtherwise(own: OwnOrder, entry: Stated): 'STATE' | 'AMOUNT' | null {
  if (own.answeredAt === null) return null;
  if (!own.isNewest) return entry.state === 'HELD' ? 'STATE' : null;
  if (HOLDING_STATES.includes(own.holdState)) {
    if (entry.state !== 'HELD') return 'STATE';
    return entry.heldSatang === own.heldSatang ? null : 'AMOUNT';
  }
  return EMPTY_HOLD_STATES.includes(own.holdState) && entry.state === 'HELD' ? 'STATE' : null;
}

/** Returns whether the institution was asked about an order since its last change there. */
function wasAskedSince({ askedAt, changedAt }: OwnOrder, entry: Stated | undefined): boolean {
  return askedAt !== null && askedAt >= changedAt && (entry === undefined || askedAt >= entry.changedAt);
}

/** Returns whether a person settled what differs: nobody is asked again before one of the books changes. */
function wasSettledSince({ settledAt, changedAt }: OwnOrder, entry: Stated | undefined): boolean {
  return settledAt !== null && settledAt >= changedAt && (entry === undefined || settledAt >= entry.changedAt);
}
