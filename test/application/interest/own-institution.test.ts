import { OwnBreakList, OwnHold, OwnHoldList } from '../../../src/wire/office/own-institution.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { violated } from '../../support/violated.js';
import { appealsOn, type HeldAccount } from '../appeal/support.js';

/** A person of a bank who gains by the money, as officers of the centre may: a colleague answers for it. */
describe('an interest that a person of an institution declares', () => {
  let api: RunningApi;
  let held: HeldAccount;
  beforeEach(async () => {
    api = await runApi();
    // The excess opens a break.
    held = await appealsOn(api).held({ receipt: { heldAmountSatang: '5000001' } });
  });
  afterEach(async () => {
    const found = await violated(api.application);
    await api.close();
    expect(found).toEqual([]);
  });

  const as = (subject: string, institution = 'th-002') => ({
    roles: ['institution_user'],
    subject,
    claims: { rangap_institution: institution },
  });
  const declare = (who: ReturnType<typeof as>, path: string) =>
    api.call('POST', `/v1/institution/${path}/interests`, { ...who, body: { reason: 'The holder is my brother.' } });
  const breakId = async () => {
    const { body } = await api.call('GET', '/v1/institution/breaks', as('reader'));
    return OwnBreakList.parse(body).breaks[0]?.id ?? '';
  };
  const say = async (who: ReturnType<typeof as>) =>
    api.call('POST', `/v1/institution/breaks/${await breakId()}/statements`, {
      ...who,
      body: { text: 'The receipt counted a second payment.' },
    });

  it.each(['holds', 'breaks'] as const)(
    'at one of its %s: that person answers nothing of it, a colleague does',
    async (of) => {
      const path = of === 'holds' ? `holds/${held.holdId}` : `breaks/${await breakId()}`;
      const declared = await declare(as('brother'), path);
      expect([declared.status, Object.keys(declared.body).sort()]).toEqual([201, ['id', 'since']]);
      expect((await declare(as('brother'), path)).body).toEqual(declared.body);
      expect((await say(as('brother'))).body['code']).toBe('CASE.INTEREST');
      expect((await say(as('colleague'))).status).toBe(201);
    },
  );

  it.each(['holds', 'breaks'] as const)(
    'at one of its %s: that person reads that it is on record, wherever the money is named',
    async (of) => {
      const hasInterest = async (who: ReturnType<typeof as>) => {
        const read = async (path: string) => (await api.call('GET', `/v1/institution/${path}`, who)).body;
        const { holds } = OwnHoldList.parse(await read('holds'));
        const { breaks } = OwnBreakList.parse(await read('breaks'));
        const one = OwnHold.parse(await read(`holds/${held.holdId}`));
        return [...holds, one, ...breaks].map((each) => each.hasInterest);
      };
      expect(await hasInterest(as('brother'))).toEqual([false, false, false]);
      await declare(as('brother'), of === 'holds' ? `holds/${held.holdId}` : `breaks/${await breakId()}`);
      expect(await hasInterest(as('brother'))).toEqual([true, true, true]);
      expect(await hasInterest(as('colleague'))).toEqual([false, false, false]);
    },
  );

  it('is of the own institution alone', async () => {
    const other = as('brother', 'th-014');
    expect((await declare(other, `holds/${held.holdId}`)).body['code']).toBe('HOLD.ABSENT');
    expect((await declare(other, `breaks/${await breakId()}`)).body['code']).toBe('BREAK.ABSENT');
    expect((await declare(as('brother'), `holds/${held.caseId}`)).body['code']).toBe('HOLD.ABSENT');
    expect((await say(as('brother'))).status).toBe(201);
  });

  it('calls a supervisor where that person has said something before', async () => {
    expect((await say(as('brother'))).status).toBe(201);
    await declare(as('brother'), `holds/${held.holdId}`);
    const kinds = await api.db.query<{ kind: string }[]>(
      'SELECT kind FROM break_record WHERE case_id = $1 ORDER BY id',
      [held.caseId],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['MORE_THAN_REQUESTED', 'DECIDED_BY_INTERESTED']);
  });

  it('is refused by the database too, whichever program writes the statement', async () => {
    await declare(as('brother'), `holds/${held.holdId}`);
    await expect(
      api.db.query(
        `INSERT INTO break_statement (id, break_id, institution, person, text, said_at) VALUES ('X', $1, 'th-002', 'brother', 'x', now())`,
        [await breakId()],
      ),
    ).rejects.toThrow('interest: brother may not decide about the money of case');
  });
});
