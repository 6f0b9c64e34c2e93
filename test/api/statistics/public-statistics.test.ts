import { publicPeriod } from '../../../src/domain/statistics/public-statistics.js';
import { TH } from '../../domain/support.js';
import { statisticsCsv } from '../../../src/api/statistics/statistics-csv.js';
import { PublicStatistics } from '../../../src/wire/office/statistics.js';
import { readPublicStatistics } from '../../../src/application/statistics/read-public-statistics.js';
import { freshDatabase } from '../../support/postgres.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

/** The middle of the month that is published today. */
const LAST_MONTH_MS = (() => {
  const { from, to } = publicPeriod(TH, new Date());
  return (from.getTime() + to.getTime()) / 2;
})();

describe('the public statistics', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
    // Five reports of the month before, and one of today. The reporter's limit lets three of the
    // five be ordered; of each of these 30,000 baht of 50,000 were held.
    for (let count = 0; count < 6; count += 1) expect((await postComplaint(api)).status).toBe(201);
    const back = `(SELECT now() - to_timestamp(${LAST_MONTH_MS} / 1000.0))`;
    await api.db.query(
      `UPDATE hold SET held_satang = 3000000, state = 'partly_held', ordered_at = ordered_at - ${back}, section7_from = section7_from - ${back}`,
    );
    await api.db.query(
      `UPDATE case_file SET opened_at = opened_at - ${back} WHERE id IN (SELECT id FROM case_file ORDER BY id LIMIT 5)`,
    );
    await api.db.query(
      `UPDATE transfer SET transferred_at = transferred_at - ${back} WHERE first_case_id IN (SELECT id FROM case_file ORDER BY id LIMIT 5)`,
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
    expect(statistics.wrongfulHolds).toMatchObject({ suppressed: true, wrongful: null });
    expect(statistics.releases).toMatchObject({ suppressed: true, released: null });
  });

  it('come as CSV too, with a definition beside each figure', async () => {
    const { headers, body } = await read({ accept: 'text/csv' });
    expect(headers.get('content-type')).toContain('text/csv');
    const lines = String(body['text']).trim().split('\r\n');
    expect(lines[0]).toBe('section,subject,measure,value,definition');
    expect(lines).toContain(
      'savedByDelay,15-60,savedSatang,9000000,"What institutions held of it at any time, rounded to moneyStepSatang."',
    );
    expect(lines).toContain('savedByDelay,0-15,cases,,Reports of victims in the month.');
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

  it('are counted once a month: what changes later shows in no later reading, and the publication is on record', async () => {
    const before = await readPublicStatistics(api.db);
    await api.db.query('UPDATE case_file SET stolen_satang = 1');
    expect(await readPublicStatistics(api.db)).toEqual(before);
    expect(before.savedByDelay[1]?.stolenSatang).toBe('25000000');
    const events = await api.db.query<unknown[]>(
      `SELECT actor, payload FROM audit_event WHERE type = 'statistics.published'`,
    );
    expect(events).toEqual([{ actor: 'system', payload: { month: before.month, ruleRowId: before.ruleRowId } }]);
    await expect(api.db.query('DELETE FROM public_statistics')).rejects.toThrow('append-only');
  });

  it('are the same for all who ask first at one instant', async () => {
    const database = await freshDatabase();
    try {
      const all = await Promise.all([1, 2, 3].map(() => readPublicStatistics(database.application)));
      expect(all).toEqual([all[0], all[0], all[0]]);
      const [row] = await database.application.query<{ months: number }[]>(
        `SELECT count(*)::int AS months FROM audit_event WHERE type = 'statistics.published'`,
      );
      expect(row?.months).toBe(1);
    } finally {
      await database.drop();
    }
  });
});
