import type { EvidenceFacts } from '../../domain/evidence/evidence-facts.js';
import type { Subjects } from '../../domain/evidence/questions.js';
import type { Agency } from '../../domain/party.js';
import type { citeRules } from '../case/cite-rules.js';

/** Reads an agency's answer into facts; null when it breaks the agreed form. */
export type AnswerReader = (agency: Agency, content: unknown) => EvidenceFacts | null;

/** A question as every dialect takes it. */
export interface QuestionParts {
  requestId: string;
  caseNo: string;
  legalBasis: ReturnType<typeof citeRules>;
  purpose: string;
  answerBy: Date;
  subjects: Subjects;
}

/** Writes a question as its agency will get it. */
export type QuestionWriter = (agency: Agency, question: QuestionParts) => object;

/** How the agencies are spoken to, for transactions that know none of their languages. */
export interface AgencyDialects {
  readAnswer: AnswerReader;
  writeQuestion: QuestionWriter;
}
