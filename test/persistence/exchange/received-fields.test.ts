import { createAgencyActivities } from '../../../activities/agency.activities.js';
import type { AgencyAnswer, AgencyPort } from '../../../src/agencies/port.js';
import { receivedFields } from '../../../src/persistence/exchange/received-fields.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { inActivity } from '../../support/in-activity.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import type { MessageKind } from '../../../src/domain/outgoing/received-kind.js';
import type { Ports } from '../../../src/outgoing/kind.js';
import { STILL_DISPATCHER } from '../../support/still-dispatcher.js';

const ownCode = { code: 'UNREADABLE', why: 'body: names another message' };
const named = (body: string | Buffer, kind: MessageKind = 'debit.rejected', content: object = ownCode) =>
  receivedFields({ kind, content, rawBody: Buffer.from(body) });
const bodyNamed = (body: object) => named(JSON.stringify(body));

describe('the fields of a message that a party sent', () => {
  it.each<[string, MessageKind, object]>([
    ['a refusal', 'order.rejected', ownCode],
    ['an unreadable answer', 'evidence.unreadable', { why: 'body: no colours' }],
    ['an unreadable callback', 'evidence.unreadable', {}],
  ])('are those of its bytes, not of the centre’s own code: %s', (_what, kind, content) => {
    const body = { title: 'no', customer: { name: 'secret', accounts: [{ no: 'secret' }] } };
    const fields = ['customer.accounts[].no', 'customer.name', 'title'];
    expect(named(JSON.stringify(body), kind, content)).toEqual(fields);
  });

  it('are those that its schema read, when it could be read', () => {
    expect(named('{"more":1}', 'debit.confirmation', { result: 'CONFIRMED' })).toEqual(['result']);
  });

  it.each<[what: string, body: string | Buffer, fields: string[]]>([
    ['no JSON', 'Somying Test, 0812345678', ['unreadable body']],
    ['nothing', '', ['unreadable body']],
    ['a bare text', '"Somying Test"', ['unreadable body']],
    ['a bare number', '812345678', ['unreadable body']],
    ['null', 'null', ['unreadable body']],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), ['unreadable body']],
    ['an empty object', '{}', []],
    ['a list', '[{"a":1},{"b":2},3]', ['[]', '[].a', '[].b']],
  ])('where it is %s', (_what, body, fields) => {
    expect(named(body)).toEqual(fields);
  });

  it.each([
    ['a telephone number', '0812345678'],
    ['one with hyphens', '081-234-5678'],
    ['one with other separators', '081_234_5678'],
    ['the fewest digits', '123456'],
    ['digits within a word', 'no123456x'],
    ['a name of two words', 'Somying Test'],
    ['a Thai name', 'สมหญิง'],
    ['a web address', 'https://evil.example/a'],
    ['a domain', 'evil.example'],
    ['a mail address', 'somying@example.test'],
    ['nothing', ''],
    ['what the database cannot store', 'a\u0000b'],
    ['a narrative', 'x'.repeat(65)],
  ])('do not repeat a value that a key is: %s', (_what, key) => {
    expect(bodyNamed({ [key]: 1, id: 1 })).toEqual(['id', 'other']);
    expect(bodyNamed({ [key]: { state: 1 }, data: [{ [key]: 1 }] })).toEqual(['data[].other', 'other.state']);
  });

  it.each(['a', 'accountNo', 'HR-03_1', '12345', 'x'.repeat(64)])('keep a key that is a name: %s', (key) => {
    expect(bodyNamed({ [key]: 1 })).toEqual([key]);
  });

  it('do not repeat a number whose digits are spread over keys', () => {
    expect(bodyNamed({ '08123': { '45678': 1 } })).toEqual(['other']);
  });

  it('are each at most 64 characters, however deep the message, and at most 200', () => {
    const deep = '{"a":['.repeat(20_000) + '1' + ']}'.repeat(20_000);
    expect(named(deep)).toEqual(['a[].'.repeat(16)]);
    expect(named('{"":'.repeat(20_000) + '1' + '}'.repeat(20_000))).toEqual(['other.'.repeat(11).slice(0, 64)]);
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${String(n).padStart(3, '0')}`, n]));
    expect(bodyNamed(wide)).toHaveLength(200);
  });
});

describe('an answer that nobody can read', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('is an exchange with the fields that it names, and without any value', async () => {
    const build = await RecordBuilder.on(database);
    const { caseId } = await build.complain();
    const [question] = (await build.advanceCase(caseId)).questions.filter(({ agency }) => agency === 'bot');
    const { evidenceRequestId = '' } = question ?? {};
    const body = { requestId: evidenceRequestId, [MULE_ACCOUNT.accountNo]: { colour: 'black' }, 'Somying Test': 1 };
    const signed = await build.parties.answer('bot', 'evidence.answer', evidenceRequestId, body);
    const { httpStatus, rawBody, proof } = { ...signed, httpStatus: 200 };
    const answer = { httpStatus, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
    const says: AgencyAnswer = { kind: 'unreadable', why: 'body: no colours', answer };
    const agencies = { ask: () => Promise.resolve(says) } as Partial<AgencyPort> as AgencyPort;
    const activities = createAgencyActivities(build.db, { agencies } as Ports, STILL_DISPATCHER);
    await inActivity(() => activities.askAgency({ evidenceRequestId }));
    await build.advanceCase(caseId);

    const kept = await build.db.query<{ fields: string[] }[]>(
      `SELECT fields FROM exchange WHERE kind = 'evidence.unreadable' AND case_id = $1`,
      [caseId],
    );
    expect(kept).toEqual([{ fields: ['other', 'other.colour', 'requestId'] }]);
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
