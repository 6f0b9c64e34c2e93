import { generateSigningKey } from '../../src/signing/keys.js';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Production } from './support/production.js';
import { freePort } from '../../tools/embedded/server/ports.js';

jest.setTimeout(180_000); // these are real processes, and the machine may be busy

const SECRET = 'Zq9secret';

let production: Production;
beforeAll(async () => {
  production = await Production.open('wrong-start');
}, 180_000);
afterAll(() => production.close());

/** Returns what a process prints that ends at its start, with its exit code. */
async function endOf(
  name: 'api' | 'worker' | 'keeper' | 'migrate',
  env: NodeJS.ProcessEnv,
): Promise<[number | null, string]> {
  const { ended, output } = production.begin(name, env);
  const { code } = await ended;
  // Nest logs that it cannot listen, as a line of JSON beside.
  const said = output().trim().split('\n');
  return [code, said.filter((line) => !line.startsWith('{"level"')).join('\n')];
}

describe('a start that fails', () => {
  const unreachable = async (): Promise<string> => `postgres://app:${SECRET}@127.0.0.1:${await freePort()}/rangap`;
  const otherwise = (change: (url: URL) => void) => () => {
    const url = new URL(production.database.url);
    change(url);
    return Promise.resolve(url.href);
  };
  const DATABASES: readonly (readonly [string, () => Promise<string>])[] = [
    ['nobody listens', unreachable],
    ['the password is wrong', otherwise((url) => (url.password = SECRET))],
    ['the role is absent', otherwise((url) => (url.username = 'nobody'))],
    ['the database is absent', otherwise((url) => (url.pathname = '/absent'))],
    ['the host is unknown', otherwise((url) => (url.hostname = 'absent.invalid'))],
    ['TLS is asked for and not there', otherwise((url) => url.searchParams.set('sslmode', 'verify-full'))],
  ];

  it.each(DATABASES)('because %s says so in one line, which names the setting', async (_why, address) => {
    const url = await address();
    for (const name of ['api', 'worker', 'keeper', 'migrate'] as const) {
      const setting = name === 'migrate' ? 'MIGRATE_DATABASE_URL' : 'DATABASE_URL';
      const [code, said] = await endOf(name, { [setting]: url });
      expect([name, code, said]).toEqual([
        name,
        1,
        expect.stringMatching(new RegExp(`^a setting is not usable: ${setting}: [^\\n]+$`)),
      ]);
      expect(said).not.toContain(SECRET);
    }
  });

  it('because of another setting says so in one line, which names it', async () => {
    const key = path.join(production.dir, 'other-key.json');
    writeFileSync(key, JSON.stringify(generateSigningKey('centre-unknown-1')));
    const taken = new URL(production.issuer.issuer).port;
    const cases = [
      ['worker', 'TEMPORAL_ADDRESS', `127.0.0.1:${await freePort()}`],
      ['worker', 'TEMPORAL_NAMESPACE', 'absent'],
      ['worker', 'RANGAP_TEMPORAL_METRICS_ADDRESS', `127.0.0.1:${taken}`],
      ['worker', 'RANGAP_HEALTH_PORT', taken],
      ['keeper', 'RANGAP_HEALTH_PORT', taken],
      ['api', 'RANGAP_HEALTH_PORT', taken],
      ['api', 'RANGAP_API_PORT', taken],
      ['keeper', 'RANGAP_SIGNING_KEY_FILE', path.join(production.dir, 'absent')],
    ] as const;
    for (const [name, setting, value] of cases) {
      const [code, said] = await endOf(name, { [setting]: value });
      expect([name, code, said]).toEqual([
        name,
        1,
        expect.stringMatching(new RegExp(`^a setting is not usable: ${setting}: [^\\n]+$`)),
      ]);
    }
    for (const name of ['api', 'worker', 'keeper'] as const)
      expect(await endOf(name, { RANGAP_SIGNING_KEY_FILE: key })).toEqual([
        1,
        'SIGNING_KEY_NOT_ENROLLED: run migrate with the file of centre-unknown-1 first',
      ]);
  });
});
