import type { EntityManager } from 'typeorm';
import { newsText } from '../../domain/telling/news-text.js';
import type { CaseFileRow } from '../../persistence/entities/case.entities.js';
import type { TellingMessage, VictimNewsRow } from '../../persistence/entities/telling.entities.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';

/** What is suspended of the money that the case `$1` claims. */
const HELD = `
  SELECT coalesce(sum(h.held_satang), 0)::text AS held FROM hold h JOIN claim c ON c.stolen_sum_id = h.stolen_sum_id
   WHERE c.case_id = $1 AND h.state IN ('held', 'partly_held', 'release_ordered', 'seized')`;

/**
 * What the victim of a case is told of some news, in the order in which it happened: amounts and
 * institutions, nothing of any other person.
 */
export async function tellingMessage(
  manager: EntityManager,
  { id, caseNo, stolenSatang }: Pick<CaseFileRow, 'id' | 'caseNo' | 'stolenSatang'>,
  news: readonly VictimNewsRow[],
): Promise<TellingMessage> {
  const [row]: { held: string }[] = await manager.query(HELD, [id]);
  const heldSatang = BigInt(row?.held ?? 0);
  const directory = await loadPartyDirectory(manager);
  const nameOf = (slug: string) => {
    const party = directory.find(slug);
    return { th: party?.nameTh ?? slug, en: party?.nameEn ?? slug };
  };
  return {
    caseNo,
    stolenSatang: stolenSatang.toString(),
    heldSatang: heldSatang.toString(),
    news: news.map(({ kind, institution, amountSatang, reason, at }) => ({
      kind,
      institution,
      reason,
      amountSatang: amountSatang.toString(),
      at: at.toISOString(),
    })),
    text: newsText({
      caseNo,
      stolenSatang,
      heldSatang,
      news: news.map(({ kind, institution, amountSatang, reason }) => ({
        kind,
        amountSatang,
        reason,
        institution: institution === null ? null : nameOf(institution),
      })),
    }),
  };
}
