import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measurePolicy } from '../../lab/bench/measure.js';
import { InformationStore, OutOfSightError, type InformationSet } from '../../lab/bench/information-store.js';
import { endOfHold, followed, givesReasonToBelieve } from '../../lab/bench/law.js';
import { playPolicy, prepareBench } from '../../lab/bench/play.js';
import { type Policy, policiesOf } from '../../lab/bench/policies.js';
import { GROUPS, measureReleases } from '../../lab/bench/releases.js';
import { estimate } from '../../lab/bench/statistics.js';
import { measureWorld } from '../../lab/bench/world-result.js';
import { calibrationFault } from '../../lab/hardness/calibration.js';
import { codeHash } from '../../lab/code-hash.js';
import { honestPage } from '../../lab/honest/honest-page.js';
import { measureHonest, PROPOSALS } from '../../lab/honest/measure-honest.js';
import { compareRings } from '../../lab/linkage/b-cubed.js';
import { accountKeys, contactKeys, KnownKeys } from '../../lab/linkage/known-keys.js';
import { LINKED_BY, measureLinkage } from '../../lab/linkage/measure-linkage.js';
import { readOptions } from '../../lab/options.js';
import { VARIANTS } from '../../lab/sensitivity.js';
import { reportOf } from '../../lab/report/report.js';
import { measureReview } from '../../lab/review/measure-review.js';
import { withAllBelow } from '../../simulator/world/stolen-parts.js';
import { smallNation } from './small-world.js';

const HOUR_MS = 3_600_000;

