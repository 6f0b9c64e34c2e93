import type { EntityManager } from 'typeorm';
import { MOST_VIEWS, type QueueFilter } from '../../domain/queue/queue-filter.js';
import { ok, refuse, type Result } from '../../domain/result.js';
import { QueueViewRow } from '../../persistence/entities/case/handling.entities.js';
import { rowsOf } from '../case/work/read-rows.js';

/** A view of the queue that a person named. */
export interface QueueView {
  name: string;
  filter: QueueFilter;
}

/** Keeps view $2 of person $1 with filter $3, unless the person has $4 others. */
const SAVE_VIEW = `
  INSERT INTO queue_view (person, name, filter, saved_at)
  SELECT $1, $2, $3::jsonb, now()
   WHERE (SELECT count(*) FROM queue_view WHERE person = $1 AND name <> $2) < $4
  ON CONFLICT (person, name) DO UPDATE SET filter = EXCLUDED.filter, saved_at = EXCLUDED.saved_at
  RETURNING name`;

/** Reads the views of a person, the first saved first. */
export async function readQueueViews(manager: EntityManager, person: string): Promise<QueueView[]> {
  const rows = await manager.find(QueueViewRow, { where: { person }, order: { savedAt: 'ASC', name: 'ASC' } });
  return rows.map(({ name, filter }) => ({ name, filter }));
}

/**
 * Keeps a view of a person; one of the same name is replaced. Refusal: `QUEUE_VIEW.TOO_MANY`.
 */
export async function saveQueueView(
  manager: EntityManager,
  person: string,
  { name, filter }: QueueView,
): Promise<Result<QueueView>> {
  const saved = await rowsOf<object>(manager, SAVE_VIEW, [person, name, JSON.stringify(filter), MOST_VIEWS]);
  if (saved.length === 1) return ok({ name, filter });
  return refuse('QUEUE_VIEW.TOO_MANY', 'a person has so many views at most; remove one first', { most: MOST_VIEWS });
}

/** Removes a view of a person; without one nothing happens. */
export async function removeQueueView(manager: EntityManager, person: string, name: string): Promise<void> {
  await manager.delete(QueueViewRow, { person, name });
}
