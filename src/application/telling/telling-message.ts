import type { EntityManager } from 'typeorm';
import { isComparedByPerson } from '../../domain/break/keeps-case-open.js';
import { hidesSums } from '../../domain/debit/holder-word.js';
import { newsText } from '../../domain/telling/news-text.js';
import type { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import type { TellingMessage, VictimNewsRow } from '../../persistence/entities/case/telling.entities.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import { standingOfCase } from './telling.queries.js';

/**
 * Builds what the victim of a case is told of some news, in the order in which it happened:
 * amounts and institutions, and no data of any other person.
 */
export async function tellingMessage(
  manager: EntityManager,
  { id, caseNo, stolenSatang }: Pick<CaseFileRow, 'id' | 'caseNo' | 'stolenSatang'>,
  news: readonly VictimNewsRow[],
): Promise<TellingMessage> {
  const { heldSatang, isClosed, openBreaks, sums } = await standingOfCase(manager, id);
  const isSumHidden = sums.some(hidesSums);
  const directory = await loadPartyDirectory(manager);
  const nameOf = (slug: string) => {
    const party = directory.find(slug);
    return { th: party?.nameTh ?? slug, en: party?.nameEn ?? slug };
  };
  return {
    caseNo,
    stolenSatang: stolenSatang.toString(),
    heldSatang: isSumHidden && heldSatang > 0n ? null : heldSatang.toString(),
    news: news.map(({ kind, institution, amountSatang, reason, at }) => ({
      kind,
      institution,
      reason,
      amountSatang: isSumHidden ? null : amountSatang.toString(),
      at: at.toISOString(),
    })),
    text: newsText({
      caseNo,
      stolenSatang,
      heldSatang,
      isSumHidden,
      isClosed,
      personCompares: isComparedByPerson(openBreaks),
      news: news.map(({ kind, institution, amountSatang, reason }) => ({
        kind,
        amountSatang,
        reason,
        institution: institution === null ? null : nameOf(institution),
      })),
    }),
  };
}
