import { ulid } from 'ulid';
import { AGENCY_PROTOCOL } from '../../src/wire/agency/agency-protocol.js';
import { AGENCIES, eventually, TestWorld } from './support/test-world.js';

const ACCOUNT = { institution: 'th-014', accountNo: '9000000001' };
const NUMBER = '0890000001';
const WALLET = '0xabc0000000000000000000000000000000000001';
const SINCE = '2026-01-02T03:04:05Z';

const LISTINGS = {
  mdes: { value: NUMBER, kind: 'number', colour: 'black' },
  ccib: { account: ACCOUNT, policeCaseNo: '12/2569', status: 'accepted', receivedAt: SINCE },
  dsi: { account: ACCOUNT, specialCaseNo: '7/2569', openedAt: SINCE },
  amlo: { account: ACCOUNT, list: 'HR-03-1', since: SINCE },
  bot: { account: ACCOUNT, colour: 'dark_grey', since: SINCE },
  nbtc: { number: NUMBER, registration: 'unidentifiable', suspended: false },
  sec: { wallet: WALLET, operator: 'exchange-a', status: 'flagged' },
} as const;

type Agency = (typeof AGENCIES)[number];

/** Returns a question to an agency about the subject of the listings above. */
function question(agency: Agency) {
  const about = {
    mdes: { numbers: [NUMBER], links: [] },
    nbtc: { numbers: [NUMBER] },
    sec: { wallets: [WALLET] },
    ccib: { accounts: [ACCOUNT] },
    dsi: { accounts: [ACCOUNT] },
    amlo: { accounts: [ACCOUNT] },
    bot: { accounts: [ACCOUNT] },
  };
  return {
    requestId: ulid(),
    caseNo: 'AOC-2569-000001',
    legalBasis: [{ ruleId: 'SHARE-4', section: '4', instrument: 'Emergency Decree B.E. 2566' }],
    purpose: 'technology crime',
    answerBy: '2030-01-01T00:00:00Z',
    ...about[agency],
  };
}

describe.each(AGENCIES)('the agency %s', (agency) => {
  let world: TestWorld;
  const { path, answer: schema } = AGENCY_PROTOCOL[agency];
  const ask = (body: unknown) => world.post(agency, path, body);
  const behave = (mode: string, delayMs = 0) => world.admin('/behaviours', { party: agency, mode, delayMs });

  beforeAll(async () => {
    world = await TestWorld.start();
  });
  afterAll(async () => {
    await world.end();
    expect(world.centre.faults).toEqual([]);
  });

  it('answers that nothing is listed, then what is listed, signed and by the schema', async () => {
    const clean = await ask(question(agency));
    expect(clean).toMatchObject({ status: 200, signed: true });
    expect(schema.safeParse(clean.body).success).toBe(true);
    expect(JSON.stringify(clean.body)).not.toMatch(/black|accepted|HR-03|grey|unidentifiable|flagged|7\/2569/);

    expect((await world.admin(`/agencies/${agency}/listings`, LISTINGS[agency])).status).toBe(201);
    const known = await ask(question(agency));
    expect(schema.safeParse(known.body).success).toBe(true);
    expect(Object.values(known.body)).toContainEqual([LISTINGS[agency]]);
  });

  it('refuses a listing and a question that break its schema', async () => {
    expect((await world.admin(`/agencies/${agency}/listings`, { what: 'ever' })).status).toBe(400);
    expect(await ask({ ...question(agency), curious: true })).toMatchObject({ status: 400, signed: true });
  });

  it('late: accepts and sends the answer by callback', async () => {
    await behave('late', 150);
    const asked = question(agency);
    expect(await ask(asked)).toMatchObject({ status: 202, body: { status: 'accepted', requestId: asked.requestId } });
    const callback = await eventually(() =>
      world.centre.accepted('evidence.answer').find((one) => one.raw.includes(asked.requestId)),
    );
    expect(callback.party).toBe(agency);
    expect(schema.safeParse(callback.message.data).success).toBe(true);
  });

  it('late_declined: accepts and declines by callback', async () => {
    await behave('late_declined', 50);
    const asked = question(agency);
    expect((await ask(asked)).status).toBe(202);
    await eventually(() => world.centre.accepted('evidence.declined').find((one) => one.raw.includes(asked.requestId)));
  });

  it('declined, down, nonsense and silent are distinguished', async () => {
    await behave('declined');
    expect(await ask(question(agency))).toMatchObject({ status: 422, signed: true, body: { status: 'declined' } });
    await behave('down');
    expect((await ask(question(agency))).status).toBe(503);
    await behave('nonsense');
    const nonsense = await ask(question(agency));
    expect(nonsense).toMatchObject({ status: 200, signed: true });
    expect(schema.safeParse(nonsense.body).success).toBe(false);
    await behave('silent');
    const asked = question(agency);
    expect((await ask(asked)).status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(world.centre.seen.filter((one) => one.raw.includes(asked.requestId))).toEqual([]);
  });

  it('asked the same question again: a promised answer stays promised, a bad answer becomes a good one', async () => {
    await behave('late', 60_000);
    const promised = question(agency);
    await ask(promised);
    await behave('nonsense');
    expect((await ask(promised)).status).toBe(202);
    const answeredBadly = question(agency);
    expect(schema.safeParse((await ask(answeredBadly)).body).success).toBe(false);
    await behave('sync');
    expect(schema.safeParse((await ask(answeredBadly)).body).success).toBe(true);
    expect((await ask({ ...answeredBadly, purpose: 'another' })).status).toBe(409);
  });

  it('slow: answers truthfully, late', async () => {
    await behave('slow', 200);
    const begun = Date.now();
    expect((await ask(question(agency))).status).toBe(200);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(200);
  });
});
