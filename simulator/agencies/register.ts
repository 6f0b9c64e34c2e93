import type { z } from 'zod';
import type { AccountRef } from '../../src/wire/common.js';
import type { Refusal } from '../http/problem.js';
import { readBody } from '../http/replies.js';

/**
 * The lists of one agency and its answers from them. It checks the JSON of listings and questions
 * itself.
 */
export interface Register {
  /** Checks that a listing has the form of this agency's lists. */
  check(listing: unknown): { readonly ok: true } | Refusal;
  /** Adds a listing; it replaces an older one of the same subject and number. */
  add(listing: unknown): void;
  /** Reads a question; refuses one of another form with a 400. */
  read(question: unknown): { readonly ok: true; readonly requestId: string } | Refusal;
  /** Returns the true answer to a question that `read` accepted. */
  answer(question: unknown): unknown;
  /** The number of listings. */
  readonly size: number;
}

/** The form of one agency's lists and answers. */
export interface Dialect<Listing, Question> {
  readonly listing: z.ZodType<Listing>;
  readonly question: z.ZodType<Question>;
  /**
   * Returns the account (`institution/accountNo`), number, link or wallet that a listing is about.
   */
  readonly subjectOf: (listing: Listing) => string;
  /** Distinguishes several listings of one subject; a constant allows one listing per subject. */
  readonly numberOf: (listing: Listing) => string;
  readonly answer: (question: Question, find: (subject: string) => Listing[]) => unknown;
}

/** Makes the register of an agency with this dialect, empty. */
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

/** Returns the subject of a listing about an account. */
export function accountSubject({ institution, accountNo }: AccountRef): string {
  return `${institution}/${accountNo}`;
}
