import type { EntityManager } from 'typeorm';

/**
 * Returns all holds, ended or not, on money that went on from a part of a trail, in order of id.
 */
export async function holdsBelow(manager: EntityManager, trailLinkId: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `WITH RECURSIVE below AS (
       SELECT id FROM trail_link WHERE parent_link_id = $1
       UNION
       SELECT l.id FROM below b JOIN trail_link l ON l.parent_link_id = b.id)
     SELECT h.id FROM below b JOIN hold h ON h.trail_link_id = b.id ORDER BY h.id`,
    [trailLinkId],
  );
  return rows.map(({ id }) => id);
}
