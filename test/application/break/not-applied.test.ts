import { driveDue } from '../../support/drive-due.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';

describe('a case of which an institution said what cannot be true', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  it('stays open past its time while it named debits of more than was stolen, until a person settles that', async () => {
    const { caseId, holdIds } = await build.complain({ transfers: [{ amountSatang: '100000' }] });
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const onward = [
      {
        transferRef: 'ON-1',
        to: { account: NEXT_ACCOUNT },
        amountSatang: '200000',
        attributedSatang: '200000',
        channel: 'promptpay' as const,
        at: new Date().toISOString(),
      },
    ];
    await build.send(holdId, { result: 'NO_FUNDS', heldAmountSatang: '0', onward });
    await build.advanceCase(caseId);
    const breaks = await build.db.query<{ kind: string; closed: Date | null }[]>(
      'SELECT kind, closed_at AS closed FROM break_record',
    );
    await timePasses(build.owner, '169 hours');
    await driveDue(build.db, ['hold_end']);
    await build.release(holdId);
    await build.owner.query(`UPDATE evidence_request SET deadline_at = deadline_at - interval '169 hours'`);
    await build.advanceCase(caseId);
    await build.advanceCase(caseId);
    const { status } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    expect(breaks.map(({ kind }) => kind)).toContain('MORE_THAN_REQUESTED');
    expect(status).toBe('received');
  });
});
