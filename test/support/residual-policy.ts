import type { DataSource } from 'typeorm';
import { switchPolicy } from './switch-policy.js';

/**
 * Puts a row of P-RESID in force that switches the watch on or off, as if two persons had approved
 * it `ago`. A process that has read the rulebook keeps its copy for a minute.
 */
export function switchResidualWatch(db: DataSource, enabled: boolean, ago = '1 day'): Promise<void> {
  return switchPolicy(db, 'P-RESID', { enabled }, ago);
}
