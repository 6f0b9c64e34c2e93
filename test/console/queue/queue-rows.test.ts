import type { QueueRow } from '../../../web/src/queue/queue-rows.js';
import type { QueueView } from '../../../web/src/api/schema.js';
import { joined, otherTasks, withBands, withCase } from '../../../web/src/queue/queue-rows.js';
import { partOfCaseNo, readQueueSearch } from '../../../web/src/queue/queue-search.js';

describe('the rows of the queue', () => {
  it('stand under the head of their band, which has the number of all its cases', () => {
    const row = (caseNo: string, band: QueueRow['band']) => ({ caseNo, band }) as QueueRow;
    const lines = withBands({
      cases: [row('A', 'overdue'), row('B', 'later'), row('C', 'later')],
      bands: [
        { band: 'overdue', cases: 1, more: false },
        { band: 'within_1_hour', cases: 0, more: false },
        { band: 'later', cases: 14, more: false },
      ],
    });
    expect(lines.map((line) => (line.kind === 'band' ? `${line.band} ${line.count}` : line.row.caseNo))).toEqual([
      'overdue 1',
      'A',
      'later 14',
      'B',
      'C',
    ]);
  });
});

describe('the pages of the queue', () => {
  const row = (id: string, place: string) => ({ id, place, tasks: [] }) as unknown as QueueRow;
  const page = (cases: QueueRow[], next: string | null, total = 9) => ({ cases, next, total }) as unknown as QueueView;
  const idsOf = (pages: readonly QueueView[]) => pages.map(({ cases }) => cases.map(({ id }) => id).join(''));
  const pages = [page([row('a', '10'), row('b', '20')], '20'), page([row('c', '30'), row('d', '40')], '40')];

  it.each<[string, QueueRow | undefined, string[]]>([
    ['one that came stands at its place', row('e', '25'), ['ab', 'ecd']],
    ['one that moved up is there once', row('d', '05'), ['dab', 'c']],
    ['one that moved down, too', row('a', '35'), ['b', 'cad']],
    ['one that is gone is taken away', undefined, ['b', 'cd']],
    ['one behind what was read comes with its page', row('a', '50'), ['b', 'cd']],
  ])('take in one case: %s', (_, read, expected) => {
    const answer = page(read === undefined ? [] : [read], null, 7);
    const taken = withCase(pages, read?.id ?? 'a', answer);
    expect(idsOf(taken)).toEqual(expected);
    expect(joined(taken)?.total).toBe(7);
  });

  it('take in a case at the end when nothing is behind it', () => {
    const whole = [page([row('a', '10')], null)];
    expect(idsOf(withCase(whole, 'b', page([row('b', '20')], null)))).toEqual(['ab']);
    expect(idsOf(withCase([page([], null)], 'b', page([row('b', '20')], null)))).toEqual(['b']);
  });

  it('show each case once, and go on where the last ends', () => {
    const moved = [...pages, page([row('a', '45')], null)];
    expect(joined(moved)?.cases.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect([joined(moved)?.next, joined(pages)?.next, joined([])]).toEqual([null, '40', undefined]);
  });

  it('show the tasks of a case besides the one that leads', () => {
    const task = (name: string, subjectId: string) => ({ task: name, subjectId });
    const tasks = [task('decide_request', '1'), task('decide_request', '2'), task('tell_victim', '1')];
    const others = otherTasks({ ...task('decide_request', '1'), tasks } as unknown as QueueRow);
    expect(others.map((each) => `${each.task} ${each.subjectId}`)).toEqual(['decide_request 2', 'tell_victim 1']);
  });
});

describe('the filters in the address', () => {
  it('are read, and what is none is left out', () => {
    expect(readQueueSearch({ tab: 'ours', status: 'closed', text: 42, chosen: '', other: 'x' })).toEqual({
      tab: 'ours',
      status: undefined,
      institution: undefined,
      text: '42',
      sort: undefined,
      signInFailed: undefined,
      chosen: undefined,
    });
    expect(readQueueSearch({ tab: 'none' }).tab).toBeUndefined();
    expect(['risk', 'advice', 'doubts', 'time'].map((sort) => readQueueSearch({ sort }).sort)).toEqual([
      'risk',
      'advice',
      'doubts',
      undefined,
    ]);
  });

  it.each([
    ['RG2569-0000001-7', 'RG2569-0000001-7'],
    ['  rg 25 ', 'rg25'],
    ['สมชาย', undefined],
    ['1'.repeat(30), '1'.repeat(20)],
  ])('take of what was typed (%s) what a case number may have', (typed, part) => {
    expect(partOfCaseNo(typed)).toBe(part);
  });
});
