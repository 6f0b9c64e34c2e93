import { readCallRecord } from '../../../src/application/complaint/view/read-call-record.js';
import { supplyAuthority } from '../../../src/application/complaint/intake/supply-authority.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { ComplaintRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

/** Children, companies and those who died speak by others (section 7, Criminal Procedure Code). */
describe('who speaks for a victim by law', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const speaker = { name: 'Somsri Speaker', phone: '0812345678', holdsVictimAccount: false };
  const authority = { as: 'signatory' as const, document: 'company certificate', documentNo: 'TEST-0105' };
  const victim = { name: 'Example Company Limited', citizenId: '0105500000003', phone: '021234567' };
  const violations = () => violated(build.db);
  const breaks = async (caseId: string) =>
    (await build.db.manager.findBy(BreakRecordRow, { caseId })).map(({ kind }) => kind);

  it('has the money held at once, and the victim stays the victim by name', async () => {
    const { caseId, holdIds } = await build.complain({ reporter: { ...speaker, actsFor: authority }, victim });
    expect(holdIds).toHaveLength(1);
    const { body } = await build.db.manager.findOneByOrFail(ComplaintRow, { id: caseId });
    expect(body).toMatchObject({ victim: { name: 'Example Company Limited' }, reporter: { actsFor: authority } });
    const record = await readCallRecord(build.db.manager, caseId);
    expect(JSON.stringify(record)).toContain('TEST-0105');
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    expect((await build.hold(holdIds[0] ?? '')).expiresAt.getTime()).toBe(openedAt.getTime() + 168 * 3_600_000);
    expect(await violations()).toEqual([]);
  });

  it('without an authority is taken and asked for it, and holds from then on by the first report', async () => {
    const { caseId, holdIds } = await build.complain({
      reporter: { ...speaker, actsFor: { as: 'signatory' } },
      victim,
    });
    expect(holdIds).toEqual([]);
    expect(await breaks(caseId)).toEqual(['STANDING_UNKNOWN']);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toEqual([]);
    const supplied = await supplyAuthority(build.db, { caseId, body: authority, actor: OPERATOR });
    expect(supplied).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    const [hold] = await build.holds(caseId);
    expect(hold?.expiresAt.getTime()).toBe(openedAt.getTime() + 168 * 3_600_000);
    expect(await supplyAuthority(build.db, { caseId, body: authority, actor: OPERATOR })).toMatchObject({
      code: 'AUTHORITY.NOT_NEEDED',
    });
    expect(await violations()).toEqual([]);
  });

  it('a relative without one is asked too, never called no holder', async () => {
    const { caseId, holdIds } = await build.complain({ reporter: { ...speaker, relationToVictim: 'son' } });
    expect(holdIds).toEqual([]);
    expect(await breaks(caseId)).toEqual(['STANDING_UNKNOWN']);
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['a director who calls himself the victim, of the account of the company', authority],
    ['a mother who calls herself the victim, of the account of a child', { ...authority, as: 'guardian' as const }],
  ])('%s, is asked, and the money is held once the authority is told', async (_who, told) => {
    const { caseId, holdIds } = await build.complain({ reporter: { ...speaker, isVictim: true }, victim });
    expect(holdIds).toEqual([]);
    expect(await breaks(caseId)).toEqual(['STANDING_UNKNOWN']);
    expect(await supplyAuthority(build.db, { caseId, body: told, actor: OPERATOR })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toHaveLength(1);
    expect(await violations()).toEqual([]);
  });
});
