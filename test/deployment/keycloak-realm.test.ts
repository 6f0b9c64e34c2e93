import { personOf } from '../../src/api/auth/person-claims.js';
import { CALLBACK_PATH } from '../../src/api/auth/sign-in.js';
import { ROLES } from '../../src/domain/freeze-request/freeze-request.js';
import { read } from './deployment-files.js';

interface Realm {
  roles: { realm: { name: string }[] };
  clients: {
    redirectUris: string[];
    directAccessGrantsEnabled: boolean;
    frontchannelLogout: boolean;
    attributes: Record<string, string>;
    protocolMappers: { config: Record<string, string> }[];
  }[];
  components: Record<string, { config: Record<string, string[]> }[]>;
}

describe("Keycloak's realm file", () => {
  const realm = JSON.parse(read('docs/keycloak-realm.json')) as Realm;
  const [client] = realm.clients;

  it('has our roles and no others', () => {
    expect(realm.roles.realm.map(({ name }) => name)).toEqual(ROLES);
  });

  it('sends browsers back to the route that takes them, with PKCE, and takes no password from us', () => {
    expect(client?.redirectUris.map((uri) => new URL(uri).pathname)).toEqual([CALLBACK_PATH]);
    expect(client?.attributes['pkce.code.challenge.method']).toBe('S256');
    expect(client?.directAccessGrantsEnabled).toBe(false);
  });

  it('says at once that somebody is signed out, with its session, to the route that takes it', () => {
    const { paths } = JSON.parse(read('docs/openapi.json')) as { paths: Record<string, object> };
    const uri = client?.attributes['backchannel.logout.url'] ?? '';
    expect(Object.keys(paths)).toContain(new URL(uri).pathname);
    expect(client?.attributes['backchannel.logout.session.required']).toBe('true');
    expect(client?.frontchannelLogout).toBe(false); // it would go first
  });

  it('puts roles and institution into both tokens, by the names that we read', () => {
    const claims = client?.protocolMappers.filter(({ config }) => config['id.token.claim'] === 'true') ?? [];
    expect(claims.map(({ config }) => [config['claim.name'], config['access.token.claim']])).toEqual([
      ['realm_access.roles', 'true'],
      ['rangap_institution', 'true'],
      ['phone_number', 'true'],
    ]);
    const said = {
      sub: 'x',
      realm_access: { roles: ['institution_user', 'offline_access'] },
      rangap_institution: 'th-004',
    };
    expect(personOf(said, { rolesClaim: 'realm_access.roles', hash: (_kind, value) => value })).toMatchObject({
      roles: ['institution_user'],
      institution: 'th-004',
    });
  });

  it('lets nobody but an administrator say for which institution a person works', () => {
    const [profile] = realm.components['org.keycloak.userprofile.UserProfileProvider'] ?? [];
    const { attributes } = JSON.parse(profile?.config['kc.user.profile.config']?.[0] ?? '{}') as {
      attributes: { name: string; permissions: { edit: string[] } }[];
    };
    const found = attributes.find(({ name }) => name === 'rangap_institution');
    expect(found?.permissions.edit).toEqual(['admin']);
  });
});
