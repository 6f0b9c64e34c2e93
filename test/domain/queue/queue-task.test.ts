import { isInTab, QUEUE_TABS, type QueueTab } from '../../../src/domain/queue/queue-tab.js';
import {
  bandOf,
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
  nextDeadlineAt: hoursAfter(NOW, 100),
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

  it('the least time left comes first, no time last, and at one instant the centre', () => {
    const later = work('news', { dueAt: hoursAfter(NOW, 2) });
    const all = [work('directive', { dueAt: null }), later, work('debit', { party: 'th-004' }), work('break')];
    expect(tasksOf(REPORTED_BY_HOLDER, all, LAW).map(({ task }) => task)).toEqual([
      'settle_break',
      'confirm_debit',
      'tell_victim',
      'decide_directive',
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
        dueAt: REPORTED_BY_HOLDER.nextDeadlineAt,
      },
    ]);
  });
});

describe('the bands of the queue', () => {
  it.each([
    [0, 'overdue'],
    [1, 'within_15_minutes'],
    [15 * MINUTE_MS, 'within_15_minutes'],
    [15 * MINUTE_MS + 1, 'within_1_hour'],
    [HOUR_MS, 'within_1_hour'],
    [HOUR_MS + 1, 'within_24_hours'],
    [24 * HOUR_MS, 'within_24_hours'],
    [24 * HOUR_MS + 1, 'later'],
  ])('%d ms before its end a task is %s', (ms, band) => {
    expect(bandOf({ dueAt: after(NOW, ms) }, NOW)).toBe(band);
  });

  it('a task without a time has a band of its own', () => {
    expect(bandOf({ dueAt: null }, NOW)).toBe('no_time');
  });
});

describe('the tabs of the queue', () => {
  const tabsOf = (open: OpenWork): QueueTab[] =>
    QUEUE_TABS.filter((tab) => tasksOf(REPORTED_BY_HOLDER, [open], LAW).some((task) => isInTab(task, tab, NOW)));

  it.each<[OpenWork, QueueTab[]]>([
    [work('freeze_request'), ['all', 'ours', 'approval']],
    [work('withdrawal'), ['all', 'ours', 'approval']],
    [work('appeal', { detail: 'centre' }), ['all', 'ours', 'appeals']],
    [work('appeal', { detail: 'police' }), ['all', 'officers', 'appeals']],
    [work('debit'), ['all', 'institutions']],
    [work('question'), ['all', 'agencies']],
    [work('hold', { detail: 'section6', dueAt: hoursAfter(NOW, 24) }), ['all', 'officers', 'ending']],
    [work('hold', { detail: 'section6', dueAt: hoursAfter(NOW, 25) }), ['all', 'officers']],
    [work('hold', { detail: 'section7' }), ['all', 'victims']],
  ])('%# a case stands in the tabs of its tasks', (open, tabs) => {
    expect(tabsOf(open)).toEqual(tabs);
  });
});
