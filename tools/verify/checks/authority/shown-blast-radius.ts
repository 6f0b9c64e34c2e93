import type { EntityManager } from 'typeorm';
import { hashOf } from '../../../../src/application/freeze-request/read-blast-radius.js';

interface StoredRadius {
  id: string;
  content: { sha256: string };
  told: string | null;
}

/**
 * Returns the decisions whose blast radius is not the one that the person saw: the audit chain has
 * the hash of all of it.
 */
export async function changedRadius(manager: EntityManager): Promise<string[]> {
  const stored: StoredRadius[] = await manager.query(
    `SELECT d.id, d.blast_radius AS content, e.payload ->> 'blastRadiusSha256' AS told
       FROM decision d LEFT JOIN audit_event e ON e.type = 'decision.made' AND e.payload ->> 'decisionId' = d.id
      WHERE d.blast_radius IS NOT NULL`,
  );
  return stored
    .filter(({ content: { sha256, ...radius }, told }) => hashOf(radius) !== sha256 || told !== sha256)
    .map(({ id }) => `${id}: the blast radius that it was decided on was changed since`);
}