describe('the lab', () => {
  const nation = smallNation(8);
  const bench = prepareBench(nation);
  const played = new Map(policiesOf().map((policy) => [policy.id, playPolicy(bench, policy)]));
  const figures = (id: string) => measurePolicy(bench, played.get(id) ?? []);

  it('plays every policy over the same thefts', () => {
    for (const { id } of policiesOf()) {
      expect(figures(id).cases).toBe(bench.complaints.length);
      expect(figures(id).stolenBaht).toBe(figures('manual').stolenBaht);
    }
    expect(bench.complaints.length).toBeGreaterThan(3);
  });

  it('never holds more than was stolen, and nothing twice', () => {
    for (const cases of played.values()) {
      for (const { holds, stolenSatang } of cases) {
        const held = holds.reduce((sum, { heldSatang }) => sum + heldSatang, 0);
        expect(held).toBeLessThanOrEqual(stolenSatang);
      }
    }
  });

  it('lets nobody save more than who knows all at once', () => {
    for (const { id } of policiesOf()) {
      expect(figures(id).heldShare).toBeLessThanOrEqual(figures('oracle0').heldShare + 1e-9);
    }
    expect(figures('oracle').heldShare).toBeLessThanOrEqual(figures('oracle0').heldShare + 1e-9);
  });

  it('makes holds ready only where a policy says so, and counts those that nothing came for', () => {
    expect(figures('follow').armedPerCase).toBe(0);
    expect(figures('follow+frequency').armedPerCase).toBeGreaterThan(0);
    expect(figures('follow+frequency').neverTriggeredShare).toBeGreaterThan(0);
  });

  it('ends holds when the rulebook ends them', () => {
    const [complaint] = bench.complaints;
    if (complaint === undefined) throw new Error('no complaint');
    const at = complaint.at + HOUR_MS;
    const silent = { ...complaint, statementAt: null };
    // The centre counts the report as the complaint (C2), so OFF-7D gives seven days.
    const end = endOfHold('section7', at, silent) - at;
    expect(end).toBeGreaterThan(0);
    expect(end).toBeLessThanOrEqual(7 * 24 * HOUR_MS);
    expect(endOfHold('aoc_suspension', at, silent) - at).toBe(7 * 24 * HOUR_MS);
  });

  it('follows no payment to a shop, none below the minimum, and none off the rails', () => {
    const parts = [...nation.truth.stolen.values()].flat().flatMap(withAllBelow);
    const [complaint] = bench.complaints;
    if (complaint === undefined) throw new Error('no complaint');
    let stops = 0;
    for (const part of parts.filter(({ children }) => children.length > 0)) {
      const context = { complaint, freeSatang: 1e12, accounts: new Set<string>() };
      const taken = followed(part, part.children, context, nation.endsAt).map((one) => one.part);
      stops += part.children.length - taken.length;
      for (const { payment, amountSatang } of taken) {
        expect(payment.to).not.toBeNull();
        expect(payment.paidTo).toBeNull();
        expect(amountSatang).toBeGreaterThanOrEqual(50_000);
      }
    }
    expect(stops).toBeGreaterThan(10);
  });

  it('asks for evidence where section 7 gives no power', () => {
    const [part] = [...nation.truth.stolen.values()].flat();
    if (part?.payment.to === undefined || part.payment.to === null) throw new Error('no part');
    const at = part.payment.at + 1;
    const fact = { subject: part.payment.to.key, kind: 'earlier_complaint' as const, value: 1, knownAt: at };
    expect(givesReasonToBelieve(part, [], 0, at)).toBe(false);
    expect(givesReasonToBelieve(part, [fact], 0, at)).toBe(true);
    expect(givesReasonToBelieve(part, [{ ...fact, knownAt: at + 1 }], 0, at)).toBe(false);
  });

  describe('what a predictor may look at', () => {
    const complaint = bench.complaints.at(-1);
    if (complaint === undefined) throw new Error('no complaint');
    const now = complaint.at;
    const theftAt = complaint.reported[0]?.at ?? 0;
    const find = (wanted: (at: number) => boolean) => nation.payments.find(({ at }) => wanted(at));
    const later = find((at) => at > now);
    const sinceTheft = find((at) => at >= theftAt && at <= now);
    const unreported = nation.payments.find((one) => one.at < theftAt && bench.sights.knownAt(one) === Infinity);
    const store = (set: InformationSet) => new InformationStore(bench.sights, set, complaint, now);

    it.each<[InformationSet, string, typeof later]>([
      ['live', 'what has not happened yet', later],
      ['history', 'the money of the case itself', sinceTheft],
      ['reported', 'the money of the case itself', sinceTheft],
      ['reported', 'a payment on no reported trail', unreported],
    ])('%s: the store throws on %s', (set, _, payment) => {
      if (payment === undefined) throw new Error('no such payment');
      expect(() => store(set).read(payment)).toThrow(OutOfSightError);
    });

    it('lets a wider set see more', () => {
      if (sinceTheft === undefined || unreported === undefined) throw new Error('no such payment');
      expect(store('live').read(sinceTheft).id).toBe(`p${sinceTheft.index}`);
      expect(store('history').read(unreported).id).toBe(`p${unreported.index}`);
    });
  });

  const small = measureWorld(nation.settings);
  const hard = { prevalence: 0.005, labelNoise: 0.05, ruleAuc: 0.7, logisticAuc: 0.9, onPath: 200, mulesOnPath: 50 };

  it('takes no figure from a world that fails a gate of hardness, and says so', () => {
    const passing = { ...small, hardness: hard };
    const failing = {
      ...small,
      settings: { ...small.settings, seed: 99 },
      hardness: { ...hard, logisticAuc: 0.99 },
      policies: {},
      hits: [],
    };
    const page = reportOf({ worlds: [passing, failing] });
    const [, afterHardness = ''] = (page['README.md'] ?? '').split('## How hard the worlds are');
    expect(afterHardness).toContain('| 99 |');
    expect(page['README.md']?.replace(afterHardness, '')).toContain('left out: 1.');
    expect(page['saved.svg']).toBe(reportOf({ worlds: [passing] })['saved.svg']);
    expect(() => reportOf({ worlds: [failing] })).toThrow('no world passes the gates');
  });

  it.each<[number, boolean]>([
    [0.109, true],
    [0.11, false],
    [0.15, false],
    [0.151, true],
  ])('says of its worlds when the manual policy holds %d on the mean: not calibrated %s', (held, isAtFault) => {
    const manual = { ...figures('manual') };
    const world = (heldShare: number) => ({
      ...small,
      hardness: hard,
      policies: { ...small.policies, manual: { ...manual, heldShare } },
    });
    // The worlds differ; their mean decides.
    const worlds = [world(held - 0.05), world(held + 0.05)];
    expect(calibrationFault(worlds) !== undefined).toBe(isAtFault);
    expect((reportOf({ worlds })['README.md'] ?? '').includes('Not calibrated')).toBe(isAtFault);
  });

  it('says what prediction adds where mules serve more thefts, or fewer, once both were measured', () => {
    const variants = VARIANTS.map((variant) => ({ variant, worlds: [{ ...small, hardness: hard }] }));
    const page = (measured: typeof variants) =>
      reportOf({ worlds: [{ ...small, hardness: hard }], variants: measured })['README.md'] ?? '';
    expect(page(variants)).toMatch(
      /where a mule serves 160 thefts: at least 0\.25 \|.*\n.*serves 5 thefts: at least 0\.00 \|/,
    );
    expect(page([])).not.toContain('where a mule serves');
  });

  it('writes the page with its charts, from one small world', () => {
    const page = reportOf({
      worlds: [{ ...small, hardness: hard }],
      linkage: [measureLinkage(nation)],
      reviews: [measureReview(nation)],
    });
    expect(Object.keys(page).sort()).toEqual(['README.md', 'minutes.svg', 'saved.svg']);
    for (const { title } of policiesOf()) expect(page['README.md']).toContain(`| ${title} |`);
    for (const by of LINKED_BY) expect(page['README.md']).toContain(`| ${by} |`);
    expect(page['saved.svg']).toContain('<svg');
    expect(page['README.md']).toContain('first come, first served |');
    for (const group of GROUPS) expect(page['README.md']).toContain(`| ${group} |`);
    for (const goal of ['G4', 'G5', 'G6, reported', 'G6, history']) expect(page['README.md']).toContain(`| ${goal}`);
  });
});

