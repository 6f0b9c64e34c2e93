import type { OpenRest } from '../../../domain/case/sum/rests.js';
import { UNEXPLAINED } from '../../../domain/trail/unexplained-part.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { settleByItself } from '../../break/settle-by-itself.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { LoadedCase } from '../../case/work/load-case.js';

/** Settles the breaks of a case about money that is held, explained or ordered since, or is claimed no more. */
export async function settleRests(
  work: CaseWork,
  loaded: LoadedCase,
  rests: readonly OpenRest<HoldRow>[],
): Promise<void> {
  if (!loaded.openBreaks.includes(UNEXPLAINED)) return;
  const open = new Set(rests.map(({ hold }) => hold.id));
  for (const { id } of loaded.holds) {
    if (open.has(id)) continue;
    const settled = await settleByItself(work, id, UNEXPLAINED);
    for (let no = 0; no < settled; no += 1) loaded.openBreaks.splice(loaded.openBreaks.indexOf(UNEXPLAINED), 1);
  }
}
