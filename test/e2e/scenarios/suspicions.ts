import { ulid } from 'ulid';
import { z } from 'zod';
import { HoldList, type HoldView } from '../../../src/wire/case/hold.js';
import { NoticeAccepted } from '../../../src/wire/case/notice.js';
import { ok } from '../support/case.js';
import type { SideBySide } from '../support/side-by-side.js';
import type { TestSystem } from '../support/system.js';
import { AMOUNT, commitTheft, newAccount, type Theft } from '../support/theft.js';
import { until } from '../support/until.js';

/** Section 6: suspicions of banks and officers, at banks that answer. */
export function suspicions(scenarios: SideBySide): void {
  scenarios.it('passes a bank’s own suspicion on to the second and the third bank', async (system) => {
    const { stage } = system;
    const { mule, next, complaint } = await commitTheft(system, { passedOnSatang: '2000000' });
    const third = newAccount('th-006');
    await stage.openAccount(third);
    const minutesAgo = new Date(Date.now() - 6 * 60_000).toISOString();
    await stage.pay({ from: next, to: { account: third }, amountSatang: '700000', at: minutesAgo });
    const reference = referenceOf(complaint);
    await stage.suspect({
      party: mule.institution,
      credit: { fromInstitution: complaint.victimAccount?.institution ?? '', reference },
      ground: 'Passed on at once.',
    });

    const caseId = await caseOfTransfer(system, reference);
    const holds = await waitUntilAnswered(system, caseId, 2);
    expect(holds.map(({ hop, kind, institution, heldSatang }) => ({ hop, kind, institution, heldSatang }))).toEqual([
      { hop: 1, kind: 'section6', institution: next.institution, heldSatang: '1300000' },
      { hop: 2, kind: 'section6', institution: third.institution, heldSatang: '700000' },
    ]);
    // The bank suspended this money itself, so it gets no order for it.
    expect(await stage.holdsOn(mule)).toEqual([]);
    expect(await stage.account(mule)).toMatchObject({ heldSatang: '3000000' });

    const [own] = await system.db.query<{ id: string }[]>('SELECT id FROM own_suspension WHERE case_id = $1', [caseId]);
    await recordResult(system, String(own?.id), { result: 'lifted', reason: 'The holder sells phones.' });
    await until('everything is lifted', 40, async (seen) => {
      const held = await Promise.all([mule, next, third].map((account) => stage.account(account)));
      seen(held);
      return held.every(({ heldSatang }) => heldSatang === '0') || undefined;
    });
  });

  scenarios.itInFullRun(
    'lifts a suspension on an officer’s notice when the officer finds it unfounded',
    async (system) => {
      const { mule, complaint } = await commitTheft(system);
      const accepted = await giveNotice(system, complaint);
      const [ordered] = accepted.holds;
      expect(ordered).toMatchObject({ institution: mule.institution, effect: 'ordered' });
      const caseId = String(accepted.cases[0]?.id);
      const [held] = await waitUntilAnswered(system, caseId, 1);
      expect(held).toMatchObject({ kind: 'section6', state: 'held', heldSatang: AMOUNT });

      await recordResult(system, String(ordered?.holdId), { result: 'lifted', reason: 'A tuition fee.' });
      const released = await until('the bank has let go', 40, async (seen) => {
        const [hold] = await holdsOf(system, caseId);
        seen(hold?.state);
        return hold?.state === 'released' ? hold : undefined;
      });
      expect(released.release).toMatchObject({ reason: 'SUSPICION_UNFOUNDED' });
      expect(await system.stage.account(mule)).toMatchObject({ heldSatang: '0' });
    },
  );
}

function referenceOf({ transfers }: Theft['complaint']): string {
  return String(transfers[0]?.reference);
}

async function giveNotice(
  system: TestSystem,
  { victimAccount, transfers }: Theft['complaint'],
): Promise<NoticeAccepted> {
  const [transfer] = transfers;
  if (transfer === undefined || !('account' in transfer.to)) throw new Error('the theft names an account');
  const { amountSatang, transferredAt, reference, to } = transfer;
  const body = {
    kind: 'officer',
    ground: 'Named by three victims.',
    suspected: 'technology_crime',
    foundAt: new Date().toISOString(),
    fromAccount: victimAccount,
    authority: { office: 'ccib', position: 'Inspector', documentNo: 'CCIB 0001/2569' },
    transfers: [{ to, amountSatang, transferredAt, reference }],
  };
  const headers = { 'idempotency-key': `e2e-${ulid()}` };
  return NoticeAccepted.parse(ok(await system.lawCentre.post('inquiry-1', '/v1/notices', body, headers), 201));
}

async function recordResult(system: TestSystem, suspensionId: string, body: object): Promise<void> {
  ok(await system.lawCentre.post('inquiry-1', `/v1/suspensions/${suspensionId}/result`, body), 201);
}

async function caseOfTransfer(system: TestSystem, reference: string): Promise<string> {
  return until('the notice has opened a case', 30, async () => {
    const rows = z
      .array(z.object({ id: z.string() }))
      .parse(await system.db.query('SELECT first_case_id AS id FROM transfer WHERE reference = $1', [reference]));
    return rows[0]?.id;
  });
}

async function holdsOf(system: TestSystem, caseId: string): Promise<HoldView[]> {
  const { holds } = await system.lawCentre.read('officer-1', `/v1/cases/${caseId}/holds`, HoldList);
  return holds.sort((one, other) => one.hop - other.hop);
}

async function waitUntilAnswered(system: TestSystem, caseId: string, count: number): Promise<HoldView[]> {
  return until('every bank has answered', 40, async (seen) => {
    const holds = await holdsOf(system, caseId);
    seen(holds.map(({ institution, state }) => ({ institution, state })));
    const answered = holds.every(({ state }) => state === 'held' || state === 'partly_held');
    return answered && holds.length === count ? holds : undefined;
  });
}
