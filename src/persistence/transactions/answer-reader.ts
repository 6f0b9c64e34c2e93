import type { EvidenceFacts } from '../../domain/evidence/evidence-facts.js';
import type { Agency } from '../../domain/party.js';

/** Reads an agency's answer into facts; null when it breaks the agreed form. */
export type AnswerReader = (agency: Agency, content: unknown) => EvidenceFacts | null;
