/** A request that a party received, for benches and tests. */
export interface ReceivedMessage {
  readonly party: string;
  readonly method: string;
  readonly path: string;
  /** `orderId`, `releaseOrderId`, `confirmationId` or `requestId` of the body, when it has one. */
  readonly id: string | undefined;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** The status of the answer. */
  readonly status: number;
}

const KEPT = 100_000;
const ID_FIELDS = ['orderId', 'releaseOrderId', 'confirmationId', 'requestId', 'resultId'] as const;

/** The last 100,000 requests of all parties; it is empty after a restart. */
export class MessageLog {
  private messages: ReceivedMessage[] = [];

  add(message: ReceivedMessage): void {
    this.messages.push(message);
    if (this.messages.length > 2 * KEPT) this.messages = this.messages.slice(-KEPT);
  }

  /** Returns the messages since an instant, oldest first. */
  since(sinceMs: number): readonly ReceivedMessage[] {
    return this.messages.filter((message) => message.receivedAt >= sinceMs).slice(-KEPT);
  }
}

/** Returns the id by which a body is idempotent. */
export function idOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = new Map(Object.entries(body));
  for (const field of ID_FIELDS) {
    const value: unknown = fields.get(field);
    if (typeof value === 'string') return value;
  }
  return undefined;
}
