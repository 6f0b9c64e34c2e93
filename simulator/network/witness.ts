import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Way } from './way.js';

/** A message that came to the other side, and the answer that was given there, also where it is lost on its way back. */
export interface Heard {
  readonly party: string;
  readonly way: Way;
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  readonly status: number;
  readonly answer: Buffer;
}

/** What a receipt is known by: of an order its number too. Two of one name say the same. */
const OfOrder = z.looseObject({ orderId: z.string(), receiptSeq: z.number() });
const OfRelease = z.looseObject({ releaseOrderId: z.string(), releasedAmountSatang: z.string() });
const Callback = z.object({ type: z.enum(['hold.receipt', 'release.receipt']), data: z.unknown() });

/**
 * Hears on every way what institutions say of orders and releases, and notes where one says two things under one
 * name: it took a repetition for a new message. Neither side need notice: the centre gets one of the two answers.
 */
export class Witness {
  private readonly said = new Map<string, object>();
  private readonly noted = new Set<string>();

  hear({ party, way, method, path, body, status, answer }: Heard): void {
    const receipt = way === 'to_centre' ? calledBack(body) : status === 200 ? jsonOf(answer) : undefined;
    const name = nameOf(receipt);
    if (name === undefined || receipt === undefined) return;
    const key = `${party} ${name}`;
    const before = this.said.get(key);
    if (before === undefined) this.said.set(key, receipt);
    else if (!isDeepStrictEqual(before, receipt))
      this.noted.add(`${key}: another word at ${method} ${path.split('?')[0]}`);
  }

  /** What was said twice and otherwise, in words, without what a party said. */
  get contradictions(): readonly string[] {
    return [...this.noted];
  }
}

function nameOf(receipt: object | undefined): string | undefined {
  const order = OfOrder.safeParse(receipt).data;
  if (order !== undefined) return `receipt ${order.receiptSeq} of ${order.orderId}`;
  const release = OfRelease.safeParse(receipt).data;
  return release === undefined ? undefined : `receipt of ${release.releaseOrderId}`;
}

function calledBack(body: Buffer): object | undefined {
  const { data } = Callback.safeParse(jsonOf(body)).data ?? {};
  return typeof data === 'object' && data !== null ? data : undefined;
}

function jsonOf(bytes: Buffer): object | undefined {
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    // A body of a proxy, or none: nobody said it.
    return undefined;
  }
}
