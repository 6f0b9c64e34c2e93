import { Problem } from '../../../src/wire/common.js';
import { complaintBody, countRows, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** Returns a complaint body with one value set at a path; undefined removes the field. */
function bodyWith(path: string, value: unknown): unknown {
  const body = complaintBody() as unknown as Record<string, unknown>;
  const parts = path.split('/').slice(1);
  const last = parts.pop() ?? '';
  const parent = parts.reduce<Record<string, unknown>>((at, part) => at[part] as Record<string, unknown>, body);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return body;
}

const NARRATIVE = 'Canary narrative 4242';

describe('complaints that are refused', () => {
  let api: RunningApi;
  let before: Record<string, number>;
  beforeAll(async () => {
    api = await runApi();
    before = await countRows(api);
  });
  afterAll(() => api.close());

  const form: readonly [string, string, unknown, string?][] = [
    ['an unknown field', '/priority', 'high'],
    ['an unknown field deep inside', '/transfers/0/slip', 'x'],
    ['an unknown field in an alternative', '/transfers/0/to/account/branch', 'x'],
    ['no reporter', '/reporter', undefined],
    ['no transfer', '/transfers', []],
    ['a missing amount', '/transfers/0/amountSatang', undefined],
    ['money as a JSON number', '/transfers/0/amountSatang', 5000000],
    ['a zero amount', '/transfers/0/amountSatang', '0'],
    ['a negative amount', '/transfers/0/amountSatang', '-1'],
    ['a fraction', '/transfers/0/amountSatang', '12.50'],
    ['a huge amount', '/transfers/0/amountSatang', '10000000000001'],
    ['a very long amount', '/transfers/0/amountSatang', '9'.repeat(400)],
    ['an exponent', '/transfers/0/amountSatang', '1e309'],
    ['thousands separators', '/transfers/0/amountSatang', '1,000'],
    ['Thai digits', '/transfers/0/amountSatang', '๑๐๐'],
    ['null for money', '/transfers/0/amountSatang', null],
    ['a time without an offset', '/noticeGivenAt', '2026-11-24T09:30:00'],
    ['a date that is none', '/transfers/0/transferredAt', '2026-02-30T00:00:00Z'],
    ['NUL in a name', '/reporter/name', 'Som\u0000chai'],
    ['a lone surrogate in a name', '/victim/name', 'Som\ud800chai'],
    ['a right-to-left override in a name', '/transfers/0/toName', 'gnp\u202Etxt'],
    ['a zero-width space in a name', '/victim/name', 'Som\u200Bchai'],
    ['a byte order mark in a name', '/reporter/name', 'Som\uFEFFchai'],
    ['a left-to-right mark in a name', '/victim/name', 'Somchai\u200E Test'],
    ['tag characters in a name', '/transfers/0/toName', 'Somchai\u{E0041}\u{E0042}'],
    ['a name of fillers only', '/victim/name', '\u3164\u3164'],
    ['a name of signs only', '/victim/name', '. -'],
    ['a name on two lines', '/victim/name', 'Somchai\nTest'],
    ['a narrative of nothing visible', '/narrative', '\u200B\u2060\u2800'],
    ['NUL in the narrative', '/narrative', `${NARRATIVE}\u0000`],
    ['a narrative that is too long', '/narrative', 'x'.repeat(10_001)],
    ['an account with letters', '/victimAccount/accountNo', '11122233A4'],
    ['a citizen id with letters', '/victim/citizenId', '91234567890AB'],
    ['a citizen id beside a passport', '/victim/passportNo', 'AA1234567', '/victim/citizenId'],
    ['an object where text belongs', '/narrative', { $ne: '' }],
    ['an unknown case type', '/caseType', 'theft'],
    ['neither account nor PromptPay', '/transfers/0/to', {}, '/transfers/0/to'],
    ['an injected reference', '/transfers/0/reference', "x'; DROP TABLE hold;--"],
  ];
  it.each(form)('400 names the field: %s', async (_, path, value, pointer = path) => {
    const { status, body } = await postComplaint(api, bodyWith(path, value));
    const problem = Problem.parse(body);
    expect([status, problem.code]).toEqual([400, 'REQUEST.SCHEMA']);
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
    expect(problem.errors).toHaveLength(1);
  });

  const rules: readonly [string, string, unknown, string, string][] = [
    ['a wrong check digit', '/victim/citizenId', '9123456789011', '/victim/citizenId', 'FIELD.CHECK_DIGIT'],
    [
      'an account length that the bank has not',
      '/victimAccount/accountNo',
      '111222333444',
      '/victimAccount/accountNo',
      'FIELD.ACCOUNT_LENGTH',
    ],
    [
      'a bank that takes no part',
      '/victimAccount/institution',
      'th-999',
      '/victimAccount/institution',
      'FIELD.UNKNOWN_INSTITUTION',
    ],
    [
      'a transfer in the future',
      '/transfers/0/transferredAt',
      minutesFromNow(60),
      '/transfers/0/transferredAt',
      'FIELD.IN_FUTURE',
    ],
    [
      'a transfer of long ago',
      '/transfers/0/transferredAt',
      minutesFromNow(-60 * 24 * 4000),
      '/transfers/0/transferredAt',
      'FIELD.TOO_OLD',
    ],
    [
      'a notice a day before the transfer',
      '/noticeGivenAt',
      minutesFromNow(-24 * 60),
      '/noticeGivenAt',
      'FIELD.BEFORE_TRANSFER',
    ],
    ['a birth date in the Buddhist Era', '/victim/birthDate', '2527-07-02', '/victim/birthDate', 'FIELD.IN_FUTURE'],
    ['a notice in the future', '/noticeGivenAt', minutesFromNow(60), '/noticeGivenAt', 'FIELD.IN_FUTURE'],
    [
      'money sent to oneself',
      '/transfers/0/to/account',
      { institution: 'th-004', accountNo: '1112223334' },
      '/transfers/0/to/account',
      'FIELD.SAME_ACCOUNT',
    ],
    [
      'a PromptPay id with a wrong check digit',
      '/transfers/0/to',
      { promptPay: { kind: 'national_id', value: '9123456789011' } },
      '/transfers/0/to/promptPay/value',
      'FIELD.CHECK_DIGIT',
    ],
  ];
  it.each(rules)('422 names the field: %s', async (_, path, value, pointer, code) => {
    const { status, body } = await postComplaint(api, bodyWith(path, value));
    const problem = Problem.parse(body);
    expect([status, problem.code]).toEqual([422, 'COMPLAINT.INVALID']);
    expect(problem.errors).toEqual([{ pointer, code, detail: expect.any(String) as string }]);
  });

  it('422 names the second of two transfers with one reference', async () => {
    const [transfer] = complaintBody().transfers;
    const { status, body } = await postComplaint(api, complaintBody({ transfers: [transfer, transfer] }));
    expect(status).toBe(422);
    expect(body['errors']).toMatchObject([{ pointer: '/transfers/1/reference', code: 'FIELD.DUPLICATE_REFERENCE' }]);
  });

  it('names every fault at once', async () => {
    const { body } = await postComplaint(api, { ...complaintBody(), caseType: 'theft', narrative: 7, extra: true });
    const pointers = (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['/caseType', '/extra', '/narrative']);
  });

  it('are not stored at all', async () => {
    expect(await countRows(api)).toEqual(before);
  });

  it('have none of their values repeated, neither in answers nor in the log', async () => {
    const canaries = ['Canary Person', '9123456789012', '5551112223', '0819990001', NARRATIVE];
    const body = complaintBody({
      reporter: { name: 'Canary Person\u202e', phone: '0819990001x', holdsVictimAccount: 'yes 5551112223' },
      victim: { name: 'Canary Person', citizenId: '9123456789012x', phone: '0819990001', '9123456789012': 1 },
      narrative: [NARRATIVE],
      caseType: NARRATIVE,
      '5551112223 Canary Person': 1,
    });
    const answers = [
      await postComplaint(api, body),
      await postComplaint(api, bodyWith('/victim/citizenId', '9123456789012')),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 422]);
    const told = JSON.stringify(answers.map((answer) => answer.body)) + api.log.join('\n');
    for (const canary of canaries) expect(told).not.toContain(canary);
  });
});
