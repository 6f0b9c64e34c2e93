import { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { openBreakOnce } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { applyFind } from '../../complaint/incomplete/apply-find.js';
import { applyDebitConfirmation, type AskedDebit, newestQuestion } from '../../debit/apply-debit-confirmation.js';
import type { AnswerReader } from '../../evidence/answer-reader.js';
import { EvidenceAnswers } from '../../evidence/apply-evidence.js';
import { noteApplied, processedMarks } from '../../message/keep-applied.js';
import { applyBlaming } from '../../message/message-fault.js';
import { findSubject } from '../../message/receive-message.js';
import { applyHoldMessage } from './apply-hold-message.js';
import type { READ_NEWS } from '../look/read-to-advance.js';
import type { ApplyMode } from './set-aside.js';

/** The messages that wait for a case, with the questions that they answer (`READ_NEWS`). */
type News = Awaited<ReturnType<typeof READ_NEWS>>;

/**
 * Applies every message of the case that is not processed yet, oldest first. The case is locked,
 * so each message is applied once.
 */
export async function applyCaseMessages(
  work: CaseWork,
  news: News,
  readAnswer: AnswerReader,
  mode: ApplyMode,
): Promise<void> {
  const { waiting } = news;
  if (waiting.length === 0) return;
  const answers = new EvidenceAnswers(work, news.questions, news.evidence);
  const outcomes: string[] = [];
  for (const message of waiting) {
    // A message about a hold may read what the messages before it brought.
    if (isAboutHold(message)) await work.writeRows();
    const outcome = await applyBlaming(message, async () => {
      const applied = await applyMessage(work, message, answers, readAnswer, news);
      if (mode === 'one_by_one') {
        answers.note();
        await work.writeRows();
      }
      return applied;
    });
    noteApplied(work, message, outcome);
    outcomes.push(outcome);
  }
  answers.note();
  work.also(processedMarks(work, waiting, outcomes));
  await work.writeRows();
}

const FROM_AGENCIES: readonly string[] = ['evidence.answer', 'evidence.declined', 'evidence.unreadable'];

/**
 * Returns the question about a debit and its transfer as they were read, when only one message may
 * change them; else they are read again.
 */
function debitAsRead({ waiting, debits, debitTransfers }: News): AskedDebit | undefined {
  const others = waiting.filter((message) => !isFromAgency(message));
  const [question] = debits;
  const [transfer] = debitTransfers;
  if (others.length !== 1 || question === undefined || transfer === undefined) return undefined;
  return { question, transfer };
}

function isFromAgency({ kind }: InboxMessageRow): boolean {
  return FROM_AGENCIES.includes(kind);
}

function isAboutHold(message: InboxMessageRow): boolean {
  return !isFromAgency(message) && message.kind !== 'debit.confirmation';
}

/** Applies one message by its kind. Returns the code of its outcome. */
async function applyMessage(
  work: CaseWork,
  message: InboxMessageRow,
  answers: EvidenceAnswers,
  readAnswer: AnswerReader,
  news: News,
): Promise<string> {
  if (isFromAgency(message)) {
    const outcome = await answers.apply(message, readAnswer);
    const about = { caseId: work.caseFile.id, id: null };
    if (outcome === 'TOO_MANY') return openBreakOnce(work, about, message, 'EVIDENCE_VERSIONS');
    if (outcome !== 'PERSONS_UNPROVED') return outcome;
    await openBreakOnce(work, about, message, 'EVIDENCE_PERSONS_UNPROVED');
    return 'APPLIED';
  }
  const { kind } = message;
  if (kind === 'debit.confirmation') return applyDebitAnswer(work, message, news);
  const subject = await findSubject(work.manager, kind, message.subjectId, message.party);
  if (subject === undefined || subject.holdId === null) return 'FOREIGN';
  return applyHoldMessage(work, message, subject.holdId);
}

/** Applies the answer to a question about a debit: whether it was made, or which it was. */
async function applyDebitAnswer(work: CaseWork, message: InboxMessageRow, news: News): Promise<string> {
  const asked = news.debits.find(({ id }) => id === message.subjectId);
  if (asked === undefined || (asked.transferId ?? asked.incompleteTransferId ?? asked.holderOf) !== null)
    return applyAsRead(work, message, news, asked);
  // A later question asks the same: which transfer the victim told of, or whether one was made.
  const later = await newestQuestion(work, message.subjectId);
  return applyAsRead(work, message, news, later);
}

async function applyAsRead(
  work: CaseWork,
  message: InboxMessageRow,
  news: News,
  asked: DebitConfirmationRow | undefined,
): Promise<string> {
  if (asked === undefined || asked.incompleteTransferId === null)
    return applyDebitConfirmation(work, message, debitAsRead(news));
  // A message before it may have answered the same question.
  const question = await work.manager.findOneByOrFail(DebitConfirmationRow, { id: asked.id });
  return applyFind(work, message, question);
}
