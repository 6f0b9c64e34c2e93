import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ulid } from 'ulid';

/** Writes, as the owner of the database, that a person has signed in with a browser in these roles. */
export async function signedIn(owner: DataSource, subject: string, roles: readonly string[]): Promise<void> {
  const id = ulid();
  await owner.query(
    `INSERT INTO person_session (id, secret_sha256, subject, name, roles, started_at, last_used_at, checked_at, expires_at)
     VALUES ($1, $2, $3, $3, $4, now(), now(), now(), now() + interval '1 hour')`,
    [id, createHash('sha256').update(id).digest('hex'), subject, roles],
  );
}
