import { endOf } from '../../domain/deadlines/deadline-of.js';
import { tokenKeyFor } from '../../domain/evidence/person-tokens.js';
import { planQuestions, type Subjects } from '../../domain/evidence/questions.js';
import { QUESTION_BASIS, questionBasis } from '../../domain/evidence/question-basis.js';
import type { Agency } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { EvidenceRequestRow } from '../../persistence/entities/findings/evidence.entities.js';
import { newId } from '../../persistence/ids.js';
import type { QuestionWriter } from './answer-reader.js';
import type { CaseWork } from '../case/work/case-work.js';
import { subjectsOf } from '../judgement/case-facts.js';
import { citeRules } from '../case/work/cite-rules.js';
import type { LoadedCase } from '../case/work/load-case.js';

/**
 * Writes the questions of the next wave: one for each agency, about the subjects of its kind that
 * it has not been asked about.
 */
export function askQuestions(work: CaseWork, loaded: LoadedCase, write: QuestionWriter): void {
  const wave = 1 + Math.max(0, ...loaded.questions.map((question) => question.wave));
  loaded.questions.push(...writeWave(work, wave, planQuestions(subjectsOf(loaded), alreadyAsked(loaded)), write));
}

/** Writes the questions of a case that is being opened: they go out with the first orders. */
export function askFirstQuestions(work: CaseWork, subjects: Subjects, write: QuestionWriter): EvidenceRequestRow[] {
  return writeWave(work, 1, planQuestions(subjects, new Map()), write);
}

function writeWave(
  work: CaseWork,
  wave: number,
  planned: ReturnType<typeof planQuestions>,
  write: QuestionWriter,
): EvidenceRequestRow[] {
  if (planned.length === 0) return [];
  const deadlineAt = endOf(ruleInForce(work.rulebook, 'P-ASK', work.now), work.now, work);
  const rows = planned.map(({ agency, subjects }) =>
    work.manager.create(EvidenceRequestRow, {
      id: newId(),
      caseId: work.caseFile.id,
      agency,
      wave,
      subjects,
      state: 'asked',
      stateReason: null,
      legalBasis: questionBasis(agency, work.rulebook, work.now),
      purpose: QUESTION_BASIS[agency].purpose,
      askedAt: work.now,
      deadlineAt,
      sentAt: null,
      answeredAt: null,
    }),
  );
  work.insert(EvidenceRequestRow, rows);
  for (const row of rows) {
    work.audit('evidence_request.state', { requestId: row.id, agency: row.agency, wave, from: null, to: 'asked' });
    const message = write(row.agency, {
      requestId: row.id,
      caseNo: work.caseFile.caseNo,
      legalBasis: citeRules(work.rulebook, row.legalBasis),
      purpose: row.purpose,
      answerBy: row.deadlineAt,
      subjects: row.subjects,
      personTokens: tokenKeyFor(row.agency, work.rulebook, work.now),
    });
    work.send({
      id: row.id,
      kind: 'evidence.question',
      party: row.agency,
      subjectId: row.id,
      body: message,
      legalBasis: row.legalBasis,
      purpose: row.purpose,
    });
  }
  return rows;
}

/** Returns, by agency, the subjects of all earlier questions of the case. */
function alreadyAsked(loaded: LoadedCase): Map<Agency, Subjects> {
  const askedOf = new Map<Agency, Subjects>();
  for (const { agency, subjects } of loaded.questions) {
    const before = askedOf.get(agency) ?? { accounts: [], phones: [], links: [], wallets: [], paidNumbers: [] };
    askedOf.set(agency, {
      accounts: [...before.accounts, ...subjects.accounts],
      phones: [...before.phones, ...subjects.phones],
      links: [...before.links, ...subjects.links],
      wallets: [...before.wallets, ...subjects.wallets],
      paidNumbers: [...before.paidNumbers, ...subjects.paidNumbers],
    });
  }
  return askedOf;
}
