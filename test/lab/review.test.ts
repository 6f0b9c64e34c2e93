import { DOUBTS, measureReview, REVIEW_ORDERS } from '../../lab/review/measure-review.js';
import { makeReports, MISTAKEN_SHARE } from '../../simulator/world/reports.js';
import { smallNation } from './small-world.js';

jest.setTimeout(120_000); // a world, on a busy machine

describe('the complaints of a made-up country', () => {
  const nation = smallNation(7, { days: 24 });
  const reports = makeReports(nation);
  const mistaken = reports.filter(({ mistake }) => mistake !== null);

  it('are the same for the same seed, and do not change the country', () => {
    const again = smallNation(7, { days: 24 });
    const brief = (from: typeof reports) =>
      from.map(({ reportId, at, caller, debit }) => [reportId, at, caller, debit]);
    expect(brief(makeReports(again))).toEqual(brief(reports));
    expect(again.payments.length).toBe(nation.payments.length);
    expect(brief(makeReports(smallNation(8, { days: 24 })))).not.toEqual(brief(reports));
  });

  it('are mistaken in about one of ten, and true ones are all there, in order of time', () => {
    expect(mistaken.length / reports.length).toBeGreaterThan(MISTAKEN_SHARE / 2);
    expect(mistaken.length / reports.length).toBeLessThanOrEqual(MISTAKEN_SHARE * 1.1);
    expect(reports.length - mistaken.length).toBe(nation.complaints.length);
    const times = reports.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('that are mistaken name innocent holders, and only an invented debit is denied', () => {
    for (const { reported, at, debit, mistake } of mistaken) {
      for (const payment of reported) {
        expect(nation.truth.muleKeys.has(payment.to?.key ?? '')).toBe(false);
        expect(payment.at).toBeLessThan(at);
      }
      if (debit === 'denied') expect(mistake).toBe('invented');
    }
    expect(reports.some(({ debit, mistake }) => debit === 'denied' && mistake === null)).toBe(false);
  });
});

describe('the order of review', () => {
  const figures = measureReview(smallNation(7, { days: 24, gangs: 8, theftsPerGangDay: 2 }));

  it('is measured on the complaints that the rulebook did not end', () => {
    expect(figures.mistaken).toBeGreaterThan(5);
    expect(figures.complaints).toBeGreaterThan(50);
  });

  it('finds more of the mistaken complaints in the first tenth than the order of arrival does', () => {
    const { arrival, doubts } = figures.placing;
    expect(doubts.foundInTenth).toBeGreaterThan(arrival.foundInTenth);
    expect(doubts.before).toBeGreaterThan(0.5);
    for (const name of REVIEW_ORDERS) {
      expect(figures.placing[name].foundInTenth).toBeLessThanOrEqual(1);
      expect(figures.placing[name].before).toBeLessThanOrEqual(1);
    }
  });

  it('counts a doubt with what it names, and all together name at least as much', () => {
    const { any } = figures.naming;
    for (const doubt of DOUBTS) {
      const { named, precision, recall } = figures.naming[doubt];
      expect(precision === null).toBe(named === 0);
      expect(recall).toBeLessThanOrEqual(any.recall);
    }
    expect(figures.naming['any, all banks'].named).toBeGreaterThanOrEqual(any.named);
  });
});
