import type { DataSource } from 'typeorm';
import type { AgencyPort } from '../agencies/port.js';
import type { InstitutionPort } from '../institutions/port.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import { recordShareAnswer, takeShareNotices, writeShareNotices } from '../application/exchange/share-notices.js';
import { recordDirectiveAnswer, takeDirectiveMessages } from '../application/directive/deliver-directive.js';
import { answerTo } from '../application/message/answer-message.js';
import { recordOfficerResultAnswer, takeOfficerResults } from '../application/notice/deliver-officer-result.js';
import { allAtOnce } from './run-batch.js';

/** Disclosures that one share notice may name. */
const DISCLOSURES_PER_NOTICE = 100;
/** Messages that one round sends. */
const MESSAGES_PER_ROUND = 20;

/**
 * Sends police or DSI, and AMLO, notices of what was disclosed since the last round (section 4
 * paragraph 3), and repeats those that are not acknowledged. Returns how many notices it sent.
 */
export async function sendShareNotices(db: DataSource, agencies: AgencyPort): Promise<number> {
  for (let written = 0; written < MESSAGES_PER_ROUND; written += 1) {
    if ((await writeShareNotices(db, DISCLOSURES_PER_NOTICE)) < DISCLOSURES_PER_NOTICE) break;
  }
  const notices = await takeShareNotices(db, MESSAGES_PER_ROUND);
  await allAtOnce(notices, async ({ agency, message }) => {
    const to = await endpointOf(db, agency);
    const said = answerTo('share.notice', to.slug, message.noticeId, await agencies.sendShareNotice(to, message));
    if (said !== null) await recordShareAnswer(db, said);
  });
  return notices.length;
}

/**
 * Sends institutions what the officer found of their suspensions (OFF-6C), and repeats it until
 * they acknowledge it. Returns how many results it sent.
 */
export async function sendOfficerResults(db: DataSource, institutions: InstitutionPort): Promise<number> {
  const results = await takeOfficerResults(db, MESSAGES_PER_ROUND);
  await allAtOnce(results, async ({ institution, message }) => {
    const to = await endpointOf(db, institution);
    const answer = await institutions.sendSuspensionResult(to, message);
    const said = answerTo('suspension.result', to.slug, message.resultId, answer);
    if (said !== null) await recordOfficerResultAnswer(db, said);
  });
  return results.length;
}

/**
 * Sends numbers to NBTC, and listings and delistings to institutions, and repeats each until it is
 * acknowledged. Returns how many messages it sent.
 */
export async function sendDirectiveMessages(
  db: DataSource,
  { agencies, institutions }: { agencies: AgencyPort; institutions: InstitutionPort },
): Promise<number> {
  const notices = await takeDirectiveMessages(db, MESSAGES_PER_ROUND);
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
