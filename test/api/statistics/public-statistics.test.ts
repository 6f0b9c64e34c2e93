import { statisticsCsv } from '../../../src/api/statistics/statistics-csv.js';
import { PublicStatistics } from '../../../src/wire/statistics.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('the public statistics', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
    // Five reports of three days ago and one of today. The reporter's limit lets three of the five be
    // ordered; of each of these 30,000 baht of 50,000 were held.
    for (let count = 0; count < 6; count += 1) expect((await postComplaint(api)).status).toBe(201);
    await api.db.query(
      `UPDATE hold SET held_satang = 3000000, state = 'partly_held', ordered_at = ordered_at - interval '3 days', section7_from = section7_from - interval '3 days'`,
    );
    await api.db.query(
      `UPDATE case_file SET opened_at = opened_at - interval '3 days' WHERE id IN (SELECT id FROM case_file ORDER BY id LIMIT 5)`,
    );
    await api.db.query(
      `UPDATE transfer SET transferred_at = transferred_at - interval '3 days' WHERE first_case_id IN (SELECT id FROM case_file ORDER BY id LIMIT 5)`,
    );
  });
  afterAll(() => api.close());

  const read = (headers: Record<string, string> = {}) =>
    api.call('GET', '/v1/public/statistics', { roles: null, headers });

  it('are open to everybody, kept for a quarter of an hour, delayed, and silent on fewer than five', async () => {
    const { status, headers, body } = await read();
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=900']);
    const statistics = PublicStatistics.parse(body);
    expect(body).toEqual(statistics); // nothing beyond what is documented
    expect(Date.now() - Date.parse(statistics.to)).toBeGreaterThan(24 * 3_600_000);
    // The five were reported twenty minutes after the transfer; the sixth is too new.
    expect(statistics.savedByDelay[1]).toEqual({
      fromMinutes: 15,
      toMinutes: 60,
      suppressed: false,
      cases: 5,
      stolenSatang: '25000000',
      savedSatang: '9000000',
    });
    expect(statistics.savedByDelay[0]).toMatchObject({ suppressed: true, cases: null, savedSatang: null });
    expect(statistics.wrongfulHolds).toMatchObject({ suppressed: true, wrongful: null, held: null });
    expect(statistics.releases).toMatchObject({ suppressed: true, released: null });
  });

  it('come as CSV too, with a definition beside each figure', async () => {
    const { headers, body } = await read({ accept: 'text/csv' });
    expect(headers.get('content-type')).toContain('text/csv');
    const lines = String(body['text']).trim().split('\r\n');
    expect(lines[0]).toBe('section,subject,measure,value,definition');
    expect(lines).toContain('savedByDelay,15-60,savedSatang,9000000,What institutions held of it at any time.');
    expect(lines).toContain('savedByDelay,0-15,cases,,Reports of victims in the period.');
    const undefinedOnes = lines.slice(1).filter((line) => line.endsWith(','));
    expect(undefinedOnes.map((line) => line.split(',')[2])).toEqual(['ruleRowId']);
    expect((await read({ accept: 'text/html' })).status).toBe(406);
  });

  it('name each institution, and a name that a spreadsheet would run stays text', async () => {
    const statistics = PublicStatistics.parse((await read()).body);
    const [first] = statistics.timeToHold;
    if (first === undefined) throw new Error('no institution held anything');
    expect(first).toMatchObject({ institution: 'th-002', nameTh: 'th-002', nameEn: 'th-002', suppressed: true });
    const csv = statisticsCsv({ ...statistics, timeToHold: [{ ...first, nameEn: '=1+1' }] });
    expect(csv).toContain("timeToHold,th-002,nameEn,'=1+1,Name of the institution in English.\r\n");
  });

  it('are read once for all who ask', async () => {
    await api.db.query('UPDATE case_file SET stolen_satang = 1');
    const statistics = PublicStatistics.parse((await read()).body);
    expect(statistics.savedByDelay[1]?.stolenSatang).toBe('25000000');
  });
});
