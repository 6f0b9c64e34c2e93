import { Case, isConfirmed, isReleased, ok, problemOf } from '../support/case.js';
import type { SideBySide } from '../support/side-by-side.js';
import type { TestSystem } from '../support/system.js';
import { AMOUNT, commitTheft, type Theft } from '../support/theft.js';
import { until } from '../support/until.js';

/** Orders that need a person's request, except the ordinary one, which the stories show. */
export function officers(scenarios: SideBySide): void {
  scenarios.it(
    'sends a break-glass order of a supervisor at once, and reverses it when nobody confirms it',
    async (system) => {
      const { opened, theft } = await openCaseWithEvidence(system, 'demo');
      const request = await breakGlass(opened, theft);
      // Its receipt stays when a busy machine has reversed it before we look.
      const hold = await opened.holdThat('was confirmed', 20, ({ receipts }) => receipts.length > 0);
      expect(hold).toMatchObject({ kind: 'break_glass', freezeRequestId: request });
      expect(hold.receipts[0]).toMatchObject({
        kind: 'hold',
        result: 'HELD_FULL',
        amountSatang: AMOUNT,
        applied: true,
      });

      const released = await opened.holdThat('is reversed', 30, isReleased);
      // Our release or the report of its bank comes first; the reason is the same.
      expect(released.stateReason).toBe('REQUEST_NOT_CONFIRMED');
      expect((released.release ?? released.lapse)?.legalBasis.join()).toContain('P-GLASS');
      expect((await system.stage.holdsOn(theft.mule)).map(({ state }) => state)).not.toContain('active');
      // The clock of the request is the case's, and that of the hold is its own: either may be first.
      await until('the request expires', 10, async (seen) => {
        const state = await stateOf(opened, request);
        seen(state);
        return state === 'expired' ? true : undefined;
      });
      expect(problemOf(await opened.approve('supervisor-2', request))).toMatch(/^409 /);
    },
  );

  scenarios.it('turns a break-glass hold into a suspension when a second supervisor confirms it', async (system) => {
    const { opened, theft } = await openCaseWithEvidence(system, 'law');
    const request = await breakGlass(opened, theft);
    const before = await opened.holdThat('is confirmed', 10, isConfirmed);
    expect(problemOf(await opened.approve('supervisor-1', request))).toBe('403 APPROVAL.OWN_REQUEST');
    ok(await opened.approve('supervisor-2', request), 201);

    const after = await opened.holdThat('goes on', 15, ({ kind, orders }) => {
      const last = orders.at(-1);
      return kind === 'aoc_suspension' && orders.length === 2 && last !== undefined && last.answeredAt !== null;
    });
    expect(after).toMatchObject({ id: before.id, state: 'held', heldSatang: AMOUNT });
    expect(Date.parse(after.expiresAt)).toBeGreaterThan(Date.parse(before.expiresAt));
    const [atBank, ...others] = await system.stage.holdsOn(theft.mule);
    expect(others).toEqual([]);
    expect(atBank).toMatchObject({ holdId: before.id, state: 'active', heldSatang: AMOUNT });
    expect(Date.parse(atBank?.expiresAt ?? '')).toBe(Date.parse(after.expiresAt));
  });

  scenarios.itInFullRun('holds a whole account only under a warrant and with two approvals', async (system) => {
    const { opened, theft } = await openCaseWithEvidence(system, 'law');
    const body = {
      kind: 'whole_account' as const,
      account: theft.mule,
      reason: 'The police have a warrant to seize it.',
    };
    const path = `/v1/cases/${opened.id}/freeze-requests`;
    expect(problemOf(await opened.post('officer-1', path, body))).toBe('422 APPROVAL.NO_WARRANT');

    const { id } = await opened.requestFreeze('officer-1', { ...body, ...(await opened.attachWarrant()) });
    expect(ok(await opened.approve('supervisor-1', id), 201)).toMatchObject({ state: 'half_approved' });
    expect(await opened.holds()).toEqual([]);
    expect(problemOf(await opened.approve('supervisor-1', id))).toBe('403 APPROVAL.TWICE');
    expect(ok(await opened.approve('inquiry-1', id), 201)).toMatchObject({ state: 'approved' });

    const hold = await opened.holdThat('is confirmed', 15, isConfirmed);
    expect(hold).toMatchObject({ kind: 'whole_account', state: 'held', freezeRequestId: id });
    expect((await system.stage.holdsOn(theft.mule)).map(({ state }) => state)).toEqual(['active']);
  });
}

/** Opens a case without a section 7 order, whose evidence gives reason to believe (AOC-85B). */
async function openCaseWithEvidence(
  system: TestSystem,
  rulebook: 'demo' | 'law',
): Promise<{ opened: Case; theft: Theft }> {
  const theft = await commitTheft(system, { byHolder: false });
  await system.stage.list('amlo', { account: theft.mule, list: 'HR-03-1', since: '2026-05-04T03:00:00Z' });
  const opened = await Case.open(system, theft.complaint, { rulebook });
  await until('the evidence gives reason to believe', 25, async (seen) => {
    const { accounts } = await opened.view();
    const { requests } = await opened.evidence();
    seen(accounts);
    // A decision names the evidence that was seen, so the test waits for all of it.
    const isComplete = requests.length > 0 && requests.every(({ state }) => state !== 'asked');
    return isComplete && accounts.some(({ suspension }) => suspension === 'met') ? true : undefined;
  });
  expect(await opened.holds()).toEqual([]);
  return { opened, theft };
}

async function breakGlass(opened: Case, { mule }: Theft): Promise<string> {
  const body = { kind: 'break_glass' as const, account: mule, reason: 'The holder stands at the counter.' };
  const refused = await opened.post('officer-1', `/v1/cases/${opened.id}/freeze-requests`, body);
  expect(problemOf(refused)).toBe('403 APPROVAL.ROLE');
  const { id, state } = await opened.requestFreeze('supervisor-1', body);
  expect(state).toBe('half_approved');
  return id;
}

async function stateOf(opened: Case, requestId: string): Promise<string | undefined> {
  const { freezeRequests } = await opened.view();
  return freezeRequests.find(({ id }) => id === requestId)?.state;
}
