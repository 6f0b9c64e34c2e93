import { MINUTE_MS } from '../../../src/domain/time.js';
import { TrailView } from '../../../src/wire/case/trail.js';
import type { AccountRef } from '../../../src/wire/common.js';
import { Random } from '../../../simulator/world/random.js';
import { CAST } from './actors/cast.js';
import type { Centre, Person } from './centre.js';
import { type Act, type Actor, type Phase, PHASES, Scene, type Told, type Voice } from './scene.js';
import type { Town } from './town.js';

/** The least part of the trail that is followed, by P-TRACE: 500 baht. */
const LEAST_FOLLOWED = 50_000n;

/** How likely each of the cast comes to a day. */
const COMES = 0.2;

/** How long an inquiry officer continues a hold, from the report on. */
const CONTINUED_MS = 240 * 60 * MINUTE_MS;

interface SomeHold {
  id: string;
  caseId: string;
  accountNo: string;
  heldSatang: bigint;
}

/** A victim: what he truly paid, and his case. */
interface Victim {
  readonly voice: Voice;
  readonly account: AccountRef;
  readonly paidTo: AccountRef;
  readonly amountSatang: bigint;
  readonly reference: string;
  at: string;
  caseId?: string;
  /** Whether the complaint stands: not while it is withdrawn. */
  stands: boolean;
}

/**
 * A day at the centre, chosen by a seed: two victims whose money moves through mules, and beside
 * them, on the same accounts, liars, relatives, forgetful banks and hasty officers. It knows what
 * truly happened, and says what is wrong with what the banks hold.
 */
export class Day {
  private readonly scene: Scene;
  private readonly random: Random;
  private readonly actors: { readonly actor: Actor; readonly random: Random }[] = [];
  private readonly victims: Victim[];
  private readonly mules: AccountRef[];
  private readonly shop: AccountRef;
  private readonly neighbour: AccountRef;
  private readonly liarAccount: AccountRef;
  private readonly liar: Voice;
  /** Accounts where a person let the money go, and those that it was paid on to since. */
  private readonly letGo = new Set<string>();
  /** What persons let go there, in satang. */
  private letGoSatang = 0n;
  /** Accounts whose hold an inquiry officer continued. */
  private readonly continued = new Set<string>();
  private readonly liarCases: string[] = [];
  private readonly silent: AccountRef[] = [];
  /** What the shop may have held: a sale that its buyer calls a fraud, and its bank confirms. */
  private disputedSaleSatang = 0n;
  constructor(
    readonly seed: number,
    index: number,
    private readonly centre: Centre,
    private readonly town: Town,
  ) {
    this.random = new Random(`liars-day/${seed}`);
    const scene = new Scene(seed, index, centre, town);
    this.scene = scene;
    const account = (institution: string, kind: number): AccountRef => scene.account(institution, kind);
    this.mules = [account('th-014', 1), account('th-006', 2), account('th-002', 3), account('th-014', 4)];
    this.shop = account('th-006', 5);
    this.neighbour = account('th-014', 6);
    this.liarAccount = account('th-004', 7);
    this.liar = scene.voice();
    const victim = (of: AccountRef, paidTo: AccountRef): Victim => ({
      voice: scene.voice(),
      account: of,
      paidTo,
      amountSatang: BigInt(this.random.whole(20, 900)) * 100_000n,
      reference: scene.reference(),
      at: '',
      stands: false,
    });
    const [first] = this.mules;
    this.victims = [
      victim(account('th-004', 8), first ?? fail()),
      victim(account('th-002', 9), this.random.pick(this.mules.slice(0, 2))),
    ];
    for (const [name, casting] of Object.entries(CAST)) {
      const random = new Random(`liars-day/${seed}/${name}`);
      if (random.chance(COMES)) this.actors.push({ actor: casting(scene, random), random });
    }
  }

  /** What happened, for who reads a failure. */
  get story(): readonly string[] {
    return this.scene.story;
  }

