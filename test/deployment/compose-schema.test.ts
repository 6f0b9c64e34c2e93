import Ajv2020 from 'ajv/dist/2020.js';
import { type ComposeFile, interpolated, read, readCompose, serviceOf } from './deployment-files.js';

const validate = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(
  JSON.parse(read('test/deployment/compose-spec.schema.json')) as object,
);

/** Returns the faults of a file by the Compose Specification, one line each. */
function faultsOf(compose: ComposeFile): string[] {
  validate(compose);
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}

describe('docker-compose.yml', () => {
  it('is a compose file by the schema of the Compose Specification', () => {
    expect(faultsOf(readCompose())).toEqual([]);
  });

  it.each<[string, (compose: ComposeFile) => void, string]>([
    [
      'an unknown key',
      (c) => Object.assign(serviceOf(c, 'api'), { replica: 2 }),
      '/services/api must NOT have unevaluated properties',
    ],
    ['a port of the wrong kind', (c) => Object.assign(serviceOf(c, 'api'), { ports: [true] }), '/services/api/ports/0'],
    ['an unknown section', (c) => Object.assign(c, { service: {} }), 'must NOT have'],
  ])('would not be one with %s', (_what, change, fault) => {
    const compose = readCompose();
    change(compose);
    expect(faultsOf(compose).join('\n')).toContain(fault);
  });

  it('names services, secrets, configs and volumes that it has', () => {
    const compose = readCompose();
    const used = (key: string): string[] =>
      Object.values(compose.services).flatMap((service) => {
        const value = (service as Record<string, unknown>)[key];
        if (!Array.isArray(value)) return Object.keys(value ?? {});
        return value.map((entry: string | { source: string }) => (typeof entry === 'string' ? entry : entry.source));
      });
    const has = (section: string): string[] => Object.keys(compose[section] as object).sort();
    const sorted = (names: string[]): string[] => [...new Set(names)].sort();
    expect(sorted(used('secrets'))).toEqual(has('secrets'));
    expect(sorted(used('configs'))).toEqual(has('configs'));
    expect(sorted(used('volumes').map((volume) => volume.split(':')[0] ?? ''))).toEqual(has('volumes'));
    expect(has('services')).toEqual(expect.arrayContaining(sorted(used('depends_on'))));
  });
});

describe('the variables of a compose file', () => {
  it('are found in every form, and a dollar of the shell is none', () => {
    expect(
      interpolated({ a: '${A} $B', b: ['x${C:-1}', '${D:?what it is}'], c: '$$E $${F} $$(g)', d: '$$$G' }),
    ).toEqual(['A', 'B', 'C', 'D', 'G']);
  });
});
