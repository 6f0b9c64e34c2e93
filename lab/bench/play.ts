import { HOUR_MS } from '../../src/domain/time.js';
import type { AgencyFact } from '../../src/analysis/observed.js';
import { Agenda } from '../../simulator/world/agenda.js';
import type { Complaint } from '../../simulator/world/complaints.js';
import type { Nation } from '../../simulator/world/nation.js';
import type { WorldAccount } from '../../simulator/world/population.js';
import { Random } from '../../simulator/world/random.js';
import { type StolenPart, withAllBelow } from '../../simulator/world/stolen-parts.js';
import { factsByAccount } from '../hardness/signals.js';
import { InformationStore, Sights } from './information-store.js';
import { endOfHold, followed, givesReasonToBelieve } from './law.js';
import type { Policy } from './policies.js';
import { assess, predictNext } from './predictors.js';

/** An institution that is off line comes back at the end of such a time. */
const OFF_LINE_MS = 6 * HOUR_MS;

/** A hold that found money. */
export interface PlayedHold {
  account: WorldAccount;
  /** 0: the account that a victim paid. */
  hop: number;
  heldAt: number;
  heldSatang: number;
  /** When it ends by itself. */
  releasedAt: number;
  /**
   * How much of the stolen money reached the account with this part (0 to 1), and what the analysis
   * says of the account when it is held (0 to 1; null where the policy does not ask).
   */
  taint: number;
  score: number | null;
}

/** What a policy did for one complaint. */
export interface PlayedCase {
  complaint: Complaint;
  stolenSatang: number;
  holds: PlayedHold[];
  /** Holds made ready in advance, and those that money arrived for. */
  armed: number;
  triggered: number;
}

/** A world with what all policies share. */
export interface Bench {
  nation: Nation;
  sights: Sights;
  facts: ReadonlyMap<string, readonly AgencyFact[]>;
  /** The complaints that are played. */
  complaints: readonly Complaint[];
  /** The share of the time for which an institution is off line; 0 to 1. */
  offLine: number;
}

/** Prepares a world: the complaints of its last third are played, those before are history. */
export function prepareBench(nation: Nation, offLine = 0): Bench {
  const { days, startsAt } = nation.settings;
  const dayMs = 24 * HOUR_MS;
  const from = startsAt + (days * 2 * dayMs) / 3;
  // The last two days are for the money of earlier complaints to move.
  const complaints = nation.complaints.filter(({ at }) => at >= from && at < nation.endsAt - 2 * dayMs);
  return { nation, sights: new Sights(nation), facts: factsByAccount(nation.facts), complaints, offLine };
}

/** Plays a policy over the complaints of a world. The world itself stays as it is. */
export function playPolicy(bench: Bench, policy: Policy): PlayedCase[] {
  const first = bench.complaints[0]?.at ?? bench.nation.settings.startsAt;
  const agenda = new Agenda(first, Infinity);
  const desk = new Desk(policy);
  const plays = bench.complaints.map((complaint) => new CasePlay(bench, policy, agenda, desk, complaint));
  for (const play of plays) play.begin();
  agenda.play();
  return plays.map((play) => play.result);
}

/** The people who write orders, if the policy has such; an order waits for the next who is free. */
class Desk {
  private readonly freeAt: number[];

  constructor(private readonly policy: Policy) {
    this.freeAt = new Array<number>(policy.clerks?.count ?? 0).fill(0);
  }

  /** Returns when an order is written that is asked for at an instant. */
  writtenAt(asked: number): number {
    const { clerks } = this.policy;
    if (clerks === null) return asked;
    const earliest = Math.min(...this.freeAt);
    const clerk = this.freeAt.indexOf(earliest);
    const done = Math.max(asked, earliest) + clerks.handlingMs;
    this.freeAt[clerk] = done;
    return done;
  }
}

/** One complaint under one policy. */
class CasePlay {
  readonly result: PlayedCase;
  private readonly roots: readonly StolenPart[];
  /** When the money of a part was held: nothing of it moves from then on. */
  private readonly heldAt = new Map<StolenPart, number>();
  private readonly ordered = new Set<StolenPart>();
  private readonly accounts = new Set<string>();
  private readonly armedFrom = new Map<string, number>();
  private readonly triggeredKeys = new Set<string>();
  private freeSatang: number;

  constructor(
    private readonly bench: Bench,
    private readonly policy: Policy,
    private readonly agenda: Agenda,
    private readonly desk: Desk,
    private readonly complaint: Complaint,
  ) {
    this.roots = bench.nation.truth.stolen.get(complaint.theft) ?? [];
    const stolenSatang = this.roots.reduce((sum, { amountSatang }) => sum + amountSatang, 0);
    this.freeSatang = stolenSatang;
    this.result = { complaint, stolenSatang, holds: [], armed: 0, triggered: 0 };
  }

