import { CASE_READERS, type CaseAccessType } from '../../application/case/note-access.js';
import type { SqlRule } from '../sql-rules.js';

const TYPES = Object.keys(CASE_READERS) as CaseAccessType[];
const OF_TYPES = `type IN (${TYPES.map((type) => `'${type}'`).join(', ')})`;

/** How many readings the chains tell of. */
export const READINGS = `SELECT count(*) FROM audit_event WHERE ${OF_TYPES}`;

/** Per kind of reading, the rows of an event that are not there, or not in its case. */
const MISSING: Readonly<Record<CaseAccessType, string>> = {
  'call_record.read': `NOT EXISTS (SELECT 1 FROM call_record r WHERE r.case_id = e.chain)`,
  'evidence.read': `NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = e.chain) OR coalesce(jsonb_typeof(e.payload->'evidenceIds'), '') <> 'array'
    OR EXISTS (SELECT 1 FROM jsonb_array_elements_text(CASE jsonb_typeof(e.payload->'evidenceIds') WHEN 'array' THEN e.payload->'evidenceIds' ELSE '[]' END) AS read (id)
                 LEFT JOIN evidence v ON v.id = read.id AND v.case_id = e.chain WHERE v.id IS NULL)`,
  'accounts.read': `NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = e.chain)`,
  'appeal.read': `NOT EXISTS (SELECT 1 FROM appeal a WHERE a.id = e.payload->>'appealId' AND a.case_id = e.chain)`,
};

/**
 * Readings that nobody did, that nobody may do, or of what is not there. The person himself is
 * known to the identity provider only.
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
];
