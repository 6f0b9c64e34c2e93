import { randomBytes } from 'node:crypto';
import { supplyAuthority } from '../../../src/application/complaint/intake/supply-authority.js';
import type { CustomerNoticeInput, NoticeResponse } from '../../../src/application/notice/notice-input.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { ComplaintRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { NoticeBody } from '../../../src/wire/case/notice.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const HOUR_MS = 3_600_000;
const BANK = VICTIM_ACCOUNT.institution;
const AUTHORITY = { as: 'guardian' as const, document: 'birth certificate', documentNo: 'TEST-BC-1' };

/** Children, companies and those who died speak to their bank by others too (section 7). */
describe('who told the bank for its customer', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const toldAt = new Date(Date.now() - HOUR_MS).toISOString();
  const told = async (
    actsFor: CustomerNoticeInput['actsFor'],
    reference = `SPEAKS-${randomBytes(4).toString('hex')}`,
  ): Promise<NoticeResponse> => {
    const body = NoticeBody.parse({
      kind: 'customer',
      victimAccount: VICTIM_ACCOUNT,
      toldAt,
      bankCaseId: 'TEST-1',
      caseType: 'job',
      ...(actsFor && { actsFor }),
      transfers: [
        {
          to: { account: MULE_ACCOUNT },
          amountSatang: '100000',
          transferredAt: new Date(Date.now() - 2 * HOUR_MS).toISOString(),
          reference,
        },
      ],
    });
    if (body.kind !== 'customer') throw new Error('it is the notice of a customer');
    const received = await build.customerTold(BANK, body);
    if (!received.ok) throw new Error(`${received.code} ${JSON.stringify(received.faults ?? [])}`);
    return received.response;
  };
  const caseOf = ({ cases }: NoticeResponse) => cases[0]?.id ?? '';
  const ends = async (caseId: string) => (await build.holds(caseId)).map(({ expiresAt }) => expiresAt.toISOString());
  /** 72 hours after the notice that opened a case, whenever the bank was told. */
  const inThreeDays = async (id: string) => {
    const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id });
    return new Date(openedAt.getTime() + 72 * HOUR_MS).toISOString();
  };
  const breaks = async () => (await build.db.manager.find(BreakRecordRow)).map(({ kind }) => kind);

  it.each(['guardian', 'signatory', 'heir'] as const)(
    'a %s with a document and its number counts as the customer',
    async (as) => {
      const caseId = caseOf(await told({ ...AUTHORITY, as }));
      expect(await ends(caseId)).toEqual([await inThreeDays(caseId)]);
      const { body } = await build.db.manager.findOneByOrFail(ComplaintRow, { id: caseId });
      expect(body).toMatchObject({ actsFor: { ...AUTHORITY, as } });
      expect(await breaks()).toEqual([]);
      expect(await violated(build.db)).toEqual([]);
    },
  );

  it('without them nothing is ordered, a person is called, and what is told later gives the time of the notice', async () => {
    const caseId = caseOf(await told({ as: 'guardian', document: 'birth certificate' }));
    await build.advanceCase(caseId);
    expect(await ends(caseId)).toEqual([]);
    expect(await breaks()).toEqual(['STANDING_UNKNOWN']);
    expect(await violated(build.db)).toEqual([]);
    expect(await supplyAuthority(build.db, { caseId, body: AUTHORITY, actor: OPERATOR })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    expect(await ends(caseId)).toEqual([await inThreeDays(caseId)]);
    const file = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    // What a bank passes on is no complaint, by whatever authority.
    expect(file).toMatchObject({ victimReports: false, holderReports: true });
    expect(await violated(build.db)).toEqual([]);
  });

  it('without them, said twice has one case; and the customer’s own word has its own, which holds', async () => {
    const first = await told({ as: 'heir' }, 'SPEAKS-1');
    const again = await told({ as: 'heir' }, 'SPEAKS-1');
    expect(again.cases).toMatchObject([{ id: caseOf(first), joined: true }]);
    const own = await told(undefined, 'SPEAKS-1');
    expect(own.cases).toMatchObject([{ joined: false }]);
    expect(await ends(caseOf(own))).toEqual([await inThreeDays(caseOf(own))]);
    expect(await breaks()).toEqual(['STANDING_UNKNOWN']);
    expect(await violated(build.db)).toEqual([]);
  });

  it('is found by verify where a word without them counts as the customer’s own', async () => {
    const caseId = caseOf(await told({ as: 'heir' }));
    await build.owner.query('SET session_replication_role = replica');
    await build.owner.query('UPDATE case_file SET holder_reports = true WHERE id = $1', [caseId]);
    await build.owner.query('SET session_replication_role = origin');
    expect(JSON.stringify(await violated(build.db, ['I16']))).toContain('without a document and its number');
  });
});
