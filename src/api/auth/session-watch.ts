import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';
import { DataSource } from 'typeorm';
import { readWatchedSessions } from '../../application/session/read-watched-sessions.js';
import { LOGGER } from '../dependencies.js';
import type { Principal } from './principal.js';

/** How long a session that ends in another process goes unnoticed, beside the time of one statement. */
const LOOK_MS = 500;

/** What became of a session: it is over, or its person has other roles. */
export type SessionNews = 'ended' | 'roles_changed';

interface Listener {
  session: string;
  /** As they were told last; undefined: the session has ended. */
  roles: string | undefined;
  subscriber: Subscriber<SessionNews>;
}

/**
 * Tells who listens what becomes of his session: at once when this process ends it, and soon when
 * another does. One statement serves all listeners, and none runs without one. It reads the rows of
 * the sessions: the feed of events waits for every older transaction of the server.
 */
@Injectable()
export class SessionWatch {
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;
  private isReading = false;
  private isDue = false;

  constructor(
    private readonly db: DataSource,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Emits when the session has ended, or has other roles than `roles` or those emitted last. */
  newsOf(session: string, roles: Principal['roles']): Observable<SessionNews> {
    return new Observable<SessionNews>((subscriber) => {
      const listener = { session, roles: roles.join(), subscriber };
      this.listeners.add(listener);
      this.timer ??= setInterval(() => this.look(), LOOK_MS);
      return () => {
        this.listeners.delete(listener);
        if (this.listeners.size > 0) return;
        clearInterval(this.timer);
        this.timer = undefined;
      };
    });
  }

  /** Looks now: a session has just ended here. What ends while it reads is read once more. */
  look(): void {
    this.isDue = true;
    if (!this.isReading) void this.readWhileDue();
  }

  private async readWhileDue(): Promise<void> {
    this.isReading = true;
    while (this.isDue && this.listeners.size > 0) {
      this.isDue = false;
      try {
        await this.read();
      } catch (error) {
        // The database may be away for a while; the next look finds what was missed.
        this.logger.warn({ err: error }, 'the sessions of event streams could not be read');
      }
    }
    this.isReading = false;
  }

  private async read(): Promise<void> {
    const asked = [...this.listeners];
    const found = await readWatchedSessions(this.db.manager, [...new Set(asked.map(({ session }) => session))]);
    const rolesOf = new Map(found.map(({ id, roles }) => [id, roles.join()]));
    for (const listener of asked) {
      const roles = rolesOf.get(listener.session);
      if (roles === listener.roles) continue;
      listener.roles = roles;
      listener.subscriber.next(roles === undefined ? 'ended' : 'roles_changed');
    }
  }
}
