import type { DataSource, EntityManager } from 'typeorm';
import { isListingInForce } from '../../domain/directive/directive.js';
import { DirectiveRow } from '../../persistence/entities/money/directive.entities.js';
import { rowsOf } from '../case/work/read-rows.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import { writeDirectiveMessages } from './write-directive-messages.js';

/** Institutions without a message of the listing `d`. */
const WITHOUT_MESSAGE = `
  FROM party p WHERE p.kind = 'institution'
   AND NOT EXISTS (SELECT 1 FROM outgoing_message n WHERE n.subject_id = d.id AND n.party = p.slug)`;
/**
 * Listings of which some institution has no message. A listing that waits for its decision counts
 * too, because it may be approved before the new institutions are seen.
 */
const LISTINGS = `
  SELECT d.id, d.case_id AS "caseId" FROM directive d
   WHERE d.kind = 'list' AND d.state <> 'refused' AND d.delisted_at IS NULL AND EXISTS (SELECT 1 ${WITHOUT_MESSAGE}) ORDER BY d.id`;

/**
 * Writes the listings in force for institutions that joined later and have no message of them
 * (LIST-42, s.4/2: until delisted). Run it after the institution's row has committed; running it
 * again writes nothing. Returns the number of messages written.
 */
export async function writeListingsForNewInstitutions(db: DataSource): Promise<number> {
  let written = 0;
  for (const listing of await rowsOf<{ id: string; caseId: string }>(db.manager, LISTINGS, [])) {
    written += await inTransaction(db, (manager) => writeListing(manager, listing));
  }
  return written;
}

async function writeListing(manager: EntityManager, { id, caseId }: { id: string; caseId: string }): Promise<number> {
  const work = await openKnownCase(manager, caseId, 'system');
  const directive = await manager.findOneByOrFail(DirectiveRow, { id });
  const { subject, decidedAt } = directive;
  if (!isListingInForce(directive) || subject === null || decidedAt === null) return 0;
  const institutions = await rowsOf<{ slug: string }>(
    manager,
    `SELECT u.slug FROM directive d CROSS JOIN LATERAL (SELECT p.slug ${WITHOUT_MESSAGE}) u WHERE d.id = $1 ORDER BY u.slug`,
    [id],
  );
  const parties = institutions.map(({ slug }) => slug);
  if (parties.length === 0) return 0;
  writeDirectiveMessages(work, { directive, subject, decidedAt }, parties);
  work.audit('directive.told_later', { directiveId: id, parties });
  await work.finish();
  return parties.length;
}
