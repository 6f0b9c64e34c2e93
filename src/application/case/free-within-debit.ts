import { type DebitVerdict } from '../../domain/debit/debit-verdict.js';
import { mostToReserve, verdictBesideRivals } from '../../domain/debit/rival-claims.js';
import { freeOf } from '../../domain/ledger/ledger.js';
import { maxSatang, minSatang, type Satang } from '../../domain/money.js';
import type { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import type { CaseWork } from './case-work.js';
import { readRivalClaims } from './rival-claims.js';

/** What is known of the debit behind a stolen sum, and how much of the sum it leaves free. */
export interface FreeWithinDebit {
  debit: DebitVerdict;
  /** Neither taken up, nor more than the debit can be, in satang. */
  freeSatang: Satang;
}

/** Reads how much of a stolen sum an order may still ask for by what is known of its debit. */
export async function freeWithinDebit(
  { manager, caseFile }: Pick<CaseWork, 'manager' | 'caseFile'>,
  sum: StolenSumRow,
): Promise<FreeWithinDebit> {
  const claim = (await readRivalClaims(manager, [sum.transferId], caseFile.openedAt)).get(sum.transferId);
  if (claim === undefined) throw new Error(`stolen sum ${sum.id} has no claim`);
  const within = mostToReserve(claim.own, claim.rivals) - sum.reservedSatang;
  return {
    debit: verdictBesideRivals(claim.own, claim.rivals),
    freeSatang: maxSatang(minSatang(freeOf(sum), within), 0n),
  };
}
