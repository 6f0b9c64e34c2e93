import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { ulid } from 'ulid';
import { withNewIdentities, mainTransfer, namedAccount, readExample } from '../../simulator/stories/examples.js';
import { playStories, STORIES } from '../../simulator/stories/play.js';
import { postSamples } from '../../simulator/stories/samples.js';
import { Scene, StoryStopped } from '../../simulator/stories/scene.js';
import { Centre } from '../../simulator/stories/centre.js';
import { Stage } from '../../simulator/stories/stage.js';
import { checkComplaint } from '../../src/domain/complaint/intake/check-complaint.js';
import { buildRulebook } from '../../src/domain/rulebook/build.js';
import type { AccountRef } from '../../src/wire/common.js';
import type { KnownComplaint } from '../../simulator/stories/known-complaint.js';
import type { OnwardTransfer } from '../../src/wire/institution/calls/hold-receipt.js';
import { debitQuestion, holdOrder, type Moved } from './support/orders.js';
import { TestWorld } from './support/test-world.js';

const DIGITS = new Map<string, readonly number[]>([
  ...['th-002', 'th-004', 'th-006', 'th-014'].map((bank): [string, number[]] => [bank, [10]]),
  ['wallet-x', [10, 15]],
  ['asset-x', [12]],
]);

function faultsOf(complaint: KnownComplaint) {
  return checkComplaint(complaint, { now: new Date(), rulebook: buildRulebook('th'), accountDigits: DIGITS });
}

describe('the example complaints', () => {
  it('are one per story, and no other', () => {
    const files = readdirSync('docs/examples').filter((name) => name.endsWith('.json'));
    expect(files.sort()).toEqual(STORIES.map(({ id }) => `${id}.json`).sort());
  });

  it.each(STORIES.map(({ id }) => id))('%s can be taken in as it is, and with new identities', (id) => {
    const example = readExample(id);
    expect(faultsOf(example)).toEqual([]);
    const other = withNewIdentities(example);
    expect(faultsOf(other)).toEqual([]);
    expect(mainTransfer(other).reference).not.toBe(mainTransfer(example).reference);
    expect(other.victimAccount.accountNo).not.toBe(example.victimAccount.accountNo);
  });
});

