import { DAY_MS, HOUR_MS, MINUTE_MS } from './lengths.js';
import { type Books, type Payment, timeOfDay } from './books.js';
import { payHolder, sendOn, withdraw } from './ordinary-life.js';
import { type WorldAccount, baht } from './population.js';
import type { Random } from './random.js';
import type { Recruiting } from './persons/recruiting.js';
import type { Typology, WorldSettings } from './settings.js';

/** The layers of a gang: those who receive, those between, those who take the money out. */
const LAYERS = 3;

/** An account that its holder lent or sold to a gang. */
export interface Mule {
  account: number;
  gang: number;
  layer: number;
  /** When the gang began to use it. */
  since: number;
  usesLeft: number;
}

/** What a victim lost: the payments that the victim will report. */
export interface Theft {
  theftId: string;
  gang: number;
  typology: Typology;
  victim: WorldAccount;
  payments: Payment[];
}

/** The share of smaller thefts in which the victim pays an innocent seller; the gang gets goods. */
const PAID_TO_SELLER = 0.45;
/** Sellers and traders are used for sums that are nothing unusual for them. */
const SELLER_SATANG = 10_000_000;
/**
 * Innocent traders whom every gang finds first, such as those at the top of a market for coins: so
 * many for each gang, and how often one of them is taken. So innocent accounts, and those whom they
 * pay, stand on many trails, as mules do.
 */
const KNOWN_TRADERS_PER_GANG = 3;
const TAKES_KNOWN_TRADER = 0.85;
/**
 * The share of movements that an innocent trader makes for the gang: it pays for coins or currency,
 * and asks to pay somebody else, who is its next mule. So an innocent account stands between mules.
 */
const PAYS_ON_FOR_GANG = 0.12;

/** Whose accounts gangs take, with the share of each. */
const RECRUITED = ['person', 'forwarder', 'seller'] as const;
const RECRUITED_SHARES = [0.44, 0.46, 0.1];

/** Larger sums are not taken from machines, whose limits would keep them there for days. */
const MACHINE_SATANG = 9_000_000;

/** How a channel takes money out, by weight. */
const WAYS_OUT = ['cash', 'crypto', 'goods', 'trader'] as const;
type WayOut = (typeof WAYS_OUT)[number];

/** One gang: its way, its mules now, and how fast it works. */
interface Gang {
  id: number;
  typology: Typology;
  crews: Mule[][];
  medianDwellMs: number;
  /** The share of movements that are quick; the others wait for hours. */
  quickShare: number;
  keptShare: number;
  waysOut: readonly number[];
}

/** Plays the gangs on the books and keeps what is true of them. */
export class Underworld {
  readonly mules: Mule[] = [];
  readonly thefts: Theft[] = [];
  private readonly taken = new Set<number>();
  private readonly waiting = new Map<number, number>();
  private readonly knownTraders: readonly WorldAccount[];

  constructor(
    private readonly books: Books,
    private readonly settings: WorldSettings,
    private readonly random: Random,
    /** Finds mules as persons; without it, each account is recruited by itself. */
    private readonly recruiting: Recruiting | null = null,
  ) {
    this.knownTraders = Array.from({ length: KNOWN_TRADERS_PER_GANG * settings.gangs }, () => this.anyTrader());
  }

  /** Recruits the crews and plans the thefts of all days. */
  plan(): void {
    for (let id = 0; id < this.settings.gangs; id += 1) {
      const gang = this.found(id);
      for (let day = 0; day < this.settings.days; day += 1) {
        const dayStartsAt = this.settings.startsAt + day * DAY_MS;
        const count = this.random.poisson(this.settings.theftsPerGangDay);
        for (let i = 0; i < count; i += 1) {
          this.books.schedule(timeOfDay(dayStartsAt, this.random), () => this.steal(gang));
        }
      }
    }
  }

