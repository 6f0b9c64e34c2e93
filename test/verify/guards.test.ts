import type { DataSource, EntityManager } from 'typeorm';
import { bankBooks } from '../../tools/verify/checks/money/i20-bank-books.js';
import { guards } from '../../tools/verify/checks/authority/guards.js';
import { checkSnapshot } from '../../tools/verify/verify-record.js';
import { APPLICATION_ROLE, freshDatabase, type FreshDatabase, OWNER_ROLE } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';
import { copyOf, dropCopy } from './support/database-copy.js';

/** What a superuser or an owner does to the guards, and how GUARDS names it. */
const TAMPERS: readonly (readonly [string, string | readonly string[], string | RegExp])[] = [
  // Triggers
  [
    'an append-only trigger that never fires',
    [
      'DROP TRIGGER receipt_append_only ON receipt',
      'CREATE TRIGGER receipt_append_only BEFORE UPDATE OR DELETE ON receipt FOR EACH ROW WHEN (false) EXECUTE FUNCTION refuse_change()',
    ],
    'trigger public.receipt.receipt_append_only: is not what migrate makes',
  ],
  [
    'an append-only trigger of one column',
    [
      'DROP TRIGGER decision_append_only ON decision',
      'CREATE TRIGGER decision_append_only BEFORE UPDATE OF reason ON decision FOR EACH ROW EXECUTE FUNCTION refuse_change()',
    ],
    'trigger public.decision.decision_append_only: is not',
  ],
  [
    'a seal that is never noted',
    [
      'DROP TRIGGER hold_sealed ON hold',
      `CREATE TRIGGER hold_sealed AFTER INSERT OR UPDATE ON hold FOR EACH ROW WHEN (false) EXECUTE FUNCTION note_seal('{appeal_secret}', 'id')`,
    ],
    'trigger public.hold.hold_sealed: is not',
  ],
  [
    'a seal that leaves a column out',
    [
      'DROP TRIGGER hold_sealed ON hold',
      `CREATE TRIGGER hold_sealed AFTER INSERT OR UPDATE ON hold FOR EACH ROW EXECUTE FUNCTION note_seal('{appeal_secret,state}', 'id')`,
    ],
    'trigger public.hold.hold_sealed: is not',
  ],
  [
    'four eyes dropped',
    'DROP TRIGGER decision_four_eyes ON decision',
    'trigger public.decision.decision_four_eyes: is missing',
  ],
  [
    'session revival not refused',
    'ALTER TABLE person_session DISABLE TRIGGER USER',
    /trigger public\.person_session\.\w+: is not what migrate makes/,
  ],
  [
    'a trigger that fires for replicas only',
    'ALTER TABLE receipt ENABLE REPLICA TRIGGER receipt_append_only',
    'receipt_append_only: is not',
  ],
  [
    'a foreign key that is checked no more',
    'ALTER TABLE hold DISABLE TRIGGER ALL',
    /trigger public\.hold\.hold_\w+_fkey .*: is not/,
  ],
  [
    'a trigger that hides behind "internal"',
    `UPDATE pg_trigger SET tgisinternal = true WHERE tgname = 'receipt_append_only'`,
    'receipt_append_only: is not',
  ],
  [
    'a table that says that it has no triggers',
    `UPDATE pg_class SET relhastriggers = false WHERE oid = 'receipt'::regclass`,
    'relation public.receipt: is not',
  ],
  [
    'a trigger more, of another schema’s function',
    [
      'CREATE SCHEMA mine',
      'CREATE FUNCTION mine.swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
      'CREATE TRIGGER swallow BEFORE INSERT ON suspect_lookup FOR EACH ROW EXECUTE FUNCTION mine.swallow()',
    ],
    'trigger public.suspect_lookup.swallow: migrate makes no such thing',
  ],
  [
    'an event trigger',
    [
      'CREATE FUNCTION mine() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$',
      'CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION mine()',
    ],
    'event trigger mine: migrate makes no such thing',
  ],
  // Functions
  [
    'a function that refuses nothing',
    'CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
    'function public.refuse_change(): is not',
  ],
  [
    'a function that runs as its caller',
    'ALTER FUNCTION count_holds() SECURITY INVOKER',
    'function public.count_holds(): is not',
  ],
  [
    'a function with a search path of its own',
    'ALTER FUNCTION note_seal() SET search_path = mine',
    'function public.note_seal(): is not',
  ],
  [
    'a function that switches triggers off for its caller',
    `CREATE FUNCTION quiet() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET session_replication_role = replica AS $$ BEGIN DELETE FROM receipt; END $$`,
    'function public.quiet(): migrate makes no such thing',
  ],
  [
    'a function of PostgreSQL, in another language',
    'CREATE OR REPLACE FUNCTION pg_catalog.sha256(bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT AS $$ BEGIN RETURN $1; END $$',
    'function pg_catalog.sha256(bytea): migrate makes no such thing (is not what PostgreSQL brings',
  ],
  [
    'a function of PostgreSQL, replaced by another of it',
    `UPDATE pg_proc SET prosrc = 'textcat' WHERE proname = 'reverse'`,
    'of its own was replaced',
  ],
  [
    'a view of PostgreSQL that hides',
    `UPDATE pg_proc SET prosrc = prosrc || ' ' WHERE oid = (SELECT max(oid) FROM pg_proc WHERE prolang = 14 AND oid < 16384 AND prosqlbody IS NULL)`,
    'of its own was replaced',
  ],
  // Constraints, columns, indexes
  [
    'a CHECK dropped',
    'ALTER TABLE hold DROP CONSTRAINT hold_ended_reserves_nothing',
    'constraint public.hold.hold_ended_reserves_nothing: is missing',
  ],
  [
    'a CHECK that holds always',
    [
      'ALTER TABLE hold DROP CONSTRAINT hold_held_is_reserved',
      'ALTER TABLE hold ADD CONSTRAINT hold_held_is_reserved CHECK (true)',
    ],
    'constraint public.hold.hold_held_is_reserved: is not',
  ],
  [
    'a CHECK that is not enforced',
    'ALTER TABLE hold ALTER CONSTRAINT hold_transfer_id_fkey NOT ENFORCED',
    'constraint public.hold.hold_transfer_id_fkey: is not',
  ],
  [
    'a foreign key dropped',
    'ALTER TABLE hold DROP CONSTRAINT hold_case_id_fkey',
    'constraint public.hold.hold_case_id_fkey: is missing',
  ],
  [
    'a table that counts no CHECKs',
    `UPDATE pg_class SET relchecks = 0 WHERE oid = 'hold'::regclass`,
    'relation public.hold: is not',
  ],
  [
    'a unique constraint dropped',
    'ALTER TABLE inbox_message DROP CONSTRAINT inbox_message_party_message_key_key',
    /inbox_message_party_message_key_key: is missing/,
  ],
  ['a unique index dropped', 'DROP INDEX party_key_public', 'index public.party_key_public: is missing'],
  [
    'a unique index that is none',
    ['DROP INDEX party_key_public', `CREATE INDEX party_key_public ON party_key ((public_jwk->>'x'))`],
    'index public.party_key_public: is not',
  ],
  [
    'a unique index that is not asked',
    `UPDATE pg_index SET indisunique = false WHERE indexrelid = 'party_key_public'::regclass`,
    'index public.party_key_public: is not',
  ],
  [
    'a column that may be empty',
    'ALTER TABLE decision ALTER COLUMN person DROP NOT NULL',
    'column public.decision.person: is not',
  ],
  [
    'another default',
    `ALTER TABLE audit_event ALTER COLUMN xid SET DEFAULT '1'`,
    'column public.audit_event.xid: is not',
  ],
  [
    'another type',
    'ALTER TABLE case_note ALTER COLUMN person TYPE varchar(9)',
    'column public.case_note.person: is not',
  ],
  ['a column more', 'ALTER TABLE hold ADD COLUMN mine text', 'column public.hold.mine: migrate makes no such thing'],
  [
    'a table that a crash empties',
    'ALTER TABLE draft_attachment SET UNLOGGED',
    'relation public.draft_attachment: is not',
  ],
  // Rules, row security, tables beside
  [
    'a rule that swallows look-ups',
    'CREATE RULE mine AS ON INSERT TO suspect_lookup DO INSTEAD NOTHING',
    'rule public.suspect_lookup.mine: migrate makes no such thing',
  ],
  ['row security', 'ALTER TABLE receipt ENABLE ROW LEVEL SECURITY', 'relation public.receipt: is not'],
  [
    'a policy',
    'CREATE POLICY mine ON receipt USING (false)',
    'policy public.receipt.mine: migrate makes no such thing',
  ],
  [
    'a table that takes part in another',
    'CREATE TABLE mine () INHERITS (receipt)',
    'relation public.mine: migrate makes no such thing',
  ],
  [
    'a table in the schema of the application’s name',
    [`CREATE SCHEMA ${APPLICATION_ROLE}`, `CREATE TABLE ${APPLICATION_ROLE}.reveal (id text)`],
    `schema ${APPLICATION_ROLE}: migrate makes no such thing`,
  ],
  ['a view', 'CREATE VIEW mine AS SELECT * FROM complaint', 'relation public.mine: migrate makes no such thing'],
  [
    'an operator on the search path',
    [
      'CREATE FUNCTION mine(text, integer) RETURNS boolean LANGUAGE sql RETURN true',
      'CREATE OPERATOR = (LEFTARG = text, RIGHTARG = integer, FUNCTION = mine)',
    ],
    'operator public.=(text,integer): migrate makes no such thing',
  ],
  [
    'a cast',
    'CREATE CAST (integer AS text) WITH INOUT AS IMPLICIT',
    'cast integer as text: migrate makes no such thing',
  ],
  ['a type', `CREATE TYPE mine AS ENUM ('a')`, 'type public.mine: migrate makes no such thing'],
  // Rights
  [
    'a right to change',
    `GRANT UPDATE ON hold TO ${APPLICATION_ROLE}`,
    `right UPDATE on relation public.hold of application: migrate makes no such thing`,
  ],
  [
    'a right to change a column',
    `GRANT UPDATE (reason) ON decision TO PUBLIC`,
    'right UPDATE on column public.decision.reason of everybody: migrate makes',
  ],
  [
    'a right to add parties',
    `GRANT INSERT ON party TO ${APPLICATION_ROLE}`,
    'right INSERT on relation public.party of application',
  ],
  [
    'a right to empty',
    `GRANT TRUNCATE ON receipt TO ${APPLICATION_ROLE}`,
    'right TRUNCATE on relation public.receipt of application',
  ],
  [
    'a right to make triggers',
    'GRANT TRIGGER ON receipt TO PUBLIC',
    'right TRIGGER on relation public.receipt of everybody',
  ],
  [
    'a right that may be passed on',
    `GRANT INSERT ON reveal TO ${APPLICATION_ROLE} WITH GRANT OPTION`,
    'right INSERT on relation public.reveal of application: is not',
  ],
  [
    'a right to set a sequence',
    `GRANT UPDATE ON SEQUENCE case_no_seq TO ${APPLICATION_ROLE}`,
    'right UPDATE on relation public.case_no_seq of application',
  ],
  [
    'a right to make objects',
    `GRANT CREATE ON SCHEMA public TO ${APPLICATION_ROLE}`,
    'right CREATE on schema public of application',
  ],
  [
    'a right of everybody to make tables for a while',
    `GRANT TEMPORARY ON DATABASE "%" TO PUBLIC`,
    'right TEMPORARY on the database of everybody',
  ],
  [
    'a right to write the catalogue',
    `GRANT UPDATE ON pg_trigger TO ${APPLICATION_ROLE}`,
    'right UPDATE on relation pg_catalog.pg_trigger of application',
  ],
  [
    'a right to read files',
    `GRANT EXECUTE ON FUNCTION pg_read_file(text) TO ${APPLICATION_ROLE}`,
    'right EXECUTE on function pg_catalog.pg_read_file(text) of application',
  ],
  [
    'a right to a parameter',
    `GRANT SET ON PARAMETER session_replication_role TO ${APPLICATION_ROLE}`,
    'right SET on parameter session_replication_role of application',
  ],
  [
    'a right by default',
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER_ROLE} GRANT ALL ON TABLES TO PUBLIC`,
    /default right .*: migrate makes no such thing/,
  ],
  [
    'a role with the rights of the application',
    ['CREATE ROLE mine LOGIN', 'GRANT INSERT, SELECT ON ALL TABLES IN SCHEMA public TO mine'],
    'right INSERT on relation public.hold of role mine: migrate makes no such thing',
  ],
  [
    'a right that is missing',
    `REVOKE INSERT ON reveal FROM ${APPLICATION_ROLE}`,
    'right INSERT on relation public.reveal of application: is missing',
  ],
  // Roles
  [
    'a second superuser',
    'CREATE ROLE mine SUPERUSER',
    'power of role mine: migrate makes no such thing (is a superuser)',
  ],
  [
    'an application that is a superuser',
    `ALTER ROLE ${APPLICATION_ROLE} SUPERUSER`,
    'power of application: migrate makes no such thing (is a superuser)',
  ],
  [
    'an owner that may create roles',
    `ALTER ROLE ${OWNER_ROLE} CREATEROLE`,
    'power of owner: migrate makes no such thing (may create roles)',
  ],
  ['a role that may create roles', 'CREATE ROLE mine CREATEROLE', 'power of role mine'],
  [
    'an application in the owner',
    `GRANT ${OWNER_ROLE} TO ${APPLICATION_ROLE}`,
    'membership of application in owner: migrate makes no such thing',
  ],
  [
    'a person in the owner',
    ['CREATE ROLE mine LOGIN', `GRANT ${OWNER_ROLE} TO mine`],
    'membership of role mine in owner',
  ],
  [
    'a person in the application',
    ['CREATE ROLE mine LOGIN', `GRANT ${APPLICATION_ROLE} TO mine`],
    'membership of role mine in application',
  ],
  [
    'an application that writes all data',
    `GRANT pg_write_all_data TO ${APPLICATION_ROLE}`,
    'membership of application in role pg_write_all_data',
  ],
  [
    'a person who runs programs',
    ['CREATE ROLE mine LOGIN', 'GRANT pg_execute_server_program TO mine'],
    'membership of role mine in role pg_execute_server_program',
  ],
  [
    'a table of another owner',
    ['CREATE ROLE mine', 'ALTER TABLE receipt OWNER TO mine'],
    'relation public.receipt: is not what migrate makes (kind r, of role mine',
  ],
  [
    'a function of another owner',
    [`CREATE ROLE mine`, 'ALTER FUNCTION count_holds() OWNER TO mine'],
    'function public.count_holds(): is not',
  ],
  [
    'a database of another owner',
    ['CREATE ROLE mine', 'ALTER DATABASE "%" OWNER TO mine'],
    'database: is not what migrate makes (of role mine)',
  ],
  [
    'all tables of another owner',
    [
      'CREATE ROLE mine',
      // REASSIGN OWNED would look at the databases of other tests too, while these drop them.
      `DO $$ DECLARE each record; BEGIN
         FOR each IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         LOOP EXECUTE 'ALTER TABLE ' || each.name || ' OWNER TO mine'; END LOOP; END $$`,
    ],
    'database: is not',
  ],
  // Settings
  [
    'triggers off for a role',
    `ALTER ROLE ${APPLICATION_ROLE} SET session_replication_role = replica`,
    'setting of application: session_replication_role: migrate makes no such thing',
  ],
  [
    'triggers off for the database',
    'ALTER DATABASE "%" SET session_replication_role = replica',
    'setting of everybody: session_replication_role',
  ],
  [
    'triggers off for all',
    'ALTER ROLE ALL SET session_replication_role = replica',
    'setting of everybody: session_replication_role',
  ],
  [
    'a search path for a role',
    `ALTER ROLE ${APPLICATION_ROLE} SET search_path = mine, public`,
    'setting of application: search_path',
  ],
  ['a role for a role', `ALTER ROLE ${APPLICATION_ROLE} SET role = ${OWNER_ROLE}`, 'setting of application: role'],
  // Sequences
  ['case numbers that come again', `SELECT setval('case_no_seq', 1)`, 'sequence public.case_no_seq: was set back to 1'],
  ['seals that come again', `SELECT setval('seal_no_seq', 1)`, 'sequence public.seal_no_seq: was set back to 1'],
  ['a sequence that turns', 'ALTER SEQUENCE case_no_seq MAXVALUE 99999 CYCLE', 'sequence public.case_no_seq: is not'],
  ['a sequence more', 'CREATE SEQUENCE mine', 'sequence public.mine: migrate makes no such thing'],
  // What reaches outside
  [
    'a foreign data wrapper',
    'CREATE FOREIGN DATA WRAPPER mine',
    'foreign data wrapper mine: migrate makes no such thing',
  ],
  ['a publication', 'CREATE PUBLICATION mine FOR ALL TABLES', 'publication mine: migrate makes no such thing'],
  [
    'a subscription',
    `CREATE SUBSCRIPTION mine CONNECTION 'host=nowhere' PUBLICATION mine WITH (connect = false)`,
    'subscription mine: migrate makes no such thing',
  ],
  [
    'statistics that run a function',
    'CREATE STATISTICS mine ON (lower(id)) FROM hold',
    'statistics mine: migrate makes no such thing',
  ],
  [
    'an index that runs a function',
    'CREATE INDEX mine ON hold (lower(id))',
    'index public.mine: migrate makes no such thing',
  ],
];

/**
 * The same by other ways: below PostgreSQL's own commands, beside our objects, or under a number that
 * PostgreSQL gives to its own.
 */
const MORE_TAMPERS: readonly (readonly [string, string | readonly string[], string | RegExp])[] = [
  // Triggers and rules
  [
    'a trigger that fires last, under another name',
    'ALTER TRIGGER receipt_append_only ON receipt RENAME TO zzz',
    'trigger public.receipt.receipt_append_only: is missing',
  ],
  [
    'a trigger that always fires, also where a restore must not',
    'ALTER TABLE hold ENABLE ALWAYS TRIGGER hold_sealed',
    'trigger public.hold.hold_sealed: is not',
  ],
  [
    'a trigger of another function, below the commands',
    `UPDATE pg_trigger SET tgfoid = 'suppress_redundant_updates_trigger'::regproc WHERE tgname = 'receipt_append_only'`,
    'trigger public.receipt.receipt_append_only: is not',
  ],
  [
    'a trigger before another event',
    `UPDATE pg_trigger SET tgtype = 3 WHERE tgname = 'receipt_append_only'`,
    'trigger public.receipt.receipt_append_only: is not',
  ],
  [
    'a rule that copies',
    'CREATE RULE mine AS ON INSERT TO reveal DO ALSO DELETE FROM draft_attachment',
    'rule public.reveal.mine: migrate makes no such thing',
  ],
  [
    'an event trigger under a number of PostgreSQL’s own',
    [
      'CREATE FUNCTION mine() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$',
      'CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION mine()',
      `UPDATE pg_event_trigger SET oid = 9998 WHERE evtname = 'mine'`,
    ],
    'event trigger mine: migrate makes no such thing',
  ],
  // Constraints, columns, indexes
  [
    'a foreign key that no old row was held to',
    [
      'ALTER TABLE hold DROP CONSTRAINT hold_case_id_fkey',
      'ALTER TABLE hold ADD CONSTRAINT hold_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file (id) NOT VALID',
    ],
    'constraint public.hold.hold_case_id_fkey: is not',
  ],
  [
    'a foreign key that says nothing of a deleted row',
    [
      'ALTER TABLE hold DROP CONSTRAINT hold_case_id_fkey',
      'ALTER TABLE hold ADD CONSTRAINT hold_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file (id) ON DELETE CASCADE',
    ],
    'constraint public.hold.hold_case_id_fkey: is not',
  ],
  [
    'a foreign key that waits for the commit',
    'ALTER TABLE hold ALTER CONSTRAINT hold_case_id_fkey DEFERRABLE INITIALLY DEFERRED',
    'constraint public.hold.hold_case_id_fkey: is not',
  ],
  [
    'a foreign key that compares by another operator',
    `UPDATE pg_constraint SET conpfeqop = ARRAY['<>(text,text)'::regoperator::oid] WHERE conname = 'hold_case_id_fkey'`,
    'constraint public.hold.hold_case_id_fkey: is not',
  ],
  [
    'a CHECK that was never tried',
    `UPDATE pg_constraint SET convalidated = false WHERE conname = 'hold_held_is_reserved'`,
    'constraint public.hold.hold_held_is_reserved: is not',
  ],
  ['an index that a look needs', 'DROP INDEX outgoing_message_due', 'index public.outgoing_message_due: is missing'],
  [
    'a unique index that the planner and the writer pass by',
    `UPDATE pg_index SET indisready = false, indisvalid = false WHERE indexrelid = 'party_key_public'::regclass`,
    'index public.party_key_public: is not',
  ],
  [
    'an index of a part',
    [
      'DROP INDEX party_key_public',
      `CREATE UNIQUE INDEX party_key_public ON party_key ((public_jwk->>'x')) WHERE party = 'nobody'`,
    ],
    'index public.party_key_public: is not',
  ],
  [
    'a default that is gone',
    'ALTER TABLE audit_event ALTER COLUMN xid DROP DEFAULT',
    'column public.audit_event.xid: is not',
  ],
  [
    'a column that counts by itself',
    'ALTER TABLE receipt ALTER COLUMN receipt_seq ADD GENERATED BY DEFAULT AS IDENTITY',
    'column public.receipt.receipt_seq: is not',
  ],
  [
    'a column of another order of letters',
    'ALTER TABLE hold ALTER COLUMN account_no TYPE text COLLATE "C"',
    'column public.hold.account_no: is not',
  ],
  ['a column under another name', 'ALTER TABLE receipt RENAME COLUMN applied TO done', 'column public.receipt.done'],
  ['a table in another schema', ['CREATE SCHEMA mine', 'ALTER TABLE reveal SET SCHEMA mine'], 'relation mine.reveal'],
  [
    'row security also for the owner',
    'ALTER TABLE receipt FORCE ROW LEVEL SECURITY',
    'relation public.receipt: is not',
  ],
  [
    'a materialized view with names',
    'CREATE MATERIALIZED VIEW mine AS SELECT * FROM complaint',
    'relation public.mine: migrate makes no such thing',
  ],
  // Functions
  [
    'a function of the same text that is planned once',
    'ALTER FUNCTION parts_in_hold(text) IMMUTABLE',
    'function public.parts_in_hold(',
  ],
  ['a function that answers nothing to nothing', 'ALTER FUNCTION note_seal() STRICT', 'function public.note_seal()'],
  [
    'a function for more kinds of arguments',
    `CREATE FUNCTION parts_in_hold(varchar) RETURNS text LANGUAGE sql RETURN 'none'`,
    'migrate makes no such thing',
  ],
  [
    'a clock of PostgreSQL that is asked once',
    `UPDATE pg_proc SET provolatile = 'i' WHERE proname = 'clock_timestamp'`,
    'of its own was replaced',
  ],
  [
    'a sum of PostgreSQL that takes the greatest',
    `UPDATE pg_aggregate SET aggtransfn = 'int8larger', aggfinalfn = 0 WHERE aggfnoid = 'max(bigint)'::regprocedure OR aggfnoid = 'sum(integer)'::regprocedure`,
    'of its own was replaced',
  ],
  [
    'a type of PostgreSQL that is written by another function',
    `UPDATE pg_type SET typoutput = 'varcharout' WHERE typname = 'text' AND typnamespace = 'pg_catalog'::regnamespace`,
    'of its own was replaced',
  ],
  [
    'another comparison in the indexes of PostgreSQL',
    `UPDATE pg_amproc SET amproc = 'btint8cmp' WHERE amproc = 'btint4cmp'::regproc`,
    'of its own was replaced',
  ],
  [
    'another operator in the indexes of PostgreSQL',
    `UPDATE pg_amop SET amopopr = '<>(text,text)'::regoperator WHERE amopopr = '=(text,text)'::regoperator AND amopstrategy = 1`,
    'of its own was replaced',
  ],
  [
    'another class of operators by default',
    `UPDATE pg_opclass SET opcdefault = false WHERE opcname = 'text_ops'`,
    'of its own was replaced',
  ],
  [
    'a language whose checks are off',
    `UPDATE pg_language SET lanvalidator = 0, lanpltrusted = false WHERE lanname = 'plpgsql'`,
    'of its own was replaced',
  ],
  [
    'another access method',
    `UPDATE pg_am SET amhandler = 'hashhandler' WHERE amname = 'brin'`,
    'of its own was replaced',
  ],
  [
    'a table of our name among PostgreSQL’s own, which every query finds first',
    [
      'CREATE SCHEMA aside',
      'CREATE TABLE aside.reveal (LIKE public.reveal)',
      `UPDATE pg_class SET relnamespace = 'pg_catalog'::regnamespace WHERE oid = 'aside.reveal'::regclass`,
    ],
    'relation pg_catalog.reveal: migrate makes no such thing',
  ],
  [
    'the same under a number of PostgreSQL’s own',
    [
      `INSERT INTO pg_class SELECT 9997, 'reveal', 'pg_catalog'::regnamespace, 0, 0, relowner, relam, 0, 0, 0, 0, 0, 0, 0, false, false, 'p', 'r', 0, 0, false, false, false, false, false, true, 'n', false, 0, '3', '1'
         FROM pg_class WHERE oid = 'reveal'::regclass`,
    ],
    'of its own was replaced',
  ],
  [
    'another order of letters of the operating system',
    'UPDATE pg_database SET datcollversion = $$0.0$$ WHERE datname = current_database()',
    'order of letters of the database: migrate makes no such thing',
  ],
  [
    'another order of letters of the C locale',
    `UPDATE pg_collation SET collprovider = 'b', collcollate = NULL, collctype = NULL, colllocale = 'C.UTF-8' WHERE collname = 'C'`,
    'of its own was replaced',
  ],
  // Rights and roles
  ['a right of everybody to read', 'GRANT SELECT ON complaint TO PUBLIC', 'right SELECT on relation public.complaint'],
  [
    'a right of a person to write files of the server',
    ['CREATE ROLE mine', 'GRANT EXECUTE ON FUNCTION lo_export(oid, text) TO mine'],
    'right EXECUTE on function pg_catalog.lo_export(oid, text) of role mine',
  ],
  [
    'a right of everybody to a function of ours',
    [
      'CREATE SCHEMA mine',
      'CREATE FUNCTION mine.free() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ DELETE FROM reveal $$',
    ],
    'function mine.free(): migrate makes no such thing',
  ],
  [
    'a member of the owner under a number of PostgreSQL’s own',
    [
      'CREATE ROLE mine LOGIN',
      `GRANT ${OWNER_ROLE} TO mine`,
      `UPDATE pg_auth_members SET member = 9996 WHERE member = 'mine'::regrole`,
      `UPDATE pg_authid SET oid = 9996 WHERE rolname = 'mine'`,
    ],
    'membership of role mine in owner',
  ],
  [
    'an application that reads the server’s files',
    `GRANT pg_read_server_files TO ${APPLICATION_ROLE}`,
    'membership of application in role pg_read_server_files',
  ],
  [
    'an application that passes row security',
    `ALTER ROLE ${APPLICATION_ROLE} BYPASSRLS`,
    'power of application: migrate makes no such thing',
  ],
  // Settings
  [
    'a search path of one role in one database',
    `ALTER ROLE ${APPLICATION_ROLE} IN DATABASE "%" SET search_path = mine`,
    'setting of application: search_path',
  ],
  [
    'commits that are not waited for',
    'ALTER DATABASE "%" SET synchronous_commit = off',
    'setting of everybody: synchronous_commit',
  ],
  [
    'numbers that are written otherwise',
    `ALTER ROLE ${APPLICATION_ROLE} SET datestyle = 'SQL, DMY'`,
    'setting of application: DateStyle',
  ],
  [
    'a library in every session',
    `ALTER DATABASE "%" SET session_preload_libraries = 'mine'`,
    'setting of everybody: session_preload_libraries',
  ],
  // Sequences, and what reaches outside
  ['a sequence that skips', 'ALTER SEQUENCE seal_no_seq INCREMENT BY 2', 'sequence public.seal_no_seq: is not'],
  ['a sequence that begins again', 'ALTER SEQUENCE case_no_seq RESTART', 'sequence public.case_no_seq: was set back'],
  [
    'a foreign table',
    [
      'CREATE FOREIGN DATA WRAPPER mine',
      'CREATE SERVER mine FOREIGN DATA WRAPPER mine',
      'ALTER TABLE reveal RENAME TO kept',
      'CREATE FOREIGN TABLE reveal (id text) SERVER mine',
    ],
    'foreign server mine: migrate makes no such thing',
  ],
  [
    'a publication under a number of PostgreSQL’s own',
    [
      'CREATE PUBLICATION mine FOR TABLE complaint',
      `UPDATE pg_publication SET oid = 9995 WHERE pubname = 'mine'`,
      `UPDATE pg_publication_rel SET prpubid = 9995`,
    ],
    'publication mine: migrate makes no such thing',
  ],
  [
    'an operator class of ours by default',
    `CREATE OPERATOR CLASS mine FOR TYPE text USING hash AS OPERATOR 1 =, FUNCTION 1 hashtext(text)`,
    'operator class mine',
  ],
];

/** A superuser's ways below PostgreSQL's commands, which leave the words of a definition as they were. */
const BELOW_THE_WORDS: readonly (readonly [string, string | readonly string[], string | RegExp])[] = [
  [
    'a foreign key whose triggers never fire',
    [
      'CREATE TABLE mine (a int)',
      'CREATE TRIGGER mine BEFORE INSERT ON mine FOR EACH ROW WHEN (false) EXECUTE FUNCTION refuse_change()',
      `UPDATE pg_trigger t SET tgqual = s.tgqual FROM pg_trigger s, pg_constraint c
        WHERE s.tgname = 'mine' AND c.oid = t.tgconstraint AND c.conname = 'hold_case_id_fkey' AND t.tgisinternal`,
      'DROP TABLE mine',
    ],
    /trigger public\.hold\.hold_case_id_fkey .*: is not what migrate makes/,
  ],
  [
    'a foreign key that is checked when another column changes',
    `UPDATE pg_trigger t SET tgattr = '1' FROM pg_constraint c WHERE c.oid = t.tgconstraint AND c.conname = 'hold_case_id_fkey' AND t.tgrelid = 'hold'::regclass`,
    /trigger public\.hold\.hold_case_id_fkey .*: is not what migrate makes/,
  ],
  [
    'a foreign key’s triggers that wait for the commit',
    `UPDATE pg_trigger t SET tgdeferrable = true, tginitdeferred = true FROM pg_constraint c WHERE c.oid = t.tgconstraint AND c.conname = 'hold_case_id_fkey'`,
    /trigger public\.hold\.hold_case_id_fkey .*: is not what migrate makes/,
  ],
  [
    'a default that is not looked for',
    `UPDATE pg_attribute SET atthasdef = false WHERE attrelid = 'audit_event'::regclass AND attname = 'xid'`,
    'column public.audit_event.xid: is not',
  ],
  [
    'two columns that change places',
    [
      `CREATE TEMPORARY TABLE place AS SELECT attname, attnum FROM pg_attribute WHERE attrelid = 'decision'::regclass AND attname IN ('person', 'reason')`,
      `UPDATE pg_attribute SET attnum = 999 WHERE attrelid = 'decision'::regclass AND attname = 'person'`,
      `UPDATE pg_attribute SET attnum = (SELECT attnum FROM place WHERE attname = 'person') WHERE attrelid = 'decision'::regclass AND attname = 'reason'`,
      `UPDATE pg_attribute SET attnum = (SELECT attnum FROM place WHERE attname = 'reason') WHERE attrelid = 'decision'::regclass AND attname = 'person'`,
    ],
    'column public.decision.person: is not',
  ],
  [
    'old rows that have another value than they were given',
    `UPDATE pg_attribute SET atthasmissing = true, attmissingval = (SELECT stavalues1 FROM (SELECT array_in('{x}', 25, -1)) s (stavalues1)) WHERE attrelid = 'decision'::regclass AND attname = 'person'`,
    'column public.decision.person: is not',
  ],
  [
    'a column that is read as if it were shorter',
    `UPDATE pg_attribute SET attlen = 4, attbyval = true WHERE attrelid = 'decision'::regclass AND attname = 'person'`,
    'column public.decision.person: is not',
  ],
  [
    'a constraint that rests on another index',
    `UPDATE pg_constraint SET conindid = 'party_key_public'::regclass WHERE conname = 'inbox_message_party_message_key_key'`,
    'constraint public.inbox_message.inbox_message_party_message_key_key: is not',
  ],
  [
    'a primary key that is none',
    `UPDATE pg_index SET indisprimary = false WHERE indexrelid = 'hold_pkey'::regclass`,
    'index public.hold_pkey: is not',
  ],
  ['a table whose changes name no row', 'ALTER TABLE hold REPLICA IDENTITY NOTHING', 'relation public.hold: is not'],
  [
    'a rule on a table of PostgreSQL, under a number of its own',
    `INSERT INTO pg_rewrite SELECT 9994, 'mine', ev_class, ev_type, ev_enabled, is_instead, ev_qual, ev_action FROM pg_rewrite WHERE rulename = 'pg_settings_n'`,
    'rule pg_catalog.pg_settings.mine: migrate makes no such thing',
  ],
  [
    'passwords of roles that everybody reads',
    'GRANT SELECT ON pg_authid TO PUBLIC',
    'right SELECT on relation pg_catalog.pg_authid of everybody: migrate makes no such thing',
  ],
  [
    'samples of rows that the application reads',
    `GRANT SELECT ON pg_statistic TO ${APPLICATION_ROLE}`,
    'right SELECT on relation pg_catalog.pg_statistic of application',
  ],
  [
    'a right that counts as initdb’s',
    [
      'GRANT SELECT ON pg_authid TO PUBLIC',
      `UPDATE pg_init_privs SET initprivs = (SELECT relacl FROM pg_class WHERE oid = 'pg_authid'::regclass) WHERE classoid = 'pg_class'::regclass AND objoid = 'pg_authid'::regclass`,
    ],
    'of its own was replaced',
  ],
  [
    'a function that reads files, without its list of who may call it',
    `UPDATE pg_proc SET proacl = NULL WHERE oid = 'pg_read_file(text)'::regprocedure`,
    'right EXECUTE on function pg_catalog.pg_read_file(text) of everybody',
  ],
  [
    'a comparison of PostgreSQL that the planner takes for another',
    `UPDATE pg_proc SET prosupport = 'text_starts_with_support' WHERE proname = 'texteq'`,
    'of its own was replaced',
  ],
  [
    'a view of all complaints that a row counts as an extension’s',
    [
      'CREATE EXTENSION amcheck',
      'CREATE VIEW mine AS SELECT * FROM complaint',
      'GRANT SELECT ON mine TO PUBLIC',
      'ALTER EXTENSION amcheck ADD VIEW mine',
    ],
    'relation public.mine: migrate makes no such thing',
  ],
  [
    'a view of an extension that reads a table too',
    [
      'CREATE EXTENSION pg_buffercache',
      'CREATE OR REPLACE VIEW pg_buffercache AS SELECT p.* FROM pg_buffercache_pages() AS p (bufferid integer, relfilenode oid, reltablespace oid, reldatabase oid, relforknumber int2, relblocknumber int8, isdirty bool, usagecount int2, pinning_backends int4), complaint',
    ],
    'relation public.pg_buffercache: migrate makes no such thing',
  ],
  [
    'a function of another library that a row counts as an extension’s',
    [
      'CREATE EXTENSION amcheck',
      `CREATE FUNCTION mine() RETURNS trigger LANGUAGE c AS '$libdir/refint', 'check_primary_key'`,
      'ALTER EXTENSION amcheck ADD FUNCTION mine()',
    ],
    'function public.mine(): migrate makes no such thing',
  ],
  [
    'a function of an extension that runs as its owner',
    ['CREATE EXTENSION pg_visibility', 'ALTER FUNCTION pg_truncate_visibility_map(regclass) SECURITY DEFINER'],
    'function public.pg_truncate_visibility_map(',
  ],
  [
    'a table that a backup leaves out, as an extension’s',
    ['CREATE EXTENSION amcheck', 'ALTER EXTENSION amcheck ADD TABLE reveal'],
    'member of extension amcheck: table public.reveal: migrate makes no such thing',
  ],
  [
    'a table that goes with the language of functions',
    `INSERT INTO pg_depend SELECT 'pg_class'::regclass, 'reveal'::regclass, 0, 'pg_extension'::regclass, oid, 0, 'e' FROM pg_extension WHERE extname = 'plpgsql'`,
    'member of extension plpgsql: table public.reveal: migrate makes no such thing',
  ],
  [
    'a trigger that goes with an extension',
    ['CREATE EXTENSION amcheck', 'ALTER TRIGGER receipt_append_only ON receipt DEPENDS ON EXTENSION amcheck'],
    'member of extension amcheck: trigger receipt_append_only on public.receipt: migrate makes no such thing',
  ],
  [
    'a label for a library that decides on access',
    `INSERT INTO pg_seclabel VALUES ('hold'::regclass, 'pg_class'::regclass, 0, 'mine', 'x')`,
    'security label ',
  ],
  [
    'a domain that is never empty',
    ['CREATE DOMAIN mine AS text NOT NULL', 'ALTER TABLE case_note ALTER COLUMN person TYPE mine'],
    'column public.case_note.person: is not',
  ],
];

/** What an operator may have beside, and GUARDS says nothing of it. */
const ALLOWED: readonly (readonly [string, readonly string[]])[] = [
  ['a role that watches', ['CREATE ROLE watch LOGIN', 'GRANT pg_monitor TO watch']],
  ['a second reader', ['CREATE ROLE other_reader LOGIN', 'GRANT pg_read_all_data TO other_reader']],
  ['a standby’s role', ['CREATE ROLE standby LOGIN REPLICATION']],
  ['another password', [`ALTER ROLE ${APPLICATION_ROLE} PASSWORD 'test'`]],
  ['another name of the application', [`ALTER ROLE ${APPLICATION_ROLE} RENAME TO another`]],
  ['another name of the owner', [`ALTER ROLE ${OWNER_ROLE} RENAME TO another_owner`]],
  [
    'longer time-outs, and a log',
    [`ALTER ROLE ${APPLICATION_ROLE} SET statement_timeout = '30s'`, 'ALTER DATABASE "%" SET log_statement = ddl'],
  ],
  [
    'who may connect',
    ['REVOKE CONNECT ON DATABASE "%" FROM PUBLIC', `GRANT CONNECT ON DATABASE "%" TO ${APPLICATION_ROLE}`],
  ],
  ['case numbers that go on later, as after a restore', [`SELECT setval('case_no_seq', 5000)`]],
  ['autovacuum that is set', ['ALTER TABLE audit_event SET (autovacuum_vacuum_scale_factor = 0.01)']],
  [
    'extensions that watch',
    [
      'CREATE EXTENSION pg_stat_statements',
      'CREATE EXTENSION pg_buffercache',
      'CREATE EXTENSION pgstattuple',
      'CREATE EXTENSION pg_visibility',
      'CREATE EXTENSION amcheck',
    ],
  ],
  ['samples of a column for the planner', ['ALTER TABLE hold ALTER COLUMN account_no SET STATISTICS 500']],
  ['statistics and comments', ['ANALYZE', `COMMENT ON TABLE hold IS 'x'`]],
];

describe('GUARDS', () => {
  let database: FreshDatabase;
  let copy: DataSource;
  const sequences = new Map<string, string>();

  beforeAll(async () => {
    database = await freshDatabase();
    const build = await RecordBuilder.on(database);
    for (let index = 0; index < 2; index += 1) await build.complain();
    copy = await copyOf(database.url);
    for (const sequence of ['case_no_seq', 'seal_no_seq']) {
      const [row]: { last: string }[] = await copy.query(`SELECT last_value AS last FROM ${sequence}`);
      sequences.set(sequence, row?.last ?? '');
    }
  });
  afterAll(async () => {
    await dropCopy(copy);
    await database.drop();
  });

  /** Returns what GUARDS finds after statements of a superuser, which are rolled back. */
  async function found(statements: string | readonly string[]): Promise<string[]> {
    const runner = copy.createQueryRunner();
    try {
      await runner.startTransaction();
      const name = new URL((copy.options as { url: string }).url).pathname.slice(1);
      for (const statement of [statements].flat()) await runner.query(statement.replace('%', name));
      return (await guards.run(contextOf(runner.manager))).violations;
    } finally {
      await runner.rollbackTransaction();
      // No rollback sets a sequence back.
      for (const [sequence, last] of sequences) await runner.query(`SELECT setval('${sequence}', ${last})`);
      await runner.release();
    }
  }
  const contextOf = (manager: EntityManager) => ({ manager, asOf: new Date() });

  it('finds nothing in a database as migrate makes it, as the superuser and as the application', async () => {
    expect(await found([])).toEqual([]);
    const again = await freshDatabase();
    const { violations } = await again.application.transaction((manager) => guards.run(contextOf(manager)));
    await again.drop();
    expect(violations).toEqual([]);
  });

  it.each([...TAMPERS, ...MORE_TAMPERS, ...BELOW_THE_WORDS])('finds %s', async (_name, statements, named) => {
    const violations = await found(statements);
    // What else was touched may be named too.
    expect(violations).toContainEqual(
      typeof named === 'string' ? expect.stringContaining(named) : expect.stringMatching(named),
    );
  });

  it.each(ALLOWED)('takes %s for the operator’s own', async (_name, statements) => {
    expect(await found(statements)).toEqual([]);
  });

  it('is made, and names the table, also where another check cannot read the database any more', async () => {
    const runner = copy.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query('ALTER TABLE receipt RENAME TO gone');
      const { ok, checks } = await checkSnapshot(runner.manager, {}, 'now', [bankBooks, guards]);
      expect(ok).toBe(false);
      expect(checks[0]?.examples).toEqual(['cannot be checked: the database says 42P01']);
      expect(checks[1]?.violations).toBeGreaterThan(10);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });

  it('finds nothing again when all of it is undone', async () => {
    expect(await found([])).toEqual([]);
  });
});
