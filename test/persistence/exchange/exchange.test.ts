import { DisclosureRow, ExchangeRow } from '../../../src/persistence/entities/traffic/exchange.entities.js';
import { bodySha256, disclosedFields } from '../../../src/persistence/exchange/message-body.js';
import { type NewExchange, recordExchanges } from '../../../src/persistence/exchange/record-exchange.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { AT } from '../../application/support/seed.js';

describe('the record of exchanges', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('takes several disclosures by one statement and gives them back as they were', async () => {
    const runner = database.dataSource.createQueryRunner();
    const query = jest.spyOn(runner, 'query');
    const exchanges = ['amlo', 'bot', 'nbtc'].map((party) => exchangeWith(party));
    await recordExchanges(runner.manager, exchanges);
    await recordExchanges(runner.manager, []);
    expect(query).toHaveBeenCalledTimes(1);
    await runner.release();
    const stored = await database.dataSource.manager.find(ExchangeRow, { order: { party: 'ASC' } });
    expect(stored).toMatchObject(exchanges);
    expect(new Set(stored.map(({ id }) => id)).size).toBe(3);
  });

  it('names the system under the memorandum in force on its day', async () => {
    const { manager } = database.dataSource;
    const days = { before: '2025-04-12T16:59:59.999Z', since: '2025-04-12T17:00:00.000Z' };
    for (const [party, at] of Object.entries(days)) {
      await recordExchanges(manager, [{ ...exchangeWith(party), at: new Date(at) }]);
    }
    const versionOf = async (party: string) => (await manager.findOneByOrFail(ExchangeRow, { party })).systemVersion;
    expect([await versionOf('before'), await versionOf('since')]).toEqual(['AOC-1441/1', 'AOC-1441/2']);
    const beforeAny = { ...exchangeWith('nobody'), at: new Date('2023-10-01T00:00:00Z') };
    await expect(recordExchanges(manager, [beforeAny])).rejects.toThrow(/system_version/);
  });

  it('notes that police and AMLO must be notified of account and transaction data, and of nothing else', async () => {
    const { manager } = database.dataSource;
    await recordExchanges(manager, [
      { ...exchangeWith('th-014'), kind: 'hold.order' },
      { ...exchangeWith('th-004'), kind: 'release.order' },
    ]);
    const told = await manager.findOneByOrFail(ExchangeRow, { kind: 'hold.order' });
    expect(await manager.find(DisclosureRow)).toEqual([
      { exchangeId: told.id, caseId: 'case-1', dueAt: AT, batchId: null },
    ]);
  });

  it.each([
    ['without a legal basis', { legalBasis: [] }],
    ['without a purpose', { purpose: '' }],
    ['without the hash of its bytes', { bodySha256: '' }],
  ])('refuses a disclosure %s', async (_what, change) => {
    const { manager } = database.dataSource;
    await expect(recordExchanges(manager, [{ ...exchangeWith('dsi'), ...change }])).rejects.toThrow(/check constraint/);
  });

  it('refuses a second record of one message', async () => {
    const { manager } = database.dataSource;
    await recordExchanges(manager, [exchangeWith('once')]);
    await expect(recordExchanges(manager, [exchangeWith('once')])).rejects.toThrow(/exchange_message/);
  });
});

describe('a message of the centre', () => {
  it('has one hash, whatever the order of its fields', () => {
    expect(bodySha256({ b: [1, { d: 'x', c: null }], a: 'ก' })).toBe(
      bodySha256({ a: 'ก', b: [1, { c: null, d: 'x' }] }),
    );
    expect(bodySha256({ a: '1' })).not.toBe(bodySha256({ a: '2' }));
  });

  it('discloses its fields by name, at any depth, never by value', () => {
    const message = {
      id: 'secret',
      accounts: [{ no: 'secret' }, { no: 'secret', bank: 'secret' }],
      left: undefined,
      to: {},
    };
    expect(disclosedFields(message)).toEqual(['accounts[].bank', 'accounts[].no', 'id']);
  });
});

function exchangeWith(party: string): NewExchange {
  return {
    caseId: 'case-1',
    direction: 'out',
    party,
    kind: 'evidence_request',
    messageId: `request-${party}`,
    legalBasis: ['th/SHARE-4/2023-03-17', 'th/P-ASK/2025-04-13'],
    purpose: 'a "quoted", {braced} purpose',
    fields: ['accounts', 'with "quotes", and comma'],
    bodySha256: 'a'.repeat(64),
    at: AT,
  };
}
