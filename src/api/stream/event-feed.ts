import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { last, Observable, Subject } from 'rxjs';
import { DataSource } from 'typeorm';
import { feedEnd, type FeedEvent, type FeedPosition, readFeed } from '../../application/overview/read-event-feed.js';
import { LOGGER } from '../dependencies.js';
import { Metrics } from '../observe/metrics.js';
import { isBefore } from './event-id.js';

/** How old news are at most when they leave; one statement so often, and only while somebody listens. */
const POLL_MS = 200;
const PAGE = 500;
/**
 * Most events that a returning listener gets at once; the rest follows when it reconnects with its
 * last id.
 */
const MAX_CATCH_UP = 5_000;

/**
 * The audit events of all chains in order of commit. One poller serves all listeners of the
 * process, and none runs without a listener.
 */
@Injectable()
export class EventFeed implements BeforeApplicationShutdown {
  private readonly live = new Subject<FeedEvent>();
  private position: FeedPosition | undefined;
  private listeners = 0;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  /** Counts the pollers: only the newest goes on, and one may still read when its listeners left. */
  private poller = 0;

  constructor(
    private readonly db: DataSource,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Returns the events from now on, or all after a position. Ends when the process stops, and
   * after a long catch-up.
   */
  listen(after: FeedPosition | undefined): Observable<FeedEvent> {
    return new Observable<FeedEvent>((subscriber) => {
      const waiting: FeedEvent[] = [];
      let caughtUp: FeedPosition | undefined = after;
      let live = after === undefined;
      const emit = (event: FeedEvent): void => {
        if (caughtUp !== undefined && !isBefore(caughtUp, event)) return;
        caughtUp = event;
        subscriber.next(event);
      };
      const subscription = this.live.subscribe({
        next: (event) => (live ? emit(event) : waiting.push(event)),
        complete: () => subscriber.complete(),
      });
      this.listenerJoined();
      const catchUp = after === undefined ? Promise.resolve(true) : this.catchUp(after, () => subscriber.closed, emit);
      catchUp.then(
        (complete) => {
          if (!complete) return subscriber.complete();
          waiting.splice(0).forEach(emit);
          live = true;
        },
        (error: unknown) => subscriber.error(error),
      );
      return () => {
        subscription.unsubscribe();
        this.listenerLeft();
      };
    });
  }

  /** Ends all streams, which would otherwise keep the server open. */
  beforeApplicationShutdown(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.live.complete();
  }

  /** Emits or completes when no more events will come. */
  get ended(): Observable<unknown> {
    return this.live.pipe(last(undefined, null));
  }

  /** Whether the feed is closed, so that no stream may begin. */
  get isClosed(): boolean {
    return this.closed;
  }

  private async catchUp(
    after: FeedPosition,
    isGone: () => boolean,
    emit: (event: FeedEvent) => void,
  ): Promise<boolean> {
    let from = after;
    for (let count = 0; count < MAX_CATCH_UP && !isGone(); count += PAGE) {
      const page = await readFeed(this.db.manager, from, PAGE);
      page.forEach(emit);
      from = page.at(-1) ?? from;
      if (page.length < PAGE) return true;
    }
    return false;
  }

  private listenerJoined(): void {
    this.listeners += 1;
    this.metrics.streamListeners.set(this.listeners);
    if (this.listeners === 1) void this.poll(this.poller);
  }

  private listenerLeft(): void {
    this.listeners -= 1;
    this.metrics.streamListeners.set(this.listeners);
    if (this.listeners > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.position = undefined;
    this.poller += 1;
  }

  /** Reads and sends what is new, and plans the next reading, as long as it is the newest poller. */
  private async poll(poller: number): Promise<void> {
    const isOver = () => poller !== this.poller || this.closed;
    try {
      const from = this.position ?? (await feedEnd(this.db.manager));
      if (isOver()) return;
      this.position = from;
      for (const event of await readFeed(this.db.manager, from, PAGE)) {
        if (isOver()) return;
        this.position = event;
        this.live.next(event);
      }
    } catch (error) {
      // The database may be away for a while; listeners stay, and miss nothing when it is back.
      this.logger.warn({ err: error }, 'the event feed could not be read');
    }
    if (!isOver()) this.timer = setTimeout(() => void this.poll(poller), POLL_MS);
  }
}