  /** Opens the accounts, and lets the thefts happen. */
  async begin(): Promise<void> {
    for (const account of [...this.mules, this.neighbour]) await this.town.open(account, 0n);
    await this.town.open(this.shop, 5_000_000n, 'merchant');
    await this.town.open(this.liarAccount, 900_000_000n);
    for (const victim of this.victims) {
      await this.town.open(victim.account, 500_000_000n);
      const { account: from, paidTo: to, amountSatang, reference } = victim;
      victim.at = await this.scene.pay({ from, to, amountSatang, reference, at: this.scene.minutesAgo(18) });
    }
    await this.town.pay({ ...this.payment(this.liarAccount, this.neighbour, 300_000n), at: this.scene.minutesAgo(30) });
    await this.moveOn(this.scene.minutesAgo(10));
    await this.moveOn(this.scene.minutesAgo(6));
    await this.authorityKeeps();
    for (const { actor } of this.actors) await actor.begin();
  }

  /**
   * On some days AMLO restrained a part of what lies at a mule before anybody called: the bank holds the
   * rest by the centre's order, and says so. Chosen apart, so that all else of a day stays as it was.
   */
  private async authorityKeeps(): Promise<void> {
    const random = new Random(`liars-day/${this.seed}/authority`);
    if (!random.chance(0.3)) return;
    const rich: { mule: AccountRef; availableSatang: bigint }[] = [];
    for (const mule of this.mules) {
      const { availableSatang } = await this.town.balance(mule);
      if (availableSatang > 100n) rich.push({ mule, availableSatang });
    }
    if (rich.length === 0) return;
    const { mule, availableSatang } = random.pick(rich);
    const satang = (availableSatang * BigInt(random.whole(10, 90))) / 100n;
    await this.town.restrain(mule, satang);
    this.scene.note(`AMLO keeps ${satang} at ${mule.accountNo}`);
  }

  /** Does what happens in a phase. */
  async live(phase: Phase): Promise<void> {
    const acts = ACTS[phase](this).filter((act) => act !== undefined);
    const inOrder = acts
      .map((act) => ({ act, place: this.random.next(), random: this.random }))
      .sort((one, other) => one.place - other.place);
    for (const { actor, random } of this.actors)
      for (const act of actor.acts(phase))
        inOrder.splice(random.whole(0, inOrder.length), 0, { act, place: 0, random });
    for (const { act, random } of inOrder) {
      await act();
      if (random.chance(0.3)) await this.centre.drain();
    }
  }

  /**
   * Returns what is wrong now, each as a sentence: stolen money that lies free where a complaint
   * stands, an innocent's money that is held, more held than was stolen.
   */
  async faults(phase: Phase): Promise<string[]> {
    const faults: string[] = [];
    for (const { actor } of this.actors) faults.push(...(await actor.faults(phase)));
    const isOver = PHASES[phase] >= PHASES.afterSevenDays;
    let heldSatang = 0n;
    let movedOnSatang = await this.letGoAndMovedOn();
    for (const mule of this.mules) {
      const balance = await this.town.balance(mule);
      heldSatang += balance.heldSatang;
      const isHeldByLaw = !isOver || (this.continued.has(mule.accountNo) && phase === 'afterSevenDays');
      if (!isHeldByLaw && balance.heldSatang > 0n)
        faults.push(`${mule.accountNo} holds ${balance.heldSatang} past its law`);
      const mustHold = !isOver && PHASES[phase] >= PHASES.secondCalls;
      if (mustHold && this.victims.every(({ stands }) => stands) && !this.letGo.has(mule.accountNo)) {
        const tooSmall = balance.availableSatang > 0n ? await this.tooSmallToFollow(mule) : 0n;
        const known = tooSmall + movedOnSatang;
        movedOnSatang -= balance.availableSatang < movedOnSatang ? balance.availableSatang : movedOnSatang;
        if (balance.availableSatang > known)
          faults.push(`${mule.accountNo} has ${balance.availableSatang} stolen and free, of it ${tooSmall} too small`);
      }
    }
    const stolenSatang = this.victims.reduce((sum, { amountSatang }) => sum + amountSatang, 0n);
    if (heldSatang > stolenSatang) faults.push(`the mules hold ${heldSatang} of ${stolenSatang} stolen`);
    const mayHold = isOver || PHASES[phase] < PHASES.secondCalls ? undefined : this.disputedSaleSatang;
    const { heldSatang: ofShop } = await this.town.balance(this.shop);
    if (ofShop > (isOver ? 0n : (mayHold ?? ofShop))) faults.push(`the shop has ${ofShop} held, of ${mayHold ?? 0n}`);
    const { heldSatang: ofNeighbour } = await this.town.balance(this.neighbour);
    if (ofNeighbour > 0n && PHASES[phase] >= PHASES.secondCalls) faults.push(`the neighbour has ${ofNeighbour} held`);
    return faults;
  }

