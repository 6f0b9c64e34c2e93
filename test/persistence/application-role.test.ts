import type { DataSource } from 'typeorm';
import { runMigrations } from '../../src/migrate/migrate-database.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { type TableRights, TABLES } from '../../src/persistence/entities/all.js';
import { grantRights, refuseStrongRole, updatedColumns } from '../../src/persistence/grant-rights.js';
import { APPLICATION_ROLE, emptyDatabase, superuserUrl } from '../support/postgres.js';

// As in production: the owner migrates an empty database, and the application connects beside it.
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let owner: DataSource;
let application: DataSource;

beforeAll(async () => {
  database = await emptyDatabase();
  owner = await connect(database.url);
  await runMigrations(owner, APPLICATION_ROLE);
  application = await connect(database.applicationUrl);
});
afterAll(async () => {
  for (const db of [owner, application]) await db.destroy();
  await database.drop();
});

const connect = (url: string) => createDataSource({ url, poolSize: 2, applicationName: 'test' }).initialize();
const denied = (sql: string) => expect(application.query(sql)).rejects.toThrow(/permission denied|must be owner/);

/** The rights of a role on a table, sorted; those on a column name it. */
async function rightsInCatalogue(): Promise<Record<string, string[]>> {
  const rows: { table: string; rights: string[] }[] = await owner.query(
    `SELECT c.relname AS table, array_remove(array(
        SELECT CASE WHEN has_table_privilege($1, c.oid, p) THEN p END
          FROM unnest('{SELECT,INSERT,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN}'::text[]) p
        UNION ALL
        SELECT CASE WHEN has_column_privilege($1, c.oid, a.attnum, 'UPDATE') THEN 'UPDATE ' || a.attname END
          FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      ), NULL) AS rights
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`,
    [APPLICATION_ROLE],
  );
  return Object.fromEntries(rows.map(({ table, rights }) => [table, rights.sort()]));
}

function rightsInList(): Record<string, string[]> {
  const listed = TABLES.map((rights) => [nameOf(rights), listedRights(rights)] as const);
  return Object.fromEntries([...listed, ['migrations', []]]);
}

function listedRights(rights: TableRights): string[] {
  return [
    'SELECT',
    ...(rights.insert ? ['INSERT'] : []),
    ...(rights.remove ? ['DELETE'] : []),
    ...updatedColumns(owner, rights).map((column) => `UPDATE ${column}`),
  ].sort();
}

const nameOf = ({ entity }: TableRights): string => owner.getMetadata(entity).tableName;

