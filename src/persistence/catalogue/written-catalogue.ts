import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What `migrate` makes of an empty database: the file `catalogue.json`, which `npm run catalogue`
 * writes from a database that it makes. It is of the program, not of the database: who can change
 * every table cannot change what this says.
 */
interface WrittenCatalogue {
  /** The SHA-256 of the sources that it was made from; nothing is written anew for the same. */
  readonly sources: string;
  /** What PostgreSQL itself brings, as one SHA-256, by the version that it is of. */
  readonly builtIn: Readonly<Record<string, string>>;
  readonly objects: Readonly<Record<string, string>>;
}

/** Reads what `migrate` makes. */
export function writtenCatalogue(): WrittenCatalogue {
  // This project wrote it, so its shape is known.
  return JSON.parse(readFileSync(path.join(__dirname, 'catalogue.json'), 'utf8')) as WrittenCatalogue;
}