  /**
   * Reads how much of what persons let go is at other accounts, in satang. Where a debit left an account before
   * money there was let go, the bank holds for the other victim what was let go, as one baht is like another.
   */
  private async letGoAndMovedOn(): Promise<bigint> {
    let left = this.letGoSatang;
    for (const mule of this.mules)
      if (this.letGo.has(mule.accountNo)) left -= (await this.town.balance(mule)).availableSatang;
    return left > 0n ? left : 0n;
  }

  /**
   * Reads what came to an account in parts that are too small to be followed (P-TRACE), in satang. A debit may
   * carry some hundred baht of one victim beside all that it carries of the other.
   */
  private async tooSmallToFollow(account: AccountRef): Promise<bigint> {
    const parts = new Map<string, bigint>();
    for (const { caseId } of this.victims) {
      const { body } = await this.centre.call(OFFICER, 'GET', `/v1/cases/${caseId ?? ''}/trail`);
      for (const { partId, to, attributedSatang, stopReason } of TrailView.parse(body).links) {
        const isIt = to?.institution === account.institution && to.accountMasked.endsWith(account.accountNo.slice(-4));
        const satang = BigInt(attributedSatang);
        if (isIt && stopReason === 'below_minimum' && satang < LEAST_FOLLOWED) parts.set(partId, satang);
      }
    }
    return [...parts.values()].reduce((sum, satang) => sum + satang, 0n);
  }

  // What persons and banks do; each is a sentence of the story.

  readonly victimsReport = (): Act[] => this.victims.map((victim) => () => this.report(victim, 'reports'));

  /** Another person claims the victim's transfer, and says one thing of it otherwise. */
  readonly rivalClaims = async (): Promise<void> => {
    const victim = this.random.pick(this.victims);
    const truth = this.truthOf(victim);
    const lies: Record<string, Partial<Told>> = {
      'as his own': {},
      'of his account': { from: this.liarAccount },
      'for less': { amountSatang: victim.amountSatang / 3n },
      'for more': { amountSatang: victim.amountSatang * 2n },
      'to the shop': { to: this.shop },
      'at another time': { at: new Date(Date.parse(victim.at) - 3 * 60 * MINUTE_MS).toISOString() },
    };
    const lie = this.random.pick(Object.keys(lies));
    const said = await this.scene.tell({ ...truth, by: this.liar, ...lies[lie] });
    this.scene.note(`a liar claims the transfer to ${victim.paidTo.accountNo} ${lie}`, said);
    if (said.status !== 201) return;
    this.liarCases.push(String(said.body['id']));
  };

  /** A buyer calls a true sale a fraud. */
  readonly saleIsDisputed = async (): Promise<void> => {
    const amountSatang = BigInt(this.random.whole(10, 40)) * 100_000n;
    const payment = this.payment(this.liarAccount, this.shop, amountSatang);
    const at = await this.town.pay({ ...payment, at: this.scene.minutesAgo(3) });
    this.disputedSaleSatang = amountSatang;
    const said = await this.scene.tell({ ...payment, by: this.scene.voice(), at });
    this.scene.note(`a buyer calls the sale of ${amountSatang} a fraud`, said);
  };

  /** Somebody makes up payments to an account that did nothing, or to a mule. */
  readonly paymentsAreMadeUp = async (): Promise<void> => {
    const to = this.random.pick([this.neighbour, this.shop, ...this.mules.slice(0, 2)]);
    const by = this.scene.voice();
    const count = this.random.whole(1, 4);
    for (let made = 0; made < count; made += 1) {
      const told = { ...this.payment(this.liarAccount, to, 700_000n), by, at: this.scene.minutesAgo(5).toISOString() };
      this.scene.note(`a payment to ${to.accountNo} is made up`, await this.scene.tell(told));
    }
  };

  /** A relative reports before the victim does; the account is not his. */
  readonly relativeReports = async (): Promise<void> => {
    const victim = this.random.pick(this.victims);
    const said = await this.scene.tell({ ...this.truthOf(victim), by: this.scene.voice(), isHolder: false });
    this.scene.note(`a relative reports the transfer to ${victim.paidTo.accountNo}`, said);
  };