  begin(): void {
    const { at } = this.complaint;
    const { firstHoldMs, mode } = this.policy;
    this.agenda.schedule(at, () => {
      if (mode === 'oracle') this.holdAllThereIs();
      else for (const root of this.roots) this.order(root, root.amountSatang, firstHoldMs);
    });
  }

  /**
   * The oracle knows where every part is and will be. It waits as the others do: for evidence and
   * officers where section 7 gives no power, and for institutions that are off line.
   */
  private holdAllThereIs(): void {
    const ordered = this.complaint.at + this.policy.firstHoldMs + this.evidenceMs();
    for (const part of this.roots.flatMap(withAllBelow)) {
      const due = this.whenOnLine(part, Math.max(ordered, part.payment.at));
      this.agenda.schedule(due, () => this.hold(part, part.amountSatang));
    }
  }

  /** Section 7 reaches on; without it each account needs its evidence and two officers. */
  private evidenceMs(): number {
    return this.complaint.callerHoldsAccount ? 0 : this.policy.evidenceMs;
  }

  /** Agencies answer about an account that a policy holds by its evidence alone; section 7 needs no officer. */
  private answersMs(part: StolenPart): number {
    return this.complaint.callerHoldsAccount && this.needsEvidence(part) ? this.policy.evidenceMs : this.evidenceMs();
  }

  private needsEvidence(part: StolenPart): boolean {
    const { evidenceFromHop } = this.policy;
    return !this.complaint.callerHoldsAccount || (evidenceFromHop !== null && part.hop >= evidenceFromHop);
  }

  /** Writes an order for a part; it reaches the institution after `delayMs`. */
  private order(part: StolenPart, requestedSatang: number, delayMs: number): void {
    if (this.ordered.has(part)) return;
    this.ordered.add(part);
    const written = this.desk.writtenAt(this.agenda.now);
    const due = written + delayMs + this.answersMs(part);
    this.agenda.schedule(this.whenOnLine(part, due), () => {
      const mayHold = !this.needsEvidence(part) || this.mayBeSuspended(part);
      if (!mayHold && !this.complaint.callerHoldsAccount) return;
      if (mayHold) this.hold(part, requestedSatang);
      this.followOn(part);
    });
  }

  private mayBeSuspended(part: StolenPart): boolean {
    const account = part.payment.to;
    if (account === null) return false;
    const { now } = this.agenda;
    const others = this.bench.sights.log
      .of(account.index)
      .incoming.filter((payment) => this.bench.sights.knownAt(payment) <= now)
      .filter(({ from }) => from !== part.payment.from);
    const victims = new Set(others.map(({ from }) => from.index)).size;
    return givesReasonToBelieve(part, this.bench.facts.get(account.key) ?? [], victims, now);
  }

  /** Holds what is left of a part now, up to what the order asks for. */
  private hold(part: StolenPart, requestedSatang: number): void {
    const { now } = this.agenda;
    const account = part.payment.to;
    if (account === null || this.heldAt.has(part) || !this.exists(part) || part.payment.at > now) return;
    const kind = this.complaint.callerHoldsAccount ? 'section7' : 'aoc_suspension';
    const endsAt = endOfHold(kind, now, this.complaint);
    // So late that the power is over: nothing is ordered any more.
    if (endsAt <= now) return;
    const leftSatang = part.amountSatang - sumOf(this.goneBy(part, now));
    const heldSatang = Math.min(leftSatang, requestedSatang, Math.max(0, this.freeSatang));
    this.heldAt.set(part, now);
    this.accounts.add(account.key);
    if (heldSatang < 1) return;
    this.freeSatang -= heldSatang;
    this.result.holds.push({
      account,
      hop: part.hop,
      heldAt: now,
      heldSatang,
      releasedAt: endsAt,
      taint: part.amountSatang / this.result.stolenSatang,
      score: this.policy.scoresHolds ? (this.assessed(this.there(now)).get(account.key)?.score ?? null) : null,
    });
  }

  /** The institution answers: it names where the money went, and the next orders follow. */
  private followOn(part: StolenPart): void {
    const { now } = this.agenda;
    if (!this.exists(part)) return;
    this.arm(part, now, 2);
    if (this.policy.mode === 'hops') {
      for (const next of followed(part, this.goneBy(part, now), this.trail(), now, this.policy.trace)) {
        this.order(next.part, next.requestedSatang, this.policy.hopMs);
      }
      return;
    }
    const seen = this.seenBelow(part, now);
    for (const [index, next] of this.inOrder(seen).entries()) {
      this.order(next.part, next.requestedSatang, this.policy.hopMs + index * this.policy.orderMs);
    }
  }

  /** One look across all institutions: every account below that money still lies in. */
  private seenBelow(part: StolenPart, now: number): { part: StolenPart; requestedSatang: number }[] {
    const next = followed(part, this.goneBy(part, now), this.trail(), now, this.policy.trace);
    return next.flatMap((one) => [one, ...this.seenBelow(one.part, now)]);
  }

