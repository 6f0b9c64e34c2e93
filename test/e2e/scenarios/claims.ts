import { Case, isConfirmed, isReleased, ok, problemOf } from '../support/case.js';
import { PartialReleaseAccepted } from '../../../src/wire/case/hold.js';
import { ComplaintStatus, CorrectionAccepted } from '../../../src/wire/case/complaint.js';
import type { SideBySide } from '../support/side-by-side.js';
import type { TestSystem } from '../support/system.js';
import { AMOUNT, behave, commitTheft, digits, newAccount } from '../support/theft.js';
import { seconds, until } from '../support/until.js';

type Account = { institution: string; accountNo: string };

/** Reasons that end a hold before its time. */
export function claims(scenarios: SideBySide): void {
  scenarios.it('releases every hold down the trail when the victim withdraws', async (system) => {
    const { complaint, mule, next } = await commitTheft(system, { passedOnSatang: '2000000' });
    const opened = await Case.open(system, complaint, { rulebook: 'law' });
    const holds = await opened.allHeld(2);
    expect(holds.map(({ hop, state, heldSatang }) => ({ hop, state, heldSatang }))).toEqual([
      { hop: 0, state: 'partly_held', heldSatang: '3000000' },
      { hop: 1, state: 'held', heldSatang: '2000000' },
    ]);

    await opened.withdraw();
    for (const { id } of holds) {
      const released = await opened.holdThat('is released', 20, isReleased, id);
      expect(released.release?.reason).toBe('WITHDRAWN');
    }
    for (const account of [mule, next]) expect(await statesAtBank(system, account)).toEqual(['released']);
    await waitUntilClosed(opened);
  });

  scenarios.itInFullRun('lets one officer release a hold, once', async (system) => {
    const { complaint, mule } = await commitTheft(system);
    const opened = await Case.open(system, complaint, { rulebook: 'law' });
    const [hold] = await opened.allHeld(1);
    const release = (who: 'officer-1' | 'hotline-2') =>
      opened.post(who, `/v1/holds/${hold?.id}/release`, { reason: 'A tuition fee, paid rightly.' });
    expect((await release('hotline-2')).status).toBe(403);
    ok(await release('officer-1'), 201);
    expect((await release('officer-1')).status).toBe(409);

    const released = await opened.holdThat('is released', 20, isReleased);
    expect(released.release).toMatchObject({ reason: 'OFFICER_RELEASE' });
    expect(await statesAtBank(system, mule)).toEqual(['released']);
    expect(await system.stage.account(mule)).toMatchObject({ heldSatang: '0', availableSatang: AMOUNT });
  });

  scenarios.itInFullRun('brings back what one officer released by mistake, under a new order', async (system) => {
    const { complaint, mule } = await commitTheft(system);
    const opened = await Case.open(system, complaint, { rulebook: 'law' });
    const [hold] = await opened.allHeld(1);
    const holdId = hold?.id ?? '';
    await opened.evidenceComplete();
    ok(await opened.post('officer-1', `/v1/holds/${holdId}/release`, { reason: 'The wrong hold.' }), 201);
    const asked = await opened.requestFreeze('officer-2', {
      kind: 'reinstatement',
      holdId,
      reason: 'The release was meant for another hold.',
    });
    ok(await opened.approve('supervisor-1', asked.id), 201);
    const back = await until('another hold is confirmed', 25, async (seen) => {
      const holds = await opened.holds();
      seen(holds);
      return holds.find((one) => one.id !== holdId && isConfirmed(one));
    });
    // Seven days from the complaint, which the first order came right after: a new order lengthens nothing.
    const longest = Date.parse(hold?.orderedAt ?? '') + 168 * 3_600_000;
    expect(Date.parse(back.expiresAt)).toBeLessThanOrEqual(longest);
    expect(back.orders.map(({ id }) => id)).not.toContain(hold?.orders[0]?.id);
    expect((await statesAtBank(system, mule)).sort()).toEqual(['active', 'released']);
    expect(await system.stage.account(mule)).toMatchObject({ heldSatang: AMOUNT });
  });

  scenarios.it(
    'holds again the part that one officer let go by mistake, and follows what is gone of it',
    async (system) => {
      const { complaint, mule, next } = await commitTheft(system);
      const opened = await Case.open(system, complaint, { rulebook: 'law' });
      const [hold] = await opened.allHeld(1);
      const holdId = hold?.id ?? '';
      const release = { keepSatang: '1000000', reason: 'The wrong amount.' };
      const letGo = PartialReleaseAccepted.parse(
        ok(await opened.post('officer-1', `/v1/holds/${holdId}/partial-release`, release), 201),
      );
      await opened.holdThat('holds the rest', 25, ({ heldSatang }) => heldSatang === '1000000', holdId);
      const gone = { amountSatang: '500000', reference: `E2E-${digits(12)}` };
      await system.stage.pay({ from: mule, to: { account: next }, ...gone });
      const asked = await opened.requestFreeze('officer-2', {
        kind: 'reinstatement',
        holdId,
        partialReleaseId: letGo.id,
        reason: 'Ten thousand baht were to be let go, not all but ten thousand.',
      });
      ok(await opened.approve('supervisor-1', asked.id), 201);
      const kept = (BigInt(AMOUNT) - 500_000n).toString();
      const back = await opened.holdThat('holds the part again', 25, ({ heldSatang }) => heldSatang === kept, holdId);
      expect(back.letGoSatang).toBe('500000');
      expect(new Set(back.orders.slice(-2).map(({ expiresAt }) => expiresAt)).size).toBe(1);
      expect(back.orders.at(-1)).toMatchObject({ raiseRequestId: asked.id, requestedSatang: AMOUNT });
      expect((await opened.allHeld(2)).map(({ hop, heldSatang }) => [hop, heldSatang])).toEqual([
        [0, kept],
        [1, '500000'],
      ]);
      expect(await system.stage.account(mule)).toMatchObject({ heldSatang: kept, availableSatang: '0' });
    },
  );

  scenarios.itInFullRun('holds the true account when two persons correct a wrong one in the report', async (system) => {
    const { complaint, victim, mule } = await commitTheft(system);
    // Until the victim's bank answers, nobody knows but the victim.
    await behave(system, victim, { act: 'debit', mode: 'silent' });
    const [transfer] = complaint.transfers;
    if (transfer === undefined) throw new Error('the complaint has a transfer');
    const wrong = { ...transfer, to: { account: newAccount(mule.institution) } };
    const opened = await Case.open(system, { ...complaint, transfers: [wrong] }, { rulebook: 'law' });
    await opened.holdThat('finds no such account', 25, ({ stateReason }) => stateReason === 'NOT_FOUND');

    const { transfers } = await system.centre.read('hotline-1', `/v1/complaints/${opened.id}`, ComplaintStatus);
    const reason = 'Two digits of the account were exchanged.';
    const body = { reason, transfers: [{ ...transfer, transferId: transfers[0]?.id }] };
    const path = `/v1/complaints/${opened.id}/corrections`;
    expect(problemOf(await opened.post('hotline-2', path, body))).toBe('422 CORRECTION.CALL_BACK_NEEDED');
    const calledBack = { ...body, calledBackAt: new Date().toISOString() };
    const asked = CorrectionAccepted.parse(ok(await opened.post('hotline-2', path, calledBack), 201));
    expect(asked.state).toBe('requested');
    const decide = (who: 'hotline-2' | 'supervisor-1') =>
      opened.post(who, `/v1/corrections/${asked.id}/decisions`, { verdict: 'confirm', reason });
    expect(problemOf(await decide('hotline-2'))).toBe('403 APPROVAL.OWN_REQUEST');
    ok(await decide('supervisor-1'), 201);

    const back = await until('the true account is held', 25, async (seen) => {
      const holds = await opened.holds();
      seen(holds);
      return holds.find((hold) => isConfirmed(hold));
    });
    expect(back).toMatchObject({ kind: 'section7', heldSatang: AMOUNT });
    expect(await system.stage.account(mule)).toMatchObject({ heldSatang: AMOUNT });
  });

  scenarios.it(
    'keeps a hold while one report of the same transfer stands, and releases it with the last',
    async (system) => {
      const { complaint, mule } = await commitTheft(system);
      const first = await Case.open(system, complaint, { rulebook: 'law' });
      const [hold] = await first.allHeld(1);
      const second = await Case.open(system, complaint, { rulebook: 'law', by: 'hotline-2' });
      expect(second.id).not.toBe(first.id);
      expect(second.accepted.holdsOrdered).toBe(0);

      await first.withdraw();
      await seconds(5);
      expect((await first.hold(hold?.id ?? '')).state).toBe('held');
      expect(await statesAtBank(system, mule)).toEqual(['active']);

      await second.withdraw();
      const released = await first.holdThat('is released', 20, isReleased, hold?.id);
      expect(released.release?.reason).toBe('WITHDRAWN');
      expect(await statesAtBank(system, mule)).toEqual(['released']);
      await waitUntilClosed(first);
      await waitUntilClosed(second);
    },
  );
}

async function statesAtBank(system: TestSystem, account: Account): Promise<string[]> {
  return (await system.stage.holdsOn(account)).map(({ state }) => state);
}

async function waitUntilClosed(opened: Case): Promise<void> {
  await until('the case is closed', 20, async (seen) => {
    const { status, closedAt } = await opened.view();
    seen(status);
    return closedAt ?? undefined;
  });
  expect((await opened.holds()).filter(isConfirmed)).toEqual([]);
}
