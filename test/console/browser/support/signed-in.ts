import { until } from '../../../e2e/support/until.js';
import type { House, Visit } from './house.js';

/** Lets a person sign in once, because a case is handed over to who has signed in. */
export async function signedIn(house: House, person: string, visit: Visit): Promise<void> {
  const has = async () => {
    const [row] = await house.system.db.query<[{ count: number }]>(
      'SELECT count(*)::int AS count FROM person_session WHERE subject = $1',
      [person],
    );
    return row.count > 0 ? true : undefined;
  };
  if (await has()) return;
  await visit(person);
  await until(`${person} has signed in`, 20, has);
}
