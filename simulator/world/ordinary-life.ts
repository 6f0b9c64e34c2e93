import { DAY_MS, HOUR_MS, MINUTE_MS } from './lengths.js';
import { type Books, type Rail, timeOfDay } from './books.js';
import { type WorldAccount, baht } from './population.js';
import type { Random } from './random.js';
import type { WorldSettings } from './settings.js';

/** From this sum on, people often pay on what they get. */
const LARGER_SATANG = baht(1_500);

/** Days of the month on which wages are paid, with how many employers use each. */
const WAGE_DAYS = [
  { day: 25, share: 0.45 },
  { day: 28, share: 0.3 },
  { day: 30, share: 0.25 },
] as const;

/** What a payment of a holder is for, with its share of all. */
const PURPOSES = ['shop', 'contact', 'cash', 'bill', 'seller', 'card', 'large'] as const;
const PURPOSE_SHARES = [0.44, 0.25, 0.09, 0.08, 0.07, 0.06, 0.012];

/** The share of sums between persons that are rounded to a hundred baht. */
const ROUND_SUMS = 0.5;

/** What becomes of a sum that is sent on, by weight; a household mostly spends it. */
const USES = ['onward', 'cash', 'shop'] as const;
const USES_OF_TRADER = [0.8, 0.15, 0.05];
const USES_OF_PERSON = [0.4, 0.35, 0.25];

/** A machine gives so much a day to one account. */
const CASH_PER_DAY_SATANG = baht(200_000);

/**
 * Plans the ordinary life of all holders: wages, shops, friends, sellers who pay their suppliers
 * within hours, persons who collect and send on within minutes, seasons of the day and weekends.
 * Mules have it too.
 */
export function planOrdinaryLife(books: Books, settings: WorldSettings, random: Random): void {
  for (let day = 0; day < settings.days; day += 1) {
    const dayStartsAt = settings.startsAt + day * DAY_MS;
    // Each day is planned at its midnight, so that few plans wait at one time.
    books.schedule(dayStartsAt, () => planDay(books, dayStartsAt, random));
  }
}

function planDay(books: Books, dayStartsAt: number, random: Random): void {
  const date = new Date(dayStartsAt + 7 * HOUR_MS);
  const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  payWages(books, dayStartsAt, date.getUTCDate(), random);
  for (const account of books.population.accounts) {
    const count = random.poisson(account.paymentsPerDay * (isWeekend ? 1.2 : 0.93));
    for (let i = 0; i < count; i += 1) {
      books.schedule(timeOfDay(dayStartsAt, random), () => payOrdinarily(books, account, random));
    }
  }
  for (const shop of books.population.byRole.merchant) settleShop(books, books.account(shop), dayStartsAt, random);
  const { forwarder, person } = books.population.byRole;
  for (const index of [...forwarder, ...person]) collect(books, books.account(index), dayStartsAt, random);
  for (const index of books.population.byRole.seller) sell(books, books.account(index), dayStartsAt, random);
}

function payWages(books: Books, dayStartsAt: number, dayOfMonth: number, random: Random): void {
  const wageDay = WAGE_DAYS.findIndex(({ day }) => day === dayOfMonth);
  if (wageDay < 0) return;
  for (const account of books.population.accounts) {
    const { employer, index, salarySatang } = account;
    if (employer === null || wageDayOf(employer) !== wageDay) continue;
    const at = dayStartsAt + random.between(5.5, 9) * HOUR_MS;
    books.schedule(at, () => {
      books.pay(employer, index, salarySatang, 'payroll');
    });
  }
}

/** An employer always pays on the same day. */
function wageDayOf(employer: number): number {
  const place = ((employer * 7_919) % 100) / 100;
  return place < WAGE_DAYS[0].share ? 0 : place < WAGE_DAYS[0].share + WAGE_DAYS[1].share ? 1 : 2;
}

