import { sqlList } from '../../../persistence/sql-list.js';

/**
 * SQL of whether a notice opened the case of an alias, of a suspicion or of what the victim told his
 * bank, so that its claim is no complaint.
 */
export const OPENED_BY_NOTICE = (file: string): string =>
  `(${file}.told_bank_at IS NOT NULL OR ${file}.case_type IN (${sqlList(['suspicion.notice', 'officer.notice'])}))`;
