import type { AgencyPort } from '../../../src/agencies/port.js';
import { readExchanges } from '../../../src/application/exchange/read-exchanges.js';
import { writeShareNotices } from '../../../src/application/exchange/write-share-notices.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import type { ShareNotice } from '../../../src/wire/agency/agency-protocol.js';
import { messagesAreDue, sendMessages } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

describe('a share notice of every disclosure of account data to police or DSI, and AMLO (section 4 paragraph 3)', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;

  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const complained = await build.complain();
    caseId = complained.caseId;
    await build.send(String(complained.holdIds[0]), { result: 'HELD_FULL' });
  });
  afterEach(() => database.drop());

  /** Makes agencies that acknowledge every notice, except those that are away. */
  function agenciesWithout(...away: string[]): AgencyPort & { told: [agency: string, notice: ShareNotice][] } {
    const noticesSent: [agency: string, notice: ShareNotice][] = [];
    return {
      told: noticesSent,
      ask: () => Promise.reject(new Error('nobody is asked here')),
      sendTelecomNotice: () => Promise.reject(new Error('no number is cut off here')),
      sendShareNotice: async (to, notice) => {
        if (away.includes(to.slug)) throw new NoAnswerError(to.slug, 'TIMEOUT');
        noticesSent.push([to.slug, notice]);
        const body = { status: 'accepted' as const, noticeId: notice.noticeId };
        const { rawBody, proof } = await build.parties.answer(to.slug, 'share.receipt', notice.noticeId, body, 202);
        const signed = {
          httpStatus: 202,
          rawBody,
          keyId: proof.keyId,
        };
        return { kind: 'answered', body, answer: { ...signed, proof: { ...proof, alg: SIGNATURE_ALGORITHM } } };
      },
    };
  }

  /** Does what the keeper does: writes the notices of what was disclosed, and sends what is due. */
  async function tell(agencies: AgencyPort): Promise<number> {
    await writeShareNotices(build.db);
    return sendMessages(build.db, { agencies });
  }

  async function shown(kind: string) {
    const read = await readExchanges(build.db.manager, caseId);
    return read?.exchanges.find((exchange) => exchange.kind === kind)?.notices;
  }

  it('is due at the disclosure, and sent when both have acknowledged', async () => {
    const due = await shown('hold.order');
    expect(due?.map(({ party, sentAt }) => [party, sentAt])).toEqual([
      ['ccib', null],
      ['amlo', null],
    ]);
    expect(due?.every(({ dueAt }) => Date.parse(dueAt) <= Date.now())).toBe(true);
    expect(await shown('evidence.question')).toEqual([]); // it discloses nothing to tell of
    const agencies = agenciesWithout();
    expect(await tell(agencies)).toBe(2);
    expect(agencies.told.map(([agency]) => agency).sort()).toEqual(['amlo', 'ccib']);
    const [notice] = agencies.told.map(([, each]) => each);
    expect(notice?.disclosures.map(({ kind }) => kind).sort()).toEqual([
      'debit.question',
      'hold.order',
      'hold.receipt',
    ]);
    expect(notice?.legalBasis.map(({ ruleId }) => ruleId)).toEqual(['SHARE-4N']);
    expect(JSON.stringify(notice)).not.toContain('9000000002');
    for (const notice of (await shown('hold.receipt')) ?? []) expect(notice.sentAt).not.toBeNull();
    expect(await tell(agencies)).toBe(0);
  });

  it('goes to DSI instead of the police for a case that DSI investigates', async () => {
    await build.db.query(`UPDATE case_file SET assigned_route = 'dsi' WHERE id = $1`, [caseId]);
    const agencies = agenciesWithout();
    await tell(agencies);
    expect(agencies.told.map(([agency]) => agency).sort()).toEqual(['amlo', 'dsi']);
  });

  it('is sent again with the same bytes to an agency that was away, and shows as not sent until then', async () => {
    await expect(tell(agenciesWithout('amlo'))).rejects.toThrow(/amlo/);
    const [police, amlo] = (await shown('hold.order')) ?? [];
    expect([police?.sentAt === null, amlo?.sentAt]).toEqual([false, null]);
    await messagesAreDue(build.owner);
    const agencies = agenciesWithout();
    expect(await tell(agencies)).toBe(1);
    expect(agencies.told.map(([agency]) => agency)).toEqual(['amlo']);
    expect((await shown('hold.order'))?.every(({ sentAt }) => sentAt !== null)).toBe(true);
  });

  it('is sent once by two keepers that work at the same time', async () => {
    const keepers = [agenciesWithout(), agenciesWithout(), agenciesWithout()];
    await Promise.all(keepers.map((agencies) => tell(agencies)));
    const noticesSent = keepers.flatMap((agencies) => agencies.told);
    const pairs = noticesSent.flatMap(([agency, { disclosures }]) =>
      disclosures.map(({ exchangeId }) => `${agency} ${exchangeId}`),
    );
    expect(pairs).toHaveLength(new Set(pairs).size);
    expect(pairs).toHaveLength(6);
  });

  it('is itself an exchange, and leaves the invariants whole', async () => {
    await tell(agenciesWithout());
    const rows: { party: string; case_id: string | null; kind: string; same: boolean }[] = await build.db.query(
      `SELECT x.party, x.kind, x.case_id, m.id IS NULL OR (m.subject_id IN (SELECT id FROM share_notice) AND m.outcome = 'APPLIED') AS same
         FROM exchange x LEFT JOIN inbox_message m ON m.id = x.message_id WHERE x.kind LIKE 'share.%' ORDER BY x.kind, x.party`,
    );
    expect(rows).toEqual(
      ['share.notice', 'share.receipt'].flatMap((kind) =>
        ['amlo', 'ccib'].map((party) => ({ party, kind, case_id: null, same: true })),
      ),
    );
    const { checks } = await verifyRecord({ db: build.db });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
