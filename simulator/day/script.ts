import { DAY_MS, MINUTE_MS } from '../world/lengths.js';
import type { Payment, Rail } from '../world/books.js';
import type { Complaint } from '../world/complaints.js';
import { type Nation, makeNation } from '../world/nation.js';
import type { WorldAccount } from '../world/population.js';
import { Random } from '../world/random.js';
import { worldSettings } from '../world/settings.js';
import { type StolenPart, withAllBelow } from '../world/stolen-parts.js';
import { type FaultSwitch, type Scenario, faultSwitch } from './scenario.js';

/** An account that the day needs, with what is true of it. Amounts are in satang. */
export interface DayAccount {
  /** Its name in the script; the player gives it a number. */
  readonly key: string;
  readonly institution: string;
  readonly openingSatang: number;
  readonly holder: 'mule' | 'operator' | 'merchant' | 'innocent';
  /** Epoch milliseconds. */
  readonly openedAt: number;
  /** Whose the SIM is, as the institution knows it; null: it does not. */
  readonly simOwner: 'holder' | 'other' | null;
}

/** Money that moves at an instant of the day. */
export interface PaymentStep {
  readonly kind: 'payment';
  readonly atMs: number;
  readonly id: number;
  readonly from: string;
  /** Null when the money leaves the accounts of the country. */
  readonly to: string | null;
  readonly amountSatang: number;
  readonly rail: Rail;
  readonly isGoods: boolean;
  /** The payment that brought the stolen money; it is made only if that one was. Null for none. */
  readonly after: number | null;
}

/** A victim who calls. */
export interface ComplaintStep {
  readonly kind: 'complaint';
  readonly atMs: number;
  readonly id: number;
  readonly victim: string;
  /** The victim's own payments, by id. */
  readonly payments: readonly number[];
  readonly callerHoldsAccount: boolean;
  /** Which gang called the victim: the number that it used. */
  readonly gang: number;
  /** An inquiry officer records a statement to the police. */
  readonly hasStatement: boolean;
}

/** What an agency comes to know of an account. */
export interface ListingStep {
  readonly kind: 'listing';
  readonly atMs: number;
  readonly agency: 'amlo' | 'bot' | 'ccib' | 'dsi';
  readonly account: string;
  /** As the world has it: the list, the colour (1 light brown to 5 black), or 1. */
  readonly value: number;
}

/** A party that begins or ends to fail. */
interface FaultStep extends FaultSwitch {
  readonly kind: 'fault';
  readonly atMs: number;
}

/** An institution whose keys are rotated: two count from `begin` on, and one again from `end` on. */
interface KeysStep {
  readonly kind: 'keys';
  readonly atMs: number;
  readonly party: string;
  readonly does: 'begin' | 'end';
}

/** An institution that is restored to how it was at an instant of the day. */
interface RestoreStep {
  readonly kind: 'restore';
  readonly atMs: number;
  readonly party: string;
  readonly toMs: number;
}

export type Step = PaymentStep | ComplaintStep | ListingStep | FaultStep | KeysStep | RestoreStep;

/** Everything that happens on a day, in order of time. The same seed gives the same script. */
export interface DayScript {
  readonly accounts: readonly DayAccount[];
  readonly steps: readonly Step[];
}

/**
 * The country has lived so long when the day begins, and the thefts of so many days are laid into
 * it: agencies know of mules only after weeks.
 */
const DAYS_BEFORE = 21;
const DAYS_PLAYED = 7;
/** Complaints of the last day are left out, because their money has no time to move. */
const DAYS_AFTER = 1;
const WORLD_ACCOUNTS = 900;
/** Thefts are laid into this share of the day, so that their money can still move. */
const THEFTS_UNTIL = 0.7;
/** Nobody calls later than this share of the day after the theft. */
const NOTICE_WITHIN = 0.25;
/** Smaller parts are left out, and deeper ones. */
const LEAST_SATANG = 10_000;
const DEEPEST_HOP = 4;

/** The agencies that keep each kind of fact about accounts. */
const KEEPER_OF = { hr03: 'amlo', colour: 'bot', earlier_complaint: 'ccib', special_case: 'dsi' } as const;

/**
 * Writes the script of a day from a small made-up country. Nothing waits as long as in the world:
 * thefts keep their hour of the day, a minute of money in an account becomes
 * `scenario.secondsPerMinute` seconds, and victims notice in the same measure.
 * @param durationMs how long the day is
 * @param institutions those that the system has; others of the country are played by one of them
 */
