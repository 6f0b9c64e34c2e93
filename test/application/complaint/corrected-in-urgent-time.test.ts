import type { InstitutionPort } from '../../../src/institutions/port.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { driveDue } from '../../support/drive-due.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import type { VerifyContext } from '../../../tools/verify/check.js';
import { expiry } from '../../../tools/verify/checks/time/i5-expiry.js';
import { correct } from '../../support/correct.js';
import { sendAbout } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';

/** What is held at the receiver, by the amount to which the report was corrected in the urgent time; amounts in satang. */
const AMOUNTS: [to: string, heldAfter: bigint][] = [
  ['60000', 60_000n],
  ['150000', 150_000n],
];

/** The urgent time (P-URG) is given once to each complaint, also where it corrects the amount (P-CORRECT). */
describe.each(AMOUNTS)(
  'an unconfirmed transfer of 1,000 baht that is corrected to %s satang in minute 50',
  (amountSatang, heldAfter) => {
    let database: FreshDatabase;
    let build: RecordBuilder;
    let caseId: string;
    beforeEach(async () => {
      database = await freshDatabase();
      build = await RecordBuilder.on(database);
      ({ caseId } = await build.complain());
      await settle();
      await ask();
      await pass(50);
      expect(await correct(build.db, caseId, { amountSatang })).toBe('confirmed');
      await ask();
      await settle();
    });
    afterEach(() => database.drop());

    const pass = (minutes: number) => timePasses(build.owner, `${minutes} minutes`);
    const holds = () => build.db.manager.find(HoldRow, { order: { id: 'ASC' } });

    /** Plays the banks, the clocks and the case until nothing more is due. */
    async function settle(): Promise<void> {
      for (let round = 0; round < 3; round += 1) {
        await driveDue(build.db, ['hold_end']);
        for (const { id, state } of await holds()) {
          if (state === 'release_ordered') await build.release(id);
          else if (state !== 'released') await build.send(id, { result: 'HELD_FULL' });
        }
        await build.advanceCase(caseId);
      }
    }

    /** Every question comes to the bank, which does not answer. */
    async function ask(): Promise<void> {
      const confirmDebit = () => Promise.reject(new NoAnswerError('th-004', 'TIMEOUT'));
      const institutions = { confirmDebit } as Partial<InstitutionPort> as InstitutionPort;
      for (const { id } of await build.db.manager.findBy(DebitConfirmationRow, { state: 'asked' }))
        await sendAbout(build.db, { institutions }, id).catch(() => undefined);
    }

    async function held(): Promise<bigint> {
      return (await holds()).reduce((sum, { heldSatang, state }) => sum + (state === 'released' ? 0n : heldSatang), 0n);
    }

    /** The bank confirms the newest question, which is about the corrected claim. */
    async function confirm(): Promise<void> {
      const [question] = await build.db.manager.find(DebitConfirmationRow, {
        where: { caseId },
        order: { id: 'DESC' },
      });
      if (question === undefined) throw new Error('nothing was asked');
      const { id: confirmationId, institution } = question;
      const answer = { confirmationId, result: 'CONFIRMED', at: new Date().toISOString() };
      const message = await build.answer(institution, 'debit.confirmation', confirmationId, answer);
      await recordConfirmation(build.db, { confirmationId, caseId }, message);
      await settle();
    }

    const violations = async () => (await expiry.run({ manager: build.db.manager } as VerifyContext)).violations;

    it('is held for what stays claimed, and its first hour is its only one', async () => {
      expect(await held()).toBe(heldAfter);
      const before = await holds();
      await pass(11);
      await settle();
      expect([await held(), (await holds()).length]).toEqual([0n, before.length]);
      expect(await violations()).toEqual([]);
    });

    it('is held without a gap when the bank confirms in minute 55', async () => {
      await pass(5);
      const before = await holds();
      await confirm();
      await pass(30);
      await settle();
      expect(await held()).toBe(heldAfter);
      const states = (await holds()).map(({ id, state }) => [id, state]);
      expect(states).toEqual(before.map(({ id }) => [id, 'held']));
      expect(await violations()).toEqual([]);
    });

    it('is held again when the bank confirms in minute 65', async () => {
      await pass(15);
      await settle();
      await confirm();
      expect(await held()).toBe(heldAfter);
      expect(await violations()).toEqual([]);
    });

    it('is found by verify where it has a second hour', async () => {
      await build.owner.query('UPDATE hold SET section7_from = ordered_at WHERE stolen_sum_id = $1', [
        (await holds()).at(-1)?.stolenSumId,
      ]);
      const found = await violations();
      const isAdded = (await holds()).length > 1;
      expect(found.some((text) => text.includes('in words that it corrected'))).toBe(isAdded);
    });
  },
);