function payOrdinarily(books: Books, account: WorldAccount, random: Random): void {
  const purpose = PURPOSES[random.weighted(PURPOSE_SHARES)] ?? 'shop';
  const { index } = account;
  const available = books.balance(index);
  const pay = (to: number | null, amount: number, rail: Rail) =>
    payHolder(books, index, to, Math.min(baht(amount), Math.floor(available * 0.8)), rail, random);
  switch (purpose) {
    case 'shop':
      pay(random.pick(account.shops), random.logNormal(120, 1), 'qr');
      return;
    case 'contact':
      pay(
        random.pick(account.contacts),
        rounded(random.logNormal(550, 1.2), random),
        random.chance(0.7) ? 'promptpay' : 'transfer',
      );
      return;
    case 'cash':
      pay(null, Math.ceil(random.logNormal(1_500, 0.9) / 100) * 100, 'cash');
      return;
    case 'bill':
      pay(account.shops[0] ?? null, random.logNormal(700, 0.7), 'transfer');
      return;
    case 'seller':
      pay(random.pick(books.population.byRole.seller), random.logNormal(480, 0.9), 'promptpay');
      return;
    case 'card':
      pay(null, random.logNormal(400, 1), 'card');
      return;
    case 'large':
      pay(random.pick(account.contacts), rounded(random.logNormal(18_000, 1), random), 'transfer');
      return;
  }
}

/** A shop sends most of its day's money to its suppliers in the evening. */
function settleShop(books: Books, shop: WorldAccount, dayStartsAt: number, random: Random): void {
  books.schedule(dayStartsAt + random.between(20, 23.8) * HOUR_MS, () => {
    const share = random.between(0.5, 0.95);
    const supplier = random.pick(shop.contacts);
    books.pay(shop.index, supplier, Math.floor((books.balance(shop.index) * share) / 100) * 100, 'transfer');
  });
}

/**
 * Pays somebody. A seller then pays the suppliers; a person who gets a larger sum often got it to
 * pay somebody else.
 */
export function payHolder(
  books: Books,
  from: number,
  to: number | null,
  amountSatang: number,
  rail: Rail,
  random: Random,
): void {
  const paid = books.pay(from, to, amountSatang, rail);
  if (paid?.to === undefined || paid.to === null) return;
  const { passesOn } = paid.to.trade;
  const isLarger = amountSatang >= LARGER_SATANG;
  if (paid.to.role === 'seller' || (isLarger && random.chance(passesOn))) sendOn(books, paid.to, amountSatang, random);
}

/** A seller gets orders of strangers, and pays suppliers with more than 0.8 of it within hours. */
function sell(books: Books, seller: WorldAccount, dayStartsAt: number, random: Random): void {
  const orders = random.poisson(seller.trade.takingsPerDay);
  for (let i = 0; i < orders; i += 1) {
    const buyer = random.pick(books.population.byRole.person);
    books.schedule(timeOfDay(dayStartsAt, random), () => {
      const amount = wholeBaht(random.logNormal(seller.trade.medianSatang, 0.8));
      takeIn(books, buyer, seller, amount, random);
    });
  }
}

/**
 * A forwarder often, and another person now and then, collects from one or more persons (rent,
 * savings of a group, a family far away,
 * coins sold to strangers) and sends most of it on, often within minutes and at any hour.
 */
function collect(books: Books, forwarder: WorldAccount, dayStartsAt: number, random: Random): void {
  const rounds = random.poisson(forwarder.trade.takingsPerDay);
  for (let round = 0; round < rounds; round += 1) {
    const payers = random.weighted([0.6, 0.2, 0.1, 0.1]) + 1;
    const amount = random.logNormal(forwarder.trade.medianSatang, 0.9);
    const at = random.chance(0.85) ? timeOfDay(dayStartsAt, random) : dayStartsAt + random.between(0, 24) * HOUR_MS;
    for (let i = 0; i < payers; i += 1) {
      const isKnown = random.chance(0.5);
      const payer = isKnown ? random.pick(forwarder.contacts) : random.pick(books.population.byRole.person);
      books.schedule(at + random.between(0, 40) * MINUTE_MS, () => {
        takeIn(books, payer, forwarder, wholeBaht(amount * random.between(0.6, 1.4)), random);
      });
    }
  }
}

