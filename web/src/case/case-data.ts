import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { serverNow } from '../api/server-time.js';
import { SUSPENSION } from '../orders/draft-reason.js';
import { ROWS } from '../ui/rows/first-rows.js';
import type { CaseAppeals, HoldList } from '../api/schema.js';

export type Hold = HoldList['holds'][number];
export type Appeal = CaseAppeals['appeals'][number];

/** So long after the end of a claim the server surely says that it is over. */
const AFTER_CLAIM_MS = 1_000;

const path = (id: string) => ({ params: { path: { id } } });

/** The case with its freeze requests. */
export function useCase(id: string) {
  return useQuery({
    queryKey: ['case', id, 'view'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}', path(id))),
  });
}

/**
 * Asks for what a case is drawn of at once, side by side: the trail first, because it is looked at first. Without
 * it each waits until the case itself is there.
 */
export function useFirstReads(id: string): void {
  useTrail(id);
  useActs(id);
  useHolds(id);
  useFindings(id, { first: ROWS });
  useFindings(id, { first: ROWS, rules: [SUSPENSION] });
}

/** What the person at the screen can do on the case now, and why not the rest. */
export function useActs(id: string, isRead = true) {
  return useQuery({
    queryKey: ['case', id, 'acts'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/acts', path(id))),
    enabled: isRead,
    // The claim of a colleague ends without news: what it held up is asked for again then.
    refetchInterval: ({ state: { data } }) =>
      data?.claim.until == null ? false : Math.max(Date.parse(data.claim.until) - serverNow(), 0) + AFTER_CLAIM_MS,
  });
}

/** Where the money went; with `all` also that of other victims who meet there. */
export function useTrail(id: string, victims: 'case' | 'all' = 'case') {
  return useQuery({
    queryKey: ['case', id, 'trail', victims],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/trail', { params: { path: { id }, query: { victims } } })),
  });
}

/** The holds with their orders, receipts and releases. */
export function useHolds(id: string) {
  return useQuery({
    queryKey: ['case', id, 'holds'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/holds', path(id))),
    select: ({ holds }) => holds,
  });
}

/** Which findings to read: so many, of which rules, about the accounts of which parts of the trail. */
interface FindingsAsked {
  readonly first?: number | undefined;
  readonly rules?: readonly string[];
  readonly parts?: readonly string[];
}

/** As many parts of the trail as one question about findings names. */
const MOST_PARTS = 200;

/**
 * What the rules give, with reasons, what blocks first. A case of hundreds of accounts has thousands, so each place
 * reads those that it shows. The rows that stand there stay until more have come.
 */
export function useFindings(id: string, { first, rules, parts }: FindingsAsked) {
  const query = {
    ...(first === undefined ? {} : { first }),
    ...(rules === undefined ? {} : { rules: rules.join(',') }),
    ...(parts === undefined ? {} : { parts: parts.slice(0, MOST_PARTS).join(',') }),
  };
  return useQuery({
    queryKey: ['case', id, 'findings', query],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/findings', { params: { path: { id }, query } })),
    enabled: parts?.length !== 0,
    ...(rules === undefined && parts === undefined ? { placeholderData: keepPreviousData } : {}),
  });
}

/**
 * What agencies answered. Each reading is on the audit chain, so it is read only while it is shown,
 * and again only when the evidence itself changes.
 */
export function useEvidence(id: string, isShown: boolean) {
  return useQuery({
    queryKey: ['evidence', id],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/evidence', path(id))),
    enabled: isShown,
  });
}

/** What is sent about numbers, persons and wallets of the case, and what the parties answered. */
export function useDirectives(id: string, isShown: boolean) {
  return useQuery({
    queryKey: ['case', id, 'directives'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/directives', path(id))),
    select: ({ directives }) => directives,
    enabled: isShown,
  });
}

/** What was reported, with what it says of persons, masked. */
export function usePersons(id: string, isShown: boolean) {
  return useQuery({
    queryKey: ['case', id, 'persons'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/persons', path(id))),
    enabled: isShown,
  });
}

/** Who had which value of the case revealed, the newest first; for supervisor and auditor. */
export function useReveals(id: string) {
  return useQuery({
    queryKey: ['case', id, 'reveals'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/reveals', path(id))),
    select: ({ reveals }) => reveals,
  });
}

/**
 * The audit chain of the case, the newest event first, and what of it happened to the money. First only the
 * rows that stand on a page, because a case of hundreds of accounts has thousands; `isWhole`: all.
 */
export function useTimeline(id: string, isWhole: boolean) {
  const query = isWhole ? {} : { newest: ROWS };
  return useQuery({
    queryKey: ['case', id, 'timeline', isWhole],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/timeline', { params: { path: { id }, query } })),
    select: ({ events, ...others }) => ({ ...others, events: events.toReversed() }),
    placeholderData: keepPreviousData,
  });
}

/** What the case has in common with others, and the group that they form. */
export function useLinks(id: string) {
  return useQuery({
    queryKey: ['case', id, 'links'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/links', path(id))),
  });
}

/** The appeals against the holds of the case. */
export function useAppeals(id: string, isRead: boolean) {
  return useQuery({
    queryKey: ['case', id, 'appeals'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/appeals', path(id))),
    select: ({ appeals }) => appeals,
    enabled: isRead,
  });
}

/** Every disclosure between parties, the newest first. */
export function useExchanges(id: string, isShown: boolean) {
  return useQuery({
    queryKey: ['case', id, 'exchanges'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/exchanges', path(id))),
    select: ({ exchanges }) => exchanges.toSorted((one, other) => other.at.localeCompare(one.at)),
    enabled: isShown,
  });
}

/** The notes of the case. Each reading is on the audit chain: as the evidence, only while shown. */
export function useNotes(id: string, isShown: boolean) {
  return useQuery({
    queryKey: ['notes', id],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/notes', path(id))),
    select: ({ notes }) => notes.toReversed(),
    enabled: isShown,
  });
}
