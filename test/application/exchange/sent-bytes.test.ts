import { createHash } from 'node:crypto';
import { createRestAgencies } from '../../../src/agencies/rest-v1/rest-agencies.js';
import { giveOrderBack, takeOrder, takeQuestion } from '../../support/outgoing.js';
import { questionsToSend } from '../../../src/application/evidence/deliver-questions.js';
import { writeShareNotices } from '../../../src/application/exchange/write-share-notices.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { createRestInstitutions } from '../../../src/institutions/rest-v1/rest-institutions.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { ExchangeRow } from '../../../src/persistence/entities/traffic/exchange.entities.js';
import type { ShareNotice } from '../../../src/wire/agency/agency-protocol.js';
import { CENTRE, type PartyServer, startParty } from '../../signed-http/support/party-server.js';
import { bankA, keyTable } from '../../signing/messages.js';
import { takeMessages } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { takeRelease } from '../../support/outgoing.js';

/**
 * A server in the place of the party catches the bytes that are sent; its answers do not matter.
 */
describe('an exchange keeps the hash of the bytes that are sent', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let server: PartyServer;
  const institutions = createRestInstitutions(CENTRE);
  const agencies = createRestAgencies(CENTRE);
  let holdId: string;
  let caseId: string;

  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    server = await startParty(bankA);
    const complained = await build.complain();
    caseId = complained.caseId;
    holdId = String(complained.holdIds[0]);
    await build.advanceCase(caseId);
  });
  afterAll(async () => {
    await Promise.all([institutions.close(), agencies.close(), server.close()]);
    await database.drop();
  });

  async function expectSent(
    messageId: string,
    send: (to: ReturnType<typeof endpoint>) => Promise<unknown>,
  ): Promise<void> {
    for (const attempt of [1, 2]) {
      await expect(send(endpoint())).rejects.toThrow(/SERVER_FAULT/);
      expect(server.calls).toHaveLength(attempt);
    }
    const exchange = await database.dataSource.manager.findOneByOrFail(ExchangeRow, { messageId, direction: 'out' });
    const hashes = server.calls.map(({ body }) => createHash('sha256').update(body).digest('hex'));
    expect(hashes).toEqual([exchange.bodySha256, exchange.bodySha256]);
    const sent = JSON.parse(String(server.calls[0]?.body)) as Record<string, unknown>;
    expect(new Set(exchange.fields.map((name) => name.split(/[.[]/)[0]))).toEqual(new Set(Object.keys(sent)));
  }

  function endpoint() {
    return { slug: 'th-004', baseUrl: server.origin, findKey: keyTable() };
  }

  beforeEach(() => server.answerWith(() => ({ status: 500, body: 'noted' })));

  it('of a question about a debit', async () => {
    const { id } = await database.dataSource.manager.findOneByOrFail(DebitConfirmationRow, { caseId });
    const question = await takeQuestion(build.db, id);
    if (question === undefined) throw new Error('nothing to ask');
    await expectSent(id, (to) => institutions.confirmDebit(to, question));
  });

  it('of a question which transfer a victim told of', async () => {
    const between = { from: new Date(Date.now() - 7_200_000).toISOString(), until: new Date().toISOString() };
    const told = {
      amountSatang: '2000000',
      between,
      to: { account: { institution: 'th-014', accountNo: '9000000002' } },
    };
    const asked = await build.complain({ transfers: [], incompleteTransfers: [told] });
    const { id } = await database.dataSource.manager.findOneByOrFail(DebitConfirmationRow, { caseId: asked.caseId });
    const question = await takeQuestion(build.db, id);
    if (question === undefined) throw new Error('nothing to ask');
    await expectSent(id, (to) => institutions.confirmDebit(to, question));
  });

  it.each(['mdes', 'ccib', 'dsi', 'amlo', 'bot', 'nbtc', 'sec'] as const)('of a question to %s', async (agency) => {
    const extension = {
      suspectContacts: [
        { kind: 'phone' as const, value: '0800000001' },
        { kind: 'url' as const, value: 'https://scam.example/' },
        { kind: 'crypto_wallet' as const, value: 'wallet-1' },
      ],
    };
    const promptPay = { kind: 'phone' as const, value: '0800000002' };
    const transfers = [{ reference: `A-${agency}` }, { reference: `B-${agency}`, to: { promptPay } }];
    const asked = (await build.complain({ ...extension, transfers })).caseId;
    await build.advanceCase(asked);
    const { id } = await build.question(asked, agency);
    const [parts] = await questionsToSend(build.db.manager, [id]);
    if (parts === undefined) throw new Error('nothing to ask');
    await expectSent(id, (to) => agencies.ask({ ...to, slug: agency }, parts));
  });

  it('of a hold order', async () => {
    const order = await takeOrder(build.db, holdId);
    if (order === undefined) throw new Error('nothing to send');
    await expectSent(order.orderId, (to) => institutions.placeHold(to, order));
    await giveOrderBack(build.db, order.orderId);
  });

  it('of an order that takes the place of another', async () => {
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const order = await takeOrder(build.db, holdId);
    expect(order?.replacesOrderId).toBeDefined();
    if (order === undefined) throw new Error('nothing to send');
    await expectSent(order.orderId, (to) => institutions.placeHold(to, order));
  });

  it('of an order on an institution’s notice, which it names', async () => {
    const transfer = {
      to: { account: { institution: 'th-014', accountNo: '9000000077' } },
      amountSatang: '70000',
      transferredAt: new Date(Date.now() - 3_600_000).toISOString(),
      reference: 'SUSPECTED0001',
      rail: 'promptpay',
    };
    const { cases } = await build.suspect('th-004', {
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: { institution: 'th-004', accountNo: '9000000001' },
      transfers: [transfer],
    });
    const [hold] = await build.holds(String(cases[0]?.id));
    const order = await takeOrder(build.db, String(hold?.id));
    if (order === undefined) throw new Error('nothing to send');
    expect(order.holderNotice.orderedBy).toBe('KBANK');
    await expectSent(order.orderId, (to) => institutions.placeHold(to, order));
  });

  it('of a release order', async () => {
    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    const release = await takeRelease(build.db, holdId);
    if (release === undefined) throw new Error('nothing to send');
    await expectSent(release.order.releaseOrderId, (to) => institutions.releaseHold(to, release.order));
  });

  it('of a notice that account data was disclosed', async () => {
    expect(await writeShareNotices(build.db)).toBeGreaterThan(0);
    const [notice] = await takeMessages(build.db);
    if (notice === undefined) throw new Error('nothing to tell');
    await expectSent(notice.id, (to) => agencies.sendShareNotice(to, notice.body as ShareNotice));
  });
});
