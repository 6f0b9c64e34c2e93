import type { LookupRead } from '../../application/suspect/look-up-suspect.js';
import { csvLine } from '../http/csv.js';

const COLUMNS = ['id', 'lookedAt', 'person', 'role', 'institution', 'kind', 'purpose', 'found'] as const;

/** Yields the look-ups of suspects as CSV, one piece a page; the purpose is the words of a person. */
export async function* exportLookups(pages: AsyncIterable<LookupRead[]>): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const page of pages) {
    yield page.map((lookup) => csvLine(COLUMNS.map((column) => lookup[column]))).join('');
  }
}
