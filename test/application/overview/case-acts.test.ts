import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { readCaseActs } from '../../../src/application/overview/read-case-acts.js';
import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import type { Account } from '../../../src/domain/party.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';

const MULE = { institution: 'th-014', accountNo: '9160000001' };
const SECOND = { institution: 'th-006', accountNo: '9160000002' };
const VICTIM = { institution: 'th-004', accountNo: '9150000001' };
const BELIEVED = [MULE, SECOND];

describe('what can be done on a case', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase(1);
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const until = () => new Date(Date.now() + 86_400_000).toISOString();

  function debit(to: Account | 'cash', changes: Partial<OnwardMessage> = {}): OnwardMessage {
    return {
      transferRef: `ACTS-${JSON.stringify(to).length}-${changes.attributedSatang ?? ''}`,
      to: to === 'cash' ? { offRail: 'cash' } : { account: to },
      amountSatang: '16000000',
      attributedSatang: '16000000',
      at: new Date(Date.now() - 600_000).toISOString(),
      channel: 'promptpay',
      ...changes,
    };
  }

  /**
   * A complaint of a person who does not hold the account, so that section 7 orders nothing: the
   * centre suspends the first account, whose bank says where the money went.
   */
  async function movedOn(...onward: OnwardMessage[]): Promise<string> {
    const { caseId } = await build.complain({
      reporter: { holdsVictimAccount: false },
      victimAccount: VICTIM,
      transfers: [{ to: { account: MULE }, amountSatang: '16000000' }],
    });
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: BELIEVED.map((account) => ({ account, colour: 'black' })) });
    await build.advanceCase(caseId);
    const body = { kind: 'aoc_suspension' as const, account: MULE, until: until(), reason: 'synthetic' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
    const [hold] = await build.holds(caseId);
    await build.send(hold?.id ?? '', { result: 'NO_FUNDS', heldAmountSatang: '0', onward });
    await build.advanceCase(caseId);
    await build.agencyAnswers(caseId, 'bot', { colours: BELIEVED.map((account) => ({ account, colour: 'black' })) });
    await build.advanceCase(caseId);
    return caseId;
  }

  const actsOf = async (caseId: string, actor = OFFICER) => {
    const acts = await readCaseActs(build.db.manager, caseId, actor);
    if (acts === undefined) throw new Error('no case');
    return acts;
  };
  const secondOf = async (caseId: string, actor = OFFICER) =>
    (await actsOf(caseId, actor)).accounts.find(({ institution }) => institution !== MULE.institution);
  const askAt = (caseId: string, account: Account) =>
    requestFreeze(build.db, {
      caseId,
      body: { kind: 'aoc_suspension', account, until: until(), reason: 'synthetic' },
      actor: OFFICER,
    });

  it('offers money at the next hop, to which the power of the hold before does not reach, and takes the request', async () => {
    const caseId = await movedOn(debit(SECOND));
    expect(await secondOf(caseId)).toMatchObject({
      hop: 1,
      thereSatang: '16000000',
      ground: { outcome: 'met' },
      stops: [{ reason: 'no_power', satang: '16000000', passedBy: 'person' }],
      requests: [
        { kind: 'aoc_suspension', orderSatang: '16000000', unheldSatang: '16000000', whyNot: null },
        { kind: 'whole_account', whyNot: null },
      ],
    });
    expect(await askAt(caseId, SECOND)).toMatchObject({ ok: true });
    expect(await secondOf(caseId)).toMatchObject({ requests: [{ whyNot: { code: 'APPROVAL.ALREADY_OPEN' } }, {}] });
  });

  it('offers it no more while the order that was approved is not written yet, and takes no second request', async () => {
    const caseId = await movedOn(debit(SECOND));
    const asked = await askAt(caseId, SECOND);
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    expect(await secondOf(caseId)).toMatchObject({ requests: [{ whyNot: { code: 'APPROVAL.ALREADY_OPEN' } }, {}] });
    expect(await askAt(caseId, SECOND)).toMatchObject({ code: 'APPROVAL.ALREADY_OPEN' });
  });

  it('does not offer the account of which the evidence says nothing, and names what is missing', async () => {
    const unknown = { institution: 'th-002', accountNo: '9160000003' };
    const caseId = await movedOn(debit(unknown));
    const second = await secondOf(caseId);
    expect(second).toMatchObject({
      ground: { outcome: 'unknown' },
      requests: [{ whyNot: { code: 'APPROVAL.THRESHOLD_NOT_MET' } }, {}],
    });
    expect(second?.ground.missing.length).toBeGreaterThan(0);
    expect(await askAt(caseId, unknown)).toMatchObject({ code: 'APPROVAL.THRESHOLD_NOT_MET' });
  });

  it.each<[string, Account, Partial<OnwardMessage>, string, string]>([
    ['a shop', SECOND, { paidTo: 'merchant' }, 'merchant_shield', 'person'],
    ['a small sum', SECOND, { attributedSatang: '100', amountSatang: '100' }, 'below_minimum', 'person'],
    ['the victim', VICTIM, {}, 'returned_to_victim', 'nobody'],
    ['a bank that takes no part', { ...SECOND, institution: 'th-999' }, {}, 'not_enrolled', 'nobody'],
  ])('says that the trail stops at %s, and who may pass', async (_what, account, changes, reason, passedBy) => {
    const caseId = await movedOn(debit(account, changes));
    expect(await secondOf(caseId)).toMatchObject({ stops: [{ reason, passedBy }] });
  });

  it('refuses a warrant where nobody could carry it out', async () => {
    const stranger = { institution: 'th-999', accountNo: '9160000009' };
    const caseId = await movedOn(debit(stranger));
    expect(await secondOf(caseId)).toMatchObject({
      requests: [{ whyNot: { code: 'APPROVAL.THRESHOLD_NOT_MET' } }, { whyNot: { code: 'REQUEST.NOTHING_THERE' } }],
    });
  });

  it('says once what a person may not do anywhere on the case', async () => {
    const caseId = await movedOn(debit(SECOND));
    const acts = await actsOf(caseId, person('auditor-1', 'auditor'));
    expect(acts.kinds).toMatchObject({
      aoc_suspension: { whyNot: { code: 'APPROVAL.ROLE' } },
      continue_order: { whyNot: { code: 'APPROVAL.ROLE' } },
    });
    expect(acts.accounts.flatMap(({ requests }) => requests)).toEqual([]);
  });

  it('shows whom a release frees: what goes, what stays at the account, whose money it is, and the trail below', async () => {
    const { caseId, holdIds } = await build.complain({
      victimAccount: VICTIM,
      transfers: [{ to: { account: MULE }, amountSatang: '16000000' }],
    });
    const [first = ''] = holdIds;
    const onward = [debit(SECOND, { attributedSatang: '6000000', amountSatang: '6000000' })];
    await build.send(first, { result: 'HELD_PARTIAL', heldAmountSatang: '10000000', onward });
    const below = (await build.holds(caseId)).find(({ hop }) => hop === 1);
    await build.send(below?.id ?? '', { result: 'HELD_FULL' });
    const { caseNo } = (
      await build.owner.query<{ caseNo: string }[]>('SELECT case_no AS "caseNo" FROM case_file WHERE id = $1', [caseId])
    )[0] ?? { caseNo: '' };
    const { holds } = await actsOf(caseId);
    expect(holds.find(({ holdId }) => holdId === first)?.release).toMatchObject({
      whyNot: null,
      freesSatang: '10000000',
      staysSatang: '0',
      victims: [{ caseNo }],
      below: [{ institution: 'th-006', hop: 1, attributedSatang: '6000000', heldSatang: '6000000' }],
    });
  });

  it('costs as many statements at twenty accounts as at one', async () => {
    const many = Array.from({ length: 20 }, (_, place) =>
      debit(
        { institution: 'th-002', accountNo: `91610000${String(place).padStart(2, '0')}` },
        { attributedSatang: '800000', amountSatang: '800000', transferRef: `MANY-${place}` },
      ),
    );
    const read = async (onward: OnwardMessage[]) => {
      const { caseId, holdIds } = await build.complain({
        victimAccount: VICTIM,
        transfers: [{ to: { account: MULE }, amountSatang: '16000000' }],
      });
      await build.send(holdIds[0] ?? '', { result: 'NO_FUNDS', heldAmountSatang: '0', onward });
      await build.advanceCase(caseId);
      await actsOf(caseId, INQUIRY_OFFICER);
      return costOf(database.application, () => actsOf(caseId, INQUIRY_OFFICER));
    };
    const [one, twenty] = [await read([debit(SECOND)]), await read(many)];
    expect([one.statements, twenty.statements]).toEqual([one.statements, one.statements]);
    expect(one.statements).toBe(25);
  });
});
