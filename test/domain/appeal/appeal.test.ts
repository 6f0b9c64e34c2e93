import { answerAppeal as judge, type AppealAct, type AppealedHold } from '../../../src/domain/appeal/answer-appeal.js';
import type { AppealFacts, AppealState } from '../../../src/domain/appeal/appeal.js';
import { mayChangeAppeal, nextTier } from '../../../src/domain/appeal/appeal-state.js';
import { fileAppeal } from '../../../src/domain/appeal/file-appeal.js';
import { PARTS_IN_HOLD, type PartTaken, personsWithAPart } from '../../../src/domain/appeal/part-in-hold.js';
import { tierClock } from '../../../src/domain/appeal/tier-clock.js';
import { deadlineOf } from '../../../src/domain/deadlines/deadline-of.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import type { Actor, Role } from '../../../src/domain/freeze-request/freeze-request.js';
import { hoursAfter, NOW, TH } from '../support.js';

const appeal = (over: Partial<AppealFacts> = {}): AppealFacts => ({
  state: 'received',
  tier: 'centre',
  answeredBy: [],
  answeredTiers: [],
  ...over,
});
const hold = (over: Partial<AppealedHold> = {}): AppealedHold => ({
  kind: 'section7',
  restsOnNotice: false,
  offices: [],
  state: 'held',
  heldSatang: 50_000n,
  expiresAt: hoursAfter(NOW, 1),
  parts: [{ person: 'operator-1', part: 'intake' as const }],
  ...over,
});
const act = (over: Partial<AppealAct> = {}): AppealAct => ({
  verdict: 'refuse',
  reason: { en: 'the payment is not explained' },
  keepSatang: null,
  ...over,
});
const who = (subject: string, ...roles: Role[]) => ({ subject, roles });
const OFFICER = who('officer-1', 'aoc_officer');
const answerAppeal = (facts: AppealFacts, held: AppealedHold, actor: Actor, done: AppealAct) =>
  judge(facts, held, actor, done, { rulebook: TH, now: NOW });

describe('an appeal goes from', () => {
  const allowed: Record<AppealState, readonly AppealState[]> = {
    received: ['under_review', 'upheld', 'partly_upheld', 'refused'],
    under_review: ['received', 'upheld', 'partly_upheld', 'refused'],
    partly_upheld: ['received'],
    refused: ['received'],
    upheld: [],
  };
  const states = Object.keys(allowed) as AppealState[];
  it.each(states.flatMap((from) => states.map((to) => [from, to, allowed[from].includes(to)] as const)))(
    '%s to %s: %s',
    (from, to, expected) => expect(mayChangeAppeal(from, to)).toBe(expected),
  );
  it.each([
    ['the centre', appeal(), 'police'],
    ['the police', appeal({ tier: 'police' }), null],
    ['the authority of the power', appeal({ tier: 'authority', answeredTiers: ['centre', 'authority'] }), 'police'],
    ['the authority, after the police', appeal({ tier: 'authority', answeredTiers: ['police'] }), null],
  ] as const)('%s to its next tier', (_from, facts, next) => {
    expect(nextTier(facts)).toBe(next);
  });
});

