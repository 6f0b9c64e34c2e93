import { read, readCompose, type Service, serviceOf } from './deployment-files.js';
import { documentedReaders, environmentFaults, readEnvironments } from './environment.js';
import { secretFaults } from './compose-faults.js';

const settings = read('docs/SETTINGS.md');

describe('the environment that docker-compose.yml gives to the processes', () => {
  it('is read by them, is all they need, and is documented in docs/SETTINGS.md', () => {
    expect(environmentFaults(readCompose(), settings)).toEqual([]);
  });

  it('is no secret for which they read a file', () => {
    const names = new Set(readEnvironments(readCompose()).flatMap(({ read: looked }) => [...looked]));
    expect(names.size).toBeGreaterThan(15);
    expect(secretFaults(readCompose(), names)).toEqual([]);
  });

  const without =
    (name: string) =>
    ({ environment }: Service): void => {
      delete environment?.[name];
    };
  const withOther =
    (name: string, value: string) =>
    (service: Service): void => {
      service.environment = { ...service.environment, [name]: value };
    };
  it.each<[string, (service: Service) => void, RegExp]>([
    ['api', without('RANGAP_OIDC_ISSUER'), /^api: RANGAP_OIDC_ISSUER: /],
    ['worker', without('RANGAP_WORKFLOW_BUNDLE'), /^worker: RANGAP_WORKFLOW_BUNDLE: /],
    ['keeper', without('DATABASE_URL'), /^keeper: DATABASE_URL: /],
    ['migrate', without('RANGAP_DIRECTORY_FILE'), /^migrate: RANGAP_DIRECTORY_FILE: /],
    ['api', withOther('RANGAP_DEMO_RULEBOOK', 'allowed'), /must be forbidden in production/],
    ['keeper', withOther('RANGAP_SIGNING_KEY_FILE', '/run/secrets/other'), /cannot be read/],
    ['keeper', withOther('RANGAP_WORKFLOW_BUNDLE', 'x'), /^keeper does not read RANGAP_WORKFLOW_BUNDLE$/],
    ['api', withOther('RANGAP_API_PROT', '7410'), /^SETTINGS tells nothing of RANGAP_API_PROT of api$/],
    ['temporal', withOther('LOG_LEVEL', '${TEMPORAL_LOG_LEVEL}'), /^nothing of ours reads \$\{TEMPORAL_LOG_LEVEL\}$/],
  ])('would be found wrong in %s', (name, change, fault) => {
    const compose = readCompose();
    change(serviceOf(compose, name));
    expect(environmentFaults(compose, settings)).toContainEqual(expect.stringMatching(fault));
  });

  it('would be found undocumented when docs/SETTINGS.md names it for another process only', () => {
    const other = settings.replace(/^(- `RANGAP_WORKFLOW_BUNDLE`) \(worker\)/m, '$1 (keeper)');
    expect(environmentFaults(readCompose(), other)).toEqual([
      'SETTINGS tells nothing of RANGAP_WORKFLOW_BUNDLE of worker',
    ]);
  });

  it('is looked up in a list of names and readers', () => {
    expect(documentedReaders('- `A_B` (api, worker): x\n- `C` no\n- `PORT` (all): y')).toEqual(
      new Map([
        ['A_B', ['api', 'worker']],
        ['PORT', ['all']],
      ]),
    );
  });
});
