import type { EntityManager } from 'typeorm';
import { LEAD_MS } from '../../domain/rulebook/change/propose-change.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { RuleRowRow } from '../entities/findings/rulebook.entities.js';
import { fromStoredRule } from './stored-rule.js';

/**
 * How long a copy is kept. A row that persons add comes into force later than twice this time
 * (`LEAD_MS`), so no copy lacks a row in force.
 */
export const TTL_MS = LEAD_MS / 2;

interface Cached {
  readUntilMs: number;
  rows: RuleRow[];
}
/**
 * One set of copies per data source, so that a process with several databases never mixes them.
 */
const caches = new WeakMap<object, Map<string, Cached>>();

/**
 * Returns all rows of a rulebook by rule and date, from the database or from a copy that is at
 * most `TTL_MS` old. Throws when the database has no such rulebook.
 */
export async function loadRulebook(manager: EntityManager, name: string): Promise<RuleRow[]> {
  const cache = caches.get(manager.dataSource) ?? new Map<string, Cached>();
  caches.set(manager.dataSource, cache);
  const found = cache.get(name);
  if (found !== undefined && found.readUntilMs > performance.now()) return found.rows;
  const rows = await readRulebook(manager, name);
  cache.set(name, { readUntilMs: performance.now() + TTL_MS, rows });
  return rows;
}

/**
 * Reads all rows of a rulebook as they are now, to change it or to show it. Throws when the
 * database has no such rulebook.
 */
export async function readRulebook(manager: EntityManager, name: string): Promise<RuleRow[]> {
  const stored = await manager.find(RuleRowRow, {
    where: { rulebook: name },
    order: { ruleId: 'ASC', effectiveFrom: 'ASC' },
  });
  if (stored.length === 0) throw new Error(`the record has no rulebook ${name}`);
  return stored.map((row) => fromStoredRule(row.body));
}
