import type { QueueRow } from '../../web/src/queue/queue-rows.js';
import { withBands } from '../../web/src/queue/queue-rows.js';
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
    expect(['advice', 'doubts', 'time'].map((sort) => readQueueSearch({ sort }).sort)).toEqual([
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