describe('what becomes of an appeal', () => {
  it.each([
    ['the first of its hold', null, 'new', 'centre'],
    ['while one waits', appeal(), 'joined', 'centre'],
    ['while one is read', appeal({ state: 'under_review', tier: 'police' }), 'joined', 'police'],
    ['after a refusal', appeal({ state: 'refused' }), 'next_tier', 'police'],
    ['after a part was given', appeal({ state: 'partly_upheld' }), 'next_tier', 'police'],
  ])('%s', (_case, earlier, becomes, tier) => {
    expect(fileAppeal(hold(), earlier, false)).toEqual({ ok: true, value: { becomes, tier } });
  });

  it.each([
    ['a refusal at every tier', appeal({ state: 'refused', tier: 'police' }), 'new_round', 'centre'],
    ['a part given at the last tier', appeal({ state: 'partly_upheld', tier: 'police' }), 'new_round', 'centre'],
    ['a refusal at the first tier', appeal({ state: 'refused' }), 'next_tier', 'police'],
    ['its filing, while it waits', appeal({ tier: 'police' }), 'joined', 'police'],
  ])('when persons decided anew after %s', (_case, earlier, becomes, tier) => {
    expect(fileAppeal(hold(), earlier, true)).toEqual({ ok: true, value: { becomes, tier } });
  });

  it('is refused when every tier has answered, or when nothing is held any more', () => {
    expect(fileAppeal(hold(), appeal({ state: 'refused', tier: 'police' }), false)).toMatchObject({
      code: 'APPEAL.NO_FURTHER_TIER',
    });
    expect(fileAppeal(hold({ state: 'release_ordered' }), null, true)).toMatchObject({ code: 'HOLD.RELEASE_ORDERED' });
    for (const state of ['released', 'no_funds', 'refused', 'seized'] as const)
      expect(fileAppeal(hold({ state }), null, true)).toMatchObject({ code: 'HOLD.ENDED' });
  });
});