  /** The victim's bank answers no question about his account until it is reminded. */
  readonly bankForgets = async (): Promise<void> => {
    const { account } = this.random.pick(this.victims);
    await this.town.behave(account, 'debit', 'down');
    this.silent.push(account);
    this.scene.note(`${account.institution} answers nothing about ${account.accountNo}`);
  };

  readonly banksRemember = async (): Promise<void> => {
    for (const account of this.silent.splice(0)) {
      await this.town.behave(account, 'debit', 'sync');
      this.scene.note(`${account.institution} answers about ${account.accountNo} again`);
    }
  };

  /** What is free at the mules is paid on, some of it. */
  readonly moneyMoves = (): Promise<void> => this.moveOn();

  /** Two persons withdraw a victim's complaint, because somebody who called said so. */
  readonly hastyWithdrawal = async (): Promise<void> => {
    const victim = this.random.pick(this.victims);
    if (victim.caseId === undefined) return;
    if (await this.scene.withdraw(victim.caseId)) victim.stands = false;
    this.scene.note(`the complaint of ${victim.account.accountNo} is withdrawn in haste`);
  };

  /** A liar takes back what he said. */
  readonly liarWithdraws = async (): Promise<void> => {
    for (const caseId of this.liarCases) {
      const isWithdrawn = await this.scene.withdraw(caseId);
      this.scene.note(`a liar ${isWithdrawn ? 'takes back what he said' : 'has nothing to take back'}`);
    }
  };

  /** A victim whose complaint was withdrawn calls again; another may, too. */
  readonly victimsCallAgain = (): Act[] =>
    this.victims
      .filter(({ stands }) => !stands || this.random.chance(0.25))
      .map((victim) => () => this.report(victim, 'calls again'));

  /** An officer lets one hold go, with a reason that he believes. */
  readonly hastyRelease = async (): Promise<void> => {
    const hold = await this.someHold();
    if (hold === undefined) return;
    const body = { reason: 'The holder came to the counter and explained where the money was from.' };
    const said = await this.centre.call(OFFICER, 'POST', `/v1/holds/${hold.id}/release`, body);
    this.scene.note(`an officer lets go what ${hold.accountNo} holds`, said);
    if (said.status >= 300) return;
    this.letGo.add(hold.accountNo);
    this.letGoSatang += hold.heldSatang;
  };

  /** The shop appeals, and an officer who has no part in it upholds the appeal. */
  readonly shopAppeals = async (): Promise<void> => {
    const shown = await this.town.notice(this.shop);
    if (shown === undefined) return;
    const filed = await this.centre.call(null, 'POST', '/v1/appeals', { ...shown, statement: 'I sold a telephone.' });
    this.scene.note('the shop appeals', filed);
    if (filed.status !== 201) return;
    const decision = { verdict: 'uphold', reason: { en: 'The sale is on record.' } };
    const path = `/v1/appeals/${String(filed.body['id'])}/decisions`;
    this.scene.note('an officer upholds it', await this.centre.call(SECOND_OFFICER, 'POST', path, decision));
  };

  /** An inquiry officer continues a hold of a victim's case. */
  readonly inquiryContinues = async (): Promise<void> => {
    const hold = await this.someHold();
    const victim = this.victims.find(({ caseId }) => caseId !== undefined && caseId === hold?.caseId);
    if (hold === undefined || victim === undefined) return;
    const until = new Date(Date.now() + CONTINUED_MS - PHASES.beforeThreeDays).toISOString();
    const body = { kind: 'continue_order', holdId: hold.id, reason: 'The inquiry goes on.', until };
    const said = await this.centre.call(INQUIRY, 'POST', `/v1/cases/${hold.caseId}/freeze-requests`, body);
    this.scene.note(`an inquiry officer continues the hold on ${hold.accountNo}`, said);
    if (said.status === 201) this.continued.add(hold.accountNo);
  };

  maybe(probability: number, act: Act): Act | undefined {
    return this.random.chance(probability) ? act : undefined;
  }

  private async report(victim: Victim, verb: string): Promise<void> {
    const said = await this.scene.tell({ ...this.truthOf(victim), by: victim.voice });
    this.scene.note(`the victim ${victim.account.accountNo} ${verb}`, said);
    if (said.status !== 201) throw new Error(`the true victim is refused: ${JSON.stringify(said)}`);
    victim.caseId = String(said.body['id']);
    victim.stands = true;
  }