/** Somebody pays, with savings from elsewhere where the account has too little. */
function takeIn(books: Books, payer: number, trader: WorldAccount, amountSatang: number, random: Random): void {
  if (books.balance(payer) < amountSatang) books.deposit(payer, amountSatang);
  if (books.pay(payer, trader.index, amountSatang, 'promptpay') !== null) sendOn(books, trader, amountSatang, random);
}

/** A seller or forwarder sends most of what came in on, after minutes or hours. */
export function sendOn(books: Books, trader: WorldAccount, amountSatang: number, random: Random): void {
  const { medianDwellMs, passedShare } = trader.trade;
  const dwell = random.logNormal(medianDwellMs, 1);
  const share = Math.min(1, passedShare * random.between(0.93, 1.05));
  const pieces = random.weighted([0.7, 0.2, 0.1]) + 1;
  for (let i = 0; i < pieces; i += 1) {
    books.schedule(books.now + dwell + i * random.between(1, 8) * MINUTE_MS, () => {
      const amount = Math.min(wholeBaht((amountSatang * share) / pieces), books.balance(trader.index));
      spend(books, trader, amount, random);
    });
  }
}

/** Traders mostly pay somebody; persons take cash, or buy something, as often. */
function spend(books: Books, trader: WorldAccount, amountSatang: number, random: Random): void {
  const use = USES[random.weighted(trader.role === 'person' ? USES_OF_PERSON : USES_OF_TRADER)] ?? 'onward';
  switch (use) {
    case 'cash':
      withdraw(books, trader.index, amountSatang, 0, random);
      return;
    case 'shop':
      books.pay(trader.index, random.pick(trader.shops), amountSatang, 'qr');
      return;
    case 'onward': {
      const rail = random.chance(0.7) ? 'promptpay' : 'transfer';
      payHolder(books, trader.index, oftenPaid(trader, random), amountSatang, rail, random);
      return;
    }
  }
}

/**
 * Picks whom a holder sends money on to: one contact far more often than the others, as a trader
 * buys from one or two. So innocent accounts behind a trader are seen again and again too.
 */
function oftenPaid({ contacts, index }: WorldAccount, random: Random): number {
  const place = index + Math.floor(contacts.length * random.next() ** 3);
  return contacts[place % contacts.length] ?? index;
}

/** A machine gives 20,000 to 30,000 baht at a time, and so much a day; the rest waits. */
export function withdraw(
  books: Books,
  account: number,
  amountSatang: number,
  takenToday: number,
  random: Random,
): void {
  if (takenToday >= CASH_PER_DAY_SATANG) {
    const tomorrow = books.now + DAY_MS - ((books.now - books.startsAt) % DAY_MS);
    books.schedule(tomorrow + random.between(0.1, 9) * HOUR_MS, () =>
      withdraw(books, account, amountSatang, 0, random),
    );
    return;
  }
  const most = baht(random.chance(0.7) ? 20_000 : 30_000);
  const amount = Math.floor(Math.min(amountSatang, most, books.balance(account)) / 10_000) * 10_000;
  if (books.pay(account, null, amount, 'cash') === null) return;
  const rest = amountSatang - amount;
  if (rest < baht(100)) return;
  books.schedule(books.now + random.between(1.5, 7) * MINUTE_MS, () =>
    withdraw(books, account, rest, takenToday + amount, random),
  );
}

/** Returns an amount in baht, often rounded to a hundred, as people send it. */
function rounded(amount: number, random: Random): number {
  return amount >= 100 && random.chance(ROUND_SUMS) ? Math.round(amount / 100) * 100 : amount;
}

/** Returns an amount in satang, in whole baht. */
function wholeBaht(amountSatang: number): number {
  return Math.max(100, Math.floor(amountSatang / 100) * 100);
}