describe('an answer', () => {
  it.each([
    ['review', 'under_review'],
    ['uphold', 'upheld'],
    ['refuse', 'refused'],
  ] as const)('%s makes it %s', (verdict, state) => {
    expect(answerAppeal(appeal(), hold(), OFFICER, act({ verdict }))).toEqual({
      ok: true,
      value: { state, kept: verdict, role: 'aoc_officer', ends: verdict === 'uphold' ? 'all' : 'nothing' },
    });
  });

  describe('for the holder, of who does not hold the power', () => {
    const POLICE: Partial<AppealedHold>[] = [
      { kind: 'continue_order' },
      { kind: 'whole_account' },
      { kind: 'section6', restsOnNotice: true },
      { kind: 'section6', restsOnNotice: true, offices: ['amlo'] },
    ];
    it.each(POLICE)('goes to the authority, and ends nothing: %j', (over) => {
      for (const done of [act({ verdict: 'uphold' }), act({ verdict: 'uphold_in_part', keepSatang: 1n })])
        expect(answerAppeal(appeal(), hold(over), OFFICER, done)).toEqual({
          ok: true,
          value: { state: 'received', kept: 'forward', role: 'aoc_officer', ends: 'nothing' },
        });
    });

    it('of a hold by section 7 that a suspicion lets stand too, ends section 7 and goes on', () => {
      const both = hold({ restsOnNotice: true });
      expect(answerAppeal(appeal(), both, OFFICER, act({ verdict: 'uphold' }))).toMatchObject({
        value: { kept: 'forward', ends: 'own_power_alone' },
      });
    });

    it('of the police about a suspension of the centre goes to the centre', () => {
      const suspended = hold({ kind: 'aoc_suspension' });
      const inquirer = who('inquiry-1', 'inquiry_officer');
      expect(answerAppeal(appeal({ tier: 'police' }), suspended, inquirer, act({ verdict: 'uphold' }))).toMatchObject({
        value: { kept: 'forward', ends: 'nothing' },
      });
    });

    it.each<[Role, Partial<AppealedHold>, string]>([
      ['inquiry_officer', { kind: 'whole_account' }, 'upheld'],
      ['amlo_officer', { kind: 'whole_account' }, 'APPEAL.ROLE'],
      ['aoc_supervisor', { kind: 'continue_order' }, 'APPEAL.ROLE'],
      ['amlo_officer', { kind: 'section6', restsOnNotice: true, offices: ['amlo'] }, 'upheld'],
      ['inquiry_officer', { kind: 'section6', restsOnNotice: true, offices: ['amlo'] }, 'APPEAL.ROLE'],
      ['inquiry_officer', { kind: 'section6', restsOnNotice: true, offices: ['amlo', 'ccib'] }, 'APPEAL.POWER'],
      ['aoc_supervisor', { kind: 'aoc_suspension' }, 'upheld'],
    ])('%s decides at the authority of %j: %s', (role, over, expected) => {
      const forwardedTo = appeal({ tier: 'authority', answeredBy: ['officer-1'], answeredTiers: ['centre'] });
      const result = answerAppeal(forwardedTo, hold(over), who('p-1', role), act({ verdict: 'uphold' }));
      expect(result.ok ? result.value.state : result.code).toBe(expected);
    });

    it('is not forwarded once more after the authority decided', () => {
      const heard = appeal({ tier: 'police', answeredTiers: ['centre', 'authority'] });
      const inquirer = who('inquiry-1', 'inquiry_officer');
      const ofAmlo = hold({ kind: 'section6', restsOnNotice: true, offices: ['amlo'] });
      expect(answerAppeal(heard, ofAmlo, inquirer, act({ verdict: 'uphold' }))).toMatchObject({ code: 'APPEAL.POWER' });
      expect(answerAppeal(heard, ofAmlo, inquirer, act())).toMatchObject({ value: { state: 'refused' } });
    });
  });

  it.each([
    ['of a person without the role of the tier', appeal(), hold(), who('i', 'inquiry_officer'), act(), 'APPEAL.ROLE'],
    ['of the centre at the tier of the police', appeal({ tier: 'police' }), hold(), OFFICER, act(), 'APPEAL.ROLE'],
    ['of who answered before', appeal({ answeredBy: ['officer-1'] }), hold(), OFFICER, act(), 'APPEAL.OWN_ANSWER'],
    ['after an answer', appeal({ state: 'refused' }), hold(), OFFICER, act(), 'APPEAL.ANSWERED'],
    ['after the end of the hold', appeal(), hold({ state: 'released' }), OFFICER, act(), 'HOLD.ENDED'],
    [
      'of a part when the time of the hold is over',
      appeal(),
      hold({ expiresAt: NOW }),
      OFFICER,
      act({ verdict: 'uphold_in_part', keepSatang: 1n }),
      'HOLD.ENDED',
    ],
    ['without reasons', appeal(), hold(), OFFICER, act({ reason: { th: ' ' } }), 'APPEAL.NO_REASON'],
    ...[null, 0n, -1n, 50_000n, 50_001n].map(
      (keepSatang) =>
        [
          `that keeps ${keepSatang} of 50000`,
          appeal(),
          hold(),
          OFFICER,
          act({ verdict: 'uphold_in_part', keepSatang }),
          'APPEAL.PART',
        ] as const,
    ),
  ] as const)('%s is refused', (_case, facts, held, actor, done, code) => {
    expect(answerAppeal(facts, held, actor, done)).toMatchObject({ ok: false, code });
  });

  it.each([1n, 49_999n])('may keep %s of 50000', (keepSatang) => {
    const part = act({ verdict: 'uphold_in_part', keepSatang, reason: { th: 'มีหลักฐานการขายสินค้า' } });
    expect(answerAppeal(appeal(), hold(), OFFICER, part)).toMatchObject({ value: { state: 'partly_upheld' } });
  });

  it('may come from the officer who took it up, and another officer may take it up too', () => {
    const taken = appeal({ state: 'under_review' });
    expect(answerAppeal(taken, hold(), OFFICER, act())).toMatchObject({ value: { state: 'refused' } });
    expect(answerAppeal(taken, hold(), who('officer-2', 'aoc_officer'), act({ verdict: 'review' })).ok).toBe(true);
  });
});

