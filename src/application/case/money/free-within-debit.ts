import { type DebitVerdict } from '../../../domain/debit/debit-verdict.js';
import {
  onceGivenWay,
  roomForRest,
  roomOfDebit,
  type RoomOfDebit,
  verdictBesideRivals,
} from '../../../domain/debit/rival-claims.js';
import { freeOf } from '../../../domain/ledger/ledger.js';
import { maxSatang, minSatang, type Satang } from '../../../domain/money.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { CaseWork } from '../work/case-work.js';
import type { Reading } from '../work/reading-of-case.js';
import { type ClaimWithRivals, readRivalClaims, readRivalsGivingWay } from './rival-claims.js';

/** What is known of the debit behind a stolen sum, and how much of the sum it leaves free. */
export interface FreeWithinDebit {
  debit: DebitVerdict;
  /** Neither taken up, nor more than the debit can be, in satang. */
  freeSatang: Satang;
}

/**
 * Reads how much of a stolen sum an order may still ask for by what is known of its debit, and by
 * what other claims about that debit hold. `givesBack`: what holds reserve of the sum whose place the order takes.
 */
export async function freeWithinDebit(
  work: Pick<CaseWork, 'manager' | 'caseFile'>,
  sum: StolenSumRow,
  givesBack: Satang = 0n,
): Promise<FreeWithinDebit> {
  return freeWithin(await readClaim(work, sum.transferId), sum, givesBack);
}

/** Reads the same of several sums, by sum. One statement. */
export async function freeWithinDebits(
  { manager, caseFile }: Pick<CaseWork, 'manager' | 'caseFile'>,
  sums: readonly StolenSumRow[],
): Promise<(stolenSumId: string) => FreeWithinDebit> {
  const transfers = sums.map(({ transferId }) => transferId);
  const claims = await readRivalClaims(manager, transfers, caseFile.openedAt);
  const free = new Map(
    sums.map((sum) => [sum.id, freeWithin(knownOf(claims.get(sum.transferId), sum.transferId), sum, 0n)]),
  );
  return (stolenSumId) => knownOf(free.get(stolenSumId), stolenSumId);
}

function freeWithin({ own, rivals }: ClaimWithRivals, sum: StolenSumRow, givesBack: Satang): FreeWithinDebit {
  // The sum may have changed since it was read for its claim.
  const within = roomOfDebit(own, rivals).freeSatang + own.reservedSatang - sum.reservedSatang;
  return {
    debit: verdictBesideRivals(own, rivals),
    freeSatang: maxSatang(minSatang(freeOf(sum), within) + givesBack, 0n),
  };
}

/**
 * Reads how much the rest of a part of a stolen sum may be asked for at a hop, of which a hold was asked for
 * less (`roomForRest`).
 */
export async function freeForRest(
  { manager, caseFile }: Pick<CaseWork, 'manager' | 'caseFile'>,
  sum: StolenSumRow,
  hop: number,
): Promise<Satang> {
  const { own, rivals } = await readClaim({ manager, caseFile }, sum.transferId);
  const reservedSince = sum.reservedSatang - own.reservedSatang;
  return maxSatang(minSatang(freeOf(sum), roomForRest(own, rivals, hop) - reservedSince), 0n);
}

/** Reads how much the claims about one debit leave for further orders (`roomOfDebit`). */
export async function readRoomOfDebit(
  work: Pick<CaseWork, 'manager' | 'caseFile'>,
  transferId: string,
): Promise<RoomOfDebit> {
  const { own, rivals } = await readClaim(work, transferId);
  return roomOfDebit(own, rivals);
}

/**
 * Reads how much the claims about one debit leave for a new hold (`roomOfDebit`), and the holds of rivals whose
 * place it takes: what they reserve is counted as left.
 */
export async function readRoomForHold(
  work: Reading,
  transferId: string,
): Promise<RoomOfDebit & { replaces: HoldRow[] }> {
  const claim = await readClaim(work, transferId);
  const { own, rivals } = claim;
  const room = roomOfDebit(
    own,
    rivals.map((rival) => onceGivenWay(rival, work)),
  );
  return { ...room, replaces: await readRivalsGivingWay(work, claim) };
}

async function readClaim(
  { manager, caseFile }: Pick<CaseWork, 'manager' | 'caseFile'>,
  transferId: string,
): Promise<ClaimWithRivals> {
  return knownOf((await readRivalClaims(manager, [transferId], caseFile.openedAt)).get(transferId), transferId);
}

function knownOf<T>(known: T | undefined, id: string): T {
  if (known === undefined) throw new Error(`${id} is no claim`);
  return known;
}