  private truthOf({ account: from, paidTo: to, amountSatang, at, reference }: Victim): Omit<Told, 'by'> {
    return { from, to, amountSatang, at, reference };
  }

  private async someHold(): Promise<SomeHold | undefined> {
    const held: SomeHold[] = [];
    for (const { caseId } of this.victims) {
      if (caseId === undefined) continue;
      const { body } = await this.centre.call(OFFICER, 'GET', `/v1/cases/${caseId}/holds`);
      const holds = body['holds'] as (Pick<SomeHold, 'id'> & {
        institution: string;
        accountMasked: string;
        state: string;
        heldSatang: string;
      })[];
      for (const { id, institution, accountMasked, state, heldSatang } of holds) {
        const isIt = (one: AccountRef) =>
          one.institution === institution && one.accountNo.slice(-4) === accountMasked.slice(-4);
        const account = this.mules.find(isIt);
        if (account !== undefined && (state === 'held' || state === 'partly_held'))
          held.push({ id, caseId, accountNo: account.accountNo, heldSatang: BigInt(heldSatang) });
      }
    }
    return held.length === 0 ? undefined : this.random.pick(held);
  }

  /** Pays on what is free at each mule but the last, some of it, and at times all. */
  private async moveOn(at?: Date): Promise<void> {
    for (const [place, from] of this.mules.slice(0, -1).entries()) {
      const { availableSatang } = await this.town.balance(from);
      if (availableSatang < 400_000n || this.random.chance(0.25)) continue;
      const share = this.random.chance(0.2) ? 100 : this.random.whole(20, 80);
      const amountSatang = ((availableSatang * BigInt(share)) / 10_000n) * 100n;
      if (amountSatang < 200_000n) continue;
      const to = this.random.pick(this.mules.slice(place + 1));
      const paid = await this.town.payIfFree({ ...this.payment(from, to, amountSatang), ...(at && { at }) });
      if (paid === undefined) continue;
      this.scene.note(`${from.accountNo} pays ${amountSatang} on to ${to.accountNo}`);
      if (this.letGo.has(from.accountNo)) this.letGo.add(to.accountNo);
    }
  }

  private payment(from: AccountRef, to: AccountRef, amountSatang: bigint) {
    return { from, to, amountSatang, reference: this.scene.reference() };
  }
}

const OFFICER: Person = { subject: 'officer-1', role: 'aoc_officer' };
const SECOND_OFFICER: Person = { subject: 'officer-2', role: 'aoc_officer' };
const INQUIRY: Person = { subject: 'inquiry-1', role: 'inquiry_officer' };

/** What may happen in each phase, in any order. */
const ACTS: Record<Phase, (day: Day) => readonly (Act | undefined)[]> = {
  reports: (day) => [
    day.maybe(0.4, day.bankForgets),
    day.maybe(0.7, day.rivalClaims),
    day.maybe(0.4, day.rivalClaims),
    day.maybe(0.4, day.saleIsDisputed),
    day.maybe(0.4, day.paymentsAreMadeUp),
    day.maybe(0.3, day.relativeReports),
    day.maybe(0.3, day.moneyMoves),
    ...day.victimsReport(),
  ],
  moves: (day) => [
    day.moneyMoves,
    day.maybe(0.4, day.hastyWithdrawal),
    day.maybe(0.5, day.liarWithdraws),
    day.maybe(0.3, day.paymentsAreMadeUp),
  ],
  urgentTimeEnds: () => [],
  urgentTimeOver: (day) => [day.moneyMoves, day.maybe(0.3, day.hastyWithdrawal)],
  secondCalls: (day) => [
    day.banksRemember,
    ...day.victimsCallAgain(),
    day.maybe(0.3, day.hastyRelease),
    day.maybe(0.5, day.shopAppeals),
    day.maybe(0.3, day.rivalClaims),
  ],
  beforeThreeDays: (day) => [day.moneyMoves, day.maybe(0.4, day.inquiryContinues)],
  afterThreeDays: (day) => [day.maybe(0.3, day.paymentsAreMadeUp)],
  beforeSevenDays: () => [],
  afterSevenDays: () => [],
  afterContinued: () => [],
};

function fail(): never {
  throw new Error('there is no mule');
}
