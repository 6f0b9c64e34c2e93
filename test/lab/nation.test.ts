import { attributeInTimeOrder } from '../../src/domain/trail/attribution.js';
import { AccountLog } from '../../lab/account-log.js';
import { asTransfer } from '../../simulator/world/nation.js';
import { institutionsOfWorld } from '../../simulator/world/population.js';
import { TYPOLOGIES, worldSettings } from '../../simulator/world/settings.js';
import { type StolenPart, withAllBelow } from '../../simulator/world/stolen-parts.js';
import { smallNation } from './small-world.js';

const DAY_MS = 86_400_000;

describe('the made-up country', () => {
  const nation = smallNation(3);
  const parts = [...nation.truth.stolen.values()].flat().flatMap(withAllBelow);

  it('is the same for the same seed, and another for another seed', () => {
    const shown = (seed: number) => JSON.stringify(brief(smallNation(seed, { days: 4 })));
    expect(shown(3)).toBe(shown(3));
    expect(shown(3)).not.toBe(shown(4));
  });

  it('has at least 20 institutions, all in use', () => {
    const used = new Set(nation.accounts.map(({ institution }) => institution));
    expect(institutionsOfWorld().length).toBeGreaterThanOrEqual(20);
    expect(used.size).toBeGreaterThanOrEqual(20);
  });

  it('lists payments in order of time, each with a stable id and a positive amount', () => {
    const times = nation.payments.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(nation.payments.every(({ amountSatang }) => Number.isInteger(amountSatang) && amountSatang > 0)).toBe(true);
    expect(new Set(nation.payments.map((payment) => asTransfer(payment).id)).size).toBe(nation.payments.length);
  });

  it('shows money that leaves its accounts as a transfer to no account', () => {
    const left = nation.payments.filter(({ to }) => to === null);
    expect(left.length).toBeGreaterThan(20);
    expect(left.every((payment) => asTransfer(payment).to === null)).toBe(true);
    expect(nation.payments.every((payment) => payment.to === null || asTransfer(payment).to === payment.to.key)).toBe(
      true,
    );
  });

  it('sleeps at night', () => {
    const hours = nation.payments.map(({ at }) => new Date(at + 7 * 3_600_000).getUTCHours());
    const between = (from: number, to: number) =>
      hours.filter((hour) => hour >= from && hour < to).length / (to - from);
    expect(between(1, 5) * 4).toBeLessThan(between(11, 21));
  });

  it('has 4 of 100 who innocently send on what comes in', () => {
    const forwarders = nation.accounts.filter(({ role }) => role === 'forwarder');
    expect(forwarders.length / nation.accounts.length).toBeCloseTo(0.04, 3);
  });

  it('has sellers who send on more than 0.8 of what they take in', () => {
    const log = new AccountLog(nation.payments);
    const sellers = nation.accounts.filter(({ role, key }) => role === 'seller' && !nation.truth.muleKeys.has(key));
    const sum = (account: number, side: 'incoming' | 'outgoing') =>
      log.of(account)[side].reduce((total, { amountSatang }) => total + amountSatang, 0);
    const taken = sellers.reduce((total, { index }) => total + sum(index, 'incoming'), 0);
    const sent = sellers.reduce((total, { index }) => total + sum(index, 'outgoing'), 0);
    expect(sent / taken).toBeGreaterThan(0.8);
  });

  it('lets mules go on living: they still pay shops', () => {
    const log = new AccountLog(nation.payments);
    const shopping = nation.truth.mules.filter((mule) =>
      log.of(mule.account).outgoing.some(({ at, rail }) => rail === 'qr' && at > mule.since),
    );
    expect(shopping.length / nation.truth.mules.length).toBeGreaterThan(0.5);
  });

  it('lets innocent persons take out in cash what they were sent, as mules do', () => {
    const log = new AccountLog(nation.payments);
    const persons = nation.accounts.filter(({ role, key }) => role === 'person' && !nation.truth.muleKeys.has(key));
    const emptied = persons.filter(({ index }) => {
      const { incoming, outgoing } = log.of(index);
      const came = incoming.find(({ amountSatang }) => amountSatang >= 500_000);
      const left = outgoing.find(({ at, rail }) => came !== undefined && rail === 'cash' && at > came.at);
      return came !== undefined && left !== undefined && left.amountSatang >= 0.8 * came.amountSatang;
    });
    expect(emptied.length).toBeGreaterThan(10);
  });

  it('names what gangs use in complaints, again and again, and now and then something of nobody', () => {
    const { complaints, contacts } = nation;
    const gangOf = new Map(complaints.map(({ complaintId, theft }) => [complaintId, theft.gang]));
    const casesOf = new Map<string, Set<string>>();
    for (const { complaintId, value } of contacts) {
      casesOf.set(value, (casesOf.get(value) ?? new Set()).add(complaintId));
    }
    const used = [...casesOf].filter(([value]) => value.includes('of gang'));
    expect(used.some(([, cases]) => cases.size > 1)).toBe(true);
    for (const [value, cases] of used) {
      for (const id of cases) expect(value).toContain(`of gang ${gangOf.get(id)}/`);
    }
    expect(used.length).toBeLessThan(casesOf.size);
  });

  it('moves stolen money through layers that split, merge and take it out', () => {
    const children = (part: StolenPart) => part.children.length;
    expect(parts.some((part) => part.hop >= 3)).toBe(true);
    expect(parts.some((part) => children(part) >= 3)).toBe(true);
    expect(parts.some((part) => part.payment.to === null)).toBe(true);
    const theftsOf = new Map<number, Set<string>>();
    for (const { payment, theft } of parts) {
      theftsOf.set(payment.index, (theftsOf.get(payment.index) ?? new Set()).add(theft.theftId));
    }
    expect([...theftsOf.values()].some((thefts) => thefts.size > 1)).toBe(true);
  });

  it('neither makes nor loses stolen money on its way', () => {
    for (const part of parts) {
      const carried = part.children.reduce((sum, child) => sum + child.amountSatang, 0);
      expect(carried).toBeLessThanOrEqual(part.amountSatang);
    }
  });

  it('follows stolen money as the rule of the orders does', () => {
    const log = new AccountLog(nation.payments);
    const arrivals = new Map<number, StolenPart[]>();
    for (const part of parts) {
      const to = part.payment.to?.index;
      if (to !== undefined) arrivals.set(to, [...(arrivals.get(to) ?? []), part]);
    }
    const own = new Set(nation.truth.thefts.flatMap(({ payments }) => payments));
    let compared = 0;
    for (const [account, credits] of arrivals) {
      const ids = new Map(credits.map((part, index) => [part, `${part.payment.index}`.padStart(9, '0') + `-${index}`]));
      const debits = log.of(account).outgoing.filter((payment) => !own.has(payment));
      // At one instant the world knows the order; the rule takes the id.
      const byRule = attributeInTimeOrder(
        credits.map((part) => ({
          creditId: ids.get(part) ?? '',
          at: new Date(part.payment.at),
          unexplainedSatang: BigInt(part.amountSatang),
        })),
        debits.map((payment) => ({
          debitId: `${payment.index}`.padStart(9, '0'),
          at: new Date(payment.at),
          amountSatang: BigInt(payment.amountSatang),
        })),
      );
      const byWorld = credits.reduce((sum, part) => sum + part.children.reduce((s, c) => s + c.amountSatang, 0), 0);
      expect(byRule.reduce((sum, part) => sum + part.attributedSatang, 0n)).toBe(BigInt(byWorld));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('lets victims notice minutes, hours or a day later, and some never report', () => {
    const delays = nation.complaints.map((complaint) => complaint.at - (complaint.reported.at(-1)?.at ?? 0));
    expect(delays.some((delay) => delay < 40 * 60_000)).toBe(true);
    expect(delays.some((delay) => delay > 20 * 3_600_000)).toBe(true);
    expect(nation.complaints.length).toBeLessThan(nation.truth.thefts.length);
  });

  it('lets agencies know of mules late and not for sure', () => {
    const about = (kind: string) => nation.facts.filter((fact) => fact.kind === kind);
    const wrong = about('sim_owner_differs').filter(
      ({ subject, value }) => value === 1 && !nation.truth.muleKeys.has(subject),
    );
    expect(wrong.length).toBeGreaterThan(100);
    for (const kind of ['hr03', 'colour', 'earlier_complaint', 'flagged_wallet']) {
      expect(about(kind).length).toBeGreaterThan(0);
    }
    expect(nation.facts.every(({ knownAt }) => knownAt < nation.endsAt)).toBe(true);
  });

  it('keeps one way of gangs out of the worlds for training', () => {
    expect(worldSettings(1).typologies).not.toContain('peel');
    expect(worldSettings(26).typologies).toEqual(TYPOLOGIES);
  });

  it.each<[string, Partial<ReturnType<typeof worldSettings>>]>([
    ['at least 500 accounts', { accounts: 10 }],
    ['at least one day', { days: 0 }],
    ['dwellFactor', { dwellFactor: 0 }],
    ['no way to move money', { typologies: [] }],
  ])('refuses settings that make no world: %s', (reason, changes) => {
    expect(() => worldSettings(1, changes)).toThrow(reason);
  });
});

/** What tells two worlds apart. */
function brief(nation: ReturnType<typeof smallNation>): unknown {
  const { complaints, facts, labels, payments, truth } = nation;
  return {
    payments: payments.map(({ at, from, to, amountSatang }) => [at, from.index, to?.index ?? null, amountSatang]),
    complaints: complaints.map(({ complaintId, at }) => [complaintId, (at - nation.settings.startsAt) / DAY_MS]),
    facts,
    labels,
    mules: truth.mules,
  };
}
