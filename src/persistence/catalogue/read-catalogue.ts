import type { EntityManager } from 'typeorm';

/**
 * What a database is made of, beside its rows: each object by its kind and name, with its
 * definition in words of PostgreSQL. Names of roles are those that they have for us: `owner`,
 * `application`, `superuser`, `everybody`, and `role "x"` for any other.
 */
export type Catalogue = Readonly<Record<string, string>>;

/** Who is meant by the oid of a role. */
const who = (oid: string): string => `
  (CASE ${oid} WHEN 0::oid THEN 'everybody' WHEN 10::oid THEN 'superuser'
     WHEN (SELECT owner FROM us) THEN 'owner' WHEN (SELECT application FROM us) THEN 'application'
     ELSE 'role ' || coalesce((SELECT quote_ident(rolname) FROM pg_roles WHERE oid = ${oid}), ${oid}::text) END)`;

/** Two texts are the same: a join by the equality of texts would ask the operators of indexes, which may be replaced. */
const sameBytes = (one: string, other: string): string => `convert_to(${one}, 'UTF8') = convert_to(${other}, 'UTF8')`;

/** An object that initdb did not make. */
const ours = (schema: string, oid: string): string =>
  `(${schema} NOT IN ('pg_catalog', 'information_schema') OR ${oid} >= 16384)`;

/** The rights that an access list gives to others than the object's owner, a row each. */
const rights = (of: string, list: string, ownedBy: string, from: string): string => `
  SELECT 'right ' || a.privilege_type || ' on ' || ${of} || ' of ' || ${who('a.grantee')},
         CASE WHEN a.is_grantable THEN 'may be passed on' ELSE 'given' END
    FROM ${from}, aclexplode(${list}) a WHERE a.grantee <> ${ownedBy}`;

/**
 * Extensions that only read, and that those who watch a database use. A row of `pg_depend` proves
 * nothing: what they bring counts as theirs only where it can do nothing else, as a function of their
 * own library, which runs as its caller, or as a view of nothing but one of these.
 */
const WATCHING_EXTENSIONS = `('pg_stat_statements', 'pg_buffercache', 'pgstattuple', 'pg_visibility', 'amcheck')`;
const watchingOf = (catalog: string, oid: string, what = 'true'): string => `
  EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
           WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e' AND e.extname IN ${WATCHING_EXTENSIONS} AND ${what})`;
const VIEW_OF_WATCHING =
  '^ SELECT [\\w,\\s]+ FROM (\\w+\\.)?(pg_stat_statements|pg_stat_statements_info|pg_buffercache_pages|pg_buffercache_numa_pages)\\((true)?\\) \\w+\\([\\w,\\s]+\\);$';

/** Predefined roles whose members read, watch or connect, and write nothing. */
const HARMLESS_ROLES = `(
  'pg_read_all_data', 'pg_monitor', 'pg_read_all_settings', 'pg_read_all_stats', 'pg_stat_scan_tables', 'pg_checkpoint',
  'pg_use_reserved_connections')`;

/** Functions that write the server's files, for whomever. */
const WRITES_FILES = 'pg_catalog\\.(lo_export|pg_file_\\w+)\\(';

/** Settings of a role or a database that change no rule: how long, how much memory, what is logged. */
const HARMLESS_SETTINGS =
  '^(log_.*|.*_timeout|work_mem|maintenance_work_mem|effective_cache_size|random_page_cost|application_name|pgaudit\\..*|pg_stat_statements\\..*|auto_explain\\..*)$';

/** What the server must have as its own setting; those that a version lacks are left out. */
const SERVER_SETTINGS = `(
  'session_replication_role', 'allow_system_table_mods', 'ignore_system_indexes', 'zero_damaged_pages', 'transform_null_equals',
  'row_security', 'search_path', 'local_preload_libraries', 'event_triggers')`;

/**
 * Settings of the server that an operator may write into a configuration file, or by ALTER SYSTEM:
 * where it listens and who may connect, memory, workers, the disk, vacuum, what a plan costs, what is
 * logged and counted, the archive and standbys, words and zones. They change no rule, and lose no
 * committed row. docs/SETTINGS.md names them. Any other must be as PostgreSQL has it.
 */