describe('the time of an answer', () => {
  it.each([
    ['on a working day', 'centre', '2026-11-24T03:00:00Z', '2026-11-24T07:00:00.000Z', '2026-11-25T17:00:00.000Z'],
    ['on a Friday', 'centre', '2026-11-27T03:00:00Z', '2026-11-27T07:00:00.000Z', '2026-11-30T17:00:00.000Z'],
    // 31 December 2026 and 1 January 2027 are holidays, 2 and 3 January a weekend.
    ['before New Year', 'centre', '2026-12-30T03:00:00Z', '2026-12-30T07:00:00.000Z', '2027-01-04T17:00:00.000Z'],
    ['of the authority', 'authority', '2026-11-27T20:00:00Z', '2026-11-28T08:00:00.000Z', '2026-11-28T08:00:00.000Z'],
    ['of the police', 'police', '2026-11-27T20:00:00Z', '2026-11-28T08:00:00.000Z', '2026-11-28T08:00:00.000Z'],
  ] as const)('%s', (_case, tier, since, target, breach) => {
    const { rule, targetAt, breachAt } = tierClock(tier, new Date(since), TH);
    expect(rule.ruleId).toBe(tier === 'centre' ? 'P-REL' : 'P-POL');
    expect([targetAt.toISOString(), breachAt.toISOString()]).toEqual([target, breach]);
  });
});

describe('the working day of the banks (P-REL)', () => {
  const breachOf = (since: string) => tierClock('centre', new Date(`${since}+07:00`), TH);

  it.each([
    // 1 May 2026 is a Friday and Labour Day: banks are closed, government offices are not.
    ['leaves out 1 May, a holiday of banks', '2026-04-30T10:00:00', '2026-05-05T17:00:00.000Z'],
    ['begins after 1 May for who asks on that day', '2026-05-01T10:00:00', '2026-05-05T17:00:00.000Z'],
    ['leaves out the day in lieu of Labour Day 2027', '2027-04-30T10:00:00', '2027-05-05T17:00:00.000Z'],
  ])('%s', (_case, since, breach) => {
    expect(breachOf(since).breachAt.toISOString()).toBe(breach);
  });

  it('is 1 May itself where the government’s calendar counts, as for a time of the Civil Code', () => {
    const law = { rulebook: TH, now: new Date('2026-04-30T03:00:00Z') };
    const period = { amount: 1, unit: 'working_day' } as const;
    const row = { ...ruleInForce(TH, 'REF-82A', law.now), period };
    expect(deadlineOf(row, law.now, law)?.dueAt.toISOString()).toBe('2026-05-01T17:00:00.000Z');
  });

  it.each([
    ['a day among sure holidays', '2026-11-24T10:00:00', true],
    ['a day before 12 August 2026, which is in doubt', '2026-08-11T10:00:00', false],
    ['a day before the day in lieu of Labour Day 2027, which is expected', '2027-04-30T10:00:00', false],
    ['a day beyond the known calendar', '2028-02-01T10:00:00', false],
  ])('is known or not: %s', (_case, since, known) => {
    expect(breachOf(since).daysKnown).toBe(known);
  });
});

describe('a person who had a part in a hold', () => {
  it.each(PARTS_IN_HOLD)('(%s) judges no appeal against it, at either tier', (part) => {
    const own = hold({ parts: [{ person: 'both-1', part }] });
    const both = who('both-1', 'aoc_officer', 'inquiry_officer');
    for (const tier of ['centre', 'police'] as const) {
      expect(answerAppeal(appeal({ tier }), own, both, act())).toMatchObject({ ok: false, code: 'APPEAL.OWN_HOLD' });
      expect(answerAppeal(appeal({ tier }), own, both, act({ verdict: 'review' }))).toMatchObject({ ok: false });
    }
  });

  it('is each person of its acts, once, and never the system', () => {
    const taken: PartTaken[] = [
      { person: 'operator-1', part: 'intake' },
      { person: 'officer-1', part: 'request' },
      { person: 'officer-1', part: 'partial_release' },
      { person: 'system', part: 'release' },
    ];
    expect([...personsWithAPart(taken)]).toEqual(['operator-1', 'officer-1']);
  });
});
