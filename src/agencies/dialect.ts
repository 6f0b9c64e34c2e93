import type { z } from 'zod';
import type { EvidenceFacts } from '../domain/evidence/evidence-facts.js';
import type { Subjects } from '../domain/evidence/questions.js';
import { readJson, type ReadBody } from '../signed-http/read-body.js';
import type { AgencyQuestion } from './port.js';

/**
 * How one agency is spoken to. Each agency has a folder of its own, because each one's real
 * interface will differ in its own way.
 */
export interface Dialect {
  readonly path: string;
  /**
   * The body of the question. Throws on a question that breaks the agency's schema: a bug, found
   * before anything is sent.
   */
  encode(question: AgencyQuestion): object;
  /** Reads a parsed answer; `requestId` is the question it says it answers. */
  decode(data: unknown): ReadBody<{ requestId: string; facts: EvidenceFacts }>;
}

/** What an agency's folder writes down. */
interface DialectParts<Question extends z.ZodType<object>, Answer extends { requestId: string }> {
  readonly protocol: { readonly path: string; readonly question: Question; readonly answer: z.ZodType<Answer> };
  /** The part of the question that is the agency's own. */
  readonly toSubjects: (subjects: Subjects) => OwnPart<z.input<Question>>;
  readonly toFacts: (answer: Answer) => EvidenceFacts;
}

/** The part that all questions have in common; times are RFC 3339. */
type Header = Record<'requestId' | 'caseNo' | 'legalBasis' | 'purpose' | 'answerBy', unknown>;

/** The fields beside the header: lists of subjects, each kind under the agency's own name. */
type OwnPart<Body> = { readonly [Field in Exclude<keyof Body, keyof Header>]: readonly unknown[] & Body[Field] };

/** Makes a dialect from an agency's schemas and its two translations. */
export function dialect<Question extends z.ZodType<object>, Answer extends { requestId: string }>(
  parts: DialectParts<Question, Answer>,
): Dialect {
  const { protocol, toSubjects, toFacts } = parts;
  return {
    path: protocol.path,
    encode({ subjects, answerBy, ...header }) {
      const own = toSubjects(subjects);
      if (Object.values<readonly unknown[]>(own).every((values) => values.length === 0))
        throw new Error('the question has no subject');
      return protocol.question.parse({ ...header, answerBy: answerBy.toISOString(), ...own });
    },
    decode(data) {
      const read = readJson(protocol.answer, data);
      if (!read.ok) return read;
      return { ok: true, value: { requestId: read.value.requestId, facts: toFacts(read.value) } };
    },
  };
}