describe('found rings beside the true ones', () => {
  const truth = new Map([
    ['A', 'r'],
    ['B', 'r'],
    ['C', 's'],
  ]);

  it('are perfect when they are the same', () => {
    const found = (id: string) => (id === 'C' ? ['C'] : ['A', 'B']);
    expect(compareRings(truth, found, 'end')).toMatchObject({
      precision: 1,
      recall: 1,
      f1: 1,
      overMerged: 0,
      linked: 2 / 3,
    });
  });

  it('lose precision when they take in others, and recall when they miss some', () => {
    const all = compareRings(truth, () => ['A', 'B', 'C'], 'end');
    expect([all.precision, all.recall, all.overMerged]).toEqual([expect.closeTo(5 / 9), 1, 1]);
    const none = compareRings(truth, (id) => [id], 'end');
    expect([none.precision, none.recall, none.linked]).toEqual([1, expect.closeTo(2 / 3), 0]);
  });
});

describe('found rings, asked as each case comes', () => {
  it('are measured against the cases that came before', () => {
    const truth = new Map([
      ['A', 'r'],
      ['B', 'r'],
      ['C', 'r'],
    ]);
    const found = (id: string) => ({ A: ['A'], B: ['A', 'B'], C: ['A', 'B', 'C'] })[id] ?? [];
    expect(compareRings(truth, found, 'arrival').recall).toBe(1);
    expect(compareRings(truth, found, 'end').recall).toBeCloseTo((1 / 3 + 2 / 3 + 1) / 3);
  });

  it('come from keys of those cases alone', () => {
    const nation = smallNation(7);
    const keys = new KnownKeys(nation.complaints, [...accountKeys(nation, 0), ...contactKeys(nation)]);
    const cameAt = new Map(nation.complaints.map(({ complaintId, at }) => [complaintId, at]));
    let linked = 0;
    for (const { complaintId, at } of nation.complaints) {
      const ring = keys.ringOf(complaintId, at);
      linked += ring.length - 1;
      for (const id of ring) expect(cameAt.get(id)).toBeLessThanOrEqual(at);
    }
    expect(linked).toBeGreaterThan(0);
  });
});

describe('reviews of holds', () => {
  const bench = prepareBench(smallNation(7));
  const [trace] = policiesOf().filter(({ id }) => id === 'trace');
  if (trace === undefined) throw new Error('no policy');
  const played = playPolicy(bench, trace);
  const figures = measureReleases(bench, played);
  const innocent = (orders: 'none' | 'chance' | 'taint' | 'analysis') => figures[orders].groups.all;

  it('let innocent holders go earlier than nobody does, whatever the order, and cost some money of mules', () => {
    expect(figures.none).toMatchObject({ reviews: 0, lostShare: 0 });
    for (const order of ['chance', 'taint', 'analysis'] as const) {
      expect(innocent(order).bahtHours).toBeLessThan(innocent('none').bahtHours);
      expect(innocent(order).held).toBe(innocent('none').held);
      expect(figures[order].reviews).toBeGreaterThan(0);
      expect(figures[order].ofInnocents).toBeLessThanOrEqual(figures[order].reviews);
      expect(figures[order].lostShare).toBeLessThan(0.2);
    }
  });

  it('release nobody by the truth: without a score, the analysis has no order but that of the holds', () => {
    const blind = played.map((one) => ({ ...one, holds: one.holds.map((hold) => ({ ...hold, score: null })) }));
    expect(measureReleases(bench, blind).analysis.ofInnocents).toBeLessThanOrEqual(figures.analysis.ofInnocents);
  });
});

