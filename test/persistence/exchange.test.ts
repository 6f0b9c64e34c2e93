import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ExchangeRow } from '../../src/persistence/entities/message.entities.js';
import { type NewExchange, recordExchanges, SYSTEM_VERSION } from '../../src/persistence/exchange/record-exchange.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { AT } from './support/seed.js';

describe('the record of exchanges', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('takes several disclosures by one INSERT and gives them back as they were', async () => {
    const runner = database.dataSource.createQueryRunner();
    const query = jest.spyOn(runner, 'query');
    const exchanges = ['amlo', 'bot', 'nbtc'].map(exchangeWith);
    await recordExchanges(runner.manager, exchanges);
    expect(query.mock.calls.map(([sql]) => sql.slice(0, 11))).toEqual(['INSERT INTO']);
    await recordExchanges(runner.manager, []);
    expect(query).toHaveBeenCalledTimes(1);
    await runner.release();
    const stored = await database.dataSource.manager.find(ExchangeRow, { order: { party: 'ASC' } });
    expect(stored).toMatchObject(exchanges);
    expect(new Set(stored.map(({ id }) => id)).size).toBe(3);
  });

  it('names the version of the system that is running', () => {
    const manifest = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')) as {
      version: string;
    };
    expect(SYSTEM_VERSION.endsWith(` ${manifest.version}`)).toBe(true);
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
    bodySha256: null,
    at: AT,
  };
}
