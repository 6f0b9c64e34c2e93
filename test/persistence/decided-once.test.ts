import { PartyChangeRow } from '../../src/persistence/entities/traffic/party.entities.js';
import { newId } from '../../src/persistence/ids.js';
import { AT, LATER } from '../application/support/seed.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

/** What a second person writes when he decides; each table of such acts has these columns. */
const DECISION = ['state', 'decided_by', 'decided_role', 'decision_reason', 'decided_at'];

describe('what one person asks for and another decides on', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('is guarded by the same triggers in every table of such acts', async () => {
    const tables = await database.dataSource.query<{ table: string; guarded: boolean; kept: boolean }[]>(
      `SELECT c.table_name AS "table",
              EXISTS (SELECT 1 FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                       WHERE t.tgrelid = c.table_name::regclass AND p.proname = 'decided_once' AND t.tgtype & 28 = 28) AS guarded,
              EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.table_name::regclass AND t.tgtype & 32 = 32) AS kept
         FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.column_name = ANY ($1)
        GROUP BY c.table_name HAVING count(*) = $2 ORDER BY c.table_name`,
      [DECISION, DECISION.length],
    );
    expect(tables.map(({ table }) => table)).toEqual([
      'correction',
      'directive',
      'holder_papers',
      'lost_order_request',
      'party_change',
      'rule_change',
      'withdrawal',
    ]);
    expect(tables.filter(({ guarded, kept }) => !guarded || !kept)).toEqual([]);
  });

  describe('a row', () => {
    const change = (over: Partial<PartyChangeRow>): Partial<PartyChangeRow> => ({
      id: newId(),
      party: 'th-004',
      kind: 'change_address',
      keyId: null,
      publicJwk: null,
      notBefore: null,
      notAfter: null,
      lastKeyReason: null,
      baseUrl: 'https://bank.example',
      reason: 'moves',
      state: 'requested',
      requestedBy: 'admin-1',
      requestedRole: 'administrator',
      requestedAt: AT,
      decidedBy: null,
      decidedRole: null,
      decisionReason: null,
      decidedAt: null,
      ...over,
    });
    const decision = {
      decidedBy: 'admin-2',
      decidedRole: 'administrator',
      decisionReason: 'seen',
      decidedAt: LATER,
    } as const;
    const manager = () => database.dataSource.manager;
    let id: string;

    beforeEach(async () => {
      const row = change({ party: `bank-${newId()}` });
      await manager().query(
        `INSERT INTO party (slug, kind, institution_kind, name_th, name_en, base_url) VALUES ($1, 'institution', 'bank', 'x', 'x', 'https://x.example')`,
        [row.party],
      );
      await manager().insert(PartyChangeRow, row);
      id = row.id ?? '';
    });

    it('does not begin decided', async () => {
      const decided = change({ party: 'centre', state: 'approved', ...decision });
      await expect(manager().insert(PartyChangeRow, decided)).rejects.toThrow('party_change is decided once');
    });

    it.each([
      ['says something else when it is decided', `state = 'approved', base_url = 'https://thief.example'`],
      ['changes while it waits', `reason = 'another'`],
      [
        'is decided without an end',
        `decided_by = 'admin-2', decided_role = 'administrator', decision_reason = 'x', decided_at = now()`,
      ],
    ])('never %s', async (_title, change) => {
      await expect(manager().query(`UPDATE party_change SET ${change} WHERE id = $1`, [id])).rejects.toThrow(
        'party_change is decided once and never rewritten',
      );
    });

    it('is decided once, and never removed', async () => {
      await manager().update(PartyChangeRow, { id }, { state: 'refused', ...decision });
      const again = { state: 'approved' as const, ...decision };
      await expect(manager().update(PartyChangeRow, { id }, again)).rejects.toThrow('never rewritten');
      await expect(manager().delete(PartyChangeRow, { id })).rejects.toThrow('never rewritten');
    });
  });
});
