import type { DataSource } from 'typeorm';
import type { AgencyPort } from '../agencies/port.js';
import type { InstitutionPort } from '../institutions/port.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import {
  recordShareNotice,
  takeShareNotices,
  writeShareNotices,
} from '../persistence/transactions/tell-disclosures.js';
import { recordDirectiveReceipt, takeDirectiveNotices } from '../persistence/transactions/deliver-directive.js';
import { answerMessage } from '../persistence/transactions/answer-message.js';
import { recordSuspicionReceipt, takeSuspicionResults } from '../persistence/transactions/deliver-suspicion-result.js';
import { dueSuspensions, lapseSuspension } from '../persistence/transactions/end-suspension.js';
import { allAtOnce, oneByOne } from './each.js';

const DISCLOSURES_PER_NOTICE = 100;
const NOTICES_PER_ROUND = 20;
const SUSPENSIONS_PER_ROUND = 100;

/**
 * Tells police or DSI, and AMLO, of what was disclosed since the last round (section 4 paragraph 3), and again of what they have not acknowledged.
 * Returns how many notices went out.
 */
export async function tellDisclosures(db: DataSource, agencies: AgencyPort): Promise<number> {
  for (let round = 0; round < NOTICES_PER_ROUND; round += 1) {
    if ((await writeShareNotices(db, DISCLOSURES_PER_NOTICE)) < DISCLOSURES_PER_NOTICE) break;
  }
  const notices = await takeShareNotices(db, NOTICES_PER_ROUND);
  await allAtOnce(notices, async ({ agency, message }) => {
    const taken = await agencies.tell(await endpointOf(db, agency), message);
    if (taken) await recordShareNotice(db, message.noticeId);
  });
  return notices.length;
}

/**
 * Tells institutions what the officer found of their suspensions (OFF-6C), and again until they acknowledge it. Returns how many results went out.
 */
export async function tellSuspicionResults(db: DataSource, institutions: InstitutionPort): Promise<number> {
  const results = await takeSuspicionResults(db, NOTICES_PER_ROUND);
  await allAtOnce(results, async ({ institution, message }) => {
    const to = await endpointOf(db, institution);
    const answer = await institutions.tellSuspensionResult(to, message);
    if (answer.kind !== 'answered') return;
    const { resultId } = message;
    await recordSuspicionReceipt(
      db,
      answerMessage(to.slug, 'suspension.receipt', resultId, answer.answer, answer.body),
    );
  });
  return results.length;
}

/** Tells NBTC of numbers, and institutions of listings and delistings, and again until each has acknowledged. Returns how many messages went out. */
export async function tellDirectives(
  db: DataSource,
  { agencies, institutions }: { agencies: AgencyPort; institutions: InstitutionPort },
): Promise<number> {
  const notices = await takeDirectiveNotices(db, NOTICES_PER_ROUND);
  await allAtOnce(notices, async (notice) => {
    const to = await endpointOf(db, notice.party);
    const { noticeId } = notice.message;
    if (notice.kind === 'telecom.notice') {
      const said = await agencies.cutOff(to, notice.message);
      if (said === undefined) return;
      await recordDirectiveReceipt(db, answerMessage(to.slug, 'telecom.receipt', noticeId, said.answer, said.body));
      return;
    }
    const said = await institutions.tellListing(to, notice.message);
    if (said.kind !== 'answered') return;
    await recordDirectiveReceipt(db, answerMessage(to.slug, 'listing.receipt', noticeId, said.answer, said.body));
  });
  return notices.length;
}

/** Ends institutions' own suspensions whose time under section 6 passed without an officer's result (LIFT-6D). Returns how many there were. */
export async function lapseSuspensions(db: DataSource): Promise<number> {
  const due = await dueSuspensions(db, SUSPENSIONS_PER_ROUND);
  await oneByOne(due, (suspensionId) => lapseSuspension(db, suspensionId));
  return due.length;
}
