import { assessHops, hopModel, type InformationSet } from '../../src/analysis/assess-hops.js';
import { HOP_FEATURES } from '../../src/analysis/features/hop-features.js';
import type { AgencyFact, Observed } from '../../src/analysis/observed.js';
import { bandOf } from '../../src/analysis/trees/band.js';
import { findCounterfactual } from '../../src/analysis/trees/counterfactual.js';
import { minute, pay } from './made-up-transfers.js';

const DAY = 24 * 60;
const DAY_MS = DAY * 60_000;
const stolen = pay('victim', 'mule-1', 10_000, 40 * DAY);
const later = (minutes: number) => 40 * DAY + minutes;
const shopPayments = Array.from({ length: 40 }, (_, day) => ({
  ...pay(`buyer-${day % 17}`, 'shop', 90 + day, day * DAY + 700),
  rail: 'qr',
}));
const listed: AgencyFact[] = [
  { subject: 'mule-2', kind: 'hr03', value: 2, knownAt: minute(0) },
  { subject: 'mule-2', kind: 'colour', value: 5, knownAt: minute(0) },
  { subject: 'mule-2', kind: 'earlier_complaint', value: 1, knownAt: minute(0) },
];
const observed: Observed = {
  transfers: [
    ...shopPayments,
    pay('mule-1', 'mule-2', 500, 39 * DAY),
    stolen,
    pay('mule-1', 'mule-2', 8_000, later(5)),
    pay('mule-2', 'mule-3', 7_900, later(9)),
    pay('mule-1', 'shop', 150, later(30)),
  ],
  facts: listed,
  refs: [],
};
const asOf = minute(later(120));

describe.each<InformationSet>(['reported', 'history'])('the assessment of a trail by what is %s', (set) => {
  it('names every account that stolen money reached, with reasons in both languages', () => {
    const assessed = assessHops({ stolen: [stolen] }, observed, asOf, set);
    expect(assessed.map(({ account }) => account).sort()).toEqual(['mule-1', 'mule-2', 'mule-3', 'shop']);
    for (const { reasons, featureHash, score, band, modelVersion } of assessed) {
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.length).toBeLessThanOrEqual(4);
      expect(reasons.every(({ th, en }) => th !== '' && en !== '')).toBe(true);
      expect(featureHash).toMatch(/^[0-9a-f]{64}$/);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
      expect(['high', 'unsure', 'likelyInnocent']).toContain(band);
      expect(modelVersion).toBe(hopModel(set).version);
    }
  });

  it('puts a listed account that sends everything on before the shop that was paid a little', () => {
    const order = assessHops({ stolen: [stolen] }, observed, asOf, set).map(({ account }) => account);
    expect(order.indexOf('mule-2')).toBeLessThan(order.indexOf('shop'));
  });

  it('is the same whatever is known later', () => {
    const more = {
      transfers: [...observed.transfers, pay('mule-3', 'mule-4', 7_000, later(121))],
      facts: [...listed, { subject: 'shop', kind: 'hr03', value: 2, knownAt: minute(later(121)) } as const],
      refs: [],
    };
    expect(assessHops({ stolen: [stolen] }, more, asOf, set)).toEqual(
      assessHops({ stolen: [stolen] }, observed, asOf, set),
    );
  });

  it('never names the victim, to whom money came back', () => {
    const back = { ...observed, transfers: [...observed.transfers, pay('mule-2', 'victim', 100, later(110))] };
    expect(assessHops({ stolen: [stolen] }, back, asOf, set).map(({ account }) => account)).not.toContain('victim');
  });

  it('says nothing before anything was stolen', () => {
    expect(assessHops({ stolen: [stolen] }, observed, minute(39 * DAY), set)).toEqual([]);
  });

  it('gives another hash for other figures, and the same for the same', () => {
    const hashes = assessHops({ stolen: [stolen] }, observed, asOf, set).map(({ featureHash }) => featureHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes).toEqual(assessHops({ stolen: [stolen] }, observed, asOf, set).map(({ featureHash }) => featureHash));
  });
});

describe('the hash of the figures', () => {
  it('stays while nothing turns in the model, and changes when an agency says something', () => {
    const hashAt = (ms: number, facts: readonly AgencyFact[]) =>
      assessHops({ stolen: [stolen] }, { ...observed, facts }, asOf + ms).find(({ account }) => account === 'mule-2')
        ?.featureHash;
    expect(hashAt(1, listed)).toBe(hashAt(0, listed));
    expect(hashAt(0, [])).not.toBe(hashAt(0, listed));
  });
});

describe('a counterfactual', () => {
  const model = {
    version: 'made-up',
    features: HOP_FEATURES.map(({ name }) => name),
    spread: [],
    trees: [
      {
        feature: [HOP_FEATURES.findIndex(({ name }) => name === 'concentration'), -1, -1],
        threshold: [0.5, 0, 0],
        unknownLeft: [1, 0, 0],
        left: [1, 0, 0],
        right: [2, 0, 0],
        value: [0, -3, 3],
        cover: [10, 5, 5],
      },
    ],
    calibration: { scores: [-3, 3], probabilities: [0.05, 0.95] },
    bands: { likelyInnocentBelow: 0.1, highFrom: 0.9, sendsOn: { feature: 'sentOn', from: 0.5, highFrom: 0.96 } },
  };
  const row = (concentration: number) =>
    HOP_FEATURES.map(({ name }) => (name === 'concentration' ? concentration : NaN));

  it('names the figure and the nearest value at which the band is milder', () => {
    expect(findCounterfactual(model, row(0.8), 'high', 0)).toEqual({ feature: 'concentration', value: 0.5 });
  });

  it('does not call an account high that sends on what comes in, where the score is high for that alone', () => {
    const sentOn = HOP_FEATURES.findIndex(({ name }) => name === 'sentOn');
    const banded = (share: number) => bandOf(model, row(0.8).with(sentOn, share), 0.95, 0);
    expect([0, 0.49, 0.5, 1, NaN].map(banded)).toEqual(['high', 'high', 'unsure', 'unsure', 'high']);
  });

  it('says nobody is likely innocent on the day of the theft, and offers no figure that would make him so', () => {
    const at = (sinceTheftMs: number) => bandOf(model, row(0.2), 0.05, sinceTheftMs);
    expect([0, DAY_MS - 1, DAY_MS].map(at)).toEqual(['unsure', 'unsure', 'likelyInnocent']);
    expect(findCounterfactual(model, row(0.8), 'unsure', DAY_MS - 1)).toBeNull();
    expect(findCounterfactual(model, row(0.8), 'unsure', DAY_MS)).toEqual({ feature: 'concentration', value: 0.5 });
  });

  it('is missing where the account is likely innocent already, or nothing is known', () => {
    expect(findCounterfactual(model, row(0.2), 'likelyInnocent', 2 * DAY_MS)).toBeNull();
    expect(findCounterfactual(model, row(NaN), 'high', 0)).toBeNull();
  });
});