export function planDay(
  scenario: Scenario,
  seed: number,
  durationMs: number,
  institutions: readonly string[],
): DayScript {
  const wanted = Math.max(1, Math.round((scenario.complaintsPerMinute * durationMs) / MINUTE_MS));
  const nation = makeNation(
    worldSettings(seed, {
      accounts: WORLD_ACCOUNTS,
      days: DAYS_BEFORE + DAYS_PLAYED + DAYS_AFTER,
      gangs: scenario.gangs,
      theftsPerGangDay: Math.max(1, (1.5 * wanted) / (scenario.gangs * DAYS_PLAYED)),
    }),
  );
  return new DayPlan(scenario, nation, durationMs, institutions).write(wanted);
}

class DayPlan {
  private readonly steps: Step[] = [];
  private readonly involved = new Map<string, WorldAccount>();
  private readonly spent = new Map<string, number>();
  private readonly random: Random;
  private readonly simOwners: ReadonlyMap<string, 'holder' | 'other'>;
  private payments = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly nation: Nation,
    private readonly durationMs: number,
    private readonly institutions: readonly string[],
  ) {
    this.random = new Random(`day-${nation.settings.seed}`);
    const sims = nation.facts.filter(({ kind }) => kind === 'sim_owner_differs');
    this.simOwners = new Map(sims.map(({ subject, value }) => [subject, value > 0 ? 'other' : 'holder']));
  }

  write(wanted: number): DayScript {
    const { complaints: all, endsAt, settings } = this.nation;
    const from = settings.startsAt + DAYS_BEFORE * DAY_MS;
    const inTime = all.filter(({ at }) => at >= from && at < endsAt - DAYS_AFTER * DAY_MS);
    // The last ones: most is known of the mules whom they name.
    const complaints = inTime.slice(-wanted);
    for (const [index, complaint] of complaints.entries()) this.planTheft(complaint, index);
    this.planOrdinaryLife();
    this.planListings();
    this.planFaults();
    const order = { fault: 0, keys: 0, restore: 0, listing: 1, payment: 2, complaint: 3 };
    this.steps.sort((a, b) => a.atMs - b.atMs || order[a.kind] - order[b.kind]);
    return { accounts: [...this.involved.values()].map((account) => this.accountOf(account)), steps: this.steps };
  }

  /** One theft: the victim's payments, where the money goes, and the call. */
  private planTheft(complaint: Complaint, id: number): void {
    const { nation, durationMs } = this;
    const roots = nation.truth.stolen.get(complaint.theft) ?? [];
    const firstAt = complaint.reported[0]?.at ?? complaint.at;
    const begins = this.atHourOf(firstAt) * THEFTS_UNTIL;
    const toDay = (instant: number) => begins + (instant - firstAt) * (this.scenario.secondsPerMinute / 60);
    const ids = new Map<StolenPart, number>();
    for (const part of roots.flatMap(withAllBelow)) {
      const parent = part.parent === null ? null : ids.get(part.parent);
      const atMs = toDay(part.payment.at);
      if (parent === undefined || part.amountSatang < LEAST_SATANG || part.hop > DEEPEST_HOP) continue;
      if (atMs >= durationMs) continue;
      ids.set(part, this.planPayment(part.payment, part.amountSatang, atMs, parent));
    }
    const paid = roots.flatMap((root) => ids.get(root) ?? []);
    if (paid.length === 0) return;
    const lastPaid = Math.max(...roots.filter((root) => ids.has(root)).map(({ payment }) => toDay(payment.at)));
    const noticed = Math.min(toDay(complaint.at) - lastPaid, NOTICE_WITHIN * durationMs);
    this.steps.push({
      kind: 'complaint',
      id,
      atMs: Math.round(Math.min(lastPaid + Math.max(500, noticed), durationMs)),
      victim: complaint.theft.victim.key,
      payments: paid,
      callerHoldsAccount: complaint.callerHoldsAccount,
      gang: complaint.theft.gang,
      hasStatement: complaint.statementAt !== null,
    });
  }

  /** Payments of the country's ordinary life, spread over the day. */
  private planOrdinaryLife(): void {
    const wanted = Math.round((this.scenario.ordinaryPaymentsPerMinute * this.durationMs) / MINUTE_MS);
    const stolen = new Set(
      [...this.nation.truth.stolen.values()]
        .flat()
        .flatMap(withAllBelow)
        .map((one) => one.payment),
    );
    const ordinary = this.nation.payments.filter((payment) => !stolen.has(payment) && payment.from.role !== 'employer');
    for (let index = 0; index < wanted && ordinary.length > 0; index += 1) {
      const payment = this.random.pick(ordinary);
      this.planPayment(payment, payment.amountSatang, this.atHourOf(payment.at), null);
    }
  }

  /** What agencies know: before the day, from its beginning on; the rest as it becomes known. */
  private planListings(): void {
    const { endsAt, settings } = this.nation;
    const from = settings.startsAt + DAYS_BEFORE * DAY_MS;
    for (const { kind, subject, value, knownAt } of this.nation.facts) {
      if (!isKept(kind) || !this.involved.has(subject)) continue;
      const atMs = Math.max(0, Math.round(((knownAt - from) / (endsAt - from)) * this.durationMs));
      this.steps.push({ kind: 'listing', atMs, agency: KEEPER_OF[kind], account: subject, value });
    }
  }

  private planFaults(): void {
    for (const fault of this.scenario.faults) {
      const { party } = fault;
      const beginsAt = Math.round(fault.from * this.durationMs);
      const endsAt = Math.round(fault.until * this.durationMs);
      const change = faultSwitch(fault);
      if (change === undefined) {
        if (fault.fault === 'restored') this.steps.push({ kind: 'restore', atMs: endsAt, party, toMs: beginsAt });
        else {
          this.steps.push({ kind: 'keys', atMs: beginsAt, party, does: 'begin' });
          this.steps.push({ kind: 'keys', atMs: endsAt, party, does: 'end' });
        }
        continue;
      }
      this.steps.push({ kind: 'fault', atMs: beginsAt, ...change });
      this.steps.push({ kind: 'fault', atMs: endsAt, party, mode: 'sync', delayMs: 0 });
    }
  }

  private planPayment(payment: Payment, amountSatang: number, atMs: number, after: number | null): number {
    const { from, to, rail, paidTo } = payment;
    for (const account of [from, to]) if (account !== null) this.involved.set(account.key, account);
    // Stolen money pays for itself on its way; everything else was there before.
    if (after === null) this.spent.set(from.key, (this.spent.get(from.key) ?? 0) + amountSatang);
    const id = this.payments;
    this.payments += 1;
    const isGoods = paidTo === 'merchant';
    const way = { from: from.key, to: to?.key ?? null, amountSatang, rail, isGoods, after };
    this.steps.push({ kind: 'payment', atMs: Math.round(atMs), id, ...way });
    return id;
  }

  private accountOf({ key, institution, role, openingSatang, openedAt }: WorldAccount): DayAccount {
    const isMule = this.nation.truth.muleKeys.has(key);
    const others = role === 'exchange' ? 'operator' : role === 'merchant' ? 'merchant' : 'innocent';
    // A wage earner has some money; an operator and an employer need no fortune for a day.
    const own = role === 'exchange' || role === 'employer' ? 0 : openingSatang;
    return {
      key,
      institution: playedBy(institution, this.institutions),
      openingSatang: own + (this.spent.get(key) ?? 0),
      holder: isMule ? 'mule' : others,
      openedAt,
      simOwner: this.simOwners.get(key) ?? null,
    };
  }

  /** Returns an instant of the world at the same hour of the short day. */
  private atHourOf(instant: number): number {
    return (((instant - this.nation.settings.startsAt) % DAY_MS) / DAY_MS) * this.durationMs;
  }
}

function isKept(kind: string): kind is keyof typeof KEEPER_OF {
  return Object.hasOwn(KEEPER_OF, kind);
}

/** Returns the institution of the system that plays one of the country: itself, or one of its kind. */
function playedBy(institution: string, there: readonly string[]): string {
  if (there.includes(institution)) return institution;
  const kind = /^[a-z]+/.exec(institution)?.[0] ?? '';
  const alike = there.filter((slug) => slug.startsWith(kind));
  const serial = Number(/\d+/.exec(institution)?.[0] ?? 0);
  const played = alike[serial % alike.length];
  if (played === undefined) throw new Error(`the system has no institution that can play ${institution}`);
  return played;
}
