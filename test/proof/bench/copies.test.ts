import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CaseTemplate } from '../../../tools/proof/bench/copies/case-template.js';
import { COPIED_TABLES, NOT_COPIED } from '../../../tools/proof/bench/copies/copied-tables.js';

const CASE = '01M87M20XRF8M1KA7V9T94DG85';
const HOLD = '01M87M20ZX5W1TAW7EYTN23G2R';
const OPENED_MS = Date.parse('2026-11-24T20:30:48.745Z');
const HOUR_MS = 3_600_000;

const rows = new Map([
  ['case_file', `[{"id": "${CASE}", "case_no": "RG2569-0000003-3", "expires_at": "2026-11-27T20:30:48.745+00:00"}]`],
  [
    'hold',
    `[{"id": "${HOLD}", "case_id": "${CASE}", "account_no": "7439100002", "notice_reference": "RG2569-0000003-3/KPST8Q"}]`,
  ],
  ['outbox', `[{"workflow_id": "hold-${HOLD}", "key": "d75af46c-0fdb-43e4-9afa-95f343f1fe95"}]`],
  [
    'finding',
    `[{"rule_row_id": "th/P-EXP/2025-04-13", "judged_by": "2025-04-13T00:00:00Z", "subject": "th-006:7439100002"}]`,
  ],
]);
const template = new CaseTemplate(rows, ['RG2569-0000003-3', '7439100002'], OPENED_MS);

function copyOnce(): Record<string, Record<string, string>> {
  const copy = template.copy(24 * HOUR_MS, 'COPY');
  return Object.fromEntries(
    [...copy].map(([table, text]) => [table, (JSON.parse(text) as [Record<string, string>])[0]]),
  );
}

describe('a copy of a case', () => {
  it('has ids, keys, numbers and accounts of its own, the same ones wherever they stand', () => {
    const { case_file: caseFile, hold, outbox: entry, finding } = copyOnce();
    expect(caseFile?.['id']).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(caseFile?.['id']).not.toBe(CASE);
    expect(hold?.['case_id']).toBe(caseFile?.['id']);
    expect(entry?.['workflow_id']).toBe(`hold-${hold?.['id']}`);
    expect(entry?.['key']).not.toBe('d75af46c-0fdb-43e4-9afa-95f343f1fe95');
    expect(caseFile?.['case_no']).toMatch(/^COPY-/);
    expect(hold?.['notice_reference']).toBe(`${caseFile?.['case_no']}/KPST8Q`);
    expect(hold?.['account_no']).toMatch(/^74\d{8}$/);
    expect(hold?.['account_no']).not.toBe('7439100002');
    expect(finding?.['subject']).toBe(`th-006:${hold?.['account_no']}`);
  });

  it('began earlier, and so do all its deadlines', () => {
    expect(copyOnce()['case_file']?.['expires_at']).toBe('2026-11-26T20:30:48.745+00:00');
  });

  it('cites the same rules', () => {
    expect(copyOnce()['finding']).toMatchObject({
      rule_row_id: 'th/P-EXP/2025-04-13',
      judged_by: '2025-04-13T00:00:00Z',
    });
  });

  it('shares nothing with the next copy', () => {
    const [one, other] = [copyOnce(), copyOnce()];
    for (const key of ['id', 'case_no']) expect(one['case_file']?.[key]).not.toBe(other['case_file']?.[key]);
  });
});

describe('the tables of the database', () => {
  it('are each copied or left out on purpose', () => {
    const folder = path.join(__dirname, '../../../src/persistence/migrations');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sql'));
    const schema = files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
    const tables = [...schema.matchAll(/^CREATE TABLE (\w+)/gm)].map((match) => match[1]);
    expect([...COPIED_TABLES.map(({ name }) => name), ...NOT_COPIED].sort()).toEqual([...tables].sort());
  });
});
