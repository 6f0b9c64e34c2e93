import type { EvidenceFacts } from '../../domain/evidence/evidence-facts.js';
import type { Subjects } from '../../domain/evidence/questions.js';
import type { Agency } from '../../domain/party.js';
import type { citeRules } from '../case/work/cite-rules.js';

/** Reads an agency's answer into facts; returns null when it breaks the agreed form. */
export type AnswerReader = (agency: Agency, content: unknown) => EvidenceFacts | null;

/** The parts of a question that every dialect writes. */
export interface QuestionParts {
  requestId: string;
  caseNo: string;
  legalBasis: ReturnType<typeof citeRules>;
  purpose: string;
  answerBy: Date;
  subjects: Subjects;
}

/** Writes a question in the dialect of its agency. */
export type QuestionWriter = (agency: Agency, question: QuestionParts) => object;

/** Reads and writes the dialects of the agencies for the transactions, which know none of them. */
export interface AgencyDialects {
  readAnswer: AnswerReader;
  writeQuestion: QuestionWriter;
}
