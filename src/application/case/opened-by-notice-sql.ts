import { sqlList } from '../../persistence/sql-list.js';

/**
 * SQL of whether a notice of suspicion opened the case of an alias, so that its claim is no
 * complaint.
 */
export const OPENED_BY_NOTICE = (file: string): string =>
  `${file}.case_type IN (${sqlList(['suspicion.notice', 'officer.notice'])})`;