describe('what the rules do to those without guilt', () => {
  const nation = smallNation(11);
  const bench = prepareBench(nation);
  const worlds = [measureHonest(nation), measureHonest(smallNation(8))];
  const holdsUnder = (changes: Partial<Policy>) => {
    const trace = policiesOf().find(({ id }) => id === 'trace');
    if (trace === undefined) throw new Error('no policy');
    return playPolicy(bench, { ...trace, scoresHolds: false, ...changes }).flatMap(({ holds }) => holds);
  };

  it('is what the policy of one live trace does where nothing is proposed', () => {
    const [trace] = policiesOf().filter(({ id }) => id === 'trace');
    if (trace === undefined) throw new Error('no policy');
    const asItIs = measureReleases(bench, playPolicy(bench, trace)).none;
    expect(worlds[0]?.[0]?.bahtHoursPerBahtSaved).toBeCloseTo(asItIs.bahtHoursPerBahtSaved, 9);
    expect(worlds[0]?.[0]?.hours.all).toBe(asItIs.groups.all.hoursToRelease);
  });

  it('follows no further than a proposal lets it', () => {
    expect(Math.max(...holdsUnder({}).map(({ hop }) => hop))).toBeGreaterThan(1);
    expect(Math.max(...holdsUnder({ trace: { maxHops: 1 } }).map(({ hop }) => hop))).toBe(1);
    expect(holdsUnder({ trace: { minSatang: 10_000_000_000 } }).every(({ hop }) => hop === 0)).toBe(true);
  });

  it('holds by evidence from a hop on, and the account that the victim paid without', () => {
    const asItIs = holdsUnder({});
    const byEvidence = holdsUnder({ evidenceFromHop: 1 });
    const at = (holds: typeof asItIs, isFirst: boolean) => holds.filter(({ hop }) => (hop === 0) === isFirst).length;
    expect(at(byEvidence, true)).toBe(at(asItIs, true));
    expect(at(byEvidence, false)).toBeLessThan(at(asItIs, false));
    expect(holdsUnder({ evidenceFromHop: 99 })).toEqual(asItIs);
  });

  it('has a row for each proposal, with the price beside today', () => {
    const page = honestPage([8, 11], worlds);
    for (const { title } of PROPOSALS) expect(page).toContain(`| ${title} |`);
    expect(page).not.toContain('NaN');
    expect(page).toMatch(/halves how many forwarders are held for the least|None of these halves/);
  });
});

describe('the code that a result depends on', () => {
  it('gives another hash when it changes, and the same when only the page does', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'rangap-lab-'));
    const write = (name: string, text: string) => {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    };
    for (const name of ['lab/bench/a.js', 'simulator/world/a.js', 'src/analysis/a.json', 'src/domain/a.js'])
      write(name, '1');
    const before = codeHash(root);
    write('lab/report/a.js', '1');
    expect(codeHash(root)).toBe(before);
    write('simulator/world/a.js', '2');
    expect(codeHash(root)).not.toBe(before);
    rmSync(root, { recursive: true });
  });
});

describe('an estimate', () => {
  it('has the interval of Student’s t, and none of one value', () => {
    expect(estimate([3])).toEqual({ mean: 3, within: null });
    const { mean, within } = estimate([1, 2, 3, 4]);
    expect(mean).toBe(2.5);
    expect(within).toBeCloseTo(3.182 * Math.sqrt(5 / 3 / 4), 6);
    expect(() => estimate([])).toThrow(RangeError);
  });
});

describe('the words of npm run lab', () => {
  it.each<[string[], readonly number[] | undefined]>([
    [[], [26, 27, 28, 29, 30, 31, 32, 33, 34, 35]],
    [
      ['--seeds', '26-28'],
      [26, 27, 28],
    ],
    [
      ['--seeds', '1,4'],
      [1, 4],
    ],
    [['--seeds', 'many'], undefined],
    [['--seeds', '9-2'], undefined],
    [['--accounts', 'few'], undefined],
    [['--what'], undefined],
  ])('%j', (args, seeds) => {
    expect(readOptions(args)?.seeds).toEqual(seeds);
  });
});
