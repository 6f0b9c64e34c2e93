import type { EntityManager } from 'typeorm';
import { type ComplaintSearch, findComplaints } from './complaint.queries.js';

const MOST_FOUND = 50;

/** Finds complaints by one mark, newest first, at most fifty. */
export async function searchComplaints(manager: EntityManager, search: ComplaintSearch) {
  const rows = await findComplaints(manager, search, MOST_FOUND + 1);
  const complaints = rows.slice(0, MOST_FOUND).map(({ receivedAt, ...complaint }) => ({
    ...complaint,
    receivedAt: receivedAt.toISOString(),
  }));
  return { complaints, more: rows.length > MOST_FOUND };
}
