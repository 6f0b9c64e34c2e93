import type { HoldKind, HoldState } from '../hold/hold.js';
import { treatmentOf } from '../judgement/colour-treatment.js';
import type { Known, MuleColour } from '../judgement/facts.js';
import type { Reason } from '../judgement/finding.js';
import { type Satang, sumSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';
import type { Rulebook } from '../rulebook/in-force.js';
import type { FreezeRequestKind } from './freeze-request.js';
import { liveAmount, planOrder, type ProposedOrder, type TrailPart } from './proposed-order.js';

/** An active hold on an account, of whatever case. */
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
 * Why the holder may well be an innocent merchant, from the centre's own record: a signed word, a
 * payment to a shop, an appeal; never a score.
 */
export const SIGNS_OF_INNOCENCE = [
  'shielded_payment',
  'regular_merchant_word',
  'appeal_upheld_before',
  'small_credits',
] as const;
export type SignOfInnocence = (typeof SIGNS_OF_INNOCENCE)[number];

/** What the record says of an account, over all cases. */
export interface AccountOnRecord {
  account: Account;
  activeHolds: readonly ActiveHold[];
  colour: Known<MuleColour>;
  /** How often each sign is on record. */
  signs: Readonly<Record<SignOfInnocence, number>>;
  /** Complaints of other victims that reach the account. */
  otherVictims: number;
}

/** A holder whom an order would touch, or whom the money that it is about went on to. */
export interface TouchedHolder {
  account: Account;
  /**
   * `order`: the order is for this account. `downstream`: the trail on record leads on to it; it
   * needs an order of its own.
   */
  reach: 'order' | 'downstream';
  hop: number;
  /** Stolen money of the case that the trail brought here. */
  attributedSatang: Satang;
  /** What the order asks for here; downstream, what an order would still find free or held. */
  amountSatang: Satang;
  /** How many stolen sums meet here. */
  stolenSums: number;
  /** Why the trail was not followed into the account, if it was not. */
  stopReasons: readonly string[];
  /** Active holds on the account beside those that the order goes on with. */
  otherHolds: readonly (Omit<ActiveHold, 'requestedSatang' | 'heldSatang'> & { amountSatang: Satang })[];
  otherVictims: number;
  /** The mule colour by the evidence on record; `unknown`: nobody answered. */
  colour: MuleColour | 'unknown';
  /** What the colour's row in force says of treatment; null where there is none. */
  treatment: { ruleRowId: string; text: Reason; reach: 'whole_person' | 'account' } | null;
  signsOfInnocence: readonly { sign: SignOfInnocence; count: number }[];
}

/** Whom an order would touch. */
export interface BlastRadius {
  kind: FreezeRequestKind;
  /** Only an order under a seizure warrant reaches beyond the amount. */
  reachesWholeAccount: boolean;
  holders: readonly TouchedHolder[];
  /** Over the holders that the order itself is for. */
  order: { accounts: number; amountSatang: Satang; otherHolds: number; otherVictims: number; likelyInnocent: number };
  /** Over the holders further down the trail. */
  downstream: {
    accounts: number;
    amountSatang: Satang;
    otherHolds: number;
    otherVictims: number;
    likelyInnocent: number;
  };
}

/**
 * The blast radius of an order: the holders that it is for and those that the money went on to by
 * the trail on record, with sums, other active holds, the colour and its treatment, and what speaks
 * for an innocent merchant. It tells; who may order, the approval rules say.
 */
export function blastRadius(
  order: ProposedOrder,
  trail: { parts: readonly TrailPart[]; free: ReadonlyMap<string, Satang> },
  records: readonly AccountOnRecord[],
  law: { rulebook: Rulebook; now: Date },
): BlastRadius {
  const planned = planOrder(order.target, trail.parts, trail.free);
  const meant = trail.parts.filter((part) => planned.some((each) => each.part === part) || isAt(part, order));
  const below = downstreamOf(meant, trail.parts);
  const goesOn = new Set(planned.flatMap(({ part, does }) => (does !== 'holds' && part.hold ? part.hold.holdId : [])));
  const touched = (reach: TouchedHolder['reach'], parts: readonly TrailPart[], amountOf: (part: TrailPart) => Satang) =>
    byAccount(parts).map(([account, own]) => ({
      account,
      reach,
      hop: Math.min(...own.map((part) => part.hop)),
      attributedSatang: sumSatang(own.map((part) => part.attributedSatang)),
      amountSatang: sumSatang(own.map(amountOf)),
      stolenSums: new Set(own.map((part) => part.stolenSumId)).size,
      stopReasons: [...new Set(own.flatMap((part) => part.stopReason ?? []))].sort(),
      ...onRecord(account, records, goesOn, law),
    }));
  const amounts = new Map(planned.map(({ part, amountSatang }) => [part, amountSatang]));
  const direct = touched('order', meant, (part) => amounts.get(part) ?? 0n);
  const further = touched('downstream', below, (part) => (part.hold === null ? 0n : liveAmount(part.hold)));
  return {
    kind: order.kind,
    reachesWholeAccount: order.kind === 'whole_account',
    holders: [...direct, ...further],
    order: totals(direct),
    downstream: totals(further),
  };
}

function isAt(part: TrailPart, order: ProposedOrder): boolean {
  return 'account' in order.target && part.account !== null && accountKey(part.account) === accountKey(order.account);
}

/**
 * The parts that continue others, however far; one that is meant itself is none of them, though
 * money came back to it.
 */
function downstreamOf(start: readonly TrailPart[], parts: readonly TrailPart[]): TrailPart[] {
  const reached = new Set(start.map((part) => part.partId));
  const below: TrailPart[] = [];
  for (let frontier = [...reached]; frontier.length > 0;) {
    const next = parts.filter(
      (part) => part.parentPartId !== null && frontier.includes(part.parentPartId) && !reached.has(part.partId),
    );
    for (const part of next) reached.add(part.partId);
    below.push(...next);
    frontier = next.map((part) => part.partId);
  }
  return below;
}

function byAccount(parts: readonly TrailPart[]): [Account, TrailPart[]][] {
  const found = new Map<string, [Account, TrailPart[]]>();
  for (const part of parts) {
    if (part.account === null) continue;
    const entry = found.get(accountKey(part.account)) ?? [part.account, []];
    entry[1].push(part);
    found.set(accountKey(part.account), entry);
  }
  return [...found.values()].sort((a, b) => inOrder(a[1], b[1]));
}

/** By hop, then by account: the same on every machine. */
function inOrder([a]: TrailPart[], [b]: TrailPart[]): number {
  const [first, second] = [a, b].map((part) => (part?.account ? accountKey(part.account) : ''));
  return (a?.hop ?? 0) - (b?.hop ?? 0) || ((first ?? '') < (second ?? '') ? -1 : 1);
}

function onRecord(
  account: Account,
  records: readonly AccountOnRecord[],
  goesOn: ReadonlySet<string>,
  { rulebook, now }: { rulebook: Rulebook; now: Date },
) {
  const record = records.find((each) => accountKey(each.account) === accountKey(account));
  if (record === undefined) throw new Error('an account of the trail was not looked up');
  const { colour, signs, activeHolds, otherVictims } = record;
  const treatment = colour.known ? treatmentOf(colour.value, rulebook, now) : null;
  return {
    otherHolds: activeHolds
      .filter(({ holdId }) => !goesOn.has(holdId))
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
  return numbers.reduce((total, each) => total + each, 0);
}
