import type { EntityManager } from 'typeorm';
import type { AuditEvent } from '../../../../src/persistence/audit/hash-event.js';
import { verifyChain } from '../../../../src/persistence/audit/verify-chain.js';

const CHAINS_AT_A_TIME = 200;

/** Returns the chains whose hashes, numbers or end are wrong; it reads some chains at a time. */
export async function brokenChains(manager: EntityManager): Promise<string[]> {
  const violations = await headless(manager);
  for (let last = ''; ;) {
    const heads: { chain: string; sequence: number; hash: string }[] = await manager.query(
      'SELECT chain, sequence, hash FROM audit_head WHERE chain > $1 ORDER BY chain LIMIT $2',
      [last, CHAINS_AT_A_TIME],
    );
    const events = await eventsOf(
      manager,
      heads.map(({ chain }) => chain),
    );
    for (const { chain, sequence, hash } of heads) {
      const verdict = verifyChain(events.get(chain) ?? [], { sequence, hash });
      if (!verdict.ok) violations.push(`${chain}#${verdict.sequence}: ${verdict.why}`);
    }
    const end = heads.at(-1);
    if (end === undefined || heads.length < CHAINS_AT_A_TIME) return violations;
    last = end.chain;
  }
}

async function headless(manager: EntityManager): Promise<string[]> {
  const chains: { chain: string }[] = await manager.query(
    'SELECT DISTINCT chain FROM audit_event e WHERE NOT EXISTS (SELECT FROM audit_head h WHERE h.chain = e.chain) ORDER BY chain',
  );
  return chains.map(({ chain }) => `${chain}: has no head`);
}

async function eventsOf(manager: EntityManager, chains: readonly string[]): Promise<Map<string, AuditEvent[]>> {
  const rows: AuditEvent[] = await manager.query(
    `SELECT chain, sequence, type, actor, at, payload, prev_hash AS "prevHash", hash, seals FROM audit_event
      WHERE chain = ANY ($1) ORDER BY chain, sequence`,
    [chains],
  );
  const byChain = new Map<string, AuditEvent[]>();
  for (const row of rows) {
    const events = byChain.get(row.chain);
    if (events === undefined) byChain.set(row.chain, [row]);
    else events.push(row);
  }
  return byChain;
}
