import type { EntityManager } from 'typeorm';
import type { RuleRow } from '../domain/rulebook/row.js';
import { RuleRowRow } from './entities/party.entities.js';
import { fromStoredRule } from './stored-rule.js';

/** Rows are only ever added, so an older copy is at worst short of rows that were seeded within the last minute. */
const TTL_MS = 60_000;

interface Cached {
  readUntilMs: number;
  rows: RuleRow[];
}
/** Per data source, so that a process with several databases never mixes them. */
const caches = new WeakMap<object, Map<string, Cached>>();

/** All rows of a rulebook, by rule and date; kept for a minute. Throws when the record has no such rulebook. */
export async function loadRulebook(manager: EntityManager, name: string): Promise<RuleRow[]> {
  const cache = caches.get(manager.dataSource) ?? new Map<string, Cached>();
  caches.set(manager.dataSource, cache);
  const found = cache.get(name);
  if (found !== undefined && found.readUntilMs > performance.now()) return found.rows;
  const rows = await readRulebook(manager, name);
  cache.set(name, { readUntilMs: performance.now() + TTL_MS, rows });
  return rows;
}

async function readRulebook(manager: EntityManager, name: string): Promise<RuleRow[]> {
  const stored = await manager.find(RuleRowRow, {
    where: { rulebook: name },
    order: { ruleId: 'ASC', effectiveFrom: 'ASC' },
  });
  if (stored.length === 0) throw new Error(`the record has no rulebook ${name}`);
  return stored.map((row) => fromStoredRule(row.body));
}
