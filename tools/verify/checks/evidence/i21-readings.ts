import { CASE_READERS, type CaseAccessType } from '../../../../src/application/case/privacy/note-access.js';
import { READERS_OF_ALL } from '../../../../src/domain/evidence/who-reads.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { SqlRule } from '../../sql-rules.js';

const TYPES = Object.keys(CASE_READERS) as CaseAccessType[];
const OF_TYPES = `type IN (${sqlList(TYPES)})`;

/** Counts the readings in the audit chains. */
export const READINGS = `SELECT count(*) FROM audit_event WHERE ${OF_TYPES}`;

/** Conditions, for each kind of reading, that the row it names does not exist in its case. */
const MISSING: Readonly<Record<CaseAccessType, string>> = {
  'call_record.read': `NOT EXISTS (SELECT 1 FROM call_record r WHERE r.case_id = e.chain)`,
  'evidence.read': `NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = e.chain) OR coalesce(jsonb_typeof(e.payload->'evidenceIds'), '') <> 'array'
    OR EXISTS (SELECT 1 FROM jsonb_array_elements_text(CASE jsonb_typeof(e.payload->'evidenceIds') WHEN 'array' THEN e.payload->'evidenceIds' ELSE '[]' END) AS read (id)
                 LEFT JOIN evidence v ON v.id = read.id AND v.case_id = e.chain WHERE v.id IS NULL)`,
  'account.revealed': `NOT EXISTS (SELECT 1 FROM reveal r WHERE r.id = e.payload->>'revealId' AND r.case_id = e.chain
    AND r.part_id = e.payload->>'partId' AND r.person = e.actor)`,
  'person.revealed': `NOT EXISTS (SELECT 1 FROM reveal r WHERE r.id = e.payload->>'revealId' AND r.case_id = e.chain
    AND r.field = e.payload->>'field' AND r.person = e.actor)`,
  'notes.read': `NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = e.chain)`,
  'attachment.read': `NOT EXISTS (SELECT 1 FROM attachment a WHERE a.id = e.payload->>'attachmentId' AND a.case_id = e.chain)`,
  'order_document.read': `NOT EXISTS (SELECT 1 FROM hold_order o WHERE o.id = e.payload->>'orderId' AND o.case_id = e.chain)`,
  'appeal.read': `NOT EXISTS (SELECT 1 FROM appeal a WHERE a.id = e.payload->>'appealId' AND a.case_id = e.chain)`,
};

/**
 * Finds readings by no person, in a role that may not read, or of rows that do not exist. Only the
 * identity provider knows who the person is.
 */
export const READING_RULES: readonly SqlRule[] = [
  {
    why: 'tells of a reading by nobody',
    sql: `SELECT chain || '#' || sequence AS id FROM audit_event
           WHERE ${OF_TYPES} AND (actor IN ('', 'system') OR actor IN (SELECT slug FROM party))`,
  },
  ...TYPES.map((type) => ({
    why: 'tells of a reading in no role that may',
    sql: `SELECT chain || '#' || sequence AS id FROM audit_event WHERE type = $1
             AND NOT coalesce(jsonb_typeof(payload->'roles') = 'array' AND payload->'roles' <> '[]' AND payload->'roles' <@ $2::jsonb, false)`,
    parameters: [type, JSON.stringify(CASE_READERS[type])],
  })),
  ...TYPES.map((type) => ({
    why: 'tells of a reading of what is not in its case',
    sql: `SELECT e.chain || '#' || e.sequence AS id FROM audit_event e
           WHERE e.type = $1 AND (e.payload->>'caseId' IS DISTINCT FROM e.chain OR ${MISSING[type]})`,
    parameters: [type],
  })),
  {
    why: 'tells of a reading of what another agency answered',
    sql: `SELECT e.chain || '#' || e.sequence AS id FROM audit_event e
           WHERE e.type = 'evidence.read' AND NOT coalesce(e.payload->'roles' ?| ARRAY[${sqlList(READERS_OF_ALL)}], true)
             AND EXISTS (SELECT 1 FROM evidence v
                          WHERE v.case_id = e.chain AND e.payload->'evidenceIds' ? v.id AND v.agency <> 'amlo')`,
  },
];