  private inOrder(seen: { part: StolenPart; requestedSatang: number }[]): typeof seen {
    const { now } = this.agenda;
    const { order } = this.policy;
    const lying = seen.filter(({ part }) => !this.ordered.has(part));
    const left = new Map(lying.map(({ part }) => [part, part.amountSatang - sumOf(this.goneBy(part, now))]));
    const byTaint = (one: (typeof seen)[number], other: (typeof seen)[number]) =>
      (left.get(other.part) ?? 0) - (left.get(one.part) ?? 0);
    // Where nothing is left there is nothing to hold; later payments are seen by the next look.
    const worth = lying.filter(({ part }) => (left.get(part) ?? 0) > 0);
    if (order === 'breadth') return worth.sort((a, b) => a.part.hop - b.part.hop);
    if (order === 'taint' || worth.length < 2) return worth.sort(byTaint);
    const scores = this.assessed(this.there(now));
    const scoreOf = ({ part }: (typeof seen)[number]) => scores.get(part.payment.to?.key ?? '')?.score ?? 0;
    return worth.sort((a, b) => scoreOf(b) - scoreOf(a) || byTaint(a, b));
  }

  private assessed(parts: readonly StolenPart[]): ReturnType<typeof assess> {
    const { facts, sights } = this.bench;
    const { now } = this.agenda;
    return assess(parts, sights.log, new InformationStore(sights, 'live', this.complaint, now), facts, now);
  }

  /** The parts of the case that are there at an instant, as far as holds let them be. */
  private there(now: number): StolenPart[] {
    return this.roots.flatMap(withAllBelow).filter((part) => part.payment.at <= now && this.exists(part));
  }

  /** Makes holds ready where an account's money is likely to go, and where from there. */
  private arm(part: StolenPart, now: number, levels: number): void {
    const { arming, armMs } = this.policy;
    const account = part.payment.to;
    if (arming === null || account === null) return;
    const readyAt = now + armMs;
    const level = (from: WorldAccount, levelsLeft: number): void => {
      if (levelsLeft === 0) return;
      const store = new InformationStore(this.bench.sights, arming.set, this.complaint, now);
      for (const to of predictNext(arming.by, from, store, now)) {
        const key = armKey(from.key, to);
        if (this.armedFrom.has(key)) continue;
        this.armedFrom.set(key, readyAt);
        this.result.armed += 1;
        const next = this.bench.nation.accountByKey.get(to);
        if (next !== undefined) level(next, levelsLeft - 1);
      }
    };
    level(account, levels);
    this.trigger(part, now);
  }

  /** Money that went, or goes, along a way that was made ready is held when it is there. */
  private trigger(part: StolenPart, now: number): void {
    const from = part.payment.to;
    if (from === null) return;
    for (const child of part.children) {
      const to = child.payment.to;
      if (to === null) continue;
      const readyAt = this.armedFrom.get(armKey(from.key, to.key));
      if (readyAt === undefined) continue;
      const due = this.whenOnLine(child, Math.max(readyAt, child.payment.at, now));
      this.agenda.schedule(due, () => this.holdArmed(child, armKey(from.key, to.key)));
      this.trigger(child, now);
    }
  }

  private holdArmed(part: StolenPart, key: string): void {
    if (!this.exists(part) || this.heldAt.has(part)) return;
    if (!this.triggeredKeys.has(key)) this.result.triggered += 1;
    this.triggeredKeys.add(key);
    this.ordered.add(part);
    this.hold(part, part.amountSatang);
    this.followOn(part);
  }

  /** A part is there unless an earlier account was held before its payment left. */
  private exists(part: StolenPart): boolean {
    for (let one = part; one.parent !== null; one = one.parent) {
      const heldAt = this.heldAt.get(one.parent);
      if (heldAt !== undefined && heldAt <= one.payment.at) return false;
    }
    return true;
  }

  /** The later parts that had left a part by an instant. */
  private goneBy(part: StolenPart, instant: number): StolenPart[] {
    const until = Math.min(instant, this.heldAt.get(part) ?? Infinity);
    return part.children.filter(({ payment }) => payment.at < until);
  }

  private trail(): Parameters<typeof followed>[2] {
    return { complaint: this.complaint, freeSatang: this.freeSatang, accounts: this.accounts };
  }

  private whenOnLine(part: StolenPart, due: number): number {
    const { nation, offLine } = this.bench;
    if (offLine === 0) return due;
    let at = due;
    const isOffLine = () => {
      const name = `off line/${nation.settings.seed}/${part.payment.to?.institution}/${Math.floor(at / OFF_LINE_MS)}`;
      return new Random(name).chance(offLine);
    };
    while (isOffLine()) at = (Math.floor(at / OFF_LINE_MS) + 1) * OFF_LINE_MS;
    return at;
  }
}

function armKey(from: string, to: string): string {
  return `${from}>${to}`;
}

function sumOf(parts: readonly StolenPart[]): number {
  return parts.reduce((sum, { amountSatang }) => sum + amountSatang, 0);
}
