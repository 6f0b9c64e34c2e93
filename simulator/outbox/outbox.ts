import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { request, type Dispatcher } from 'undici';
import type { FindKey } from '../../packages/institution/keys.js';
import { pauseAfter, readOutcome } from '../../packages/institution/repetition.js';
import { signRequest } from '../../packages/institution/sign.js';
import { verifyAnswer } from '../../packages/institution/verify.js';
import type { KeyRing } from '../http/key-ring.js';

/**
 * The journal entries of callbacks. A callback is owed from the commit that decided it until the
 * centre answers with a signed 2xx.
 */
export type OutboxEvent =
  | {
      readonly type: 'callback.owed';
      /** The id of the message (ULID), the same in each retry. */
      readonly webhookId: string;
      /** The JSON that is sent, the same each time. */
      readonly body: string;
      /** Epoch ms; it is not sent earlier. */
      readonly dueAt: number;
      /** Path at the centre, for a message that is no callback. */
      readonly path?: string;
      /** The centre gets it twice, as from a party whose first answer was lost. */
      readonly twice?: boolean;
    }
  | { readonly type: 'callback.delivered'; readonly webhookId: string; readonly at: number };

export interface OutboxOptions {
  /** Absolute URL of the centre's callback route for this kind of party. */
  readonly url: string;
  readonly keys: KeyRing;
  /** Finds the keys of the centre: only its signed answer counts. */
  readonly findKey: FindKey;
  readonly dispatcher: Dispatcher;
  /** Commits an event of the outbox to the party's journal. */
  readonly record: (event: OutboxEvent) => void;
  readonly durable: () => Promise<void>;
}

type Owed = Extract<OutboxEvent, { type: 'callback.owed' }>;

/** Shorter than those of the guide, because the clocks of the demonstration count in seconds. */
const PAUSES = { firstMs: 200, longestMs: 10_000 };
const ANSWER_TIMEOUT_MS = 10_000;

/**
 * The callbacks of one party: each is sent when it is due, and again after growing pauses until
 * the centre answers with 2xx.
 */
export class Outbox {
  private readonly owed = new Map<string, Owed>();
  private readonly stopping = new AbortController();
  private readonly deliveries = new Set<Promise<void>>();
  private started = false;

  constructor(private readonly options: OutboxOptions) {
    // Each message that waits listens, however many wait, and stops to when it goes on.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Applies an event of the journal, at replay and afterwards. */
  apply(event: OutboxEvent): void {
    if (event.type === 'callback.delivered') {
      this.owed.delete(event.webhookId);
      return;
    }
    this.owed.set(event.webhookId, event);
    if (this.started) this.launch(event);
  }

  /** Starts to send what is still owed. Called once, after the replay. */
  start(): void {
    this.started = true;
    for (const message of this.owed.values()) this.launch(message);
  }

  /** The number of messages that the centre has not acknowledged. */
  get owedCount(): number {
    return this.owed.size;
  }

  /** Stops all deliveries; what was not acknowledged stays owed in the journal. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.deliveries);
  }

  private launch(message: Owed): void {
    const delivery = this.deliver(message).catch((error: unknown) => {
      if (!this.stopping.signal.aborted) throw error;
    });
    this.deliveries.add(delivery);
    void delivery.finally(() => this.deliveries.delete(delivery));
  }

  private async deliver(message: Owed): Promise<void> {
    const { signal } = this.stopping;
    await this.options.durable();
    await delay(Math.max(0, message.dueAt - Date.now()), undefined, { signal });
    for (let copies = message.twice === true ? 2 : 1; copies > 0; copies -= 1) await this.postUntilTaken(message);
    this.options.record({ type: 'callback.delivered', webhookId: message.webhookId, at: Date.now() });
    await this.options.durable();
  }

  private async postUntilTaken(message: Owed): Promise<void> {
    const { signal } = this.stopping;
    for (let failed = 1; !(await this.post(message)); failed += 1) {
      await delay(pauseAfter(failed, PAUSES), undefined, { signal });
    }
  }

  /**
   * Makes one attempt with a new signature. Returns true on a 2xx that the centre signed for
   * exactly this message; any other answer and any network fault count as not delivered.
   */
  private async post(message: Owed): Promise<boolean> {
    const { keys, findKey, dispatcher } = this.options;
    const key = keys.next();
    const url = message.path === undefined ? this.options.url : new URL(message.path, this.options.url).href;
    const { signal } = this.stopping;
    const body = Buffer.from(message.body);
    const headers = { 'content-type': 'application/json', 'webhook-id': message.webhookId };
    const signature = signRequest({ method: 'POST', url, headers, body, key, now: new Date() });
    const requestHeaders = { ...headers, ...signature };
    try {
      const response = await request(url, {
        method: 'POST',
        headers: requestHeaders,
        body,
        dispatcher,
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
      });
      const { statusCode: status, headers: answerHeaders } = response;
      const answered = Buffer.from(await response.body.arrayBuffer());
      const answer = { status, headers: answerHeaders, body: answered, requestHeaders };
      const { ok } = await verifyAnswer({ ...answer, now: new Date(), findKey });
      return readOutcome(status, ok) === 'taken';
    } catch {
      // The connection was refused or reset, or no answer came: the message stays owed and the
      // caller tries again.
      signal.throwIfAborted();
      return false;
    }
  }
}
