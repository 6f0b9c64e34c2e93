import { z } from 'zod';

const Messages = z.object({
  messages: z.array(z.object({ path: z.string(), id: z.string().optional(), receivedAt: z.number() })),
});

/**
 * Returns when each hold order first reached its institution, in epoch ms, by order id. `answer`
 * is the simulator's answer to `GET /messages`.
 */
export function orderArrivals(answer: unknown): Map<string, number> {
  return arrivalsOf('/hold-orders', answer);
}

/** The same for the questions about debits, by confirmation id. */
export function questionArrivals(answer: unknown): Map<string, number> {
  return arrivalsOf('/debit-confirmations', answer);
}

function arrivalsOf(what: string, answer: unknown): Map<string, number> {
  const arrivals = new Map<string, number>();
  for (const { path, id, receivedAt } of Messages.parse(answer).messages) {
    if (path.endsWith(what) && id !== undefined && !arrivals.has(id)) arrivals.set(id, receivedAt);
  }
  return arrivals;
}
