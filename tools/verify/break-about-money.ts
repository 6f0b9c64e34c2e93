import { KEEPING } from '../../src/domain/break/keeps-case-open.js';
import { sqlList } from '../../src/persistence/sql-list.js';

/**
 * SQL condition: by the break `b` stolen money may stand elsewhere than on record (`keepsCaseOpen`), so
 * that nobody closes its case.
 */
export const IS_ABOUT_MONEY = `b.kind <> 'DEBIT_QUESTION_REFUSED' AND (b.kind ~ '^(DEBIT_|ATTRIBUTION[.])'
  OR b.kind IN (${sqlList(KEEPING)}))`;
