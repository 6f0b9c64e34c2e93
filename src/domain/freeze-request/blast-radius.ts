import type { RoomOfDebit } from '../debit/rival-claims.js';
import type { HoldKind, HoldState } from '../hold/hold.js';
import { treatmentOf } from '../judgement/colour-treatment.js';
import type { Known, MuleColour } from '../judgement/facts.js';
import type { Reason } from '../judgement/finding.js';
import { type Satang, sumSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';
import type { Rulebook } from '../rulebook/in-force.js';
import type { FreezeRequestKind } from './freeze-request.js';
import { liveAmount, partsAt, planOrder, type ProposedOrder, type TrailPart } from './proposed-order.js';
import { partsBelow } from './release-reach.js';

/** An active hold on an account, of any case. */
export interface ActiveHold {
  holdId: string;
  caseId: string;
  caseNo: string;
  kind: HoldKind;
  state: HoldState;
  requestedSatang: Satang;
  heldSatang: Satang;
  expiresAt: Date;
}

/**
 * The signs, in the centre's own database, that a holder may be an innocent merchant: a signed
 * answer, a payment to a shop, an appeal. They never add up to a score.
 */
export const SIGNS_OF_INNOCENCE = [
  'shielded_payment',
  'regular_merchant_word',
  'appeal_upheld_before',
  'small_credits',
] as const;
export type SignOfInnocence = (typeof SIGNS_OF_INNOCENCE)[number];

/** What the database says of an account, over all cases. */
export interface AccountOnRecord {
  activeHolds: readonly ActiveHold[];
  colour: Known<MuleColour>;
  /** How often each sign occurs. */
  signs: Readonly<Record<SignOfInnocence, number>>;
  /** Complaints of other victims that reach the account. */
  otherVictims: number;
}

/** A holder whom an order would touch, or to whom the money went on. */
export interface TouchedHolder {
  account: Account;
  /**
   * `order`: the order is for this account. `downstream`: the known trail leads on to this
   * account, which needs an order of its own.
   */
  reach: 'order' | 'downstream';
  hop: number;
  /** Stolen money of the case that the trail brought here. */
  attributedSatang: Satang;
  /** The sum that the order asks for here; downstream, the sum of the live holds. */
  amountSatang: Satang;
  /** How many stolen sums meet here. */
  stolenSums: number;
  /** Why the trail was not followed into the account, if it was not. */
  stopReasons: readonly string[];
  /** Active holds on the account, except those that the order extends. */
  otherHolds: readonly (Omit<ActiveHold, 'requestedSatang' | 'heldSatang'> & { amountSatang: Satang })[];
  otherVictims: number;
  /** The mule colour by the agencies' answers; `unknown` while nobody answered. */
  colour: MuleColour | 'unknown';
  /** The treatment by the colour's row in force; null when there is none. */
  treatment: { ruleRowId: string; text: Reason; reach: 'whole_person' | 'account' } | null;
  signsOfInnocence: readonly { sign: SignOfInnocence; count: number }[];
}

/** The holders whom an order would touch. */
export interface BlastRadius {
  kind: FreezeRequestKind;
  /** Only an order under a seizure warrant reaches beyond the amount. */
  reachesWholeAccount: boolean;
  holders: readonly TouchedHolder[];
  /** Totals over the holders that the order itself is for. */
  order: { accounts: number; amountSatang: Satang; otherHolds: number; otherVictims: number; likelyInnocent: number };
  /** Totals over the holders further down the trail. */
  downstream: {
    accounts: number;
    amountSatang: Satang;
    otherHolds: number;
    otherVictims: number;
    likelyInnocent: number;
  };
}

/** The parts of a trail, and what orders may still take (`planOrder`). */
export interface TrailToOrder {
  parts: readonly TrailPart[];
  free: ReadonlyMap<string, Satang>;
  debits: readonly RoomOfDebit[];
}

/**
 * Computes the blast radius of an order: the holders that it is for, and those to whom the money
 * went on by the known trail, with sums, other active holds, colour, treatment and signs of
 * innocence. It only informs; `mayRequest` and `mayDecide` say who may order. `records` has every account of the
 * trail by its `accountKey`.
 */
export function blastRadius(
  order: ProposedOrder,
  trail: TrailToOrder,
  records: ReadonlyMap<string, AccountOnRecord>,
  law: { rulebook: Rulebook; now: Date },
): BlastRadius {
  const planned = planOrder(order.target, trail.parts, trail.free, trail.debits);
  const targets = new Set(planned.map(({ part }) => part));
  if ('account' in order.target) for (const part of partsAt(order.account, trail.parts)) targets.add(part);
  const targetParts = trail.parts.filter((part) => targets.has(part));
  const downstreamParts = partsBelow(new Set(targetParts.map(({ partId }) => partId)), trail.parts);
  const extendedHolds = new Set(
    planned.flatMap(({ part, does }) => (does !== 'holds' && part.hold ? part.hold.holdId : [])),
  );
  const touched = (reach: TouchedHolder['reach'], parts: readonly TrailPart[], amountOf: (part: TrailPart) => Satang) =>
    byAccount(parts).map(([account, partsThere]) => ({
      account,
      reach,
      hop: Math.min(...partsThere.map((part) => part.hop)),
      attributedSatang: sumSatang(partsThere.map((part) => part.attributedSatang)),
      amountSatang: sumSatang(partsThere.map(amountOf)),
      stolenSums: new Set(partsThere.map((part) => part.stolenSumId)).size,
      stopReasons: [...new Set(partsThere.flatMap((part) => part.stopReason ?? []))].sort(),
      ...describeAccount(account, records, extendedHolds, law),
    }));
  const amounts = new Map(planned.map(({ part, amountSatang }) => [part, amountSatang]));
  const direct = touched('order', targetParts, (part) => amounts.get(part) ?? 0n);
  const further = touched('downstream', downstreamParts, (part) => (part.hold === null ? 0n : liveAmount(part.hold)));
  return {
    kind: order.kind,
    reachesWholeAccount: order.kind === 'whole_account',
    holders: [...direct, ...further],
    order: totals(direct),
    downstream: totals(further),
  };
}

function byAccount(parts: readonly TrailPart[]): [Account, TrailPart[]][] {
  const groups = new Map<string, [Account, TrailPart[]]>();
  for (const part of parts) {
    if (part.account === null) continue;
    const entry = groups.get(accountKey(part.account)) ?? [part.account, []];
    entry[1].push(part);
    groups.set(accountKey(part.account), entry);
  }
  return [...groups.values()].sort((a, b) => byHopThenAccount(a[1], b[1]));
}

/** Orders by hop, then by account; the order is the same on every machine. */
function byHopThenAccount([a]: TrailPart[], [b]: TrailPart[]): number {
  const [first, second] = [a, b].map((part) => (part?.account ? accountKey(part.account) : ''));
  return (a?.hop ?? 0) - (b?.hop ?? 0) || ((first ?? '') < (second ?? '') ? -1 : 1);
}

/** Returns what the database says of an account, without the holds that the order extends. */
function describeAccount(
  account: Account,
  records: ReadonlyMap<string, AccountOnRecord>,
  extendedHolds: ReadonlySet<string>,
  { rulebook, now }: { rulebook: Rulebook; now: Date },
) {
  const record = records.get(accountKey(account));
  if (record === undefined) throw new Error('an account of the trail was not looked up');
  const { colour, signs, activeHolds, otherVictims } = record;
  const treatment = colour.known ? treatmentOf(colour.value, rulebook, now) : null;
  return {
    otherHolds: activeHolds
      .filter(({ holdId }) => !extendedHolds.has(holdId))
      .map(({ requestedSatang, heldSatang, ...hold }) => ({
        ...hold,
        amountSatang: liveAmount({ requestedSatang, heldSatang }),
      })),
    otherVictims,
    colour: colour.known ? colour.value : ('unknown' as const),
    treatment: treatment && { ruleRowId: treatment.rule.rowId, text: treatment.text, reach: treatment.reach },
    signsOfInnocence: SIGNS_OF_INNOCENCE.flatMap((sign) => (signs[sign] > 0 ? [{ sign, count: signs[sign] }] : [])),
  };
}

function totals(holders: readonly TouchedHolder[]): BlastRadius['order'] {
  return {
    accounts: holders.length,
    amountSatang: sumSatang(holders.map((holder) => holder.amountSatang)),
    otherHolds: sumOf(holders.map((holder) => holder.otherHolds.length)),
    otherVictims: sumOf(holders.map((holder) => holder.otherVictims)),
    likelyInnocent: holders.filter((holder) => holder.signsOfInnocence.length > 0).length,
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