  private found(id: number): Gang {
    const { random, settings } = this;
    const typology = settings.typologies[id % settings.typologies.length] ?? 'chain';
    const gang: Gang = {
      id,
      typology,
      crews: [],
      medianDwellMs: random.logNormal(9, 0.4) * MINUTE_MS * settings.dwellFactor,
      quickShare: random.between(0.65, 0.9),
      keptShare: random.between(0.02, 0.1),
      waysOut: typology === 'goods' ? [2, 1, 5, 7] : [random.between(2, 4), random.between(1, 3), 1, 8],
    };
    for (let layer = 0; layer < LAYERS; layer += 1) {
      gang.crews.push(Array.from({ length: 2 }, () => this.recruit(gang, layer)));
    }
    return gang;
  }

  /** Takes a person's account. */
  private recruit(gang: Gang, layer: number): Mule {
    const { books, random, settings } = this;
    const account = this.recruiting?.next(gang.id, books.now) ?? this.anyAccount();
    this.taken.add(account);
    const usesLeft = 1 + Math.floor(-Math.log(1 - random.next()) * settings.usesOfMule);
    const mule: Mule = { account, gang: gang.id, layer, since: books.now, usesLeft };
    this.mules.push(mule);
    const from = gang.crews[layer - 1]?.[0];
    if (settings.testPayments && from !== undefined && random.chance(0.5)) {
      books.pay(from.account, account, baht(random.between(1, 99)), 'promptpay');
    }
    return mule;
  }

  /** Returns an account that no gang has. Three in four are old accounts with a life; the others are new. */
  private anyAccount(): number {
    const { books, random } = this;
    // Many mules are busy traders or sellers already, and go on so.
    const persons = books.population.byRole[RECRUITED[random.weighted(RECRUITED_SHARES)] ?? 'person'];
    const wantsNew = random.chance(0.25);
    let account = random.pick(persons);
    for (let tries = 0; tries < 60; tries += 1) {
      const candidate = books.account(account);
      const isNew = books.now - candidate.openedAt < 90 * DAY_MS;
      if (!this.taken.has(account) && candidate.openedAt <= books.now && isNew === wantsNew) break;
      account = random.pick(persons);
    }
    return account;
  }

  /** Takes a mule of a layer for one use; a mule that was used enough is replaced. */
  private take(gang: Gang, layer: number): Mule {
    const crew = gang.crews[layer] ?? [];
    // The first of a crew is used more than the others.
    const place = this.random.weighted(crew.map((_, index) => 1 / (1 + 0.6 * index)));
    let mule = crew[place] ?? this.recruit(gang, layer);
    const isGivenUp = this.recruiting?.isGivenUp(mule.account, this.books.now) ?? false;
    if (mule.usesLeft <= 0 || isGivenUp) {
      mule = this.recruit(gang, layer);
      crew[place] = mule;
    }
    mule.usesLeft -= 1;
    return mule;
  }

  private steal(gang: Gang): void {
    const { books, random } = this;
    const victim = books.account(random.pick(books.population.byRole.person));
    if (this.taken.has(victim.index) || this.recruiting?.isMules(victim.index) === true) return;
    const total = baht(Math.min(800_000, Math.max(700, random.logNormal(24_000, 1.1))));
    // A victim who has less brings savings from elsewhere.
    if (books.balance(victim.index) < total) books.deposit(victim.index, total);
    const theft: Theft = {
      theftId: `theft-${this.thefts.length + 1}`,
      gang: gang.id,
      typology: gang.typology,
      victim,
      payments: [],
    };
    this.thefts.push(theft);
    const parts = random.weighted([0.6, 0.25, 0.15]) + 1;
    const seller = total <= SELLER_SATANG && random.chance(PAID_TO_SELLER) ? this.innocentSeller(total) : undefined;
    const receiver = seller === undefined ? this.take(gang, 0) : undefined;
    let at = books.now;
    for (let i = 0; i < parts; i += 1) {
      books.schedule(at, () => {
        const amount = Math.min(this.sum(total / parts), books.balance(victim.index));
        const payee = receiver?.account ?? seller?.index ?? victim.index;
        const payment = books.pay(victim.index, payee, amount, 'promptpay');
        if (payment === null) return;
        theft.payments.push(payment);
        if (receiver !== undefined) this.receive(gang, receiver, amount, this.layersAhead(gang));
        else if (seller !== undefined) sendOn(books, seller, amount, random);
      });
      at += random.logNormal(25, 1) * MINUTE_MS;
    }
  }

