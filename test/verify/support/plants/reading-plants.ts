import { append } from '../append-event.js';
import type { PlantRow } from './exchange-plants.js';

/** Ways to write readings that cannot have happened. */
export const READING_PLANTS: readonly PlantRow[] = [
  [
    'I21',
    'a reading of the signed record by nobody',
    async (m, { released: { caseId } }) => {
      await append(m, caseId, 'call_record.read', { caseId, roles: ['aoc_officer'] });
      return caseId;
    },
  ],
  [
    'I21',
    'a reading of the signed record by a bank',
    async (m, { released: { caseId } }) => {
      await append(m, caseId, 'call_record.read', { caseId, roles: ['aoc_officer'] }, 'th-002');
      return caseId;
    },
  ],
  [
    'I21',
    'a reading of evidence in a role that may not',
    async (m, { suspended: { caseId } }) => {
      await append(m, caseId, 'evidence.read', { caseId, roles: ['administrator'], evidenceIds: [] }, 'admin-1');
      return caseId;
    },
  ],
  [
    'I21',
    'a reading in no role at all',
    async (m, { released: { caseId } }) => {
      await append(m, caseId, 'call_record.read', { caseId, roles: [] }, 'officer-1');
      return caseId;
    },
  ],
  [
    'I21',
    'a reading of the evidence of another case',
    async (m, { suspended, released: { caseId } }) => {
      const [row]: { id: string }[] = await m.query('SELECT id FROM evidence WHERE case_id = $1', [suspended.caseId]);
      await append(m, caseId, 'evidence.read', { caseId, roles: ['auditor'], evidenceIds: [row?.id] }, 'auditor-1');
      return caseId;
    },
  ],
  [
    'I21',
    'a reading by AMLO of what another agency answered',
    async (m, { suspended: { caseId } }) => {
      const [row]: { id: string }[] = await m.query(
        `SELECT id FROM evidence WHERE case_id = $1 AND agency <> 'amlo' LIMIT 1`,
        [caseId],
      );
      if (row === undefined) throw new Error('another agency answered');
      await append(m, caseId, 'evidence.read', { caseId, roles: ['amlo_officer'], evidenceIds: [row.id] }, 'amlo-1');
      return caseId;
    },
  ],
  [
    'I21',
    'a revealed field of which no reason is on record',
    async (m, { released: { caseId } }) => {
      const named = { revealId: 'none', partId: null, field: 'victim.1.phone' };
      await append(m, caseId, 'person.revealed', { caseId, roles: ['aoc_officer'], ...named }, 'officer-1');
      return caseId;
    },
  ],
  [
    'I21',
    'a reading of a file that is not there',
    async (m, { released: { caseId } }) => {
      await append(m, caseId, 'attachment.read', { caseId, roles: ['auditor'], attachmentId: 'none' }, 'auditor-1');
      return caseId;
    },
  ],
  [
    'I21',
    'a reading of an appeal that is not there',
    async (m, { released: { caseId } }) => {
      await append(m, caseId, 'appeal.read', { caseId, roles: ['auditor'], appealId: 'none' }, 'auditor-1');
      return caseId;
    },
  ],
];
