import type { PlantRow } from './exchange-plants.js';

/** Ways to open what guards the database, as an owner of its tables can. */
export const GUARD_PLANTS: readonly PlantRow[] = [
  ['GUARDS', 'a trigger that is switched off', (m) => m.query('ALTER TABLE hold DISABLE TRIGGER hold_keeps_its_sum')],
  ['GUARDS', 'an append-only table without its trigger', (m) => m.query('DROP TRIGGER receipt_append_only ON receipt')],
  [
    'GUARDS',
    'a table that may be emptied',
    (m) => m.query('ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_truncate'),
  ],
  ['GUARDS', 'a right to change a column of a decision', (m) => m.query('GRANT UPDATE (person) ON decision TO PUBLIC')],
  ['GUARDS', 'a right to remove evidence', (m) => m.query('GRANT DELETE ON evidence TO PUBLIC')],
  [
    'GUARDS',
    'a function that refuses nothing any more',
    (m) =>
      m.query(
        'CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
      ),
  ],
  [
    'GUARDS',
    'a function of somebody else',
    (m) => m.query('CREATE FUNCTION mine() RETURNS integer LANGUAGE sql RETURN 1'),
  ],
];
