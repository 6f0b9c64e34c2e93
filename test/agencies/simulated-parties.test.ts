import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { readAnswer } from '../../src/agencies/registry.js';
import { createRestAgencies } from '../../src/agencies/rest-v1/rest-agencies.js';
import { foldContactEvidence, foldEvidence, type AskedEvidence } from '../../src/domain/evidence/evidence-facts.js';
import type { TokenKey } from '../../src/domain/evidence/person-tokens.js';
import { AGENCIES, type Agency } from '../../src/domain/party.js';
import { createRestInstitutions } from '../../src/institutions/rest-v1/rest-institutions.js';
import { debitQuestion, holdOrder, move, openAccount, releaseOrder } from '../simulator/support/orders.js';
import { TestWorld } from '../simulator/support/test-world.js';
import { BY_P_EV5 } from '../domain/support.js';
import { ALL, MULE_KEY } from './support/agency-answers.js';

const DECIDED = {
  legalBasis: [{ ruleId: 'LIST-42', section: 's.4/2', instrument: 'decree_2566_as_amended' }],
  decidedAt: new Date(0).toISOString(),
};

/** Our ports against the simulated parties, which were written from the protocol alone. */
describe('our ports and the simulated parties', () => {
  let world: TestWorld;
  let agencies: ReturnType<typeof createRestAgencies>;
  let institutions: ReturnType<typeof createRestInstitutions>;
  const endpoint = (slug: string) => ({ slug, baseUrl: world.urlOf(slug), findKey: world.ground.findPartyKey });
  const behave = (party: string, mode: string) => world.admin('/behaviours', { party, mode, delayMs: 0 });
  const ask = (agency: Agency, personTokens: TokenKey | null = null) =>
    agencies.ask(endpoint(agency), {
      requestId: ulid(),
      caseNo: 'AOC-2569-000001',
      legalBasis: [{ ruleId: 'SHARE-85', section: 's.8/5(5)', instrument: 'decree_2566_as_amended' }],
      purpose: 'a test',
      answerBy: new Date(),
      subjects: ALL,
      personTokens,
    });

  beforeAll(async () => {
    world = await TestWorld.start();
    const options = { signingKey: world.ground.signWith, now: () => new Date(), newNonce: () => randomUUID() };
    agencies = createRestAgencies(options);
    institutions = createRestInstitutions(options);
  });

  afterAll(async () => {
    await Promise.all([agencies.close(), institutions.close()]);
    await world.stop();
    await world.centre.close();
  });

  it('every agency answers about every subject: everything is known and clean', async () => {
    const requests = await Promise.all(
      AGENCIES.map(async (agency): Promise<AskedEvidence> => {
        const answer = await ask(agency);
        if (answer.kind !== 'answered') throw new Error(`${agency}: ${answer.kind}`);
        const answers = [{ id: agency, facts: answer.facts, version: 1 }];
        return { agency, state: 'answered', stateReason: null, subjects: ALL, answers };
      }),
    );
    expect({
      ...foldEvidence({ requests, account: MULE_KEY, complaintReceivedAt: new Date('2099-01-01T00:00:00Z') }),
      ...foldContactEvidence(requests, [], BY_P_EV5),
    }).toMatchObject({
      hr03: { known: true, value: 'none' },
      colour: { known: true, value: 'none' },
      acceptedComplaint: { known: true, value: false },
      specialCase: { known: true, value: false },
      simEvidence: { known: true, value: false },
      walletEvidence: { known: true, value: false },
      numbers: [
        {
          sim: { known: true, value: { registration: 'identified', suspended: false } },
          listed: { known: true, value: 'unlisted' },
        },
      ],
    });
  });

  it('an agency that declines, answers nonsense, accepts or is down gives four different results', async () => {
    await behave('amlo', 'declined');
    expect(await ask('amlo')).toMatchObject({ kind: 'declined' });
    await behave('amlo', 'nonsense');
    expect(await ask('amlo')).toMatchObject({ kind: 'unreadable' });
    await behave('amlo', 'silent');
    expect(await ask('amlo')).toMatchObject({ kind: 'accepted' });
    await behave('amlo', 'down');
    await expect(ask('amlo')).rejects.toMatchObject({ reason: 'SERVER_FAULT', retryAfterMs: 1_000 });
  });

  it('only police, DSI and AMLO take share notices, and take a repeated one again', async () => {
    const notice = {
      noticeId: ulid(),
      legalBasis: [{ ruleId: 'SHARE-4N', section: 's.4 para 3', instrument: 'decree_2566' }],
      writtenAt: new Date().toISOString(),
      disclosures: [
        {
          exchangeId: ulid(),
          caseNo: 'AOC-2569-000001',
          direction: 'out' as const,
          party: 'th-014',
          kind: 'hold.order',
          fields: ['account.accountNo'],
          at: new Date().toISOString(),
        },
      ],
    };
    for (const agency of ['ccib', 'dsi', 'amlo']) {
      await behave(agency, 'sync');
      for (const body of [1, 2].map(() => ({ status: 'accepted', noticeId: notice.noticeId })))
        expect(await agencies.sendShareNotice(endpoint(agency), notice)).toMatchObject({ kind: 'answered', body });
    }
    expect(await agencies.sendShareNotice(endpoint('bot'), notice)).toMatchObject({ kind: 'rejected' });
    await behave('amlo', 'down');
    await expect(agencies.sendShareNotice(endpoint('amlo'), notice)).rejects.toMatchObject({ reason: 'SERVER_FAULT' });
  });

  it('only NBTC takes telecom notices', async () => {
    const notice = {
      noticeId: ulid(),
      caseNo: 'AOC-2569-000001',
      change: 'SUSPEND' as const,
      numbers: ['0899999901'],
      ...DECIDED,
    };
    for (const body of [1, 2].map(() => ({ status: 'accepted', noticeId: notice.noticeId }))) {
      expect(await agencies.sendTelecomNotice(endpoint('nbtc'), notice)).toMatchObject({ kind: 'answered', body });
    }
    expect(await agencies.sendTelecomNotice(endpoint('mdes'), notice)).toMatchObject({ kind: 'rejected' });
    await behave('nbtc', 'down');
    await expect(agencies.sendTelecomNotice(endpoint('nbtc'), notice)).rejects.toMatchObject({
      reason: 'SERVER_FAULT',
    });
  });

  it('a bank says what it did about a listing and a delisting; a silent one only accepts', async () => {
    const subject = { kind: 'citizen' as const, value: '9900000000014' };
    const notice = (change: 'LISTED' | 'DELISTED') => ({
      noticeId: ulid(),
      listingId: ulid(),
      change,
      subject,
      ...DECIDED,
    });
    const send = (change: 'LISTED' | 'DELISTED') => institutions.sendListingNotice(endpoint('th-002'), notice(change));
    expect(await send('LISTED')).toMatchObject({ kind: 'answered', body: { result: 'REFUSES_OPENING' } });
    expect(await send('DELISTED')).toMatchObject({ kind: 'answered', body: { result: 'LIFTED' } });
    await world.admin('/behaviours', { party: 'th-002', act: 'listing', mode: 'silent', delayMs: 0 });
    expect(await send('LISTED')).toMatchObject({ kind: 'accepted' });
    await world.admin('/behaviours', { party: 'th-002', act: 'listing', mode: 'down', delayMs: 0 });
    await expect(send('LISTED')).rejects.toMatchObject({ reason: 'SERVER_FAULT' });
  });

  it('a bank confirms the debit, holds the amount, says what it holds, and releases it', async () => {
    const victim = await openAccount(world, 'th-006', '100000');
    const mule = await openAccount(world, 'th-014');
    const transfer = await move(world, victim, mule, '70000');
    const order = holdOrder(mule, transfer);
    const [victims, mules] = [endpoint('th-006'), endpoint('th-014')];

    const debit = await institutions.confirmDebit(victims, debitQuestion(transfer, { account: mule }));
    expect(debit).toMatchObject({ kind: 'answered', body: { result: 'CONFIRMED' } });
    expect(await institutions.readHoldOrder(mules, order.orderId)).toMatchObject({ kind: 'unknown_order' });
    const held = { kind: 'answered', body: { result: 'HELD_FULL', heldAmountSatang: '70000' } };
    expect(await institutions.placeHold(mules, order)).toMatchObject(held);
    expect(await institutions.placeHold(mules, order)).toMatchObject(held);
    expect(await institutions.readHoldOrder(mules, order.orderId)).toMatchObject(held);
    const elsewhere = await institutions.placeHold(victims, order);
    expect(elsewhere).toMatchObject({ kind: 'rejected', code: 'ORDER.OTHER_INSTITUTION' });
    const released = await institutions.releaseHold(mules, releaseOrder(order));
    expect(released).toMatchObject({ kind: 'answered', body: { result: 'RELEASED', releasedAmountSatang: '70000' } });
  });

  it('agencies name one person by one token, which the evaluator proves, where the question asks for it', async () => {
    const personRef = 'b'.repeat(64);
    const [account, number] = [ALL.accounts[0], ALL.phones[0]];
    await world.admin('/agencies/amlo/listings', {
      account,
      list: 'HR-03-2',
      since: '2026-01-05T00:00:00Z',
      personRef,
    });
    await world.admin('/agencies/nbtc/listings', { number, registration: 'identified', suspended: false, personRef });
    await behave('amlo', 'sync');
    await behave('nbtc', 'sync');
    const key = (await (await fetch(`${world.adminUrl}/person-tokens/case-links-1`)).json()) as TokenKey;
    const named = async (agency: 'amlo' | 'nbtc', tokens: TokenKey | null) => {
      const reply = await ask(agency, tokens);
      if (reply.kind !== 'answered') throw new Error(reply.kind);
      const read = await readAnswer(agency, JSON.parse(Buffer.from(reply.answer.rawBody).toString()), tokens);
      expect(read?.tokenFault).toBeNull();
      return [...(read?.facts.hr03 ?? []), ...(read?.facts.sims ?? [])].flatMap((entry) => entry.personRef ?? []);
    };
    const byToken = await named('amlo', key);
    expect(byToken).toHaveLength(1);
    expect(byToken).not.toEqual([personRef]);
    expect(await named('nbtc', key)).toEqual(byToken);
    expect(await named('nbtc', null)).toEqual([personRef]);
  });
});
