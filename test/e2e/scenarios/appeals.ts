import { ulid } from 'ulid';
import { askJson } from '../../../simulator/stories/http-json.js';
import { AppealRound, AppealStatus, AppealsTogether, AppealsTogetherAccepted } from '../../../src/wire/case/appeal.js';
import type { AccountRef } from '../../../src/wire/common.js';
import { ComplaintStatus } from '../../../src/wire/case/complaint.js';
import { DutiesView } from '../../../src/wire/case/judgement.js';
import { VictimsToTell } from '../../../src/wire/case/telling.js';
import { Case, isReleased, ok } from '../support/case.js';
import type { SideBySide } from '../support/side-by-side.js';
import type { TestSystem } from '../support/system.js';
import { AMOUNT, commitTheft } from '../support/theft.js';
import { until } from '../support/until.js';

/** Holds on an innocent person, and the appeal against them. */
export function appeals(scenarios: SideBySide): void {
  scenarios.it(
    'frees an innocent shopkeeper, held at two banks by two cases, after one appeal, and tells the victims',
    async (system) => {
      const [one, two] = [await commitTheft(system), await commitTheft(system, { muleBank: 'th-002' })];
      const opened = [
        await Case.open(system, one.complaint, { rulebook: 'law' }),
        await Case.open(system, two.complaint, { rulebook: 'law', by: 'hotline-2' }),
      ];
      for (const openedCase of opened) await openedCase.allHeld(1);
      for (const { id } of opened) await tellVictim(system, id, 'has suspended 50,000.00 baht');

      const proofs = [await readSecrets(system, one.mule), await readSecrets(system, two.mule)];
      const body = { holds: proofs, statement: 'Both paid for phones in my shop; here are the receipts.' };
      const filed = AppealsTogetherAccepted.parse(ok(await postAsHolder(system, '/v1/appeals/together', body), 201));
      const ids = filed.appeals.map(({ appeal }) => String(appeal?.id));

      const seen = await system.centre.read('officer-1', `/v1/appeals/${String(ids[0])}/together`, AppealsTogether);
      expect(seen).toMatchObject({ amountSatang: String(2 * Number(AMOUNT)) });
      expect(seen.appeals.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const reason = { th: 'ขายสินค้าจริง มีใบเสร็จ', en: 'Real sales, with receipts.' };
      const round = { appealIds: ids, decision: { verdict: 'uphold', reason } };
      const answered = ok(await system.centre.post('officer-1', '/v1/appeals/decisions', round), 200);
      expect(AppealRound.parse(answered).outcomes.map(({ state }) => state)).toEqual(['upheld', 'upheld']);

      for (const [index, account] of [one.mule, two.mule].entries()) {
        const released = await opened[index]?.holdThat('is released', 30, isReleased);
        expect(released).toMatchObject({ release: { reason: 'APPEAL_UPHELD' } });
        expect(released?.releaseNotifiedAt).not.toBeNull();
        expect(released?.receipts.at(-1)).toMatchObject({ kind: 'release', result: 'RELEASED', amountSatang: AMOUNT });
        expect(await system.stage.account(account)).toMatchObject({ heldSatang: '0', availableSatang: AMOUNT });
        expect((await system.stage.noticesOn(account)).map(({ of }) => of)).toContain('release');
      }
      const status = AppealStatus.parse(ok(await postAsHolder(system, '/v1/appeals/status', proofs[0]), 200));
      expect(status).toMatchObject({ holdState: 'released', appeal: { state: 'upheld', answers: [{ reason }] } });
      expect(status.together).toMatchObject([{ holdState: 'released', appeal: { state: 'upheld' } }]);

      for (const { id } of opened) {
        await tellVictim(system, id, 'has let 50,000.00 baht go: an officer decided that it may not go on');
        const { duties } = await system.centre.read('officer-1', `/v1/cases/${id}/duties`, DutiesView);
        const owed = duties.filter(({ ruleId }) => ruleId === 'P-REL' || ruleId === 'P-TELL');
        expect(owed.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'fulfilled'));
      }
    },
  );
}

/** Returns the reference and second secret that the bank shows the holder of an account. */
async function readSecrets(system: TestSystem, account: AccountRef): Promise<{ reference: string; secret: string }> {
  const notices = await system.stage.noticesOn(account);
  const first = notices.find(({ notice }) => notice.appealSecret !== undefined);
  return { reference: String(first?.notice.reference), secret: String(first?.notice.appealSecret) };
}

/** Posts as a holder, who has no token: the secrets in the body are the only proof. */
function postAsHolder(system: TestSystem, path: string, body: unknown) {
  return askJson(new URL(path, system.running.apiUrl).href, body);
}

/**
 * Finds the victim on the hotline's list, checks the text, and records that the victim was told.
 */
async function tellVictim(system: TestSystem, caseId: string, what: string): Promise<void> {
  const entry = await until('the victim is to be told', 30, async (seen) => {
    const list = await system.centre.read('hotline-1', '/v1/tellings/due?limit=100', VictimsToTell);
    const found = list.victims.find((victim) => victim.caseId === caseId);
    seen(found?.text.en);
    return found?.text.en.includes(what) === true ? found : undefined;
  });
  const body = { outcome: 'told', means: 'call', newsUntil: entry.newsUntil };
  const headers = { 'idempotency-key': `e2e-${ulid()}` };
  ok(await system.centre.post('hotline-1', `/v1/complaints/${caseId}/tellings`, body, headers), 201);
  const status = await system.centre.read('hotline-1', `/v1/complaints/${caseId}`, ComplaintStatus);
  expect(status.told[0]).toMatchObject({ outcome: 'told', means: 'call', text: entry.text });
}