  /**
   * Returns an innocent seller or trader for whom the amount is nothing unusual: of five, the one
   * with the largest trade.
   */
  private innocentSeller(totalSatang: number): WorldAccount {
    const { random } = this;
    const isKnown = random.chance(TAKES_KNOWN_TRADER);
    const offer = () => (isKnown ? random.pick(this.knownTraders) : this.anyTrader());
    const offered = Array.from({ length: 5 }, offer);
    const fit = (account: WorldAccount) => Math.abs(Math.log(account.trade.medianSatang / totalSatang));
    return offered.reduce((best, other) => (fit(other) < fit(best) ? other : best));
  }

  private anyTrader(): WorldAccount {
    const { books, random } = this;
    const { forwarder, seller } = books.population.byRole;
    return books.account(random.pick(random.chance(0.6) ? forwarder : seller));
  }

  private layersAhead({ typology }: Gang): number {
    if (typology === 'chain') return this.random.weighted([0.12, 0.3, 0.36, 0.22]);
    return this.random.weighted([0.2, 0.34, 0.3, 0.16]);
  }

  /** Money reaches a mule: what comes before the gang moves it goes on together. */
  private receive(gang: Gang, mule: Mule, amountSatang: number, layersAhead: number): void {
    const { account } = mule;
    this.recruiting?.paid(account, this.books.now);
    const earlier = this.waiting.get(account);
    this.waiting.set(account, (earlier ?? 0) + amountSatang);
    if (earlier !== undefined) return;
    this.books.schedule(this.books.now + this.dwell(gang), () => {
      const sum = this.waiting.get(account) ?? 0;
      this.waiting.delete(account);
      const kept = gang.keptShare * this.random.between(0.2, 1.8);
      this.moveOn(gang, mule, Math.min(sum * (1 - kept), this.books.balance(account)), layersAhead);
    });
  }

  /** Minutes for most, hours for some; at night some wait until the morning. */
  private dwell(gang: Gang): number {
    const { random, settings } = this;
    const isQuick = random.chance(gang.quickShare);
    const dwell = isQuick
      ? random.logNormal(gang.medianDwellMs, 0.9)
      : random.logNormal(2 * HOUR_MS * settings.dwellFactor, 1);
    const hour = Math.floor(((this.books.now + dwell - settings.startsAt) % DAY_MS) / HOUR_MS);
    return hour < 6 && random.chance(0.15) ? dwell + (6.5 - hour + random.next()) * HOUR_MS : dwell;
  }

  private moveOn(gang: Gang, mule: Mule, amountSatang: number, layersAhead: number): void {
    const { random } = this;
    let left = Math.floor(amountSatang / 100) * 100;
    if (gang.typology === 'peel') {
      const peeled = Math.floor((left * random.between(0.1, 0.3)) / 100) * 100;
      this.takeOut(gang, mule.account, peeled, 'cash');
      left -= peeled;
    }
    if (layersAhead <= 0 || left < baht(500)) {
      this.takeOut(gang, mule.account, left, WAYS_OUT[random.weighted(gang.waysOut)] ?? 'cash');
      return;
    }
    const pieces = gang.typology === 'scatter' ? random.whole(2, 4) : random.weighted([0.6, 0.3, 0.1]) + 1;
    const nextLayer = Math.min(mule.layer + 1, LAYERS - 1);
    const gatherer = gang.typology === 'gather' ? this.take(gang, nextLayer) : undefined;
    for (let i = 0; i < pieces; i += 1) {
      const goesBack = gang.typology === 'cycle' && random.chance(0.3);
      const next = gatherer ?? this.take(gang, goesBack ? 0 : nextLayer);
      const piece = this.sum(left / pieces);
      this.books.schedule(this.books.now + i * random.between(0.5, 3) * MINUTE_MS, () => {
        this.send(gang, mule, next, piece, layersAhead - 1);
      });
    }
  }

