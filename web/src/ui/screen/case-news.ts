import type { CaseView } from '../../api/schema.js';

/** What of a case is told to who hears the page, when it changes. */
export type CaseNews =
  | { readonly what: 'held'; readonly satang: string }
  | { readonly what: 'asked' | 'approved' | 'refused' }
  | { readonly what: 'evidence' };

type Seen = Pick<CaseView, 'heldSatang' | 'evidenceHash'> & {
  readonly freezeRequests: readonly Pick<CaseView['freezeRequests'][number], 'id' | 'state'>[];
};

/** Returns what changed between two readings of a case: holds, requests and decisions, evidence; in this order. */
export function newsOf(before: Seen, after: Seen): CaseNews[] {
  const was = new Map(before.freezeRequests.map(({ id, state }) => [id, state]));
  const requests = after.freezeRequests.flatMap(({ id, state }): CaseNews[] => {
    if (was.get(id) === state) return [];
    if (state === 'approved' || state === 'refused') return [{ what: state }];
    return was.has(id) ? [] : [{ what: 'asked' }];
  });
  return [
    ...(before.heldSatang === after.heldSatang ? [] : [{ what: 'held' as const, satang: after.heldSatang }]),
    ...requests,
    ...(before.evidenceHash === after.evidenceHash ? [] : [{ what: 'evidence' as const }]),
  ];
}
