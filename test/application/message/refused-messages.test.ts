import type { AgencyPort } from '../../../src/agencies/port.js';
import { dueMessages } from '../../../src/outgoing/take.js';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { writeShareNotices } from '../../../src/application/exchange/write-share-notices.js';
import { readBreaks } from '../../../src/application/break/read-breaks.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import type { Endpoint } from '../../../src/signed-http/signed-client.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { sendAbout, sendMessages } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import type { RecordBuilder } from '../../support/record-builder.js';
import { buildRichRecord } from '../../verify/support/rich-record.js';

/** What is kept of a refusal: as which message, on which basis and purpose. */
interface Kept {
  kind: string;
  outcome: string;
  code: string;
  purpose: string;
  sameBasis: boolean;
  sameCase: boolean;
}

describe('a question or a notice that its party refuses', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  /** What the parties say to everything. */
  let refusal = { title: 'no', code: 'PARTY.NO' };

  beforeAll(async () => {
    database = await freshDatabase();
    ({ build } = await buildRichRecord(database));
  });
  afterAll(() => database.drop());

  const rows = <T>(sql: string, ...parameters: unknown[]) => database.dataSource.query<T[]>(sql, parameters);
  const count = async (from: string) =>
    Number((await rows<{ n: string }>(`SELECT count(*) AS n FROM ${from}`))[0]?.n ?? 0);
  const refuse = async ({ slug }: Endpoint, subjectId: string) => {
    // The kind is of no matter for the bytes and their signature.
    const { rawBody, proof } = await build.parties.answer(slug, 'order.rejected', subjectId, refusal, 422);
    const signed = { httpStatus: 422, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
    return { kind: 'rejected' as const, httpStatus: 422, code: refusal.code, answer: signed };
  };
  const institutions = {
    confirmDebit: (to, { confirmationId }) => refuse(to, confirmationId),
    sendSuspensionResult: (to, { resultId }) => refuse(to, resultId),
    sendListingNotice: (to, { noticeId }) => refuse(to, noticeId),
    releaseHold: (to, { releaseOrderId }) => refuse(to, releaseOrderId),
  } as InstitutionPort;
  const agencies: AgencyPort = {
    ask: () => Promise.reject(new Error('nobody is asked here')),
    sendTelecomNotice: () => Promise.reject(new Error('no number is cut off here')),
    sendShareNotice: (to, { noticeId }) => refuse(to, noticeId),
  };

  /**
   * Puts what each case says is to be put, as a dispatcher does. Returns how many questions there
   * were.
   */
  async function ask(): Promise<number> {
    const due: { confirmationId: string }[] = [];
    for (const { id } of await rows<{ id: string }>('SELECT id FROM case_file ORDER BY id'))
      due.push(...(await build.advanceCase(id)).confirmations);
    for (const { confirmationId } of due)
      expect(await sendAbout(build.db, { institutions }, confirmationId)).toEqual({});
    // The keeper pauses before it asks again.
    const again = await dueMessages(build.db, { limit: 100, ofParty: 100 });
    expect(again.filter(({ kind }) => kind === 'debit.question')).toEqual([]);
    return due.length;
  }
  const rounds: [kind: string, table: string, open: string, send: () => Promise<unknown>][] = [
    ['debit.rejected', 'debit_confirmation', `state = 'asked'`, ask],
    [
      'suspension.rejected',
      'outgoing_message',
      `kind = 'suspension.result' AND acknowledged_at IS NULL`,
      () => sendMessages(build.db, { agencies, institutions }),
    ],
    [
      'listing.rejected',
      'outgoing_message',
      `kind = 'listing.notice' AND acknowledged_at IS NULL`,
      () => sendMessages(build.db, { agencies, institutions }),
    ],
    [
      'share.rejected',
      'outgoing_message',
      `kind = 'share.notice' AND acknowledged_at IS NULL`,
      async () => {
        await writeShareNotices(build.db);
        await sendMessages(build.db, { agencies, institutions });
      },
    ],
  ];

  it.each(rounds)('is kept with its bytes and exchange, and stays open: %s', async (kind, table, open, send) => {
    await send();
    const left = await count(`${table} WHERE ${open}`);
    const kept = await rows<Kept>(
      `SELECT m.kind, m.outcome, m.content->>'code' AS code, x.purpose, x.legal_basis = asked.legal_basis AS "sameBasis",
              x.case_id IS NOT DISTINCT FROM asked.case_id AND m.case_id IS NOT DISTINCT FROM asked.case_id AS "sameCase"
         FROM inbox_message m JOIN exchange x ON x.message_id = m.id JOIN exchange asked ON asked.message_id = m.subject_id AND asked.direction = 'out'
        WHERE m.kind = $1`,
      kind,
    );
    expect(left).toBeGreaterThan(0);
    expect(kept).toHaveLength(left);
    const each = { kind, outcome: 'REFUSED', code: 'PARTY.NO', sameBasis: true, sameCase: true };
    for (const message of kept) {
      expect(message).toMatchObject(each);
      expect(message.purpose).toMatch(/^refusal of /);
    }
  });

  it.each(rounds)(
    'is kept once while it is the same, and again when it differs: %s',
    async (kind, table, open, send) => {
      const before = await count(`inbox_message WHERE kind = '${kind}'`);
      const again = async () => {
        if (table !== 'debit_confirmation')
          await rows(`UPDATE ${table} SET next_attempt_at = now() - interval '1 hour' WHERE ${open}`);
        await send();
      };
      refusal = { title: 'no', code: 'PARTY.NO' };
      await again();
      expect(await count(`inbox_message WHERE kind = '${kind}'`)).toBe(before);
      // A round sends every kind: each case has words of its own.
      refusal = { title: 'still no', code: `STILL.${kind}` };
      await again();
      expect(await count(`inbox_message WHERE kind = '${kind}'`)).toBe(
        before + (await count(`${table} WHERE ${open}`)),
      );
    },
  );

  it('is put again to a bank that refused it, and one break per case asks a person to telephone', async () => {
    const open = await rows<{ caseId: string; institution: string; sentAt: Date | null }>(
      `SELECT case_id AS "caseId", institution, sent_at AS "sentAt" FROM debit_confirmation WHERE state = 'asked' ORDER BY case_id`,
    );
    expect(await ask()).toBe(open.length);
    expect(open.filter(({ sentAt }) => sentAt !== null)).toEqual([]);
    const query = { state: 'open', kind: 'DEBIT_QUESTION_REFUSED', limit: 200 } as const;
    const { breaks } = await readBreaks(build.db.manager, query);
    const told = breaks.map(({ caseId, institution }) => [caseId, institution]);
    // A corrected report has two questions, and its case one break.
    const asked = new Map(open.map(({ caseId, institution }) => [caseId, institution]));
    expect(told.sort()).toEqual([...asked]);
    for (const each of breaks) expect(each).toMatchObject({ holdId: null, ownerRole: 'aoc_supervisor', said: null });
  });

  it('is kept without a break when the bank has answered by callback meanwhile', async () => {
    const { caseId } = await build.complain();
    const [question] = (await build.advanceCase(caseId)).confirmations;
    const { confirmationId = '', institution = '' } = question ?? {};
    const crossing = {
      confirmDebit: async (to, request) => {
        const says = { confirmationId, result: 'CONFIRMED', at: new Date().toISOString() };
        await build.callback(institution, 'debit.confirmation', confirmationId, says);
        await build.advanceCase(caseId);
        return refuse(to, request.confirmationId);
      },
    } as InstitutionPort;
    expect(await sendAbout(build.db, { institutions: crossing }, confirmationId)).toEqual({});
    expect((await build.advanceCase(caseId)).confirmations).toEqual([]);
    expect(await count(`inbox_message WHERE kind = 'debit.rejected' AND case_id = '${caseId}'`)).toBe(1);
    expect(await count(`break_record WHERE case_id = '${caseId}'`)).toBe(0);
  });

  it('breaks no invariant of the record', async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
