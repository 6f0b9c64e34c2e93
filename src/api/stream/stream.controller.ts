import { Controller, Req, Sse } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  concat,
  filter,
  interval,
  map,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  of,
  partition,
  share,
  takeUntil,
  timer,
} from 'rxjs';
import { z } from 'zod';
import type { FeedEvent, FeedPosition } from '../../application/overview/read-event-feed.js';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { KeepsIdle, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Sessions } from '../auth/sessions.js';
import { SessionWatch } from '../auth/session-watch.js';
import type { ApiRequest } from '../http/api-request.js';
import { Problems, Returns } from '../openapi/returns.js';
import { ApiProblem } from '../problem/api-problem.js';
import { EventFeed } from './event-feed.js';
import { formatEventId, parseEventId } from './event-id.js';
import { OpenStreams } from './open-streams.js';

const LISTENERS: readonly Role[] = [
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'amlo_officer',
  'unfreeze_desk',
  'auditor',
];
/** A listener that hears nothing for twice as long knows that the connection is lost: within ten seconds. */
const HEARTBEAT_MS = 4_000;
/**
 * How often a stream looks whether its session is still open, beside the news that it has ended:
 * one that nobody uses ends by its time, and nobody says so.
 */
const SESSION_LOOK_MS = 5_000;
/** Longest time of a stream; timers cannot wait for longer than 24 days, as a token may last. */
const LONGEST_MS = 24 * 3_600_000;
/** Characters of events that may wait for a client that does not read them; then it is dropped. */
const MAX_WAITING = 256 * 1024;

/** An event of the stream, or a comment that keeps the connection open. */
type StreamMessage = { id: string; type: string; data: object } | { comment: string; data?: undefined };

/** The event stream. */
@ApiTags('stream')
@Controller('v1')
export class StreamController {
  constructor(
    private readonly feed: EventFeed,
    private readonly open: OpenStreams,
    private readonly sessions: Sessions,
    private readonly watch: SessionWatch,
  ) {}

  @Sse('stream', { maxPendingDataLength: MAX_WAITING })
  @Roles(...LISTENERS)
  @ApiOperation({
    summary:
      'What happens, as it is committed (server-sent events): `{chain, sequence, type, at}`; read the case for the rest',
  })
  @KeepsIdle()
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Go on after this event',
    schema: { type: 'string' },
  })
  @ApiProduces('text/event-stream')
  @Returns(200, z.string(), 'Events until the token or the session ends, for a day at most; a comment every 4 seconds')
  @Problems('REQUEST.LAST_EVENT_ID', 'SERVICE.STOPPING', 'STREAM.TOO_MANY')
  stream(@Req() request: ApiRequest, @Person() person: Principal): Observable<StreamMessage> {
    if (this.feed.isClosed) throw new ApiProblem('SERVICE.STOPPING', 'this process is stopping; connect again');
    const events = this.feed.listen(lastEvent(request)).pipe(map(toMessage));
    const heartbeat = interval(HEARTBEAT_MS).pipe(map(comment));
    const stream = concat(of(comment()), merge(events, heartbeat.pipe(takeUntil(this.feed.ended)))).pipe(
      takeUntil(timer(Math.min(person.expiresAt.getTime() - Date.now(), LONGEST_MS))),
      takeUntil(this.sessionEnd(person, request)),
    );
    return this.open.counted(person.subject, stream);
  }

  /**
   * Emits when the session of the request has ended or has lost the role, so that a person who has
   * left, or may not go on, is told no more. It asks again who he is for this session's own news alone,
   * or a thousand sign-outs would cost a thousand readings of each stream. Never emits for a token.
   */
  private sessionEnd(person: Principal, request: ApiRequest): Observable<unknown> {
    const secret = this.sessions.secretOf(request);
    if (person.session === undefined || secret === undefined) return NEVER;
    const news = this.watch.newsOf(person.session.id, person.roles).pipe(share());
    const [ended, changed] = partition(news, (what) => what === 'ended');
    const lost = merge(interval(SESSION_LOOK_MS), changed).pipe(
      mergeMap(() => this.mayListen(secret)),
      filter((may) => !may),
    );
    return merge(ended, lost);
  }

  private async mayListen(secret: string): Promise<boolean> {
    try {
      const { roles } = await this.sessions.personOf(secret, { isUse: false, decides: false });
      return roles.some((role) => LISTENERS.includes(role));
    } catch (error) {
      if (error instanceof ApiProblem) return false;
      throw error;
    }
  }
}

function comment(): StreamMessage {
  return { comment: 'here' };
}

function lastEvent(request: ApiRequest): FeedPosition | undefined {
  const header = request.headers['last-event-id'];
  if (header === undefined || header === '') return undefined;
  const position = parseEventId(String(header));
  if (position === undefined)
    throw new ApiProblem('REQUEST.LAST_EVENT_ID', 'Last-Event-ID is not an id of this stream');
  return position;
}

function toMessage(event: FeedEvent): StreamMessage {
  const { chain, sequence, type, at } = event;
  return { id: formatEventId(event), type: 'audit', data: { chain, sequence, type, at: at.toISOString() } };
}
