import type { QueueRow } from '../../web/src/queue/queue-rows.js';
import { byAdvice, withBands } from '../../web/src/queue/queue-rows.js';
import { partOfCaseNo, readQueueSearch } from '../../web/src/queue/queue-search.js';

describe('the rows of the queue', () => {
  it('stand under the head of their band, which has the number of all its cases', () => {
    const row = (caseNo: string, band: QueueRow['band']) => ({ caseNo, band }) as QueueRow;
    const lines = withBands({
      cases: [row('A', 'overdue'), row('B', 'later'), row('C', 'later')],
      bands: [
        { band: 'overdue', cases: 1 },
        { band: 'within_1_hour', cases: 0 },
        { band: 'later', cases: 14 },
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

describe('the review order by advice', () => {
  const row = (caseNo: string, advice: QueueRow['advice']) => ({ caseNo, advice }) as QueueRow;
  const scored = (score: number, reviewSlot = false) => ({ band: 'unsure' as const, score, reviewSlot });

  it('has what was drawn by chance first, then the highest score, and cases without advice last by time', () => {
    const cases = [
      row('A', null),
      row('B', scored(0.2)),
      row('C', scored(0.9)),
      row('D', scored(0, true)),
      row('E', null),
    ];
    expect(byAdvice(cases).map(({ caseNo }) => caseNo)).toEqual(['D', 'C', 'B', 'A', 'E']);
    expect(cases.map(({ caseNo }) => caseNo)).toEqual(['A', 'B', 'C', 'D', 'E']); // by time, untouched
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
    expect(readQueueSearch({ tab: 'all' }).tab).toBeUndefined();
    expect([readQueueSearch({ sort: 'advice' }).sort, readQueueSearch({ sort: 'time' }).sort]).toEqual([
      'advice',
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
