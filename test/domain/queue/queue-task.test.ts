import { leavingOf, toldPerMinute } from '../../../src/domain/queue/leaving-money.js';
import { bandOf, placesOf, QUEUE_BANDS, type QueueBand, rangeOf } from '../../../src/domain/queue/queue-order.js';
import { leadIn, QUEUE_TABS, type QueueTab, reachOf } from '../../../src/domain/queue/queue-tab.js';
import {
  type AskedFor,
  type CaseInQueue,
  type ClockedTask,
  type OpenWork,
  tasksOf,
} from '../../../src/domain/queue/queue-task.js';
import { after, HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import { hoursAfter, hoursBefore, NOW, TH } from '../support.js';

const LAW = { rulebook: TH, now: NOW };
const REPORTED_BY_HOLDER: CaseInQueue = {
  id: 'case',
  receivedAt: hoursBefore(NOW, 2),
  victimReports: null,
  holderReports: true,
  statementAt: null,
  money: [],
  asked: new Map(),
};
const DUE = hoursAfter(NOW, 1);

function work(kind: OpenWork['kind'], over: Partial<OpenWork> = {}): OpenWork {
  return { kind, id: kind, party: null, detail: null, startedAt: hoursBefore(NOW, 1), dueAt: DUE, ...over };
}
function onlyTask(open: OpenWork, file: CaseInQueue = REPORTED_BY_HOLDER): ClockedTask | undefined {
  return tasksOf(file, [open], LAW)[0];
}

describe('what is next on a case', () => {
  it.each<[string, OpenWork, Partial<ClockedTask>]>([
    ['a request', work('freeze_request', { detail: 'aoc_suspension' }), { task: 'decide_request', dueAt: DUE }],
    ['broken glass', work('freeze_request', { detail: 'break_glass' }), { task: 'confirm_break_glass', dueAt: DUE }],
    ['a withdrawal', work('withdrawal'), { task: 'confirm_withdrawal', clockOwner: 'centre', dueAt: DUE }],
    ['a correction', work('correction'), { task: 'confirm_correction', clockOwner: 'centre' }],
    ['a directive', work('directive', { dueAt: null }), { task: 'decide_directive', dueAt: null }],
    ['an appeal at the centre', work('appeal', { detail: 'centre' }), { task: 'answer_appeal', clockOwner: 'centre' }],
    ['an appeal at the police', work('appeal', { detail: 'police' }), { clockOwner: 'inquiry_officer' }],
    ['untold news', work('news'), { task: 'tell_victim', clockOwner: 'centre' }],
    [
      'what a report lacks',
      work('unknown_of_report', { dueAt: null }),
      { task: 'complete_report', clockOwner: 'centre', dueAt: null },
    ],
    ['a break', work('break'), { task: 'settle_break', clockOwner: 'centre' }],
    [
      'a review of the centre',
      work('review', { detail: 'aoc_suspension' }),
      { task: 'review_hold', clockOwner: 'centre' },
    ],
    ['a review of an officer', work('review', { detail: 'whole_account' }), { clockOwner: 'inquiry_officer' }],
    ['a review of a bank', work('review', { detail: 'institution' }), { clockOwner: 'institution' }],
    ['a handover', work('handover', { dueAt: null }), { task: 'take_over', clockOwner: 'centre', dueAt: null }],
    ['a bank’s suspension', work('own_suspension'), { task: 'judge_suspicion', clockOwner: 'inquiry_officer' }],
    ['a question to a bank', work('debit', { party: 'th-004' }), { task: 'confirm_debit', clockOwner: 'institution' }],
    ['an unnamed receiver', work('receiver'), { task: 'name_receiver', clockOwner: 'institution' }],
    ['a question to an agency', work('question', { party: 'bot' }), { task: 'answer_question', clockOwner: 'agency' }],
    ['a hold on suspicion', work('hold', { detail: 'section6' }), { task: 'judge_suspicion', dueAt: DUE }],
    [
      'a suspension',
      work('hold', { detail: 'aoc_suspension' }),
      { task: 'decide_hold', clockOwner: 'inquiry_officer' },
    ],
  ])('%s gives its task, its clock and whose clock it is', (_, open, expected) => {
    expect(onlyTask(open)).toMatchObject({ ...expected, subjectId: open.id, party: open.party });
  });

  it.each(['order', 'release', 'unheld_account'] as const)('what is due at once (%s) runs by P-ONCE', (kind) => {
    const startedAt = hoursBefore(NOW, 1);
    expect(onlyTask(work(kind, { startedAt, dueAt: null }))?.dueAt).toEqual(after(startedAt, 15 * MINUTE_MS));
  });

  it('a holder is told within the hour (P-TELL), and a review is given within twelve (P-POL)', () => {
    const startedAt = hoursBefore(NOW, 1);
    const holder = onlyTask(work('holder', { startedAt, dueAt: null, party: 'th-014' }));
    expect(holder).toMatchObject({ task: 'tell_holder', clockOwner: 'institution', dueAt: after(startedAt, HOUR_MS) });
    expect(onlyTask(work('review', { startedAt, dueAt: null }))?.dueAt).toEqual(after(startedAt, 12 * HOUR_MS));
  });

  it('a transfer is completed within the time of a bank to name it (P-URG)', () => {
    const startedAt = hoursBefore(NOW, 2);
    const open = onlyTask(work('incomplete_transfer', { startedAt, dueAt: null }));
    expect(open).toMatchObject({ task: 'complete_transfer', clockOwner: 'centre', dueAt: hoursBefore(NOW, 1) });
  });

  it('a hold of section 7 waits for the victim within 72 hours, then for the officer until it ends', () => {
    const hold = work('hold', { detail: 'section7', party: 'th-014', dueAt: hoursAfter(NOW, 160) });
    expect(onlyTask(hold)).toMatchObject({ task: 'file_statement', clockOwner: 'victim', dueAt: hoursAfter(NOW, 70) });
    const withStatement = { ...REPORTED_BY_HOLDER, statementAt: NOW };
    expect(onlyTask(hold, withStatement)).toMatchObject({ task: 'decide_hold', dueAt: hold.dueAt });
    const byVictim = { ...REPORTED_BY_HOLDER, victimReports: true };
    expect(onlyTask(hold, byVictim)).toMatchObject({ task: 'decide_hold', clockOwner: 'inquiry_officer' });
  });

  it('what the centre owes leads, then what is theirs; in each the least time left, and no time last', () => {
    const later = work('news', { dueAt: hoursAfter(NOW, 2) });
    const theirs = work('debit', { party: 'th-004', dueAt: hoursBefore(NOW, 1) });
    const all = [work('directive', { dueAt: null }), theirs, later, work('break')];
    expect(tasksOf(REPORTED_BY_HOLDER, all, LAW).map(({ task }) => task)).toEqual([
      'settle_break',
      'tell_victim',
      'decide_directive',
      'confirm_debit',
    ]);
  });

  it('equal tasks of one party count once, by the first, and those of another party beside', () => {
    const debits = [
      work('debit', { id: 'second', party: 'th-004', dueAt: hoursAfter(NOW, 2) }),
      work('debit', { id: 'first', party: 'th-004' }),
      work('debit', { id: 'other', party: 'th-002', dueAt: hoursAfter(NOW, 3) }),
    ];
    expect(tasksOf(REPORTED_BY_HOLDER, debits, LAW).map(({ subjectId }) => subjectId)).toEqual(['first', 'other']);
  });

  it('a case on which nobody owes anything waits for time', () => {
    expect(tasksOf(REPORTED_BY_HOLDER, [], LAW)).toEqual([
      {
        task: 'wait',
        clockOwner: 'nobody',
        party: null,
        subjectId: 'case',
        startedAt: REPORTED_BY_HOLDER.receivedAt,
        dueAt: null,
        savesSatang: null,
      },
    ]);
  });
});

describe('what waits for the decision of the centre', () => {
  const MULE = 'th-014:9000000002';
  const request = work('freeze_request', { id: 'asked', detail: 'aoc_suspension', dueAt: hoursAfter(NOW, 0.5) });
  const asked = (over: Partial<AskedFor> = {}) =>
    new Map([['asked', { account: MULE, amountSatang: null, owedSince: null, ...over }]]);
  const at = (looseSatang: bigint, heldSatang = 0n) => [
    { account: MULE, looseSatang, heldSatang, arrivedAt: hoursBefore(NOW, 1) },
  ];

  it.each<[string, CaseInQueue['money'], AskedFor | undefined, bigint]>([
    ['what is loose there', at(48_500_000n), undefined, 48_500_000n],
    ['what a hold lets go when it ends, too', at(1n, 9n), undefined, 10n],
    ['nothing where the money has gone on', at(0n), undefined, 0n],
    ['nothing where it never was', [], undefined, 0n],
    ['a later credit, whatever else is there', at(5n), { account: MULE, amountSatang: 7n, owedSince: null }, 7n],
  ])('a request saves %s', (_, money, about, saves) => {
    const file = { ...REPORTED_BY_HOLDER, money, asked: asked(about) };
    expect(onlyTask(request, file)?.savesSatang).toBe(saves);
  });

  it('to ask for a suspension does not stop the clock of the law, and no clock of P-APP lengthens it', () => {
    const met = hoursBefore(NOW, 0.1);
    const before = onlyTask(work('unheld_account', { detail: MULE, startedAt: met, dueAt: null }), {
      ...REPORTED_BY_HOLDER,
      money: at(48_500_000n),
    });
    const after = onlyTask(request, {
      ...REPORTED_BY_HOLDER,
      money: at(48_500_000n),
      asked: asked({ owedSince: met }),
    });
    expect([before?.task, after?.task]).toEqual(['request_suspension', 'decide_request']);
    expect(after?.dueAt).toEqual(before?.dueAt);
    expect([before?.savesSatang, after?.savesSatang]).toEqual([48_500_000n, 48_500_000n]);
  });

  it('where no law wants it at once, P-APP’s reminder is its clock', () => {
    const file = { ...REPORTED_BY_HOLDER, asked: asked() };
    expect(onlyTask(request, file)?.dueAt).toEqual(request.dueAt);
  });

  it('leads the case before acts that hold no money, however late they are, and all are kept', () => {
    const others = [
      work('break', { dueAt: hoursBefore(NOW, 3) }),
      work('news', { dueAt: hoursBefore(NOW, 2) }),
      work('appeal', { detail: 'centre', dueAt: hoursBefore(NOW, 1) }),
      work('question', { party: 'bot', dueAt: hoursBefore(NOW, 5) }),
    ];
    const tasks = tasksOf({ ...REPORTED_BY_HOLDER, money: at(1n), asked: asked() }, [...others, request], LAW);
    expect(tasks.map(({ task }) => task)).toEqual([
      'decide_request',
      'settle_break',
      'tell_victim',
      'answer_appeal',
      'answer_question',
    ]);
  });

  it('suspensions that nobody has asked for save what is loose at all their accounts', () => {
    const money = [...at(30n), { account: 'th-002:1', looseSatang: 12n, heldSatang: 0n, arrivedAt: NOW }];
    const open = work('unheld_account', { detail: `${MULE} th-002:1` });
    expect(onlyTask(open, { ...REPORTED_BY_HOLDER, money })?.savesSatang).toBe(42n);
  });
});

describe('how fast money leaves', () => {
  const mule = (looseSatang: bigint, minutesAgo: number, account = 'm') => ({
    account,
    looseSatang,
    heldSatang: 0n,
    arrivedAt: after(NOW, -minutesAgo * MINUTE_MS),
  });
  const minutes = (...each: number[]) => each.map((one) => one * MINUTE_MS);

  it.each<
    [string, Parameters<typeof leavingOf>[0], number[], { per: bigint; basis: string; minutes: number; told?: bigint }]
  >([
    ['nothing is loose', [mule(0n, 1)], minutes(6), { per: 0n, basis: 'none', minutes: 0 }],
    ['hops left after six minutes', [mule(600n, 1)], minutes(6), { per: 100n, basis: 'moved', minutes: 6, told: 100n }],
    [
      'the median of the hops counts',
      [mule(600n, 1)],
      minutes(2, 6, 90),
      { per: 100n, basis: 'moved', minutes: 6, told: 100n },
    ],
    ['two hops: between them', [mule(600n, 1)], minutes(4, 8), { per: 100n, basis: 'moved', minutes: 6, told: 100n }],
    ['hops left within seconds', [mule(600n, 0)], [3_000], { per: 600n, basis: 'moved', minutes: 1, told: 600n }],
    ['it has stood for longer than hops did', [mule(640n, 70)], minutes(6), { per: 10n, basis: 'stood', minutes: 64 }],
    ['nothing has moved yet', [mule(600n, 5)], [], { per: 150n, basis: 'stood', minutes: 4 }],
    ['it came just now', [mule(600n, 0)], [], { per: 600n, basis: 'arrived', minutes: 1 }],
    ['a clock is ahead', [mule(600n, -3)], [], { per: 600n, basis: 'arrived', minutes: 1 }],
    [
      'two accounts: the newest counts',
      [mule(300n, 500), mule(300n, 5, 'n')],
      [],
      { per: 150n, basis: 'stood', minutes: 4 },
    ],
  ])('%s', (_, money, waits, expected) => {
    const leaving = leavingOf(money, waits, NOW);
    const { perMinuteSatang: per, basis, minutes: within } = leaving;
    expect({ per, basis, minutes: within, told: toldPerMinute(leaving) }).toEqual({ told: null, ...expected });
  });

  it('changes with time only when it says so', () => {
    for (const usual of [[], minutes(6), minutes(45)]) {
      for (let stood = 0; stood < 300; stood += 7) {
        const money = [mule(6_000n, stood)];
        const { changesAt, ...now } = leavingOf(money, usual, NOW);
        if (changesAt === null) throw new Error('loose money changes');
        expect(changesAt.getTime()).toBeGreaterThan(NOW.getTime());
        expect(leavingOf(money, usual, after(changesAt, -1))).toMatchObject(now);
        expect(leavingOf(money, usual, changesAt).minutes).toBeGreaterThan(now.minutes);
      }
    }
  });
});

describe('the bands of the queue', () => {
  it.each<[number, QueueBand]>([
    [0, 'overdue'],
    [1, 'within_15_minutes'],
    [15 * MINUTE_MS, 'within_15_minutes'],
    [15 * MINUTE_MS + 1, 'within_1_hour'],
    [HOUR_MS, 'within_1_hour'],
    [HOUR_MS + 1, 'within_24_hours'],
    [24 * HOUR_MS, 'within_24_hours'],
    [24 * HOUR_MS + 1, 'later'],
  ])('%d ms before its end a task is %s', (ms, band) => {
    expect(bandOf({ dueAt: after(NOW, ms), clockOwner: 'centre' }, 'ours', NOW)).toBe(band);
  });

  it('a task without a time has a band of its own, and so has beside our work what others owe', () => {
    expect(bandOf({ dueAt: null, clockOwner: 'centre' }, 'all', NOW)).toBe('no_time');
    expect(bandOf({ dueAt: NOW, clockOwner: 'agency' }, 'all', NOW)).toBe('others');
    expect(bandOf({ dueAt: NOW, clockOwner: 'agency' }, 'late', NOW)).toBe('overdue');
  });

  it('reach in the order by time from where the one before ends, and each task lies in its own', () => {
    const tasks = [-5, 0, 1, 15, 16, 60, 61, 1_440, 1_441].map((minutes) => after(NOW, minutes * MINUTE_MS));
    for (const dueAt of [...tasks, null]) {
      for (const kind of ['news', 'question'] as const) {
        const [task] = tasksOf(REPORTED_BY_HOLDER, [work(kind, { dueAt })], LAW);
        if (task === undefined) throw new Error('no task');
        const places = placesOf('01K00000000000000000000000', [task], leavingOf([], [], NOW), null);
        const time = places.find(({ tab }) => tab === 'all')?.orders.time ?? '';
        const within = QUEUE_BANDS.filter((band) => time >= rangeOf(band, NOW).from && time < rangeOf(band, NOW).below);
        expect(within).toEqual([bandOf(task, 'all', NOW)]);
      }
    }
  });
});

describe('the tabs of the queue', () => {
  const tabsOf = (open: OpenWork): QueueTab[] =>
    QUEUE_TABS.filter((tab) => {
      const lead = leadIn(tab, tasksOf(REPORTED_BY_HOLDER, [open], LAW));
      const reach = reachOf(tab, NOW);
      return lead !== undefined && (reach === null || (lead.dueAt !== null && lead.dueAt <= reach));
    });

  it.each<[OpenWork, QueueTab[]]>([
    [work('freeze_request'), ['ours', 'approval', 'all']],
    [work('withdrawal'), ['ours', 'approval', 'all']],
    [work('appeal', { detail: 'centre' }), ['ours', 'appeals', 'all']],
    [work('appeal', { detail: 'police' }), ['appeals', 'officers', 'all']],
    [work('debit'), ['institutions', 'all']],
    [work('debit', { dueAt: NOW }), ['institutions', 'late', 'all']],
    [work('question'), ['agencies', 'all']],
    [work('question', { dueAt: hoursBefore(NOW, 1) }), ['agencies', 'late', 'all']],
    [work('break', { dueAt: hoursBefore(NOW, 1) }), ['ours', 'all']],
    [work('hold', { detail: 'section6', dueAt: hoursAfter(NOW, 24) }), ['ending', 'officers', 'all']],
    [work('hold', { detail: 'section6', dueAt: hoursAfter(NOW, 25) }), ['officers', 'all']],
    [work('hold', { detail: 'section7' }), ['victims', 'all']],
  ])('%# a case stands in the tabs of its tasks', (open, tabs) => {
    expect(tabsOf(open)).toEqual(tabs);
  });
});
