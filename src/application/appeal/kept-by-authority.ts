import type { EntityManager } from 'typeorm';
import { keptElsewhere, turnTo } from '../../domain/telling/turn-to.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { rowsOf } from '../case/work/read-rows.js';

/**
 * Reads what another authority keeps of the money of a hold, and to whom its holder turns; null where
 * nothing is. `reference`: the number of that authority's order, where the institution told it.
 */
export async function keptByAuthority(manager: EntityManager, hold: HoldRow) {
  const kept = keptElsewhere(hold);
  if (kept === null) return null;
  const { authority, satang } = kept;
  const [told] = await rowsOf<{ reference: string | null }>(manager, ORDER_OF_AUTHORITY, [hold.id, authority]);
  return { authority, amountSatang: satang.toString(), reference: told?.reference ?? null, ...turnTo(authority) };
}

/** What the institution said last of the order of the authority `$2` at the hold `$1`. */
const ORDER_OF_AUTHORITY = `
  SELECT m.content -> 'heldUnder' ->> 'reference' AS reference
    FROM receipt r JOIN inbox_message m ON m.id = r.inbox_message_id
   WHERE r.hold_id = $1 AND r.applied AND m.content -> 'heldUnder' ->> 'authority' = $2
   ORDER BY m.content -> 'heldUnder' ->> 'reference' IS NULL, r.id DESC LIMIT 1`;