const OPERATORS_SETTINGS = [
  'listen_addresses|port|bonjour.*|unix_socket_.*|tcp_.*|ssl|ssl_.*|authentication_timeout|client_connection_check_interval|(hba|ident)_file|external_pid_file',
  'max_connections|.*reserved_connections|.*_timeout|max_(files_per_process|locks_per_transaction|pred_locks.*|prepared_transactions|stack_depth|notify_queue_pages)',
  '.*_mem|.*_buffers|huge_page.*|hash_mem_multiplier|temp_file_limit|temp_tablespaces|(dynamic_)?shared_memory_type|min_dynamic_shared_memory|vacuum_buffer_usage_limit',
  'io_.*|.*_io_concurrency|.*_flush_after|bgwriter_.*|checkpoint_.*|commit_(delay|siblings)|(max|min)_wal_size|wal_(compression|init_zero|recycle|skip_threshold|writer_delay|level|log_hints|keep_size|decode_buffer_size|summary_keep_time)',
  '.*_workers.*|autovacuum.*|vacuum_.*|autovacuum_worker_slots|parallel_.*|min_parallel_.*|backend_flush_after',
  'enable_.*|.*_cost|geqo.*|jit|jit_.*_cost|.*_collapse_limit|default_statistics_target|cursor_tuple_fraction|recursive_worktable_factor|plan_cache_mode|gin_pending_list_limit|default_toast_compression',
  'log_.*|logging_collector|event_source|syslog_.*|cluster_name|update_process_title|track_.*|compute_query_id|stats_fetch_consistency|deadlock_timeout|(auto_explain|pg_stat_statements|pgaudit)\\..*',
  'archive_.*|restore_command|recovery_.*|primary_(conninfo|slot_name)|hot_standby.*|max_standby_.*|max_(wal_senders|replication_slots|slot_wal_keep_size|active_replication_origins)|synchronous_standby_names|synchronized_standby_slots|sync_replication_slots|summarize_wal|wal_(receiver|sender)_.*|wal_retrieve_retry_interval|wal_buffers',
  'timezone|lc_.*|default_text_search_config|scram_iterations|application_name|allow_alter_system',
].join('|');

/** A setting of the server that is not the operator's: by its name, and where its value counts by that. */
const notOperators = (name: string, value: string): string => `
  NOT (lower(${name}) ~ '^(${OPERATORS_SETTINGS})$'
       OR lower(${name}) = 'datestyle' AND ${value} ~* '^iso'
       OR lower(${name}) = 'shared_preload_libraries' AND ${value} ~ '^((auto_explain|passwordcheck|pg_prewarm|pg_stat_statements|pgaudit)( *, *)?)*$'
       OR lower(${name}) = 'password_encryption' AND ${value} = 'scram-sha-256')`;

const NAMED = `
  us AS (
    SELECT c.relowner AS owner,
           (SELECT min(a.grantee) FROM aclexplode((SELECT relacl FROM pg_class WHERE oid = 'public.complaint'::regclass)) a
             WHERE a.privilege_type = 'INSERT' AND a.grantee NOT IN (0, c.relowner)) AS application
      FROM pg_class c WHERE c.oid = 'public.audit_event'::regclass),
  space AS (SELECT * FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp_|toast_temp_)'),
  relation AS (
    SELECT c.*, n.nspname, n.nspname || '.' || c.relname AS name FROM pg_class c JOIN space n ON n.oid = c.relnamespace
     WHERE NOT (c.relkind = 'v' AND CASE WHEN ${watchingOf('pg_class', 'c.oid')} THEN pg_get_viewdef(c.oid) ~ '${VIEW_OF_WATCHING}' ELSE false END)),
  own AS (SELECT * FROM relation WHERE ${ours('nspname', 'oid')}),
  routine AS (
    SELECT p.*, n.nspname, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name, l.lanname
      FROM pg_proc p JOIN space n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
     WHERE NOT (l.lanname = 'c' AND NOT p.prosecdef AND p.proconfig IS NULL AND ${watchingOf('pg_proc', 'p.oid', sameBytes('p.probin', "'$libdir/' || e.extname"))})),
  own_routine AS (SELECT * FROM routine WHERE ${ours('nspname', 'oid')}),
  strong AS (
    SELECT oid FROM pg_roles WHERE rolsuper OR oid IN (SELECT owner FROM us) OR oid IN (SELECT application FROM us)
        OR (rolname ~ '^pg_' AND rolname NOT IN ${HARMLESS_ROLES}))`;

