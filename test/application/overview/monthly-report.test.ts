import { reportMonth } from '../../../src/api/overview/report-month.js';
import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import { MonthlyReport } from '../../../src/wire/office/overview.js';
import { complaintBody, postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { postCallback } from '../../api/support/signed-callback.js';

describe('the monthly report of section 8/5(9)', () => {
  let api: RunningApi;
  const month = reportMonthOf(new Date());

  beforeAll(async () => {
    api = await runApi();
    for (let index = 0; index < 2; index += 1) await postComplaint(api, complaintBody());
    const [order] = await api.db.query<{ id: string; hold_id: string }[]>('SELECT id, hold_id FROM hold_order LIMIT 1');
    const key = api.parties['th-002']?.key;
    if (order === undefined || key === undefined) throw new Error('nothing was ordered');
    const at = new Date().toISOString();
    const data = { orderId: order.id, receiptSeq: 1, result: 'HELD_PARTIAL', heldAmountSatang: '3000000', at };
    await postCallback(api, 'institutions', key, { type: 'hold.receipt', data });
    await advanceHold(api.application, order.hold_id);
  });
  afterAll(() => api.close());

  function read(query: string, headers: Record<string, string> = {}) {
    return api.call('GET', `/v1/reports/monthly?month=${query}`, { roles: ['auditor'], subject: 'auditor-1', headers });
  }

  it('counts the month from the register and the cases behind it', async () => {
    const answer = await read(month);
    const report = MonthlyReport.parse(answer.body);
    expect(report.cases).toEqual({ complaints: 2, suspicions: 0, officerNotices: 0, stolenSatang: '10000000' });
    expect(report.exchanges).toEqual([
      { direction: 'in', kind: 'hold.receipt', party: 'th-002', count: 1 },
      { direction: 'out', kind: 'debit.question', party: 'th-004', count: 2 },
      ...['amlo', 'bot', 'ccib', 'dsi'].map((party) => ({
        direction: 'out',
        kind: 'evidence.question',
        party,
        count: 2,
      })),
      { direction: 'out', kind: 'hold.order', party: 'th-002', count: 2 },
    ]);
    expect(report.holds).toMatchObject([
      { institution: 'th-002', ordered: 2, requestedSatang: '10000000', held: 1, heldSatang: '3000000' },
    ]);
    expect(report.holds[0]?.timeToHoldP50Seconds).toBeGreaterThan(0);
    expect(report.rules.find(({ ruleRowId }) => ruleRowId.includes('/VIC-7A/'))?.count).toBe(3);
    expect(report.overdue).toEqual({ releases: 0, questions: 0, debitConfirmations: 0, shareNotices: 5 });
    expect(report.overHold).toEqual({ sums: 0, satang: '0' });
    expect(report.legalBasis).toContain('/RPT-859/');
  });

  it('takes the month in the Buddhist era as well, and another month is empty', async () => {
    const [year = '', number = ''] = month.split('-');
    const buddhist = MonthlyReport.parse((await read(`${Number(year) + 543}-${number}`)).body);
    expect([buddhist.month, buddhist.cases.complaints]).toEqual([month, 2]);
    const empty = MonthlyReport.parse((await read('2025-05')).body);
    expect([empty.cases.complaints, empty.exchanges, empty.holds]).toEqual([0, [], []]);
    // The report of May is due by the end of June, of Bangkok.
    expect(empty.dueAt).toBe('2025-06-30T17:00:00.000Z');
  });

  it('is a table of measures as CSV', async () => {
    const answer = await read(month, { accept: 'text/csv' });
    const lines = String(answer.body['text']).split('\r\n');
    expect(lines[0]).toBe('section,subject,measure,value');
    expect(lines).toContain('cases,,complaints,2');
    expect(lines).toContain('exchanges,out hold.order th-002,count,2');
    expect(lines).toContain('holds,th-002,heldSatang,3000000');
  });

  it.each(['', '2026', '2026-13', '1999-01', '2026-1'])('refuses %j for a month', async (text) => {
    expect((await read(text)).status).toBe(400);
  });

  it('is noted on the audit chain with its reader', async () => {
    await read('2026-01');
    const events = await api.db.query<object[]>(
      `SELECT actor, payload FROM audit_event WHERE type = 'monthly_report.read' ORDER BY sequence DESC LIMIT 1`,
    );
    expect(events).toEqual([{ actor: 'auditor-1', payload: { form: 'application/json', month: '2026-01' } }]);
  });
});

describe('a month of a report', () => {
  it('begins and ends at midnight in Bangkok, also at the turn of the year', () => {
    expect(reportMonth('2569-12')).toEqual({
      month: '2026-12',
      monthBuddhist: '2569-12',
      from: new Date('2026-11-30T17:00:00Z'),
      to: new Date('2026-12-31T17:00:00Z'),
    });
    expect(reportMonth('2028-02').to).toEqual(new Date('2028-02-29T17:00:00Z'));
  });
});

/** Returns the current month in Bangkok. */
function reportMonthOf(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 7);
}