describe('the stage of the stories', () => {
  let world: TestWorld;
  let stage: Stage;
  beforeAll(async () => {
    world = await TestWorld.start();
    stage = new Stage(world.adminUrl);
  });
  afterAll(async () => {
    await world.end();
  });
  const set = (id: string) => {
    const story = STORIES.find((one) => one.id === id);
    if (story === undefined) throw new Error(`no story ${id}`);
    return story.setTheStage(stage, withNewIdentities(readExample(story.id)));
  };
  const movedBy = (complaint: KnownComplaint, from: AccountRef): Moved => {
    const { reference, amountSatang, transferredAt: at } = mainTransfer(complaint);
    return { reference, amountSatang, at, from };
  };

  it.each(STORIES.map((story) => [story.id, story] as const))(
    '%s can be set again and changes nothing',
    async (_id, story) => {
      const complaint = withNewIdentities(readExample(story.id));
      const first = await story.setTheStage(stage, complaint);
      const money = async () => ((await world.admin('/state')).body as { money: object }).money;
      const before = await money();
      expect(await story.setTheStage(stage, complaint)).toEqual(first);
      expect(await money()).toEqual(before);
    },
  );

  it('held-and-continued: 40,000, 25,000 and 25,000 baht can be held over three hops, 10,000 are gone', async () => {
    const complaint = await set('held-and-continued');
    const held: unknown[] = [];
    let at = namedAccount(complaint);
    let transfer: Moved = movedBy(complaint, complaint.victimAccount);
    for (;;) {
      const answer = await world.post(at.institution, '/hold-orders', holdOrder(at, transfer));
      held.push(answer.body['heldAmountSatang']);
      const onward = answer.body['onward'] as OnwardTransfer[];
      const next = onward.find((one) => 'account' in one.to);
      if (next === undefined || !('account' in next.to)) break;
      transfer = { reference: next.transferRef, amountSatang: next.attributedSatang, at: next.at, from: at };
      at = next.to.account;
    }
    expect(held).toEqual(['4000000', '2500000', '2500000']);
  });

  it("denied-debit: the shop's money can be held, and the bank denies that the reporter paid it", async () => {
    const complaint = await set('denied-debit');
    const shop = namedAccount(complaint);
    const claimed = movedBy(complaint, complaint.victimAccount);
    const hold = await world.post(shop.institution, '/hold-orders', holdOrder(shop, claimed));
    expect(hold.body).toMatchObject({ result: 'HELD_FULL' });
    await world.admin('/behaviours', {
      party: 'th-006',
      accountNo: claimed.from.accountNo,
      mode: 'sync',
      act: 'debit',
    });
    const debit = await world.post('th-006', '/debit-confirmations', debitQuestion(claimed, { account: shop }));
    expect(debit.body).toMatchObject({ result: 'DENIED', reason: 'OTHER_ACCOUNT' });
  });

  it('nobody-decided: the bank names the account behind the PromptPay id', async () => {
    const complaint = await set('nobody-decided');
    const claimed = movedBy(complaint, complaint.victimAccount);
    const debit = await world.post(
      'th-002',
      '/debit-confirmations',
      debitQuestion(claimed, mainTransfer(complaint).to),
    );
    expect(debit.body).toMatchObject({ result: 'CONFIRMED', to: { institution: 'wallet-x' } });
  });

  it('approved-freeze: AMLO and the fraud registry know the receiving account', async () => {
    const complaint = await set('approved-freeze');
    const header = { caseNo: 'X', legalBasis: [{ ruleId: 'SHARE-4', section: '4', instrument: 'D' }], purpose: 'p' };
    const question = {
      requestId: ulid(),
      ...header,
      answerBy: '2030-01-01T00:00:00Z',
      accounts: [namedAccount(complaint)],
    };
    expect((await world.post('amlo', '/hr-03/checks', question)).body).toMatchObject({
      listings: [{ list: 'HR-03-2' }],
    });
    expect((await world.post('bot', '/cfr/colours', question)).body).toMatchObject({
      colours: [{ colour: 'dark_grey' }],
    });
  });

  it('samples: the same complaints under the same keys, and no money moved again', async () => {
    const api = await FakeIntake.open();
    const settings = { centreUrl: api.url, signInUrl: api.url, adminUrl: world.adminUrl };
    await postSamples(settings, () => undefined);
    const money = ((await world.admin('/state')).body as { money: object }).money;
    await postSamples(settings, () => undefined);
    await api.close();
    expect(api.posted.map(({ key }) => key).slice(0, STORIES.length)).toEqual(STORIES.map(({ id }) => `sample-${id}`));
    expect(api.posted.slice(STORIES.length)).toEqual(api.posted.slice(0, STORIES.length));
    expect(api.posted.map(({ token }) => token)).toContain('Bearer token-of-demo-hotline-2/openid');
    expect(((await world.admin('/state')).body as { money: object }).money).toEqual(money);
  });
});

describe('a scene', () => {
  const nowhere = 'http://127.0.0.1:1';
  const scene = () => new Scene(new Centre(nowhere, nowhere, 'demo'), new Stage(nowhere), () => undefined);

  it('records what was expected and what was seen', () => {
    const played = scene();
    played.expect('two amounts', { held: '1' }, { held: '1' });
    played.expect('two others', ['a'], ['b']);
    expect(played.expectations.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it('makes a story fail that cannot even begin, and names why', async () => {
    const settings = { centreUrl: nowhere, signInUrl: nowhere, adminUrl: nowhere };
    const results = await playStories(STORIES.slice(0, 1), settings, () => undefined);
    expect(results).toMatchObject([
      {
        id: 'approved-freeze',
        ok: false,
        caseId: '',
        expectations: [{ ok: false, what: expect.any(String) as string }],
      },
    ]);
  });

  it('ends the story when something does not come in time, with what it last saw', async () => {
    const played = scene();
    const waiting = played.waitFor('a hold', 0.3, (seen) => {
      seen('ordered');
      return Promise.resolve(undefined);
    });
    await expect(waiting).rejects.toBeInstanceOf(StoryStopped);
    expect(played.expectations).toEqual([{ what: 'a hold', expected: 'within 0.3 s', seen: 'ordered', ok: false }]);
  });
});

/** Serves the one route of the centre that the samples need, and the token endpoint. */
class FakeIntake {
  readonly posted: { key: unknown; token: unknown; body: string }[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<FakeIntake> {
    const server = createServer();
    const intake = new FakeIntake(server);
    server.on('request', (req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        if (req.url === '/token') {
          const form = new URLSearchParams(body);
          return void res.end(
            JSON.stringify({ access_token: `token-of-${form.get('username')}/${form.get('scope')}` }),
          );
        }
        const { authorization: token, 'idempotency-key': key } = req.headers;
        intake.posted.push({ key, token, body });
        const accepted = { id: ulid(), caseNo: 'RG2569-0000001-0', receivedAt: '', readOut: '', holdsOrdered: 0 };
        res.writeHead(201).end(JSON.stringify({ ...accepted, notOrderedBecause: [], heldByOrders: [] }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return intake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
