import type { InstitutionPort } from '../../../../src/institutions/port.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { SIGNATURE_ALGORITHM } from '../../../../src/signing/profile.js';
import { verifyRecord } from '../../../../tools/verify/verify-record.js';
import { messagesAreDue, sendMessages } from '../../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../../support/record-builder.js';

/** What an institution answers to the next release order. */
type Answer = Awaited<ReturnType<InstitutionPort['releaseHold']>>;

describe('an institution that refuses a release order', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let holdId: string;
  let releaseOrderId: string;
  let says: (releaseOrderId: string) => Promise<Answer>;

  const institutions = { releaseHold: (_to, order) => says(order.releaseOrderId) } as InstitutionPort;
  const rows = <T>(sql: string, ...parameters: unknown[]) => database.dataSource.query<T[]>(sql, parameters);
  const send = async () => {
    await messagesAreDue(database.dataSource);
    return sendMessages(build.db, { institutions });
  };
  const signed = async (body: object, httpStatus: number) => {
    const { institution } = await build.hold(holdId);
    const message = await build.parties.answer(institution, 'release.rejected', releaseOrderId, body, httpStatus);
    const { rawBody, proof } = message;
    return { httpStatus, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
  };
  const refuses = async (body: object, code = 'BANK.NO') => {
    const answer = await signed(body, 422);
    says = () => Promise.resolve({ kind: 'rejected', httpStatus: 422, code, answer });
  };
  const breaks = () =>
    rows<{ kind: string; open: boolean }>(
      `SELECT kind, closed_at IS NULL AS open FROM break_record WHERE hold_id = $1`,
      holdId,
    );

  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const { caseId, holdIds } = await build.complain();
    holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    [{ id: releaseOrderId }] = (await rows<{ id: string }>('SELECT id FROM release_order')) as [{ id: string }];
  });
  afterAll(() => database.drop());

  it('has its signed refusal kept with the exchange, and the hold does not count as released', async () => {
    const body = { type: 'about:blank', title: 'no', status: 422, code: 'BANK.NO' };
    await refuses(body);
    await send();
    const [kept] = await rows<Record<string, unknown>>(
      `SELECT m.kind, m.channel, m.raw_body AS raw, m.http_status AS status, m.outcome, x.kind AS exchange, x.body_sha256 = m.body_sha256 AS same,
              x.purpose, x.legal_basis = r.legal_basis AS basis
         FROM inbox_message m JOIN exchange x ON x.message_id = m.id JOIN release_order r ON r.id = m.subject_id WHERE m.subject_id = $1`,
      releaseOrderId,
    );
    expect(kept).toEqual({
      kind: 'release.rejected',
      channel: 'answer',
      raw: Buffer.from(JSON.stringify(body)),
      status: 422,
      outcome: 'BREAK_OPENED',
      exchange: 'release.rejected',
      same: true,
      basis: true,
      purpose: 'refusal of a release order',
    });
    expect((await build.hold(holdId)).state).toBe('release_ordered');
  });

  it('gets one break with one owner for all its refusals, and the same refusal is kept once', async () => {
    await send();
    await refuses({ title: 'still no' }, 'HTTP_422');
    await send();
    says = async () => ({ kind: 'unreadable', why: 'body: not JSON', answer: await signed({ odd: true }, 200) });
    await send();
    const messages = await rows<{ outcome: string; code: string }>(
      `SELECT outcome, content->>'code' AS code FROM inbox_message WHERE subject_id = $1 ORDER BY received_at`,
      releaseOrderId,
    );
    expect(messages).toEqual([
      { outcome: 'BREAK_OPENED', code: 'BANK.NO' },
      { outcome: 'BREAK_OPEN', code: 'HTTP_422' },
      { outcome: 'BREAK_OPEN', code: 'UNREADABLE' },
    ]);
    expect(await breaks()).toEqual([{ kind: 'RELEASE_REJECTED', open: true }]);
    const [release] = await rows<{ open: boolean; attempts: number }>(
      `SELECT acknowledged_at IS NULL AS open, attempts FROM outgoing_message WHERE kind = 'release.order'`,
    );
    expect(release).toEqual({ open: true, attempts: 4 });
  });

  it('is sent the release again until it releases', async () => {
    const at = new Date().toISOString();
    const { heldSatang } = await build.hold(holdId);
    const receipt = { releaseOrderId, holdId, result: 'RELEASED', releasedAmountSatang: heldSatang.toString(), at };
    const answer = await signed(receipt, 200);
    says = () => Promise.resolve({ kind: 'answered', body: receipt as never, answer });
    await send();
    expect((await build.hold(holdId)).state).toBe('released');
  });

  it('breaks no invariant of the record', async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
