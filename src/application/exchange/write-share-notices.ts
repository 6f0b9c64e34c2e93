import type { DataSource, EntityManager } from 'typeorm';
import type { Agency } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { messageToWrite } from '../../outgoing/write.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { ShareNoticeRow } from '../../persistence/entities/traffic/exchange.entities.js';
import { OutgoingMessageRow } from '../../persistence/entities/traffic/outgoing.entities.js';
import { exchangesToWrite } from '../../persistence/exchange/record-exchange.js';
import { newId } from '../../persistence/ids.js';
import { insertTogether, rowsTo } from '../../persistence/insert-together.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { takeDisclosures } from './exchange.queries.js';
import { shareNoticeMessage } from './share-notice-message.js';

/** Disclosures that one share notice may name. */
const PER_NOTICE = 100;
/** Batches that one round writes. */
const PER_ROUND = 20;

/**
 * Writes share notices of what was disclosed since the last round (section 4 paragraph 3): one to
 * AMLO with all of it, and one each to police and DSI with what is of their cases. One notice serves
 * many cases. Returns the number of disclosures.
 */
export async function writeShareNotices(db: DataSource): Promise<number> {
  let written = 0;
  for (let round = 1; round <= PER_ROUND; round += 1) {
    const taken = await inTransaction(db, writeBatch);
    written += taken;
    if (taken < PER_NOTICE) break;
  }
  return written;
}

async function writeBatch(manager: EntityManager): Promise<number> {
  const batchId = newId();
  const taken = await takeDisclosures(manager, batchId, PER_NOTICE);
  if (taken.length === 0) return 0;
  const now = await databaseNow(manager);
  const legalBasis = [ruleInForce(await loadRulebook(manager, 'th'), 'SHARE-4N', now).rowId];
  for (const party of ['ccib', 'dsi', 'amlo'] as const satisfies readonly Agency[]) {
    const theirs = taken.filter(({ investigator }) => party === 'amlo' || party === investigator);
    const disclosures = theirs.map(({ id }) => id).sort();
    if (disclosures.length === 0) continue;
    const notice = { id: newId(), batchId, party, disclosures, legalBasis, writtenAt: now };
    const { row, exchange } = messageToWrite(
      {
        id: notice.id,
        kind: 'share.notice',
        party,
        subjectId: notice.id,
        body: await shareNoticeMessage(manager, notice),
        legalBasis,
        purpose: 'notice that account or transaction data was disclosed',
      },
      { caseId: null, now },
    );
    const rows = [rowsTo(ShareNoticeRow, [notice]), rowsTo(OutgoingMessageRow, [row])];
    await insertTogether(manager, rows, [exchangesToWrite([exchange])]);
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, [
      { type: 'share_notice.written', payload: { noticeId: notice.id, party, disclosures: disclosures.length } },
    ]);
  }
  return taken.length;
}
