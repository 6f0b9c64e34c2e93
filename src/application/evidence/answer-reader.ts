import type { EvidenceFacts } from '../../domain/evidence/evidence-facts.js';
import type { TokenFault, TokenKey } from '../../domain/evidence/person-tokens.js';
import type { Subjects } from '../../domain/evidence/questions.js';
import type { Agency } from '../../domain/party.js';
import type { citeRules } from '../case/work/cite-rules.js';

/** What an answer says; `tokenFault` is why its references to persons are left out of the facts. */
interface AnswerRead {
  facts: EvidenceFacts;
  tokenFault: TokenFault | null;
}

/**
 * Reads an agency's answer into facts; null when it breaks the agreed form. `tokens` is the key
 * under which the question asked for tokens; null when it asked for plain references.
 */
export type AnswerReader = (agency: Agency, content: unknown, tokens: TokenKey | null) => Promise<AnswerRead | null>;

/** The parts of a question that every dialect writes. */
export interface QuestionParts {
  requestId: string;
  caseNo: string;
  legalBasis: ReturnType<typeof citeRules>;
  purpose: string;
  answerBy: Date;
  subjects: Subjects;
  personTokens: TokenKey | null;
}

/** Writes a question in the dialect of its agency. */
export type QuestionWriter = (agency: Agency, question: QuestionParts) => object;

/** Reads and writes the dialects of the agencies for the transactions, which know none of them. */
export interface AgencyDialects {
  readAnswer: AnswerReader;
  writeQuestion: QuestionWriter;
}
