import { ulid } from 'ulid';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { TrailView } from '../../../src/wire/case/trail.js';
import { postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { newComplaint, caseOf, NEXT, onward, noticeSteps } from './support/notice-steps.js';
import { ago, MULE, institutionNotice } from './support/notices.js';
import { withdraw } from '../../support/withdraw.js';

describe('the holds of a notice of suspicion (section 6)', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticeSteps>;
  beforeAll(async () => {
    api = await runApi();
    to = noticeSteps(api);
  });
  afterAll(() => api.close());

  describe('an officer’s notice (OFF-6B)', () => {
    it('holds exactly the named money at every receiving institution, at once, until the officer’s seven days are over', async () => {
      const second = { to: { account: NEXT }, amountSatang: '700000', reference: `REF-${ulid()}` };
      const accepted = await to.officer({}, second);
      expect(accepted.holds.map(({ institution, effect }) => [institution, effect]).sort()).toEqual([
        ['th-002', 'ordered'],
        ['th-014', 'ordered'],
      ]);
      const holds = await to.holdsOf(caseOf(accepted));
      expect(holds.map(({ institution, requested }) => [institution, requested]).sort()).toEqual([
        ['th-002', '5000000'],
        ['th-014', '700000'],
      ]);
      expect(holds).toMatchObject(
        [1, 2].map(() => ({ kind: 'section6', state: 'ordered', basis: ['OFF-6B', 'P-AMT'], days: 7 })),
      );
      const starts = `outbox WHERE kind = 'start' AND workflow_id LIKE 'hold-%' AND row_id IN (SELECT id FROM hold WHERE case_id = $1)`;
      expect(await to.count(starts, caseOf(accepted))).toBe(2);
    });

    it('joins a hold of section 7 and carries it on, without a second hold or a second satang', async () => {
      const complaint = newComplaint();
      const caseId = String((await postComplaint(api, complaint)).body['id']);
      const { reference } = complaint.transfers[0] ?? { reference: '' };
      const accepted = await to.officer({ reference });
      expect(accepted.holds).toMatchObject([{ reference, effect: 'joined', institution: 'th-002' }]);
      const holds = await to.holdsOf(caseId);
      expect(holds).toMatchObject([{ kind: 'section6', basis: ['OFF-6B', 'P-AMT'], requested: '5000000', days: 7 }]);
      const reserved = 'stolen_sum WHERE case_id = $1 AND reserved_satang = amount_satang';
      expect(await to.count(reserved, caseId)).toBe(1);
      expect((await to.noticesOf(caseId)).holds).toMatchObject([{ noticeId: accepted.id, kind: 'section6', hop: 0 }]);
    });

    it('outlasts the withdrawal of the complaint that it joined', async () => {
      const complaint = newComplaint();
      const caseId = String((await postComplaint(api, complaint)).body['id']);
      const { reference } = complaint.transfers[0] ?? {};
      await to.officer({ reference });
      await withdraw(api.application, caseId);
      await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
      expect(await to.holdsOf(caseId)).toMatchObject([{ kind: 'section6', state: 'ordered' }]);
      expect(await to.count('release_order WHERE case_id = $1', caseId)).toBe(0);
    });

    it('notice-only-continuation: no continue-order of a hold about which no victim complained', async () => {
      const caseId = caseOf(await to.officer({ reference: `REF-${ulid()}` }));
      await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
      const [hold] = await api.application.query<{ id: string }[]>('SELECT id FROM hold WHERE case_id = $1', [caseId]);
      const body = { kind: 'continue_order', holdId: hold?.id, reason: 'The holder is a suspect.' };
      const asked = { roles: ['inquiry_officer'], subject: 'inquiry-1', body };
      const refused = await api.call('POST', `/v1/cases/${caseId}/freeze-requests`, asked);
      expect(refused.body['code']).toBe('APPROVAL.NO_COMPLAINT');
      const outcomes = await api.application.query<{ rule_id: string; outcome: string }[]>(
        `SELECT rule_id, outcome FROM finding WHERE case_id = $1 AND rule_id IN ('AOC-85A', 'OFF-7D') ORDER BY rule_id`,
        [caseId],
      );
      expect(outcomes.map(({ rule_id, outcome }) => `${rule_id} ${outcome}`)).toEqual([
        'AOC-85A not_met',
        'OFF-7D not_met',
      ]);
      const { duties } = (await api.call('GET', `/v1/cases/${caseId}/duties`, { roles: ['aoc_officer'] })).body as {
        duties: { ruleId: string }[];
      };
      expect(duties.map(({ ruleId }) => ruleId)).not.toContain('REC-8');
    });

    it('given twice starts no second seven days and orders nothing anew', async () => {
      const reference = `REF-${ulid()}`;
      const first = await to.officer({ reference });
      const secondNotice = await to.officer({ reference });
      expect(secondNotice.holds).toMatchObject([{ effect: 'joined', until: first.holds[0]?.until }]);
      expect(await to.count('hold_order WHERE case_id = $1', caseOf(first))).toBe(1);
    });
  });

  describe('an institution’s notice (BANK-6A)', () => {
    it('reaches the institution that received a later debit, and orders nothing from an institution that suspends itself', async () => {
      const accepted = await to.taken('th-002', institutionNotice({}, { onward: [onward()] }));
      const caseId = caseOf(accepted);
      expect(accepted.holds).toEqual([]); // an institution learns nothing of others
      expect(await to.holdsOf(caseId)).toMatchObject([
        {
          institution: 'th-014',
          hop: 1,
          kind: 'section6',
          requested: '1000000',
          basis: ['BANK-6A', 'SHARE-4', 'P-AMT'],
          days: 7,
        },
      ]);
      const full = 'stolen_sum WHERE case_id = $1 AND suspended_satang = 4000000 AND reserved_satang = 1000000';
      expect(await to.count(full, caseId)).toBe(1);
    });

    it('shows on the trail what the institution suspends itself and what went on', async () => {
      const accepted = await to.taken('th-002', institutionNotice({}, { onward: [onward()] }));
      const path = `/v1/cases/${caseOf(accepted)}/trail`;
      const { links, graph } = TrailView.parse((await api.call('GET', path, { roles: ['aoc_officer'] })).body);
      expect(links.map(({ hop, suspendedSatang }) => [hop, suspendedSatang])).toEqual([
        [0, '4000000'],
        [1, '0'],
      ]);
      expect(graph?.accounts.map(({ became }) => became)).toMatchObject([
        { suspended: '4000000', onward: '1000000', awaitingAnswer: '0', unexplained: '0' },
        { suspended: '0', awaitingAnswer: '1000000' },
      ]);
      expect(graph?.became).toMatchObject({ suspended: '4000000', awaitingAnswer: '1000000' });
    });

    it('from the sender reaches the receiver', async () => {
      const accepted = await to.taken('th-004', institutionNotice({}, { suspended: undefined }));
      expect(await to.holdsOf(caseOf(accepted))).toMatchObject([
        { institution: 'th-002', hop: 0, kind: 'section6', requested: '5000000' },
      ]);
    });

    it('never takes up more of a stolen sum than was stolen', async () => {
      const accepted = await to.taken(
        'th-002',
        institutionNotice(
          {},
          {
            suspended: { amountSatang: '4600000', suspendedAt: ago(30_000) },
            onward: [onward({ amountSatang: '400000', attributedSatang: '400000' })],
          },
        ),
      );
      expect(await to.holdsOf(caseOf(accepted))).toMatchObject([{ requested: '400000' }]);
      const tooMuch = await to.post(
        'th-002',
        institutionNotice({}, { onward: [onward({ attributedSatang: '1000001', amountSatang: '2000000' })] }),
      );
      expect(tooMuch.body['errors']).toMatchObject([{ pointer: '/transfers/0/onward', code: 'FIELD.ABOVE_TRANSFER' }]);
    });

    it('stops where P-TRACE stops: too little to follow is on the trail and not held', async () => {
      const little = onward({ amountSatang: '49999', attributedSatang: '49999' });
      const accepted = await to.taken('th-002', institutionNotice({}, { onward: [little] }));
      expect(await to.holdsOf(caseOf(accepted))).toEqual([]);
      expect(await to.count(`trail_link WHERE case_id = $1 AND stop_reason = 'below_minimum'`, caseOf(accepted))).toBe(
        1,
      );
    });

    it('gives way to a victim’s hold, which takes over the suspended money', async () => {
      const notice = institutionNotice();
      await to.taken('th-002', notice);
      const { reference, transferredAt } = notice.transfers[0] ?? {};
      const answer = await postComplaint(
        api,
        newComplaint({ transfers: [{ to: { account: MULE }, amountSatang: '5000000', transferredAt, reference }] }),
      );
      const caseId = String(answer.body['id']);
      expect(await to.holdsOf(caseId)).toMatchObject([{ kind: 'section7', requested: '5000000' }]);
      const sums =
        'stolen_sum s JOIN claim c ON c.stolen_sum_id = s.id WHERE c.case_id = $1 AND suspended_satang = 0 AND reserved_satang = 5000000';
      expect(await to.count(sums, caseId)).toBe(1);
    });

    it('is not doubted when the answer to a victim’s hold names a part of its later debits again', async () => {
      const debit = onward({ amountSatang: '3000000', attributedSatang: '3000000' });
      const notice = institutionNotice(
        {},
        { suspended: { amountSatang: '2000000', suspendedAt: ago(30_000) }, onward: [debit] },
      );
      await to.taken('th-002', notice);
      await to.answers('th-014', { result: 'HELD_PARTIAL', heldAmountSatang: '1000000' });
      const { reference, transferredAt } = notice.transfers[0] ?? {};
      const payment = { to: { account: MULE }, amountSatang: '5000000', transferredAt, reference };
      const caseId = String((await postComplaint(api, newComplaint({ transfers: [payment] }))).body['id']);
      // The order asks for what has not gone on by its own answer, although the next institution
      // has let some of that go.
      expect((await to.holdsOf(caseId))[0]).toMatchObject({ hop: 0, requested: '2000000' });
      await to.answers('th-002', {
        result: 'HELD_PARTIAL',
        heldAmountSatang: '1500000',
        onward: [{ ...debit, attributedSatang: '500000' }],
      });
      expect(await to.count('break_record WHERE case_id = $1', caseId)).toBe(0);
      const parts = 'trail_link l JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id WHERE c.case_id = $1 AND l.hop = 1';
      expect(await to.count(`${parts} AND l.attributed_satang = 3000000`, caseId)).toBe(1);
      expect(await to.count(parts, caseId)).toBe(1);
    });

    it('shows in the blast radius as the order will find it: the order covers the own suspension as well', async () => {
      const { body } = await api.call(
        'POST',
        `/v1/cases/${caseOf(await to.taken('th-002', institutionNotice()))}/blast-radius`,
        {
          roles: ['aoc_officer'],
          body: { kind: 'aoc_suspension', account: MULE },
        },
      );
      expect(body).toMatchObject({ order: { accounts: 1, amountSatang: '5000000' } });
    });

    it.each<[string, () => Record<string, unknown>, string, string]>([
      [
        'to an unknown institution',
        () => ({ to: { account: { institution: 'th-999', accountNo: '1112223334' } } }),
        '/transfers/0/onward/0/to/account',
        'FIELD.UNKNOWN_INSTITUTION',
      ],
      [
        'of more than the debit',
        () => ({ amountSatang: '1' }),
        '/transfers/0/onward/0/attributedSatang',
        'FIELD.ABOVE_TRANSFER',
      ],
      [
        'further in the future than clocks may differ',
        // When the test runs, not when its file is read: a slow start must not bring it within the two minutes.
        () => ({ at: ago(-130_000) }),
        '/transfers/0/onward/0/at',
        'FIELD.IN_FUTURE',
      ],
    ])('with an onward debit %s is refused', async (_what, over, pointer, code) => {
      const answer = await to.post('th-002', institutionNotice({}, { onward: [onward(over())] }));
      expect(answer.body['errors']).toMatchObject([{ pointer, code }]);
    });

    it('takes an onward debit from an institution whose clock is up to two minutes ahead', async () => {
      await to.taken('th-002', institutionNotice({}, { onward: [onward({ at: ago(-100_000) })] }));
    });

    it('may not name later debits of an account at another institution', async () => {
      const answer = await to.post('th-004', institutionNotice({}, { suspended: undefined, onward: [onward()] }));
      expect(answer.body['errors']).toMatchObject([{ pointer: '/transfers/0/onward', code: 'FIELD.NOT_YOURS' }]);
    });
  });

  it.each([
    ['an officer’s notice', 'OFF-6B'],
    ['an institution’s notice', 'BANK-6A'],
  ])(
    'a later hop of %s ends with the officer’s seven days, which it does not start anew (OFF-6C)',
    async (_by, rule) => {
      const debit = onward({ amountSatang: '3000000', attributedSatang: '3000000' });
      const caseId = caseOf(
        rule === 'OFF-6B'
          ? await to.officer({ reference: `REF-${ulid()}` })
          : await to.taken('th-004', institutionNotice({}, { suspended: undefined })),
      );
      await to.answers('th-002', { result: 'HELD_PARTIAL', heldAmountSatang: '2000000', onward: [debit] });
      const holds = await api.db.query<
        { hop: number; kind: string; rule: string; isOfficers: boolean; isLater: boolean }[]
      >(
        `SELECT h.hop, h.kind, r.rule_id AS rule, h.expires_at = x.officer_notified_at + interval '7 days' AS "isOfficers",
              n.notified_at > x.received_at AS "isLater"
         FROM hold h JOIN hold_order o ON o.hold_id = h.id JOIN rule_row r ON r.row_id = o.expiry_rule_row_id
         JOIN hold_notice n ON n.hold_id = h.id JOIN notice x ON x.id = n.notice_id
        WHERE h.case_id = $1 AND n.expires_at = h.expires_at ORDER BY h.hop`,
        [caseId],
      );
      expect(holds).toMatchObject([
        { hop: 0, kind: 'section6', rule: 'OFF-6C', isOfficers: true },
        { hop: 1, kind: 'section6', rule: 'OFF-6C', isOfficers: true, isLater: true },
      ]);
    },
  );

  it('shows the duties: to suspend, share, examine and lift', async () => {
    const accepted = await to.taken('th-002', institutionNotice({}, { onward: [onward()] }));
    const { body } = await api.call('GET', `/v1/cases/${caseOf(accepted)}/duties`, { roles: ['auditor'] });
    const duties = (body['duties'] as { ruleId: string; owedBy: string; state: string }[]).map(
      ({ ruleId, owedBy, state }) => `${ruleId} ${owedBy} ${state}`,
    );
    expect(duties).toEqual(
      expect.arrayContaining([
        'BANK-6A th-002 fulfilled',
        'BANK-6A th-014 open',
        'SHARE-4 th-002 fulfilled',
        'SHARE-4 centre fulfilled',
        'OFF-6C officer open',
        'LIFT-6D th-002 open',
      ]),
    );
  });

  it('leaves the invariants of the database whole', async () => {
    const { checks } = await verifyRecord({ db: api.application, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