describe("the application's role", () => {
  it('has on every table of the database exactly the rights of the list', async () => {
    expect(await rightsInCatalogue()).toEqual(rightsInList());
  });

  it('has them again after the next run of the migrations, and nobody has others', async () => {
    await owner.query(`GRANT ALL ON audit_event TO ${APPLICATION_ROLE}`);
    await owner.query(`GRANT UPDATE (person) ON decision TO ${APPLICATION_ROLE}`);
    await owner.query('GRANT DELETE ON receipt TO PUBLIC');
    await owner.query('GRANT CREATE ON SCHEMA public TO PUBLIC');
    await runMigrations(owner, APPLICATION_ROLE);
    expect(await rightsInCatalogue()).toEqual(rightsInList());
    await denied('CREATE TABLE mine ()');
  });

  it('has rows for every table that it changes or removes rows of, and these are few', () => {
    const removing = TABLES.filter(({ remove }) => remove).map(nameOf);
    expect(removing).toEqual([
      'person_session',
      'complaint_draft',
      'queue_view',
      'queue_case',
      'queue_place',
      'used_nonce',
      'draft_attachment',
      'secret_trial',
    ]);
    const fixed = TABLES.filter(({ update }) => update.length === 0).map(nameOf);
    expect(fixed).toEqual(
      expect.arrayContaining([
        'audit_event',
        'complaint_addition',
        'decision',
        'evidence',
        'exchange',
        'finding',
        'receipt',
      ]),
    );
  });

  describe.each(TABLES.map((rights) => [rights.entity.name, rights] as const))(
    'on the table of %s',
    (_name, rights) => {
      it('changes no column but those of the list', async () => {
        const table = nameOf(rights);
        const changing = updatedColumns(owner, rights);
        const columns = owner.getMetadata(rights.entity).columns.map(({ databaseName }) => databaseName);
        for (const column of columns) {
          const sql = `UPDATE ${table} SET "${column}" = "${column}" WHERE false`;
          if (changing.includes(column)) await application.query(sql);
          else await denied(sql);
        }
      });

      it('removes nothing that the list keeps, and defines nothing', async () => {
        const table = nameOf(rights);
        if (!rights.remove) await denied(`DELETE FROM ${table}`);
        if (!rights.insert) await denied(`INSERT INTO ${table} DEFAULT VALUES`);
        await denied(`TRUNCATE ${table}`);
        await denied(`DROP TABLE ${table}`);
        await denied(`ALTER TABLE ${table} ADD COLUMN mine text`);
        await denied(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
        await denied(`CREATE INDEX mine ON ${table} ((1))`);
        await denied(`CREATE TRIGGER mine BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
        await denied(`CREATE RULE mine AS ON INSERT TO ${table} DO INSTEAD NOTHING`);
      });
    },
  );

  it.each([
    'CREATE TABLE mine ()',
    'CREATE TEMPORARY TABLE mine ()',
    'CREATE SCHEMA mine',
    'CREATE FUNCTION refuse_change() RETURNS int LANGUAGE sql RETURN 1',
    'DROP FUNCTION refuse_change CASCADE',
    'ALTER FUNCTION count_holds SECURITY INVOKER',
    'SET session_replication_role = replica',
    'SET ROLE rangap_test_owner',
    'ALTER ROLE rangap_test_app SUPERUSER',
    "SELECT setval('case_no_seq', 1)",
    'SELECT * FROM migrations',
    "SELECT pg_read_file('PG_VERSION')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
  ])('may not run: %s', async (sql) => {
    await denied(sql);
  });
});

describe("a party's keys and address", () => {
  beforeAll(async () => {
    await owner.query(
      `INSERT INTO party (slug, kind, name_th, name_en, base_url) VALUES ('x', 'agency', 'x', 'x', 'https://x.test')`,
    );
    await owner.query(NEW_KEY, ['x-1']);
  });

  const NEW_KEY = `INSERT INTO party_key (key_id, party, public_jwk, not_before, not_after)
                   VALUES ($1, 'x', jsonb_build_object('x', $1::text), now(), now() + interval '1 day')`;

  it.each([
    ['a new key', NEW_KEY, ['x-2']],
    ['a revocation', 'UPDATE party_key SET revoked_at = now() WHERE key_id = $1', ['x-1']],
    ['an address', `UPDATE party SET base_url = $1 WHERE slug = 'x'`, ['https://thief.test']],
  ])('are not changed by a program alone: %s', async (_what, sql, parameters) => {
    await expect(application.query(sql, parameters)).rejects.toThrow('is changed by two persons');
  });
});

describe('a role that a process connects with', () => {
  const refused = (db: DataSource, words: string) =>
    expect(refuseStrongRole(db)).rejects.toThrow(`DATABASE_ROLE_TOO_STRONG: ${words}`);

  it('may be that of the application', async () => {
    await expect(refuseStrongRole(application)).resolves.toBeUndefined();
  });

  it('may not be the owner, nor a superuser', async () => {
    await refused(owner, 'rangap_test_owner, the role of DATABASE_URL, owns the table accepted_proof; only migrate');
    const superuser = await connect(superuserUrl(new URL(database.url).pathname.slice(1)));
    await refused(superuser, 'rangap, the role of DATABASE_URL, is a superuser');
    await superuser.destroy();
  });

  it.each([
    ['CREATE ON SCHEMA public', 'may create in the schema'],
    ['UPDATE (actor) ON audit_event', 'may change the rows of audit_event'],
    ['TRUNCATE ON audit_event', 'may change the rows of audit_event'],
  ])('may not have %s', async (right, why) => {
    await owner.query(`GRANT ${right} TO ${APPLICATION_ROLE}`);
    await refused(application, `${APPLICATION_ROLE}, the role of DATABASE_URL, ${why}`);
    await grantRights(owner, APPLICATION_ROLE);
    await expect(refuseStrongRole(application)).resolves.toBeUndefined();
  });

  it('is neither absent nor the owner when it gets its rights', async () => {
    await expect(grantRights(owner, 'nobody_here')).rejects.toThrow(
      'DATABASE_ROLE_ABSENT: there is no role nobody_here',
    );
    await expect(grantRights(owner, 'rangap_test_owner')).rejects.toThrow('DATABASE_ROLE_OWNER: ');
  });
});
