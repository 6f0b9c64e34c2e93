import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { leaveOutStated, readCameBack, recover } from '../../../src/application/statement/recover.js';
import { readOwnStatement } from '../../../src/application/statement/read-own-statement.js';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { CheckpointSigner } from '../../../src/keeper/sign-checkpoints.js';
import { KeptCheckpoints } from '../../../src/persistence/audit/kept-checkpoint.js';
import { NOT_RECOVERED, RecoveryGate } from '../../../src/persistence/audit/recovery-gate.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import { sendMessages } from '../../support/outgoing.js';
import { backupOf, freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

jest.setTimeout(300_000);

const BEFORE = 2;
const LOST = 3;
const { privateKey } = generateKeyPairSync('ed25519');
const signBytes = (bytes: Uint8Array) => ({
  signature: sign(null, bytes, privateKey).toString('base64'),
  keyId: 'c-1',
});
const NO_LOG = { error: () => undefined, warn: () => undefined };

/** A database is copied, lives on for a while, and is lost; the copy takes its place. */
describe('a database that comes back from a backup', () => {
  let lived: FreshDatabase;
  let copy: FreshDatabase;
  let build: RecordBuilder;
  let folder: string;
  let kept: KeptCheckpoints;
  let said: string[];
  /** Institutions that do not answer. */
  let silent: string[];
  let at: Date;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'rangap-kept-'));
    [kept, said, silent] = [new KeptCheckpoints(folder), [], []];
    lived = await freshDatabase(1);
    build = await RecordBuilder.on(lived);
    for (let nth = 0; nth < BEFORE; nth += 1) await held();
    await round(lived.application);
    await held(); // so that the copy has more than its very first checkpoint
    await round(lived.application);
    copy = await backupOf(lived);
    at = new Date();
    for (let nth = 0; nth < LOST; nth += 1) await held();
    await round(lived.application);
  });
  afterEach(async () => {
    await lived.drop();
    await copy.drop();
    rmSync(folder, { recursive: true });
  });

  async function held(): Promise<void> {
    const { caseId, holdIds } = await build.complain();
    for (const holdId of holdIds) await build.send(holdId, { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    for (const holdId of holdIds) await build.send(holdId, { result: 'HELD_FULL' });
  }
  const round = (db: DataSource, where = kept) => new CheckpointSigner(db, signBytes, where, NO_LOG).round();
  const gateOf = (db: DataSource, where: KeptCheckpoints | undefined = kept) =>
    new RecoveryGate(db, where, (words) => void said.push(words));
  const rows = <T>(sql: string): Promise<T[]> => copy.dataSource.query<T[]>(sql);
  const recovered = async () => {
    const result = await recover(copy.application, { at, by: 'dba-7', kept });
    if (result === undefined) throw new Error('nothing is on record');
    return result;
  };

  /** The banks state what they got while the lost database lived. */
  const institutions = {
    readHoldStatement: async ({ slug }) => {
      if (silent.includes(slug)) throw new NoAnswerError(slug, 'TIMEOUT');
      const body = await readOwnStatement(lived.application.manager, slug, {});
      const { rawBody, proof } = await build.parties.answer(slug, 'statement.page', 'statement', body);
      const answer = { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
      return { kind: 'answered', body, answer };
    },
  } as Partial<InstitutionPort> as InstitutionPort;
  /** Sends what waits until nothing does, or nobody answers. */
  async function sendAll(): Promise<void> {
    while ((await sendMessages(copy.application, { institutions }).catch(() => 0)) > 0);
  }

  it('lets no process serve before a person has said to which instant, whether it keeps a folder or not', async () => {
    const without = gateOf(copy.application, undefined);
    const [keeper, api] = [gateOf(copy.application), gateOf(copy.application)];
    expect(await gateOf(lived.application).isOpen()).toBe(true);
    expect(await keeper.isOpen()).toBe(false);
    expect(await api.isOpen()).toBe(false);
    expect(await without.isOpen()).toBe(false);
    expect(said).toEqual([NOT_RECOVERED, NOT_RECOVERED, NOT_RECOVERED]);
    expect(await rows('SELECT kind FROM recovery ORDER BY number')).toEqual([{ kind: 'needed' }]);

    const { recovery, wasNeeded } = await recovered();
    expect(wasNeeded).toBe(true);
    expect(recovery).toMatchObject({
      kind: 'recorded',
      recoveredTo: at,
      recordedBy: 'dba-7',
      keptNumber: 3,
      foundNumber: 2,
    });
    for (const where of [kept, undefined]) expect(await gateOf(copy.application, where).isOpen()).toBe(true);
    // The keeper signs on, with the word of the person in the chain.
    expect(await round(copy.application)).toBeGreaterThan(0);
    expect(kept.acknowledgement()).toBeUndefined();
    expect(await rows(`SELECT payload ->> 'by' AS by FROM audit_event WHERE type = 'checkpoint.acknowledged'`)).toEqual(
      [{ by: 'dba-7' }],
    );
    expect(await violated(copy.dataSource, ['I29', 'I32'])).toEqual([]);
  });

  it('leaves out every case number that was given in the lost time', async () => {
    const { recovery } = await recovered();
    const [next] = await rows<{ n: string }>(`SELECT nextval('case_no_seq') AS n`);
    const given: { n: number }[] = await lived.dataSource.query(
      `SELECT max(substring(case_no FROM 8 FOR 7)::integer) AS n FROM case_file`,
    );
    expect(Number(next?.n)).toBeGreaterThan(given[0]?.n ?? Infinity);
    expect(Number(next?.n)).toBe((recovery.caseNoThrough ?? 0) + 1);
  });

  it('leaves out more where an institution states an order of a later case, once', async () => {
    await recovered();
    await sendAll();
    expect(await leaveOutStated(copy.application)).toBeNull();
    const later = JSON.stringify({ caseNo: 'RG2569-0500000-3', legalBasis: [], transfer: {} });
    await rows(`ALTER TABLE lost_order DISABLE TRIGGER USER`);
    await rows(
      `UPDATE lost_order SET as_ordered = '${later}', issued_at = now(), power = 'section7' WHERE id = (SELECT min(id) FROM lost_order)`,
    );
    expect(await leaveOutStated(copy.application)).toBe(500_000);
    const [next] = await rows<{ n: string }>(`SELECT nextval('case_no_seq') AS n`);
    expect(Number(next?.n)).toBe(500_001);
  });

  it('asks every institution for all, and says of each what came back', async () => {
    const { recovery, institutions: count } = await recovered();
    const asked = await readCameBack(copy.application.manager, recovery);
    expect(asked).toHaveLength(count);
    expect(asked.every(({ hasAnswered }) => !hasAnswered)).toBe(true);
    const [first] = asked;
    silent = [first?.institution ?? ''];
    await sendAll();
    silent = [];
    const some = await readCameBack(copy.application.manager, recovery);
    expect(some.find(({ institution }) => institution === first?.institution)?.hasAnswered).toBe(false);
    await rows(
      `UPDATE outgoing_message SET next_attempt_at = now(), leased_until = NULL WHERE acknowledged_at IS NULL`,
    );
    await sendAll();
    const back = await readCameBack(copy.application.manager, recovery);
    expect(back.every(({ hasAnswered }) => hasAnswered)).toBe(true);
    const [lost] = await rows<{ n: number; satang: string }>(
      'SELECT count(*)::integer AS n, sum(held_satang)::text AS satang FROM lost_order',
    );
    expect(lost?.n).toBeGreaterThanOrEqual(LOST);
    expect(back.reduce((sum, { unknown }) => sum + unknown, 0)).toBe(lost?.n);
    expect(back.reduce((sum, { unknownSatang }) => sum + BigInt(unknownSatang), 0n).toString()).toBe(lost?.satang);
    expect(await violated(copy.dataSource, ['I10', 'I30', 'I32'])).toEqual([]);
  });

  it('opens a healthy centre whose folder was lost, or broken, by the same command', async () => {
    for (const spoil of [
      () => rmSync(path.join(folder, 'last-checkpoint.json')),
      () => writeFileSync(path.join(folder, 'last-checkpoint.json'), 'broken'),
    ]) {
      spoil();
      expect(await gateOf(lived.application).isOpen()).toBe(false);
      const result = await recover(lived.application, { at, by: 'dba-7', kept });
      expect(result).toMatchObject({ wasNeeded: true });
      expect(await gateOf(lived.application).isOpen()).toBe(true);
    }
    await round(lived.application);
    expect(await gateOf(lived.application).isOpen()).toBe(true);
  });

  it('is not suspected where the very first checkpoint was signed and not kept yet', async () => {
    const fresh = await freshDatabase(1);
    try {
      rmSync(path.join(folder, 'last-checkpoint.json'));
      expect(await gateOf(fresh.application).isOpen()).toBe(true);
      await round(fresh.application, new KeptCheckpoints(path.join(folder, 'elsewhere')));
      expect(await gateOf(fresh.application).isOpen()).toBe(true);
    } finally {
      await fresh.drop();
    }
  });

  it('begins without any checkpoint where it is older than the first one', async () => {
    const fresh = await freshDatabase(1);
    try {
      expect(await gateOf(fresh.application).isOpen()).toBe(false);
      expect(await recover(fresh.application, { at, by: 'dba-7', kept })).toBeDefined();
      expect(kept.last()).toBeUndefined();
      expect(await gateOf(fresh.application).isOpen()).toBe(true);
      expect(await round(fresh.application)).toBeGreaterThan(0);
    } finally {
      await fresh.drop();
    }
  });

  it('is restored a second time: the word of the first recovery does not count', async () => {
    await recovered();
    await round(copy.application);
    const second = await backupOf(copy);
    try {
      await recover(copy.application, { at: new Date(), by: 'dba-7', kept }); // an event, for another checkpoint
      await round(copy.application);
      expect(await gateOf(second.application).isOpen()).toBe(false);
    } finally {
      await second.drop();
    }
  });

  it('refuses an instant that is still to come, and opens nothing', async () => {
    const later = new Date(Date.now() + 60_000);
    expect(await recover(copy.application, { at: later, by: 'dba-7', kept })).toBeUndefined();
    expect(await gateOf(copy.application).isOpen()).toBe(false);
    expect(await rows('SELECT 1 FROM hold_statement')).toEqual([]);
  });

  it('is looked at again after a connection was lost, and a process that may not go on is told', async () => {
    const gate = gateOf(lived.application);
    expect(await gate.isOpen()).toBe(true);
    kept.keep({ number: 9, hash: '0'.repeat(64) }); // another database has come in its place
    expect(await gate.isOpen()).toBe(true);
    let closed = 0;
    await gate.doubtUntilKnown(() => (closed += 1));
    expect(closed).toBe(1);
    expect(gate.wasOpen).toBe(false);
    expect(await gate.isOpen()).toBe(false);
  });

  it.each([
    ['complaint', 'was taken', `UPDATE complaint SET received_at = clock_timestamp()`],
    ['hold_order', 'was issued', `UPDATE hold_order SET issued_at = clock_timestamp()`],
    ['case_file', 'has a number that was left out', `UPDATE recovery SET case_no_from = 1 WHERE kind = 'recorded'`],
  ])(
    'is found by verify where something was served meanwhile, or a number given twice: %s',
    async (table, why, plant) => {
      await gateOf(copy.application).isOpen();
      await recovered();
      expect(await violated(copy.dataSource, ['I32'])).toEqual([]);
      for (const each of [table, 'recovery']) await rows(`ALTER TABLE ${each} DISABLE TRIGGER USER`);
      const hours = table === 'case_file' ? 0 : 1;
      await rows(`UPDATE recovery SET at = at - ${hours} * interval '1 hour' WHERE kind = 'needed'`);
      await rows(`UPDATE recovery SET at = at + ${hours} * interval '1 hour' WHERE kind = 'recorded'`);
      await rows(plant);
      const broken = await violated(copy.dataSource, ['I32']);
      expect(broken[0]?.examples.join()).toContain(why);
    },
  );
});
