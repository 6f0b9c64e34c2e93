import type { z } from 'zod';
import type { AccountRef } from '../../src/wire/common.js';
import type { Refusal } from '../http/problem.js';
import { readBody } from '../http/replies.js';

/**
 * What one agency knows, and how it answers from it. Listings and questions come as JSON and are
 * read here.
 */
export interface Register {
  /** Whether a listing fits what this agency lists. */
  check(listing: unknown): { readonly ok: true } | Refusal;
  /** Takes a listing up; one of the same subject and number takes the place of the older. */
  add(listing: unknown): void;
  /** Reads a question; a misfit is a 400. */
  read(question: unknown): { readonly ok: true; readonly requestId: string } | Refusal;
  /** The truthful answer to a question that `read` accepted. */
  answer(question: unknown): unknown;
  /** How many listings there are. */
  readonly size: number;
}

/** How one agency lists and answers. */
export interface Dialect<Listing, Question> {
  readonly listing: z.ZodType<Listing>;
  readonly question: z.ZodType<Question>;
  /** The account (`institution/accountNo`), number, link or wallet a listing is about. */
  readonly subjectOf: (listing: Listing) => string;
  /**
   * Tells several listings of one subject apart; one listing per subject when it is always the
   * same.
   */
  readonly numberOf: (listing: Listing) => string;
  readonly answer: (question: Question, find: (subject: string) => Listing[]) => unknown;
}

/** The register of an agency that speaks this dialect; starts empty. */
export function openRegister<Listing, Question extends { requestId: string }>(
  dialect: Dialect<Listing, Question>,
): Register {
  const bySubject = new Map<string, Map<string, Listing>>();
  const find = (subject: string) => [...(bySubject.get(subject)?.values() ?? [])];
  return {
    check: (listing) => {
      const read = readBody(dialect.listing, listing);
      return read.ok ? { ok: true } : read;
    },
    add: (raw) => {
      const listing = dialect.listing.parse(raw);
      const subject = dialect.subjectOf(listing);
      const listed = bySubject.get(subject) ?? new Map<string, Listing>();
      bySubject.set(subject, listed.set(dialect.numberOf(listing), listing));
    },
    read: (raw) => {
      const read = readBody(dialect.question, raw);
      return read.ok ? { ok: true, requestId: read.value.requestId } : read;
    },
    answer: (question) => dialect.answer(dialect.question.parse(question), find),
    get size() {
      return [...bySubject.values()].reduce((sum, listed) => sum + listed.size, 0);
    },
  };
}

/** An account as the subject of a listing. */
export function accountSubject({ institution, accountNo }: AccountRef): string {
  return `${institution}/${accountNo}`;
}
