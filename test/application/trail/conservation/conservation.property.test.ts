import * as fc from 'fast-check';
import { readTrail } from '../../../../src/application/trail/read-trail.js';
import { sumSatang } from '../../../../src/domain/money.js';
import { HOUR_MS } from '../../../../src/domain/time.js';
import { StolenSumRow } from '../../../../src/persistence/entities/money/ledger.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { propertyRuns } from '../../../support/property-runs.js';
import { RecordBuilder } from '../../../support/record-builder.js';
import { anyNetwork, KNOWN_NETWORKS } from './any-network.js';
import { type PartOnRecord, partsOf } from './faults.js';
import { PlayedNetwork } from './played-network.js';

/** `FAST_CHECK_FACTOR=15 npm test -- test/application/trail/conservation` tries 180 networks. */
const RUNS = propertyRuns(12);
/** P-SMALL: the least that a victim must claim of an account for an order of section 7. */
const SMALL_SATANG = 10_000n;

describe('the trail of any network of accounts', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it(
    `conserves the stolen money to the satang, on the record and in the books of the banks, in ${RUNS} networks`,
    async () => {
      const seen = { answers: 0, parts: 0, merged: 0, inCycle: 0, small: 0 };
      await fc.assert(
        fc.asyncProperty(anyNetwork, async (happenings) => {
          const played = new PlayedNetwork(record);
          await played.play(happenings);
          const parts = await partsOf(record.db, played.caseIds);
          sameInTheBooks(played, parts);
          for (const caseId of played.caseIds) {
            const { accounts } = await conservedIn(caseId, parts);
            seen.inCycle += accounts.filter(({ inCycle }) => inCycle).length;
          }
          seen.merged += parts.length - new Set(parts.map(({ transferId }) => transferId)).size;
          seen.small += parts.filter(({ holdId, stopReason }) => holdId === null && stopReason === null).length;
          seen.answers += played.answers;
          seen.parts += parts.length;
        }),
        { numRuns: RUNS, examples: KNOWN_NETWORKS.map(([network]) => [network]), endOnFailure: true },
      );
      // Networks without answers, merges, cycles or small claims would prove nothing.
      expect(seen.answers).toBeGreaterThan(2 * RUNS);
      expect(seen.merged).toBeGreaterThan(0);
      expect(seen.inCycle).toBeGreaterThan(0);
      expect(seen.small).toBeGreaterThan(0);
      process.stdout.write(`${RUNS} networks: ${JSON.stringify(seen)}\n`);
    },
    HOUR_MS,
  );

  /**
   * Checks that every followed part is answered, and that database and bank agree about it. A part
   * without an order says why it stops, or its victim claims less of the account than P-SMALL.
   */
  function sameInTheBooks({ banks }: PlayedNetwork, parts: readonly PartOnRecord[]): void {
    for (const part of parts) {
      const { holdId, institution, state, held, onward, stopReason } = part;
      if (holdId === null) {
        if (stopReason === null) expect(claimedWith(part, parts)).toBeLessThan(SMALL_SATANG);
        continue;
      }
      expect(['held', 'partly_held', 'no_funds']).toContain(state);
      expect(banks.hold(institution ?? '', holdId)).toEqual({ held, explained: onward });
    }
  }

  /** Returns what the victim of a part claims of the account that he paid himself. */
  function claimedWith(part: PartOnRecord, parts: readonly PartOnRecord[]): bigint {
    const claimed = parts.filter(
      ({ hop, payer, account }) => hop === 0 && payer === part.payer && account === part.account,
    );
    expect(claimed).toContain(part);
    return sumSatang(claimed.map(({ attributed }) => attributed));
  }

  /**
   * Checks that what is held, what left the trail, what is too small for an order and what is
   * unexplained add up to what was stolen, by the parts and as an officer sees it; returns the graph.
   */
  async function conservedIn(caseId: string, parts: readonly PartOnRecord[]) {
    const sums = await record.db.manager.findBy(StolenSumRow, { caseId });
    const ofCase = parts.filter(({ stolenSumId }) => sums.some(({ id }) => id === stolenSumId));
    for (const { id, amountSatang, reservedSatang } of sums) {
      const { held, ended, small, unexplained } = tally(ofCase.filter(({ stolenSumId }) => stolenSumId === id));
      expect(held + ended + small + unexplained).toBe(amountSatang);
      expect(reservedSatang).toBe(held);
    }
    const shown = (await readTrail(record.db.manager, caseId))?.graph;
    if (shown == null) throw new Error('the record contradicts itself');
    const { became, stolenSatang } = shown;
    const expected = tally(ofCase);
    expect(stolenSatang).toBe(sumSatang(sums.map(({ amountSatang }) => amountSatang)).toString());
    expect({
      held: BigInt(became.held),
      ended: BigInt(became.stopped) + BigInt(became.offRails),
      small: BigInt(became.awaitingOrder),
      unexplained: BigInt(became.unexplained),
    }).toEqual(expected);
    return shown;
  }

  function tally(parts: readonly PartOnRecord[]) {
    const unheld = parts.filter(({ holdId }) => holdId === null);
    const followed = parts.filter(({ holdId }) => holdId !== null);
    return {
      held: sumSatang(followed.map(({ held }) => held)),
      ended: sumSatang(unheld.map(({ attributed, stopReason }) => (stopReason === null ? 0n : attributed))),
      small: sumSatang(unheld.map(({ attributed, stopReason }) => (stopReason === null ? attributed : 0n))),
      unexplained: sumSatang(followed.map(({ attributed, held, onward }) => attributed - held - onward)),
    };
  }
});
