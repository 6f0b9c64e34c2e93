import type { CaseRow } from '../../web/src/api/schema.js';
import { bandOf, byTimeLeft, filterRows, withBands } from '../../web/src/queue/queue-rows.js';

const NOW = Date.parse('2026-11-25T07:00:00Z');
const inMinutes = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

function row(caseNo: string, minutes: number | null, over: Partial<CaseRow> = {}): CaseRow {
  return {
    id: caseNo,
    caseNo,
    caseType: 'job',
    status: 'holding',
    victimInstitution: 'th-006',
    nextDeadlineAt: minutes === null ? null : inMinutes(minutes),
    ...over,
  } as CaseRow;
}

describe('the rows of the queue', () => {
  it.each([
    [-1, 'overdue'],
    [0, 'overdue'],
    [0.01, 'within_15_minutes'],
    [15, 'within_15_minutes'],
    [15.01, 'within_1_hour'],
    [60, 'within_1_hour'],
    [60.01, 'within_24_hours'],
    [1440, 'within_24_hours'],
    [1440.01, 'later'],
  ])('with %s minutes left stand under %s', (minutes, band) => {
    expect(bandOf(inMinutes(minutes), NOW)).toBe(band);
  });

  it('are sorted by time left, not by age; those without a deadline come last', () => {
    const rows = byTimeLeft([row('C', null), row('B', 30), row('D', -5), row('A', 30)]);
    expect(rows.map(({ caseNo }) => caseNo)).toEqual(['D', 'A', 'B', 'C']);
    expect(
      withBands(rows, NOW).map((line) => (line.kind === 'band' ? `${line.band} ${line.count}` : line.row.caseNo)),
    ).toEqual(['overdue 1', 'D', 'within_1_hour 2', 'A', 'B', 'no_time 1', 'C']);
  });

  it('pass a filter only when all that it asks for fits', () => {
    const rows = [row('RG2569-0000001-7', 1), row('RG2569-0000002-5', 2, { status: 'received', caseType: 'loan' })];
    const found = (search: Parameters<typeof filterRows>[1]) => filterRows(rows, search).map(({ caseNo }) => caseNo);
    expect(found({})).toHaveLength(2);
    expect(found({ text: ' 0002-5' })).toEqual(['RG2569-0000002-5']);
    expect(found({ status: 'received', type: 'loan' })).toEqual(['RG2569-0000002-5']);
    expect(found({ status: 'received', type: 'job' })).toEqual([]);
    expect(found({ institution: 'th-004' })).toEqual([]);
  });
});
