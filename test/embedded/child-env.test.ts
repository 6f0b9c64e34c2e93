import { childEnvironment, type ChildEnv, type ChildProgram } from '../../tools/embedded/process/child-env.js';

/** Every variable that a child may ask for, with its own name as value. */
const OURS = new Proxy({} as ChildEnv, { get: (_target, name) => String(name) });
const INHERITED = {
  PATH: '/bin',
  DATABASE_URL: 'postgres://other',
  MIGRATE_DATABASE_URL: 'postgres://other-owner',
  PGPASSWORD: 'x',
  RANGAP_CODEC_KEYS: 'other',
  TEMPORAL_ADDRESS: 'other:1',
};
const SECRETS = ['DATABASE_URL', 'MIGRATE_DATABASE_URL', 'RANGAP_CODEC_KEYS', 'RANGAP_SIGNING_KEY_FILE', 'PGPASSWORD'];

describe('the environment of a child', () => {
  it.each<[ChildProgram, string[]]>([
    ['api', ['DATABASE_URL', 'RANGAP_CODEC_KEYS', 'RANGAP_SIGNING_KEY_FILE']],
    ['worker', ['DATABASE_URL', 'RANGAP_CODEC_KEYS', 'RANGAP_SIGNING_KEY_FILE']],
    ['keeper', ['DATABASE_URL', 'RANGAP_CODEC_KEYS', 'RANGAP_SIGNING_KEY_FILE']],
    ['migrate', ['DATABASE_URL', 'MIGRATE_DATABASE_URL', 'RANGAP_SIGNING_KEY_FILE']],
    ['codec', ['RANGAP_CODEC_KEYS']],
    ['signIn', []],
    ['simulator', []],
    ['stories', []],
    ['front', []],
  ])('of %s has of our secrets only %j, and none that was inherited', (program, secrets) => {
    const environment = childEnvironment(program, OURS, INHERITED);
    expect(SECRETS.filter((name) => environment[name] !== undefined)).toEqual(secrets);
    for (const name of secrets) expect(environment[name]).toBe(name);
    expect(environment['PATH']).toBe('/bin');
    expect(environment['TEMPORAL_ADDRESS']).not.toBe('other:1');
  });
});