  /** Returns a sum in whole baht; in a country of persons, as many in whole hundreds as others send. */
  private sum(satang: number): number {
    const share = this.settings.persons?.['country.roundSums'] ?? 0;
    const isRound = share > 0 && satang >= 10_000 && this.random.chance(share);
    return isRound ? Math.floor(satang / 10_000) * 10_000 : Math.floor(satang / 100) * 100;
  }

  /** Sends a piece; above 50,000 baht a face is scanned, so some are cut below it. */
  private send(gang: Gang, mule: Mule, next: Mule, amountSatang: number, layersAhead: number): void {
    const { books, random } = this;
    const limit = baht(49_900);
    const cut = amountSatang > limit && random.chance(0.6);
    const amount = Math.min(cut ? limit : amountSatang, books.balance(mule.account));
    const rail = random.chance(0.7) ? 'promptpay' : 'transfer';
    if (next.account === mule.account) {
      this.takeOut(gang, mule.account, amountSatang, 'cash');
      return;
    }
    if (amount <= SELLER_SATANG && random.chance(PAYS_ON_FOR_GANG))
      this.sendThroughTrader(gang, mule, next, amount, layersAhead);
    else if (books.pay(mule.account, next.account, amount, rail) !== null)
      this.receive(gang, next, amount, layersAhead);
    const rest = amountSatang - amount;
    if (rest < baht(100)) return;
    books.schedule(books.now + random.between(0.5, 3) * MINUTE_MS, () => {
      this.send(gang, mule, next, rest, layersAhead);
    });
  }

  /** An innocent trader takes a piece, keeps a share, and pays the next mule as it was asked. */
  private sendThroughTrader(gang: Gang, mule: Mule, next: Mule, amountSatang: number, layersAhead: number): void {
    const { books, random } = this;
    const trader = this.innocentSeller(amountSatang);
    const { medianDwellMs, passedShare } = trader.trade;
    if (books.pay(mule.account, trader.index, amountSatang, 'promptpay') === null) return;
    books.schedule(books.now + random.logNormal(medianDwellMs, 1), () => {
      const amount = Math.min(Math.floor((amountSatang * passedShare) / 100) * 100, books.balance(trader.index));
      if (books.pay(trader.index, next.account, amount, 'transfer') !== null)
        this.receive(gang, next, amount, layersAhead);
    });
  }

  /** Takes money out of the accounts of the gang. */
  private takeOut(gang: Gang, account: number, amountSatang: number, way: WayOut): void {
    const { books, random } = this;
    if (amountSatang < 100) return;
    const most = way === 'cash' ? MACHINE_SATANG : SELLER_SATANG;
    switch (amountSatang > most ? 'crypto' : way) {
      case 'cash':
        withdraw(books, account, amountSatang, 0, random);
        return;
      case 'crypto': {
        const exchange = random.pick(books.population.byRole.exchange);
        const amount = Math.min(amountSatang, books.balance(account));
        if (books.pay(account, exchange, amount, 'transfer') === null) return;
        books.schedule(books.now + random.logNormal(8, 0.8) * MINUTE_MS, () => {
          books.pay(exchange, null, amount, 'crypto');
        });
        return;
      }
      case 'goods': {
        // Gold, telephones, vouchers: shops and sellers that know nothing.
        const { merchant, seller } = books.population.byRole;
        const isShop = random.chance(0.6);
        const payee = random.pick(isShop ? merchant : seller);
        const amount = Math.min(amountSatang, books.balance(account));
        payHolder(books, account, payee, amount, isShop ? 'qr' : 'promptpay', random);
        return;
      }
      case 'trader': {
        // An innocent person who sells coins to strangers, and sends the money on at once.
        const trader = this.innocentSeller(amountSatang);
        const amount = Math.min(amountSatang, books.balance(account));
        if (books.pay(account, trader.index, amount, 'promptpay') !== null) sendOn(books, trader, amount, random);
        return;
      }
    }
  }
}
