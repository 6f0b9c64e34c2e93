import { readEvidence } from '../../../src/application/evidence/read-evidence.js';
import { EvidenceView } from '../../../src/wire/case/evidence.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

describe('the evidence of a case as it is read', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const evidenceOf = async (caseId: string) => EvidenceView.parse(await readEvidence(build.db.manager, caseId));

  it('says which numbers, links and wallets an agency was asked about, and shows none of them', async () => {
    const { caseId } = await build.complain({
      suspectContacts: [
        { kind: 'phone', value: '0612345678' },
        { kind: 'url', value: 'https://example.com/pay/somchai' },
      ],
      transfers: [
        { reference: 'READ-A' },
        { reference: 'READ-B', to: { promptPay: { kind: 'phone', value: '0612345679' } } },
      ],
    });
    await build.advanceCase(caseId);
    const { requests } = await evidenceOf(caseId);
    const askedOf = (agency: string) => requests.find((each) => each.agency === agency)?.asked;
    expect(askedOf('mdes')).toEqual({ phones: ['xxxxxx5678'], links: ['example.com/…'], wallets: [], paidNumbers: [] });
    expect(askedOf('nbtc')).toEqual({ phones: ['xxxxxx5678'], links: [], wallets: [], paidNumbers: ['xxxxxx5679'] });
    expect(askedOf('bot')).toEqual({ phones: [], links: [], wallets: [], paidNumbers: [] });
    expect(JSON.stringify(requests)).not.toMatch(/061234567|somchai/);
  });

  it('has what a victim told of a transfer beside the one that the bank named, so that a person compares them', async () => {
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const told = { amountSatang: '2000000', between: { from: at(90), until: at(30) } };
    const to = { account: { institution: 'th-014', accountNo: '9000000001' } };
    const { caseId } = await build.complain({ transfers: [], incompleteTransfers: [{ ...told, to }] });
    const { id, institution } = await build.db.manager.findOneByOrFail(DebitConfirmationRow, { caseId });
    const found = {
      reference: 'F-1',
      amountSatang: '9000000',
      at: at(60),
      to: { ...to.account, accountNo: '5559990001' },
    };
    const said = { confirmationId: id, result: 'CONFIRMED', holder: 'MATCHES', found, at: at(0) };
    await build.callback(institution, 'debit.confirmation', id, said);
    await build.advanceCase(caseId);
    const { debitConfirmations } = await evidenceOf(caseId);
    expect(debitConfirmations).toMatchObject([
      {
        id,
        state: 'disputed',
        transfer: null,
        told: { ...told, reference: null, to: { institution: 'th-014', accountMasked: 'xxxxxx0001' } },
        answers: [{ content: { found: { reference: 'F-1', to: { accountNo: 'xxxxxx0001' } } } }],
      },
    ]);
    expect(JSON.stringify(debitConfirmations)).not.toMatch(/5559990001|9000000001/);
    expect((await readEvidence(build.db.manager, caseId, 'amlo'))?.debitConfirmations).toEqual([]);
  });

  it('has every answer of a bank about a debit in its order, with what each did', async () => {
    const { caseId } = await build.complain();
    const { id, institution } = await build.db.manager.findOneByOrFail(DebitConfirmationRow, { caseId });
    const at = new Date().toISOString();
    const to = { institution: 'th-002', accountNo: '5559990001' };
    for (const said of [
      { result: 'PENDING' },
      { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: '4900000' },
      { result: 'CONFIRMED', to },
    ]) {
      const received = await build.callback(institution, 'debit.confirmation', id, { confirmationId: id, ...said, at });
      if (!received.ok) throw new Error(received.code);
    }
    await build.advanceCase(caseId);
    const { debitConfirmations } = await evidenceOf(caseId);
    expect(debitConfirmations).toMatchObject([
      {
        id,
        transfer: { amountSatang: '100000' },
        answers: [
          { version: 1, late: false, outcome: 'PENDING', content: { result: 'PENDING', at } },
          { version: 2, outcome: 'APPLIED', content: { reason: 'AMOUNT_DIFFERS', debitedAmountSatang: '4900000' } },
          { version: 3, content: { to: { institution: 'th-002', accountNo: 'xxxxxx0001' } } },
        ],
      },
    ]);
    expect(JSON.stringify(debitConfirmations)).not.toMatch(/5559990001|confirmationId/);
  });
});
