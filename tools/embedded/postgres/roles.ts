import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { z } from 'zod';
import { readOrCreate } from '../server/keys.js';
import { StartRefusal } from '../refusal.js';

/** The database that belongs to the role `owner`. */
export const DATABASE = 'rangap';

/** The roles of the database beside the superuser, by what they are for. */
const ROLES = {
  /** Of `migrate` alone: owns the schema. */
  owner: 'rangap_owner',
  /** Of the API, the workers and the keepers: `migrate` gives it its rights. */
  application: 'rangap_app',
  /** Of `verify`: reads everything, writes nothing. */
  reader: 'rangap_reader',
} as const;
type RoleUse = keyof typeof ROLES;

const Passwords = z.object({ owner: z.string(), application: z.string(), reader: z.string() });

/** The addresses of the database, one for each role. */
export type RoleUrls = Readonly<Record<RoleUse, string>>;

/**
 * Makes sure that the cluster of `administratorUrl` has the roles, with the passwords of
 * `passwordFile` (mode 0600, made when it is missing), and the database, which the owner owns.
 * Returns their addresses. Throws `StartRefusal` for a database of another owner.
 */
export async function ensureRoles(administratorUrl: string, passwordFile: string): Promise<RoleUrls> {
  const newPassword = (): string => randomBytes(24).toString('base64url');
  const passwords = readOrCreate(passwordFile, Passwords, () => ({
    owner: newPassword(),
    application: newPassword(),
    reader: newPassword(),
  }));
  const client = new Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    for (const use of ['owner', 'application', 'reader'] as const) await ensureRole(client, ROLES[use], passwords[use]);
    await client.query(`GRANT pg_read_all_data TO ${ROLES.reader}`);
    await ensureDatabase(client);
  } finally {
    await client.end();
  }
  const urlOf = (use: RoleUse): string => {
    const url = new URL(administratorUrl);
    url.username = ROLES[use];
    url.password = passwords[use];
    url.pathname = `/${DATABASE}`;
    return url.href;
  };
  return { owner: urlOf('owner'), application: urlOf('application'), reader: urlOf('reader') };
}

async function ensureRole(client: Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role}`);
  await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
}

async function ensureDatabase(client: Client): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    'SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1',
    [DATABASE],
  );
  const [found] = rows;
  if (found === undefined) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLES.owner}`);
  else if (found.owner !== ROLES.owner) {
    throw new StartRefusal(
      `The database ${DATABASE} belongs to ${found.owner}, not to ${ROLES.owner}: another version made it. ` +
        'Move the data folder away to begin anew.',
    );
  }
}
