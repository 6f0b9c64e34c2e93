import type { EntityManager } from 'typeorm';
import { type Catalogue, readBuiltIn, readCatalogue } from '../../../../src/persistence/catalogue/read-catalogue.js';
import { writtenCatalogue } from '../../../../src/persistence/catalogue/written-catalogue.js';
import type { Check } from '../../check.js';

/** Most of a definition that a finding shows. */
const SHOWN = 120;

/** A version of PostgreSQL may lack one of them; what it has must be as written. */
const isServerSetting = (id: string): boolean => id.startsWith('server setting ');

/** Sequences that must be ahead of every number that was drawn from them, and the highest of those. */
const DRAWN: readonly { sequence: string; highest: string }[] = [
  {
    sequence: 'case_no_seq',
    highest: `SELECT max(substring(case_no FROM '-([0-9]{7})-')::bigint) FROM case_file`,
  },
  {
    // The newest events have the newest seals.
    sequence: 'seal_no_seq',
    highest: `SELECT max((seal ->> 2)::bigint) FROM (SELECT seals FROM audit_event WHERE seals IS NOT NULL ORDER BY xid DESC LIMIT 1000) e,
              jsonb_array_elements(seals::jsonb) seal`,
  },
];

/**
 * The guards of the database itself. The whole catalogue is compared with what `migrate` makes of
 * an empty one: tables, columns, triggers, constraints, indexes, functions, rules, rights, roles,
 * settings, and whatever else there is that migrations did not make. It finds what is open now,
 * not what was opened and closed again.
 */
export const guards: Check = {
  id: 'GUARDS',
  title: 'the database is what migrate makes: every guard, right, role and setting, and nothing beside',
  async run({ manager }) {
    const { objects: expected, builtIn } = writtenCatalogue();
    const found = await readCatalogue(manager);
    const { version, sha256 } = await readBuiltIn(manager);
    const known = builtIn[version];
    const replaced = known !== undefined && known !== sha256;
    return {
      checked: Object.keys(expected).length,
      violations: [
        ...differences(expected, found),
        ...(replaced ? [`PostgreSQL ${version}: a function, type, relation or operator of its own was replaced`] : []),
        ...(await sequencesSetBack(manager)),
      ],
      ...(known === undefined && { note: `PostgreSQL ${version}: its own functions are not compared, only ours` }),
    };
  },
};

function differences(expected: Catalogue, found: Catalogue): string[] {
  const ids = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return ids.flatMap((id) => {
    const [should, is] = [expected[id], found[id]];
    if (should === is) return [];
    if (is === undefined) return isServerSetting(id) ? [] : [`${id}: is missing`];
    if (should === undefined) return [`${id}: migrate makes no such thing (${brief(is)})`];
    return [`${id}: is not what migrate makes (${brief(is)})`];
  });
}

function brief(definition: string): string {
  return definition.length > SHOWN ? `${definition.slice(0, SHOWN)}…` : definition;
}

async function sequencesSetBack(manager: EntityManager): Promise<string[]> {
  const violations: string[] = [];
  for (const { sequence, highest } of DRAWN) {
    const [row]: { highest: string | null; last: string | null }[] = await manager.query(
      `SELECT (${highest}) AS highest, pg_sequence_last_value('${sequence}') AS last`,
    );
    if (row === undefined || row.highest === null) continue;
    if (BigInt(row.last ?? 0) < BigInt(row.highest))
      violations.push(`sequence public.${sequence}: was set back to ${row.last}, and ${row.highest} was drawn from it`);
  }
  return violations;
}
