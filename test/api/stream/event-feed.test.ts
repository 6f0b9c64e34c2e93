import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Metrics } from '../../../src/api/observe/metrics.js';
import { EventFeed } from '../../../src/api/stream/event-feed.js';

/** A reading of the feed that has not ended. */
interface Reading {
  /** It reads where the feed ends, and not its events. */
  isOfEnd: boolean;
  ends(rows: object[]): Promise<void>;
}

const event = (xid: string) => ({ xid, chain: 'A', sequence: 1, type: 'test', at: new Date(0) });

/** Lets what waits for an ended reading go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the feed of events', () => {
  let readings: Reading[];
  let feed: EventFeed;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    readings = [];
    const query = (sql: string) =>
      new Promise((resolve) => {
        const ends = async (rows: object[]): Promise<void> => {
          resolve(rows);
          await settled();
        };
        readings.push({ isOfEnd: !sql.includes('FROM audit_event'), ends });
      });
    const metrics = { streamListeners: { set: () => undefined } };
    const logger = { warn: () => undefined };
    feed = new EventFeed(
      { manager: { query } } as unknown as DataSource,
      metrics as unknown as Metrics,
      logger as unknown as Logger,
    );
  });
  afterEach(() => {
    feed.beforeApplicationShutdown();
    jest.useRealTimers();
  });

  /** Joins, and gathers the transaction ids of the events that come. */
  function listener(): { got: string[]; leave: () => void } {
    const got: string[] = [];
    const subscription = feed.listen(undefined).subscribe(({ xid }) => got.push(xid));
    return { got, leave: () => subscription.unsubscribe() };
  }
  const reading = (index: number): Reading => {
    const found = readings[index];
    if (found === undefined) throw new Error(`there is no reading ${index}`);
    return found;
  };

  it('begins anew for the next listener when the last one left while it was read', async () => {
    const first = listener();
    await reading(0).ends([{ xid: '10' }]);
    first.leave();
    await reading(1).ends([event('11')]);
    const next = listener();
    expect(readings.map(({ isOfEnd }) => isOfEnd)).toEqual([true, false, true]);
    await reading(2).ends([{ xid: '20' }]);
    await reading(3).ends([event('21')]);
    expect([first.got, next.got]).toEqual([[], ['21']]);
  });

  it('has one poller when a listener joins while the reading of one that left is under way', async () => {
    const first = listener();
    await reading(0).ends([{ xid: '10' }]);
    first.leave();
    const next = listener();
    await reading(1).ends([event('11')]);
    expect(next.got).toEqual([]);
    await reading(2).ends([{ xid: '20' }]);
    await reading(3).ends([]);
    jest.advanceTimersByTime(200);
    await settled();
    expect(readings).toHaveLength(5);
  });
});
