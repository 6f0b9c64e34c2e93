import type { DataSource, EntityManager } from 'typeorm';
import { DirectiveRow } from '../../persistence/entities/directive.entities.js';
import { rowsOf } from '../case/read-rows.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openKnownCase } from '../case/case-work.js';
import { writeDirectiveMessages } from './write-directive-messages.js';

/**
 * Institutions without a message of a listing. One that waits for its decision is looked at as
 * well: it may be approved by who did not see them yet.
 */
const UNTOLD = `
  FROM party p WHERE p.kind = 'institution'
   AND NOT EXISTS (SELECT 1 FROM directive_notice n WHERE n.directive_id = d.id AND n.party = p.slug)`;
const LISTINGS = `
  SELECT d.id, d.case_id AS "caseId" FROM directive d
   WHERE d.kind = 'list' AND d.state <> 'refused' AND d.delisted_at IS NULL AND EXISTS (SELECT 1 ${UNTOLD}) ORDER BY d.id`;

/**
 * Tells institutions of the listings in force of which they were never told, because they were
 * enrolled later (LIST-42, s.4/2: until delisted). Run it when the enrolment has committed; running
 * it again writes nothing. Returns how many messages were written.
 */
export async function writeListingsForNewInstitutions(db: DataSource): Promise<number> {
  let written = 0;
  for (const listing of await rowsOf<{ id: string; caseId: string }>(db.manager, LISTINGS, [])) {
    written += await inTransaction(db, (manager) => tell(manager, listing));
  }
  return written;
}

async function tell(manager: EntityManager, { id, caseId }: { id: string; caseId: string }): Promise<number> {
  const work = await openKnownCase(manager, caseId, 'system');
  const directive = await manager.findOneByOrFail(DirectiveRow, { id });
  const { subject, decidedAt, state, delistedAt } = directive;
  if (state !== 'approved' || delistedAt !== null || subject === null || decidedAt === null) return 0;
  const untold = await rowsOf<{ slug: string }>(
    manager,
    `SELECT u.slug FROM directive d CROSS JOIN LATERAL (SELECT p.slug ${UNTOLD}) u WHERE d.id = $1 ORDER BY u.slug`,
    [id],
  );
  const parties = untold.map(({ slug }) => slug);
  if (parties.length === 0) return 0;
  await writeDirectiveMessages(work, { directive, subject, decidedAt }, parties);
  work.audit('directive.told_later', { directiveId: id, parties });
  await work.finish();
  return parties.length;
}
