import type { EntityManager } from 'typeorm';
import type { ShareNoticeRow } from '../../persistence/entities/traffic/exchange.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { citeRules } from '../case/work/cite-rules.js';
import { rowsOf } from '../case/work/read-rows.js';

interface ToldDisclosure<Instant> {
  exchangeId: string;
  caseNo: string;
  direction: 'out' | 'in';
  party: string;
  kind: string;
  fields: string[];
  at: Instant;
}

/** A share notice (section 4 paragraph 3) as it goes out, in the shape of the agency protocol. */
export interface ShareNoticeMessage {
  noticeId: string;
  legalBasis: { ruleId: string; section: string; instrument: string }[];
  writtenAt: string;
  disclosures: ToldDisclosure<string>[];
}

/** Builds a share notice, the same bytes each time it is sent. */
export async function shareNoticeMessage(manager: EntityManager, notice: ShareNoticeRow): Promise<ShareNoticeMessage> {
  const disclosures = await rowsOf<ToldDisclosure<Date>>(
    manager,
    `SELECT x.id AS "exchangeId", f.case_no AS "caseNo", x.direction, x.party, x.kind, x.fields, x.at
       FROM exchange x JOIN case_file f ON f.id = x.case_id WHERE x.id = ANY ($1) ORDER BY x.id`,
    [notice.disclosures],
  );
  return {
    noticeId: notice.id,
    legalBasis: citeRules(await loadRulebook(manager, 'th'), notice.legalBasis),
    writtenAt: notice.writtenAt.toISOString(),
    disclosures: disclosures.map((disclosure) => ({ ...disclosure, at: disclosure.at.toISOString() })),
  };
}
