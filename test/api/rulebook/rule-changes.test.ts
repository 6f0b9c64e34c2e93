import { ulid } from 'ulid';
import {
  RuleChangeList,
  RuleChangeView,
  RuleHistory,
  RulebookView,
  RuleTrialView,
} from '../../../src/wire/office/rulebook.js';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const ADMINISTRATOR = { roles: ['administrator'], subject: 'admin-1' };
const SUPERVISOR = { roles: ['aoc_supervisor'], subject: 'supervisor-1' };
const C2_TURNED = {
  ruleId: 'C2',
  parameters: { reportCountsAs: 'notice' },
  reason: 'The council wants the statement.',
};

describe('the rulebook over HTTP', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  const propose = (body: object, who = ADMINISTRATOR) => api.call('POST', '/v1/rule-changes', { ...who, body });
  const decide = (id: string, verdict: string, who = SUPERVISOR) =>
    api.call('POST', `/v1/rule-changes/${id}/decisions`, { ...who, body: { verdict, reason: 'Read it.' } });

  it('shows the rows in force at an instant, in both languages', async () => {
    const officer = { roles: ['aoc_officer'] };
    const now = RulebookView.parse((await api.call('GET', '/v1/rulebook', officer)).body);
    const before = RulebookView.parse((await api.call('GET', '/v1/rulebook?at=2025-04-12T00:00:00Z', officer)).body);
    expect(now.rows.find(({ ruleId }) => ruleId === 'C2')).toMatchObject({
      parameters: { reportCountsAs: 'complaint' },
      titleTh: 'การแจ้ง 1441 เป็นคำร้องทุกข์หรือไม่',
    });
    expect(before.rows.map(({ ruleId }) => ruleId)).toContain('VIC-7A');
    expect(before.rows.map(({ ruleId }) => ruleId)).not.toContain('C2');
    expect(before.at).toBe('2025-04-12T00:00:00.000Z');
  });

  it('shows every row that a rule had, and answers 404 for an unknown rule', async () => {
    const auditor = { roles: ['auditor'] };
    const { rows } = RuleHistory.parse((await api.call('GET', '/v1/rulebook/SHARE-4', auditor)).body);
    expect(rows.map(({ rowId }) => rowId)).toEqual(['th/SHARE-4/2025-04-13', 'th/SHARE-4/2023-03-17']);
    const absent = await api.call('GET', '/v1/rulebook/P-NONE', auditor);
    expect([absent.status, absent.body['code']]).toEqual([404, 'RULE.ABSENT']);
  });

  it('takes a change from one person, shows what it would change, and puts it in force by another', async () => {
    const complaint = await postComplaint(api, complaintBody(), ulid());
    const proposed = await propose(C2_TURNED);
    expect(proposed.status).toBe(201);
    const id = String(proposed.body['id']);

    const shown = RuleChangeView.parse((await api.call('GET', `/v1/rule-changes/${id}`, SUPERVISOR)).body);
    expect(shown).toMatchObject({
      state: 'proposed',
      proposedBy: 'admin-1',
      changes: [{ name: 'reportCountsAs', before: 'complaint', after: 'notice' }],
      trial: { examples: [], wouldChange: { openCases: 1, judgedCases: 1 } },
    });
    const [found] = shown.trial?.wouldChange.changed ?? [];
    expect(found?.caseId).toBe(complaint.body['id']);
    expect(found?.findings.find(({ ruleId }) => ruleId === 'VIC-7B')).toMatchObject({
      before: { outcome: 'met' },
      after: { outcome: 'unknown' },
    });
    expect(JSON.stringify(shown)).not.toMatch(/th-\d{3}:\d{6,}/);

    const own = await decide(id, 'approve', { ...SUPERVISOR, subject: 'admin-1' });
    expect([own.status, own.body['code']]).toEqual([403, 'APPROVAL.OWN_REQUEST']);
    const approved = await decide(id, 'approve');
    expect(approved.status).toBe(201);
    const repeated = await decide(id, 'refuse', { ...SUPERVISOR, subject: 'supervisor-2' });
    expect([repeated.status, repeated.body['code']]).toEqual([409, 'APPROVAL.ALREADY_DECIDED']);

    const from = String(approved.body['effectiveFrom']);
    const chosenAt = async (at: string) => {
      const law = RulebookView.parse((await api.call('GET', `/v1/rulebook?at=${at}`, SUPERVISOR)).body);
      return law.rows.find(({ ruleId }) => ruleId === 'C2')?.parameters['reportCountsAs'];
    };
    expect(await chosenAt(from)).toBe('notice');
    expect(await chosenAt(new Date(Date.parse(from) - 1).toISOString())).toBe('complaint');
    const history = RuleHistory.parse((await api.call('GET', '/v1/rulebook/C2', SUPERVISOR)).body);
    expect(history.rows.map(({ rowId, ruleChangeId }) => [rowId, ruleChangeId])).toEqual([
      [approved.body['rowId'], id],
      ['th/C2/2025-04-13', null],
    ]);
    const settled = RuleChangeView.parse((await api.call('GET', `/v1/rule-changes/${id}`, SUPERVISOR)).body);
    expect(settled).toMatchObject({ state: 'approved', decidedBy: 'supervisor-1', trial: null });
  });

  it('tries new values before anybody proposes them, by the rule itself, and writes nothing', async () => {
    const tryOut = (body: object, who = ADMINISTRATOR) => api.call('POST', '/v1/rule-changes/trials', { ...who, body });
    const answer = await tryOut({ ruleId: 'P-NOTICE', parameters: { maxUnconfirmed: 20 } });
    expect(answer.status).toBe(200);
    const { examples, wouldChange } = RuleTrialView.parse(answer.body);
    expect(examples.map(({ name, now, then }) => [name, now.en, then.en])).toEqual([
      [
        'maxUnconfirmed',
        "Order on one institution's notices no. 41 waits for the debit",
        "Order on one institution's notices no. 21 waits for the debit",
      ],
    ]);
    expect(wouldChange.judgedCases).toBe(wouldChange.openCases);
    const written: { count: string }[] = await api.application.query(
      `SELECT count(*) FROM rule_change WHERE rule_id = 'P-NOTICE'`,
    );
    expect(written).toEqual([{ count: '0' }]);
    const refused = await tryOut({ ruleId: 'P-NOTICE', parameters: { maxUnconfirmed: 40 } });
    expect([refused.status, refused.body['code']]).toEqual([422, 'RULE_CHANGE.NOTHING']);
    const law = await tryOut({ ruleId: 'OFF-7D', parameters: { days: 9 } });
    expect([law.status, law.body['code']]).toEqual([403, 'RULE_CHANGE.STATUTE']);
    expect((await tryOut({ ruleId: 'P-NOTICE', parameters: { maxUnconfirmed: 20 } }, SUPERVISOR)).status).toBe(403);
  });

  it.each<[string, object, number, string]>([
    ['law', { ruleId: 'OFF-7D', parameters: { days: 9 } }, 403, 'RULE_CHANGE.STATUTE'],
    ['no rule', { ruleId: 'P-NONE', parameters: { days: 9 } }, 404, 'RULE.ABSENT'],
    ['no parameter', { ruleId: 'P-TRACE', parameters: { maxHop: 5 } }, 422, 'RULE_CHANGE.PARAMETER'],
    ['the whole person', { ruleId: 'C7', parameters: { trailHolders: 'whole_person' } }, 422, 'RULE_CHANGE.WARRANT'],
    [
      'the past',
      { ruleId: 'P-TRACE', parameters: { maxHops: 5 }, effectiveFrom: '2026-01-01T00:00:00Z' },
      422,
      'RULE_CHANGE.PAST',
    ],
    ['nothing', { ruleId: 'P-TRACE', parameters: {} }, 400, 'REQUEST.SCHEMA'],
    ['a deadline', { ruleId: 'P-EXP', parameters: { statementMs: 1 }, deadlineMs: 1 }, 400, 'REQUEST.SCHEMA'],
  ])('refuses a change of %s', async (_name, body, status, code) => {
    const answer = await propose({ reason: 'Why not.', ...body });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('keeps one open change of a rule, and lists changes, the newest first', async () => {
    const wanted = { ruleId: 'P-TRACE', parameters: { maxHops: 5 }, reason: 'Fewer hops.' };
    const first = await propose(wanted);
    const second = await propose(wanted, { ...ADMINISTRATOR, subject: 'admin-2' });
    expect([second.status, second.body['code']]).toEqual([409, 'RULE_CHANGE.ALREADY_OPEN']);
    await decide(String(first.body['id']), 'refuse');
    const third = await propose(wanted);
    const page = async (query: string) =>
      RuleChangeList.parse((await api.call('GET', `/v1/rule-changes${query}`, SUPERVISOR)).body);
    const [newest] = (await page('?limit=1')).changes;
    expect([newest?.id, (await page('?limit=1')).next]).toEqual([third.body['id'], third.body['id']]);
    const olderPage = await page(`?after=${String(third.body['id'])}`);
    expect(olderPage.changes.map(({ state }) => state)).toEqual(['refused', 'approved']);
    expect((await page('?state=refused')).changes.map(({ id }) => id)).toEqual([first.body['id']]);
  });

  it('answers 404 for an unknown change', async () => {
    const absent = await api.call('GET', `/v1/rule-changes/${ulid()}`, SUPERVISOR);
    expect([absent.status, absent.body['code']]).toEqual([404, 'RULE_CHANGE.ABSENT']);
  });
});
