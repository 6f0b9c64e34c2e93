import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../../src/persistence/audit/append-audit.js';

/**
 * Appends an event as the product would, at the time of the database's last event, by the system
 * or by the given person.
 */
export async function append(
  manager: EntityManager,
  caseId: string,
  type: string,
  payload: Record<string, unknown>,
  actor = 'system',
): Promise<void> {
  const [last]: { at: Date }[] = await manager.query('SELECT max(at) AS at FROM audit_event');
  if (last === undefined) throw new Error('the record has no event');
  await appendAudit(manager, caseId, actor, last.at, [{ type, payload }]);
}
