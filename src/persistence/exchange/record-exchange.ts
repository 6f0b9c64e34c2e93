import type { EntityManager } from 'typeorm';
import { ExchangeRow } from '../entities/message.entities.js';
import { newId } from '../ids.js';

/** The approved system that disclosed or received, as every exchange names it (section 4). */
export const SYSTEM_VERSION = 'AOC 1441 Rangap 0.1.0';

/** One disclosure, without what the record adds to it. `fields` names what was disclosed, never its values. */
export type NewExchange = Omit<ExchangeRow, 'id' | 'systemVersion'>;

/** Records disclosures between parties (section 4) by one statement, in the transaction that makes them. */
export async function recordExchanges(manager: EntityManager, rows: readonly NewExchange[]): Promise<void> {
  if (rows.length === 0) return;
  await manager.insert(
    ExchangeRow,
    rows.map((row) => ({ ...row, id: newId(), systemVersion: SYSTEM_VERSION })),
  );
}
