import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { SessionWatch } from '../../../src/api/auth/session-watch.js';

/** Lets what waits for an ended reading go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the watch over the sessions of event streams', () => {
  let open: Map<string, string[]>;
  let readings: string[][];
  let watch: SessionWatch;
  let isAway: boolean;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    open = new Map([
      ['a', ['auditor']],
      ['b', ['auditor']],
    ]);
    readings = [];
    isAway = false;
    const query = (_sql: string, [ids]: [string[]]) => {
      readings.push(ids);
      if (isAway) return Promise.reject(new Error('away'));
      return Promise.resolve(ids.flatMap((id) => (open.has(id) ? [{ id, roles: open.get(id) }] : [])));
    };
    const db = { manager: { query } } as unknown as DataSource;
    watch = new SessionWatch(db, { warn: () => undefined } as unknown as Logger);
  });
  afterEach(() => jest.useRealTimers());

  function listen(session: string): { told: string[]; leave: () => void } {
    const told: string[] = [];
    const subscription = watch.newsOf(session, ['auditor']).subscribe((news) => told.push(news));
    return { told, leave: () => subscription.unsubscribe() };
  }
  async function halfASecond(): Promise<void> {
    jest.advanceTimersByTime(500);
    await settled();
  }

  it('tells at the next look of a session that another process ended, by one statement for all', async () => {
    const [a, alsoA, b] = [listen('a'), listen('a'), listen('b')];
    open.delete('a');
    await halfASecond();
    expect(readings).toEqual([['a', 'b']]);
    expect([a.told, alsoA.told, b.told]).toEqual([['ended'], ['ended'], []]);
    for (const { leave } of [a, alsoA, b]) leave();
  });

  it('tells at once of a session that this process ended, and of other roles once', async () => {
    const [a, b] = [listen('a'), listen('b')];
    open.delete('a');
    open.set('b', ['hotline_operator']);
    watch.look();
    await settled();
    await halfASecond();
    expect([a.told, b.told]).toEqual([['ended'], ['roles_changed']]);
    for (const { leave } of [a, b]) leave();
  });

  it('looks once more for what ends while it reads', async () => {
    const a = listen('a');
    watch.look();
    open.delete('a');
    watch.look();
    await settled();
    expect(a.told).toEqual(['ended']);
    a.leave();
  });

  it('finds after the database was away what it missed', async () => {
    const a = listen('a');
    isAway = true;
    open.delete('a');
    await halfASecond();
    expect(a.told).toEqual([]);
    isAway = false;
    await halfASecond();
    expect(a.told).toEqual(['ended']);
    a.leave();
  });

  it('reads nothing while nobody listens', async () => {
    listen('a').leave();
    watch.look();
    await halfASecond();
    expect(readings).toEqual([]);
  });
});
