import { generateKeyPairSync, sign } from 'node:crypto';
import { mayBeRestored } from '../../../src/persistence/audit/may-be-restored.js';
import { appendAudit, SYSTEM_CHAIN } from '../../../src/persistence/audit/append-audit.js';
import { newestNamed, writeCheckpoint } from '../../../src/persistence/audit/checkpoint.js';
import type { NamedCheckpoint } from '../../../src/persistence/audit/kept-checkpoint.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';

/** A keeper that begins tells a database that was restored from one that was only stopped. */
describe('a database that may be restored', () => {
  let database: FreshDatabase;
  let newest: NamedCheckpoint;
  const { privateKey } = generateKeyPairSync('ed25519');
  const signBytes = (bytes: Uint8Array) => ({
    signature: sign(null, bytes, privateKey).toString('base64'),
    keyId: 'centre-1',
  });

  beforeAll(async () => {
    database = await freshDatabase(1);
    for (const count of [1, 2])
      await inTransaction(database.application, async (manager) => {
        await appendAudit(manager, SYSTEM_CHAIN, 'system', new Date(), [{ type: 'test.event', payload: { count } }]);
        await writeCheckpoint(manager, signBytes);
      });
    const found = await newestNamed(database.application.manager);
    if (found === undefined) throw new Error('no checkpoint was written');
    newest = found;
  });
  afterAll(() => database.drop());

  it.each<[string, () => NamedCheckpoint | undefined, boolean]>([
    ['is not where it has the checkpoint that was kept', () => newest, false],
    ['is where a later checkpoint was kept', () => ({ number: newest.number + 1, hash: newest.hash }), true],
    ['is where another checkpoint of that number was kept', () => ({ ...newest, hash: '0'.repeat(64) }), true],
    ['is where nothing was kept', () => undefined, true],
    [
      'is where what was kept cannot be read',
      () => {
        throw new SyntaxError('broken');
      },
      true,
    ],
  ])('%s', async (_name, last, expected) => {
    expect(await mayBeRestored(database.application.manager, { last })).toBe(expected);
  });
});
