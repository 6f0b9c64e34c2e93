import { Case, isConfirmed, isReleased } from '../support/case.js';
import type { SideBySide } from '../support/side-by-side.js';
import type { TestSystem } from '../support/system.js';
import { AMOUNT, behave, commitTheft } from '../support/theft.js';

/** The only bank that receives no stolen money in the other scenarios. */
const OWN_BANK = 'th-004';

/** Institutions that answer late, not at all, or only after the hold has ended. */
export function banks(scenarios: SideBySide): void {
  scenarios.it('learns by a poll what a silent bank did with an order', async (system) => {
    const { complaint, mule } = await commitTheft(system);
    await behave(system, mule, { act: 'hold', mode: 'silent' });
    const opened = await Case.open(system, complaint, { rulebook: 'law' });
    const sent = await opened.holdThat('has reached the bank', 10, ({ orders }) =>
      orders.every((order) => order.sentAt !== null),
    );
    // On a busy machine the poll may come first.
    expect(sent.state).toBe(sent.receipts.length === 0 ? 'ordered' : 'held');

    const hold = await opened.holdThat('is confirmed', 30, isConfirmed);
    expect(hold).toMatchObject({ state: 'held', heldSatang: AMOUNT });
    expect(await system.stage.answersTo(hold.orders[0]?.id ?? '')).toEqual([202]);
    expect(await atBank(system, mule)).toEqual([{ state: 'active', heldSatang: AMOUNT }]);
  });

  scenarios.itInFullRun(
    'keeps the order of a bank that is away, and delivers it when the bank is back',
    async (system) => {
      const { complaint, mule } = await commitTheft(system);
      await behave(system, mule, { act: 'hold', mode: 'down' });
      const opened = await Case.open(system, complaint, { rulebook: 'law' });
      const hold = await opened.holdThat('is unconfirmed', 25, ({ state }) => state === 'unconfirmed');
      expect(hold.stateReason).toBe('NO_ANSWER');
      expect(await atBank(system, mule)).toEqual([]);
      expect(await reservedSatang(system, opened.id)).toBe(AMOUNT);

      await behave(system, mule, { act: 'hold', mode: 'sync' });
      const delivered = await opened.holdThat('is confirmed', 30, isConfirmed);
      expect(delivered).toMatchObject({ id: hold.id, state: 'held', heldSatang: AMOUNT });
      expect(await atBank(system, mule)).toEqual([{ state: 'active', heldSatang: AMOUNT }]);
    },
  );

  scenarios.it(
    'releases a hold that no bank ever confirmed, and repeats the release until the bank acknowledges',
    async (system) => {
      const { complaint, victim, mule } = await commitTheft(system, { muleBank: OWN_BANK });
      await behave(system, victim, { act: 'debit', mode: 'silent' });
      for (const act of ['hold', 'release'] as const) await system.stage.behave({ party: OWN_BANK, act, mode: 'down' });
      const opened = await Case.open(system, complaint);
      const ending = await opened.holdThat('is to be released', 60, ({ state }) => state === 'release_ordered');
      expect(ending.receipts).toEqual([]);
      expect(ending.release?.reason).toBe('DEBIT_NOT_CONFIRMED');
      await opened.holdThat('has its release repeated', 20, ({ release }) => (release?.attempts ?? 0) >= 2);
      expect((await opened.hold(ending.id)).state).toBe('release_ordered');

      for (const act of ['hold', 'release'] as const) await system.stage.behave({ party: OWN_BANK, act, mode: 'sync' });
      const released = await opened.holdThat('is released', 40, isReleased);
      expect(released.receipts).toMatchObject([{ kind: 'release', result: 'NOTHING_HELD', applied: true }]);
      expect(await atBank(system, mule)).toEqual([]);
      expect(await reservedSatang(system, opened.id)).toBe('0');
      expect(await system.stage.account(mule)).toMatchObject({ heldSatang: '0', availableSatang: AMOUNT });
    },
  );
}

async function atBank(system: TestSystem, account: { institution: string; accountNo: string }) {
  return (await system.stage.holdsOn(account)).map(({ state, heldSatang }) => ({ state, heldSatang }));
}

/** Reads the sum that the ledger reserves for the holds of a case. */
async function reservedSatang(system: TestSystem, caseId: string): Promise<string> {
  const rows: { reserved: string }[] = await system.db.query(
    'SELECT sum(reserved_satang)::text AS reserved FROM stolen_sum WHERE case_id = $1',
    [caseId],
  );
  return rows[0]?.reserved ?? 'no sum';
}