/** The queries of the catalogue: each gives the name and the definition of some objects. */
const PARTS: readonly string[] = [
  `SELECT 'database', 'of ' || ${who('datdba')} FROM pg_database WHERE datname = current_database()`,
  // Text indexes are in the order of the library that made them; another one finds no doubles.
  `SELECT 'order of letters of the database', 'of another version of its library than the indexes' FROM pg_database
    WHERE datname = current_database() AND datcollversion IS DISTINCT FROM pg_database_collation_actual_version(oid)`,
  // Everybody may connect, or only some: that is the operator's choice.
  `SELECT * FROM (${rights("'the database'", "coalesce(datacl, acldefault('d', datdba))", 'datdba', '(SELECT * FROM pg_database WHERE datname = current_database()) d')}) r (id, definition) WHERE id !~ '^right CONNECT '`,
  `SELECT 'schema ' || nspname, 'of ' || ${who('nspowner')} FROM space`,
  rights("'schema ' || nspname", "coalesce(nspacl, acldefault('n', nspowner))", 'nspowner', 'space'),
  // Tables, views, sequences, indexes. PostgreSQL looks at rules and triggers only where the row of the table says that it has some.
  `SELECT 'relation ' || name, concat_ws(', ', 'kind ' || relkind::text, 'of ' || ${who('relowner')}, 'persistence ' || relpersistence::text,
          concat('row security ', relrowsecurity, '/', relforcerowsecurity), concat('checks ', relchecks), concat('has rules ', relhasrules), concat('triggers ', relhastriggers),
          concat('indexes ', relhasindex), concat('partition ', relispartition), 'kept by ' || (SELECT amname FROM pg_am WHERE pg_am.oid = relam), concat('replica identity ', relreplident), CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) || coalesce(reloptions::text, '') END)
     FROM own WHERE relkind NOT IN ('i', 'I', 'c', 't')`,
  `SELECT 'column ' || o.name || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
          'default ' || pg_get_expr(d.adbin, d.adrelid), CASE WHEN a.atthasdef <> (d.oid IS NOT NULL) THEN 'which is not looked for' END,
          CASE WHEN a.atthasmissing THEN 'of old rows ' || a.attmissingval::text END,
          CASE WHEN (a.attlen, a.attbyval, a.attalign) <> (SELECT typlen, typbyval, typalign FROM pg_type WHERE oid = a.atttypid) THEN 'read otherwise' END, nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''),
          'collation ' || (SELECT collname FROM pg_collation WHERE oid = a.attcollation),
          'place ' || row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum))
     FROM own o JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = o.oid AND d.adnum = a.attnum
    WHERE o.relkind IN ('r', 'p', 'f')`,
  `SELECT 'index ' || i.name, concat_ws(', ', pg_get_indexdef(i.oid), 'of ' || ${who('i.relowner')}, concat('unique ', x.indisunique), concat('at once ', x.indimmediate), concat('primary ', x.indisprimary),
          concat('valid ', x.indisvalid), concat('ready ', x.indisready), concat('live ', x.indislive))
     FROM own i JOIN pg_index x ON x.indexrelid = i.oid`,
  // That a column is not null is told with the column; only newer versions keep it here too.
  `SELECT 'constraint ' || coalesce(r.name, 'of a type') || '.' || c.conname, pg_get_constraintdef(c.oid) || concat(', valid ', c.convalidated) || coalesce(', by ' || nullif(c.conindid, 0)::regclass, '') ||
          coalesce(', compared by ' || (SELECT string_agg(DISTINCT o::regoperator::text, ' ') FROM unnest(c.conpfeqop || c.conppeqop || c.conffeqop) o), '')
     FROM pg_constraint c LEFT JOIN relation r ON r.oid = c.conrelid WHERE c.contype NOT IN ('n', 't')
      AND (r.oid IS NULL AND c.oid >= 16384 OR ${ours('r.nspname', 'c.oid')})`,
  `SELECT 'trigger ' || r.name || '.' || coalesce(c.conname || concat(' ', t.tgtype, ' ', t.tgfoid::regproc), t.tgname),
          concat_ws(', ', CASE WHEN c.oid IS NULL OR NOT t.tgisinternal THEN pg_get_triggerdef(t.oid) END, 'enabled ' || t.tgenabled::text, concat('internal ', t.tgisinternal),
          concat('waits ', t.tgdeferrable, '/', t.tginitdeferred), 'with ' || nullif(t.tgconstrrelid, 0)::regclass, CASE WHEN t.tgisinternal THEN
            concat('columns ', t.tgattr, CASE WHEN t.tgqual IS NOT NULL THEN ' under a condition' END, ' arguments ', t.tgnargs) END)
     FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid LEFT JOIN pg_constraint c ON c.oid = t.tgconstraint`,
  `SELECT 'rule ' || r.name || '.' || w.rulename, pg_get_ruledef(w.oid) || ' enabled ' || w.ev_enabled::text
     FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'`,
  `SELECT 'policy ' || r.name || '.' || polname, concat_ws(' ', polcmd::text, polpermissive, polroles::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
     FROM pg_policy JOIN relation r ON r.oid = polrelid`,
  `SELECT 'inheritance of ' || inhparent::regclass || ' by ' || inhrelid::regclass, concat('inhseqno ', inhseqno) FROM pg_inherits WHERE inhrelid >= 16384`,
  // The text of functions stands here as its SHA-256.
  `SELECT 'function ' || name, concat_ws(', ', 'of ' || ${who('proowner')}, 'language ' || lanname,
          encode(sha256(convert_to(CASE WHEN prokind = 'a' THEN (SELECT g::text FROM pg_aggregate g WHERE g.aggfnoid = own_routine.oid) ELSE pg_get_functiondef(oid) END, 'UTF8')), 'hex'))
     FROM own_routine`,
  rights("'function ' || name", "coalesce(proacl, acldefault('f', proowner))", 'proowner', 'own_routine'),
  // A function of PostgreSQL: who may call it, where that was changed. Without a list, everybody may.
  `SELECT * FROM (${rights("'function ' || name", "coalesce(proacl, acldefault('f', proowner))", 'proowner', `(SELECT * FROM routine WHERE NOT ${ours('nspname', 'oid')} AND (proacl IS NOT NULL OR oid IN (SELECT objoid FROM pg_init_privs WHERE classoid = 'pg_proc'::regclass))) p`)}) r (id, definition)
    WHERE id ~ ' of (everybody|application)$' OR id ~ '${WRITES_FILES}'`,
  `SELECT 'function ' || name, 'is not what PostgreSQL brings: language ' || lanname FROM routine WHERE NOT ${ours('nspname', 'oid')} AND lanname NOT IN ('internal', 'c', 'sql')`,
  rights(
    "'relation ' || name",
    "coalesce(relacl, acldefault(CASE WHEN relkind = 'S' THEN 's' ELSE 'r' END::\"char\", relowner))",
    'relowner',
    "(SELECT * FROM own WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')) o",
  ),
  // A table of PostgreSQL itself: what initdb did not give. Everybody may read most of them.
  `SELECT 'right ' || a.privilege_type || ' on relation ' || o.name || ' of ' || ${who('a.grantee')}, 'given'
     FROM relation o, aclexplode(o.relacl) a WHERE NOT ${ours('o.nspname', 'o.oid')} AND a.grantee <> o.relowner
      AND NOT EXISTS (SELECT FROM pg_init_privs i, aclexplode(i.initprivs) g WHERE i.classoid = 'pg_class'::regclass AND i.objoid = o.oid AND i.objsubid = 0
                         AND g.grantee = a.grantee AND ${sameBytes('g.privilege_type', 'a.privilege_type')} AND (g.is_grantable OR NOT a.is_grantable))`,
  rights(
    "'column ' || r.name || '.' || c.attname",
    'c.attacl',
    'r.relowner',
    'relation r JOIN pg_attribute c ON c.attrelid = r.oid AND c.attnum > 0 AND NOT c.attisdropped AND c.attacl IS NOT NULL',
  ),
  `SELECT 'type ' || n.nspname || '.' || t.typname, concat_ws(', ', 'kind ' || t.typtype::text, 'of ' || ${who('t.typowner')}, format_type(t.typbasetype, t.typtypmod), t.typdefault, CASE WHEN t.typnotnull THEN 'not null' END,
          (SELECT string_agg(enumlabel, ' ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
     FROM pg_type t JOIN space n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE ${ours('n.nspname', 't.oid')} AND t.typcategory <> 'A' AND (t.typrelid = 0 OR c.relkind = 'c')`,
  ...[
    [
      'cast',
      "castsource::regtype || ' as ' || casttarget::regtype",
      'castfunc::regprocedure || castcontext::text || castmethod::text',
      'pg_cast',
    ],
    ['operator', 'oid::regoperator', "oprcode || ' ' || oprrest || ' ' || oprjoin", 'pg_operator'],
    ['operator class', 'opcname', 'opcintype::regtype', 'pg_opclass'],
    ['operator family', 'opfname', 'opfmethod', 'pg_opfamily'],
    ['operator in a family', 'oid', "amopfamily || ' ' || amopopr::regoperator", 'pg_amop'],
    ['function in a family', 'oid', "amprocfamily || ' ' || amproc::text", 'pg_amproc'],
    ['collation', 'collname', 'collprovider::text', 'pg_collation'],
    ['conversion', 'conname', 'conproc::text', 'pg_conversion'],
    ['language', 'lanname', 'lanplcallfoid', 'pg_language'],
    ['access method', 'amname', 'amhandler::text', 'pg_am'],
    ['transform', 'trftype::regtype', 'trflang', 'pg_transform'],
    ['text search configuration', 'cfgname', 'cfgparser', 'pg_ts_config'],
    ['text search dictionary', 'dictname', 'dicttemplate', 'pg_ts_dict'],
    ['text search parser', 'prsname', 'prsstart::text', 'pg_ts_parser'],
    ['text search template', 'tmplname', 'tmpllexize::text', 'pg_ts_template'],
  ].map(
    ([kind, name, definition, catalog]) =>
      `SELECT '${kind} ' || (${name})::text, (${definition})::text FROM ${catalog} WHERE oid >= 16384`,
  ),
  // Of these PostgreSQL brings none, so also one under a low number is somebody's.
  ...[
    ['statistics', 'stxname', 'pg_get_statisticsobjdef(oid)', 'pg_statistic_ext'],
    ['event trigger', 'evtname', "evtevent || ' ' || evtfoid || ' ' || evtenabled::text", 'pg_event_trigger'],
    ['publication', 'pubname', "'sends rows to another server'", 'pg_publication'],
    ['security label', 'pg_describe_object(classoid, objoid, objsubid)', 'label', 'pg_seclabel'],
    [
      'replication slot',
      'slot_name',
      "'sends rows to another server'",
      "(SELECT * FROM pg_replication_slots WHERE slot_type = 'logical' AND database = current_database()) s",
    ],
    ['foreign data wrapper', 'fdwname', 'fdwhandler', 'pg_foreign_data_wrapper'],
    ['foreign server', 'srvname', 'srvfdw', 'pg_foreign_server'],
    [
      'default right',
      "defaclrole::regrole || ' ' || defaclobjtype::text || ' ' || defaclnamespace",
      'defaclacl',
      'pg_default_acl',
    ],
  ].map(
    ([kind, name, definition, catalog]) =>
      `SELECT '${kind} ' || (${name})::text, (${definition})::text FROM ${catalog}`,
  ),
  `SELECT 'extension ' || extname, 'of ' || ${who('extowner')} FROM pg_extension WHERE extname NOT IN ${WATCHING_EXTENSIONS}`,
  // A backup leaves out what counts as an extension's, and it goes with the extension.
  `SELECT 'member of extension ' || coalesce(quote_ident(e.extname), d.refobjid::text) || ': ' || (pg_identify_object(d.classid, d.objid, d.objsubid)).type || ' ' || (pg_identify_object(d.classid, d.objid, d.objsubid)).identity, d.deptype::text
     FROM pg_depend d LEFT JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype IN ('e', 'x') AND CASE d.classid WHEN 'pg_class'::regclass THEN d.objid IN (SELECT oid FROM relation)
          WHEN 'pg_proc'::regclass THEN d.objid IN (SELECT oid FROM own_routine) WHEN 'pg_type'::regclass THEN false WHEN 'pg_language'::regclass THEN d.objid >= 16384 ELSE true END`,
  `SELECT 'subscription ' || subname, 'writes what another server says' FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  // Rights to parameters: an owner could switch a trigger off anyway.
  `SELECT 'right ' || a.privilege_type || ' on parameter ' || parname || ' of ' || ${who('a.grantee')}, 'given'
     FROM pg_parameter_acl, aclexplode(paracl) a WHERE a.grantee NOT IN (10, (SELECT owner FROM us))`,
  // Roles: of others than ours only what makes them strong.
  `SELECT 'power of ' || ${who('r.oid')}, power FROM pg_roles r, LATERAL (VALUES (rolsuper, 'is a superuser'), (rolcreaterole, 'may create roles'),
          (rolcreatedb AND oid IN (SELECT unnest(ARRAY[owner, application]) FROM us), 'may create databases'),
          (rolreplication AND oid IN (SELECT unnest(ARRAY[owner, application]) FROM us), 'may replicate'),
          (rolbypassrls AND oid IN (SELECT unnest(ARRAY[owner, application]) FROM us), 'passes row security')) p (has, power)
    WHERE has AND r.oid <> 10`,
  `SELECT 'membership of ' || ${who('m.member')} || ' in ' || ${who('m.roleid')}, 'given' FROM pg_auth_members m
    WHERE (m.roleid IN (SELECT oid FROM strong) OR m.member IN (SELECT unnest(ARRAY[owner, application]) FROM us))`,
  `SELECT 'setting of ' || CASE setrole WHEN 0 THEN 'everybody' ELSE ${who('setrole')} END || ': ' || split_part(setting, '=', 1), setting
     FROM pg_db_role_setting, unnest(setconfig) setting
    WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())) AND split_part(setting, '=', 1) !~ '${HARMLESS_SETTINGS}'`,
  `SELECT 'server setting ' || name, reset_val FROM pg_settings WHERE name IN ${SERVER_SETTINGS}`,
  // What a command line says is said by who starts the server; a file can be written by SQL (ALTER SYSTEM).
  `SELECT 'server setting from a file: ' || name, reset_val FROM pg_settings
    WHERE source = 'configuration file' AND reset_val IS DISTINCT FROM boot_val AND name NOT IN ${SERVER_SETTINGS} AND ${notOperators('name', 'reset_val')}`,
  `SELECT 'sequence ' || o.name, concat_ws(', ', format_type(s.seqtypid, NULL), concat('from ', s.seqstart), concat('by ', s.seqincrement), concat(s.seqmin, ' to ', s.seqmax), concat('cache ', s.seqcache), concat('cycle ', s.seqcycle))
     FROM own o JOIN pg_sequence s ON s.seqrelid = o.oid`,
];

/**
 * Reads the whole catalogue of the database that a manager is connected to, within its transaction.
 * It needs no right but to connect. The search path is `pg_catalog` meanwhile, so that no object of
 * the database takes the place of one of PostgreSQL.
 */
export async function readCatalogue(manager: EntityManager): Promise<Catalogue> {
  const rows: { id: string; definition: string }[] = await inPgCatalog(
    manager,
    `WITH ${NAMED} SELECT id, string_agg(DISTINCT coalesce(definition, ''), ' and ') AS definition
       FROM (${PARTS.join('\nUNION ALL\n')}) part (id, definition) GROUP BY id`,
  );
  const written = await settingsWritten(manager);
  return Object.fromEntries([...rows, ...written].map(({ id, definition }) => [id, definition]));
}

/**
 * Reads what ALTER SYSTEM wrote, also where a command line says otherwise or only the next start will
 * read it. Only who may read the server's files learns of it; for others it is empty.
 */
async function settingsWritten(manager: EntityManager): Promise<{ id: string; definition: string }[]> {
  const [row]: { may: boolean }[] = await manager.query(
    `SELECT pg_catalog.has_function_privilege('pg_catalog.pg_show_all_file_settings()', 'EXECUTE') AS may`,
  );
  if (row?.may !== true) return [];
  return inPgCatalog(
    manager,
    `SELECT 'server setting from a file: ' || f.name AS id, f.setting AS definition
       FROM pg_show_all_file_settings() f LEFT JOIN pg_settings s ON ${sameBytes('lower(s.name)', 'lower(f.name)')}
      WHERE f.sourcefile ~ 'postgresql\\.auto\\.conf$' AND f.setting IS DISTINCT FROM s.boot_val AND ${notOperators('f.name', 'f.setting')}`,
  );
}

/**
 * The functions, aggregates, types, relations, operators, casts, languages and what indexes compare
 * by, that PostgreSQL brings, as one SHA-256, which is the
 * same for one version of it.
 */
export interface BuiltIn {
  /** As `server_version_num` says it. */
  readonly version: string;
  readonly sha256: string;
}

/** Reads what PostgreSQL itself brings; a superuser can replace each of it. */
export async function readBuiltIn(manager: EntityManager): Promise<BuiltIn> {
  const [row]: BuiltIn[] = await inPgCatalog(
    manager,
    `WITH ${NAMED}, brought (text) AS (
       SELECT concat_ws(' ', name, lanname, prosrc, probin, prosecdef, proconfig::text, pg_get_function_sqlbody(oid), provolatile, proisstrict, proretset, prorettype::regtype, prosupport, proleakproof, pronargdefaults)
         FROM routine WHERE NOT ${ours('nspname', 'oid')}
       UNION ALL SELECT concat_ws(' ', name, relkind, CASE relkind WHEN 'v' THEN pg_get_viewdef(oid) END) FROM relation WHERE NOT ${ours('nspname', 'oid')}
       UNION ALL SELECT concat_ws(' ', 'aggregate', aggfnoid::regprocedure, aggkind, aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn, aggmfinalfn, aggsortop::regoperator, agginitval)
         FROM pg_aggregate WHERE aggfnoid < 16384
       UNION ALL SELECT concat_ws(' ', 'type', t.oid::regtype, typtype, typinput, typoutput, typreceive, typsend, typlen, typbyval, typbasetype::regtype, typdefault)
         FROM pg_type t JOIN space n ON n.oid = t.typnamespace WHERE t.oid < 16384 AND t.typtype <> 'c' AND t.typelem = 0
       UNION ALL SELECT concat_ws(' ', 'class', opcmethod, opcname, opcfamily, opcintype::regtype, opcdefault, opckeytype::regtype) FROM pg_opclass WHERE oid < 16384
       UNION ALL SELECT concat_ws(' ', 'in a family', amopfamily, amoplefttype::regtype, amoprighttype::regtype, amopstrategy, amopopr::regoperator) FROM pg_amop WHERE oid < 16384
       UNION ALL SELECT concat_ws(' ', 'in a family', amprocfamily, amproclefttype::regtype, amprocrighttype::regtype, amprocnum, amproc) FROM pg_amproc WHERE oid < 16384
       UNION ALL SELECT concat_ws(' ', 'right by initdb', i.classoid::regclass, CASE i.classoid WHEN 'pg_class'::regclass THEN i.objoid::regclass::text WHEN 'pg_proc'::regclass THEN i.objoid::regprocedure::text ELSE i.objoid::text END,
                i.objsubid, g.privilege_type, g.is_grantable, ${who('g.grantee')})
         FROM pg_init_privs i, aclexplode(i.initprivs) g WHERE i.objoid < 16384
       UNION ALL SELECT concat_ws(' ', 'language', lanname, lanplcallfoid::regproc, laninline::regproc, lanvalidator::regproc, lanpltrusted) FROM pg_language WHERE oid < 16384
       UNION ALL SELECT concat_ws(' ', 'access method', amname, amhandler) FROM pg_am WHERE oid < 16384
       UNION ALL SELECT concat_ws(' ', 'collation', collname, collprovider, collcollate, collisdeterministic) FROM pg_collation WHERE collname IN ('C', 'POSIX', 'default') AND oid < 16384
       UNION ALL SELECT concat_ws(' ', oid::regoperator, oprcode, oprcom, oprnegate, oprrest, oprjoin, oprcanmerge, oprcanhash) FROM pg_operator WHERE oid < 16384
       UNION ALL SELECT concat_ws(' ', castsource::regtype, casttarget::regtype, castfunc::regproc, castcontext, castmethod) FROM pg_cast WHERE oid < 16384)
     SELECT current_setting('server_version_num') AS version,
            encode(sha256(convert_to(string_agg(text, ';' ORDER BY text COLLATE "C"), 'UTF8')), 'hex') AS sha256 FROM brought`,
  );
  if (row === undefined) throw new Error('the database told no version');
  return row;
}

async function inPgCatalog<Row>(manager: EntityManager, sql: string): Promise<Row[]> {
  const [before]: { path: string }[] = await manager.query(`SELECT pg_catalog.current_setting('search_path') AS path`);
  await manager.query('SET LOCAL search_path = pg_catalog');
  const rows: Row[] = await manager.query(sql);
  await manager.query(`SELECT pg_catalog.set_config('search_path', $1, true)`, [before?.path]);
  return rows;
}
