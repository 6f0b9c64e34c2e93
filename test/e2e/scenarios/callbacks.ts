import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ulid } from 'ulid';
import { askJson, type JsonAnswer } from '../../../simulator/stories/http-json.js';
import { generateSigningKey, loadPrivateKey, type SigningKey } from '../../../src/signing/keys.js';
import { signRequest } from '../../../src/signing/sign-request.js';
import type { AccountRef } from '../../../src/wire/common.js';
import type { HoldView } from '../../../src/wire/case/hold.js';
import { Case, isReleased, ok, problemOf } from '../support/case.js';
import type { SideBySide } from '../support/side-by-side.js';
import type { TestSystem } from '../support/system.js';
import { AMOUNT, commitTheft } from '../support/theft.js';
import { until } from '../support/until.js';

/** Callbacks that come twice, in the wrong order, too late, or from a wrong sender. */
export function callbacks(scenarios: SideBySide): void {
  scenarios.it('applies a repeated callback once, and an older one not at all', async (system) => {
    const { opened, hold } = await openHeldCase(system);
    const bank = new Sender(system, keyOf(system, hold.institution));
    const webhookId = ulid();
    const receipt = heldReceipt(hold, 5);
    expect(ok(await bank.send(receipt, webhookId), 200)).toMatchObject({ status: 'accepted' });
    expect(ok(await bank.send(receipt, webhookId), 200)).toMatchObject({ status: 'duplicate' });
    expect(problemOf(await bank.send(heldReceipt(hold, 6), webhookId))).toBe('409 INBOX.OTHER_BODY');
    const read = await untilReceipts(opened, hold, hold.receipts.length + 1);
    expect(read.at(-1)).toMatchObject({ applied: true });

    ok(await bank.send(heldReceipt(hold, 4), ulid()), 200);
    const all = await untilReceipts(opened, hold, hold.receipts.length + 2);
    expect(all.at(-1)).toMatchObject({ applied: false, notAppliedReason: 'DUPLICATE' });
    expect(await opened.hold(hold.id)).toMatchObject({ state: 'held', heldSatang: AMOUNT });
  });

  scenarios.itInFullRun("refuses a callback about another bank's order, and one from a stranger", async (system) => {
    const { opened, hold } = await openHeldCase(system);
    const { privateJwk } = generateSigningKey('th-014-1');
    const stranger = new Sender(system, { keyId: 'th-014-1', privateKey: loadPrivateKey(privateJwk) });
    const otherBank = new Sender(system, keyOf(system, 'th-002'));
    const agency = new Sender(system, keyOf(system, 'amlo'));
    const nothing = {
      ...heldReceipt(hold, 9),
      data: { ...heldReceipt(hold, 9).data, result: 'NO_FUNDS', heldAmountSatang: '0' },
    };
    expect(problemOf(await otherBank.send(nothing, ulid()))).toBe('404 INBOX.FOREIGN');
    expect(problemOf(await stranger.send(nothing, ulid()))).toMatch(/^401 SIGNATURE\./);
    expect(problemOf(await agency.send(nothing, ulid()))).toMatch(/^40[13] SIGNATURE\./);
    expect(await opened.hold(hold.id)).toEqual(hold);
  });

  scenarios.it(
    'does not hold again after a late receipt on a released hold, but releases once more',
    async (system) => {
      const { opened, hold, mule } = await openHeldCase(system);
      ok(
        await opened.post('supervisor-2', `/v1/holds/${hold.id}/release`, {
          reason: 'Unrelated to the fraud.',
          unrelated: true,
        }),
        201,
      );
      const released = await opened.holdThat('is released', 20, isReleased);
      const releaseOrderId = released.release?.id ?? '';
      expect(await system.stage.answersTo(releaseOrderId)).toHaveLength(1);

      const bank = new Sender(system, keyOf(system, hold.institution));
      ok(await bank.send(heldReceipt(hold, 7), ulid()), 200);
      const late = (await untilReceipts(opened, hold, released.receipts.length + 1)).find(
        ({ kind, applied }) => kind === 'hold' && !applied,
      );
      expect(late).toMatchObject({ result: 'HELD_FULL', notAppliedReason: 'HOLD_ENDED' });
      const secondOrderId = await until('another release order was acknowledged', 40, async (seen) => {
        const { receipts } = await opened.hold(hold.id);
        const others = receipts.filter(({ kind, orderId }) => kind === 'release' && orderId !== releaseOrderId);
        seen(receipts);
        return others[0]?.orderId;
      });
      expect(await system.stage.answersTo(secondOrderId)).toHaveLength(1);
      expect(await system.stage.answersTo(releaseOrderId)).toHaveLength(1);
      const afterwards = await opened.holdThat('is acknowledged once more', 20, isReleased);
      expect(afterwards.state).toBe('released');
      expect((await opened.view()).heldSatang).toBe('0');
      expect((await system.stage.holdsOn(mule)).map(({ state }) => state)).toEqual(['released']);
    },
  );
}

/** Opens a case with the law's deadlines and a hold that its bank has confirmed. */
async function openHeldCase(system: TestSystem): Promise<{ opened: Case; hold: HoldView; mule: AccountRef }> {
  const { complaint, mule } = await commitTheft(system);
  const opened = await Case.open(system, complaint, { rulebook: 'law' });
  await opened.debitConfirmed();
  await opened.holdThat('has its longer order answered', 20, ({ orders }) => orders.length === 2);
  const [hold] = await opened.allHeld(1);
  if (hold === undefined) throw new Error('nothing is held');
  return { opened, hold, mule };
}

/** Makes a receipt of the bank for the hold's newest order. */
function heldReceipt(hold: HoldView, receiptSeq: number) {
  const orderId = hold.orders.at(-1)?.id ?? '';
  const at = new Date().toISOString();
  const data = { orderId, receiptSeq, result: 'HELD_FULL', heldAmountSatang: hold.heldSatang, onward: [], at };
  return { type: 'hold.receipt', data };
}

async function untilReceipts(opened: Case, hold: HoldView, count: number): Promise<HoldView['receipts']> {
  return until(`${count} receipts are on record`, 45, async (seen) => {
    const { receipts } = await opened.hold(hold.id);
    seen(receipts);
    return receipts.length >= count ? receipts : undefined;
  });
}

/** Reads the signing key of a party of this home. */
function keyOf(system: TestSystem, slug: string): SigningKey {
  const file = path.join(system.home.keysDir, `${slug}-1.jwk.json`);
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof loadPrivateKey>[0];
  return { keyId: `${slug}-1`, privateKey: loadPrivateKey(jwk) };
}

/** A sender of callbacks that signs each one anew. */
class Sender {
  constructor(
    private readonly system: TestSystem,
    private readonly key: SigningKey,
  ) {}

  async send(message: object, webhookId: string): Promise<JsonAnswer> {
    const url = `${this.system.running.apiUrl}/v1/callbacks/institutions`;
    const body = Buffer.from(JSON.stringify(message));
    const headers = { 'content-type': 'application/json', 'webhook-id': webhookId };
    const signature = signRequest({
      method: 'POST',
      url,
      headers,
      body,
      key: this.key,
      now: new Date(),
      nonce: randomUUID(),
    });
    return askJson(url, message, { ...headers, ...signature });
  }
}
