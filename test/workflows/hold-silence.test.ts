import { HOUR_MS, MINUTE_MS, SECOND_MS, after } from '../../src/domain/time.js';
import { itInFullRun } from '../support/full-run.js';
import { bank, type Bank } from './support/bank.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

const SILENT: Partial<Bank> = { placeHold: () => 'silent', readOrder: () => 'silent' };

describe('an institution that says nothing', () => {
  let time: SkippingTime;
  beforeEach(async () => {
    time = await startSkippingTime();
  }, 120_000);
  afterEach(() => time.stop());

  async function started(behaviour: Partial<Bank>, expiresInMs = HOUR_MS) {
    const now = await time.now();
    const { caseId } = await time.world.open(`C${time.world.cases.size + 1}`);
    const wanted = { caseId, institution: 'th-014', bank: bank(behaviour), requestedSatang: 100_000n };
    const hold = time.world.holds.add({ ...wanted, expiresAt: after(now, expiresInMs) }, now);
    return { hold, handle: await time.startHold(hold.holdId, hold.institution) };
  }

  it('leaves the hold unconfirmed with its reservation, never failed', async () => {
    const { hold, handle } = await started(SILENT);
    await time.sleep(10 * MINUTE_MS);
    expect(hold.facts).toMatchObject({ state: 'unconfirmed', reservedSatang: 100_000n });
    await time.ends(handle);
  });

  it('is asked again with growing pauses until the hold expires, and is then ordered to release what it may hold', async () => {
    const { hold, handle } = await started(SILENT);
    await time.ends(handle);
    expect(hold.changes.map(({ to }) => to)).toEqual(['ordered', 'unconfirmed', 'release_ordered', 'released']);
    const askedAt = hold.attempts.filter(({ what }) => what !== 'release').map(({ at }) => at.getTime());
    const pauses = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? at));
    expect(Math.max(...pauses)).toBeGreaterThan(5 * MINUTE_MS);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(10 * MINUTE_MS + SECOND_MS);
    expect((await handle.fetchHistory()).events?.length).toBeLessThan(350);
  });

  it('is polled when it took the order and sends no receipt', async () => {
    const { hold, handle } = await started({ ...SILENT, placeHold: () => 'accepted', readOrder: () => 'accepted' });
    await time.ends(handle);
    const polls = hold.attempts.filter(({ what }) => what === 'poll');
    expect(polls.length).toBeGreaterThan(5);
    expect(polls.length).toBeLessThan(40);
    expect(hold.changes.map(({ to }) => to)).toEqual(['ordered', 'release_ordered', 'released']);
  });

  it('gets the release repeatedly, at most about a minute apart, until it acknowledges', async () => {
    const silentFor = 90;
    const { hold, handle } = await started({
      release: (attempts) => (attempts <= silentFor ? 'silent' : 'acknowledged'),
    });
    await time.ends(handle);
    const sentAt = hold.attempts.filter(({ what }) => what === 'release').map(({ at }) => at.getTime());
    expect(sentAt).toHaveLength(silentFor + 1);
    expect(Math.max(...sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? at)))).toBeLessThanOrEqual(
      65 * SECOND_MS,
    );
    expect(hold.changes.map(({ to }) => to)).toEqual(['ordered', 'held', 'release_ordered', 'released']);
    expect((await handle.fetchHistory()).events?.length).toBeLessThan(410);
  });

  itInFullRun(
    'for a whole day still leaves a small history',
    async () => {
      const { hold, handle } = await started(SILENT, 24 * HOUR_MS);
      await time.ends(handle);
      expect(hold.facts.state).toBe('released');
      const { historyLength } = await handle.describe();
      // At about 4,100 events the server suggests to continue as new.
      expect(historyLength).toBeLessThan(4_000);
    },
    120_000,
  );
});
