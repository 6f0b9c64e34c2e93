import type { z } from 'zod';
import type { EvidenceFacts } from '../domain/evidence/evidence-facts.js';
import type { Subjects } from '../domain/evidence/questions.js';
import { readJson, type ReadBody } from '../signed-http/read-body.js';
import type { TokenEvaluation } from '../wire/agency/agency-protocol.js';
import type { AgencyQuestion } from './port.js';

/**
 * The translation between our questions and one agency's messages. Each agency has its own folder,
 * because each real interface will differ in its own way.
 */
export interface Dialect {
  readonly path: string;
  /** Makes the body of a question. Throws, before anything is sent, when it breaks the schema. */
  encode(question: AgencyQuestion): object;
  /** Reads a parsed answer; `requestId` is the question that the answer names. */
  decode(data: unknown): ReadBody<DecodedAnswer>;
}

/** An answer in one shape for all agencies. */
interface DecodedAnswer {
  requestId: string;
  facts: EvidenceFacts;
  /** What the evaluator made of the persons whom the answer names by tokens. */
  tokenEvaluation?: TokenEvaluation | undefined;
}

/** The parts of a dialect that an agency's folder gives. */
interface DialectParts<Question extends z.ZodType<object>, Answer extends AnswerHeader> {
  readonly protocol: { readonly path: string; readonly question: Question; readonly answer: z.ZodType<Answer> };
  /** Makes the part of the question that only this agency has. */
  readonly toSubjects: (subjects: Subjects) => OwnPart<z.input<Question>>;
  readonly toFacts: (answer: Answer) => EvidenceFacts;
}

/** What the answers of all agencies have; those that name nobody have no evaluation. */
type AnswerHeader = Pick<DecodedAnswer, 'requestId' | 'tokenEvaluation'>;

/** The fields that all questions have; times are RFC 3339. */
type Header = Record<'requestId' | 'caseNo' | 'legalBasis' | 'purpose' | 'answerBy' | 'personTokens', unknown>;

/** The other fields of a question: lists of subjects, each under the agency's own name. */
type OwnPart<Body> = { readonly [Field in Exclude<keyof Body, keyof Header>]: readonly unknown[] & Body[Field] };

/** Makes a dialect from an agency's schemas and two translations. */
export function dialect<Question extends z.ZodType<object>, Answer extends AnswerHeader>(
  parts: DialectParts<Question, Answer>,
): Dialect {
  const { protocol, toSubjects, toFacts } = parts;
  return {
    path: protocol.path,
    encode({ subjects, answerBy, personTokens, ...header }) {
      const own = toSubjects(subjects);
      if (Object.values<readonly unknown[]>(own).every((values) => values.length === 0))
        throw new Error('the question has no subject');
      const tokens = personTokens === null ? {} : { personTokens };
      return protocol.question.parse({ ...header, answerBy: answerBy.toISOString(), ...own, ...tokens });
    },
    decode(data) {
      const read = readJson(protocol.answer, data);
      if (!read.ok) return read;
      const { requestId, tokenEvaluation } = read.value;
      return { ok: true, value: { requestId, facts: toFacts(read.value), tokenEvaluation } };
    },
  };
}
