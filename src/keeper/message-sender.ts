import type { DataSource } from 'typeorm';
import type { AgencyPort } from '../agencies/port.js';
import type { InstitutionPort } from '../institutions/port.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import { recordShareAnswer, takeShareNotices, writeShareNotices } from '../application/exchange/share-notices.js';
import { recordDirectiveAnswer, takeDirectiveMessages } from '../application/directive/deliver-directive.js';
import { answerTo } from '../application/message/answer-message.js';
import { recordOfficerResultAnswer, takeOfficerResults } from '../application/notice/deliver-officer-result.js';
import { dueOwnSuspensions, lapseOwnSuspension } from '../application/notice/end-own-suspension.js';
import { allAtOnce, oneByOne } from './run-batch.js';

const DISCLOSURES_PER_NOTICE = 100;
const NOTICES_PER_ROUND = 20;
const SUSPENSIONS_PER_ROUND = 100;

/**
 * Tells police or DSI, and AMLO, of what was disclosed since the last round (section 4 paragraph
 * 3), and again of what they have not acknowledged. Returns how many notices went out.
 */
export async function tellDisclosures(db: DataSource, agencies: AgencyPort): Promise<number> {
  for (let round = 0; round < NOTICES_PER_ROUND; round += 1) {
    if ((await writeShareNotices(db, DISCLOSURES_PER_NOTICE)) < DISCLOSURES_PER_NOTICE) break;
  }
  const notices = await takeShareNotices(db, NOTICES_PER_ROUND);
  await allAtOnce(notices, async ({ agency, message }) => {
    const to = await endpointOf(db, agency);
    const said = answerTo('share.notice', to.slug, message.noticeId, await agencies.sendShareNotice(to, message));
    if (said !== null) await recordShareAnswer(db, said);
  });
  return notices.length;
}

/**
 * Tells institutions what the officer found of their suspensions (OFF-6C), and again until they
 * acknowledge it. Returns how many results went out.
 */
export async function tellSuspicionResults(db: DataSource, institutions: InstitutionPort): Promise<number> {
  const results = await takeOfficerResults(db, NOTICES_PER_ROUND);
  await allAtOnce(results, async ({ institution, message }) => {
    const to = await endpointOf(db, institution);
    const answer = await institutions.sendSuspensionResult(to, message);
    const said = answerTo('suspension.result', to.slug, message.resultId, answer);
    if (said !== null) await recordOfficerResultAnswer(db, said);
  });
  return results.length;
}

/**
 * Tells NBTC of numbers, and institutions of listings and delistings, and again until each has
 * acknowledged. Returns how many messages went out.
 */
export async function tellDirectives(
  db: DataSource,
  { agencies, institutions }: { agencies: AgencyPort; institutions: InstitutionPort },
): Promise<number> {
  const notices = await takeDirectiveMessages(db, NOTICES_PER_ROUND);
  await allAtOnce(notices, async (notice) => {
    const to = await endpointOf(db, notice.party);
    const answer =
      notice.kind === 'telecom.notice'
        ? await agencies.sendTelecomNotice(to, notice.message)
        : await institutions.sendListingNotice(to, notice.message);
    const said = answerTo(notice.kind, to.slug, notice.message.noticeId, answer);
    if (said !== null) await recordDirectiveAnswer(db, said);
  });
  return notices.length;
}

/**
 * Ends institutions' own suspensions whose time under section 6 passed without an officer's result
 * (LIFT-6D). Returns how many there were.
 */
export async function lapseSuspensions(db: DataSource): Promise<number> {
  const due = await dueOwnSuspensions(db, SUSPENSIONS_PER_ROUND);
  await oneByOne(due, (suspensionId) => lapseOwnSuspension(db, suspensionId));
  return due.length;
}
