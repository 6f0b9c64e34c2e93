import { mayChangeEvidence, versionOfAnswer } from '../../domain/evidence/evidence-state.js';
import { tokenKeyFor } from '../../domain/evidence/person-tokens.js';
import { type EvidenceRequestRow, EvidenceRow } from '../../persistence/entities/findings/evidence.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';
import { newId } from '../../persistence/ids.js';
import type { AnswerReader } from './answer-reader.js';
import type { CaseWork } from '../case/work/case-work.js';
import { questionChanges } from './evidence.queries.js';

/**
 * What agencies say to the questions of a case, applied together: what comes of them is written by
 * as many statements for one answer as for all.
 */
export class EvidenceAnswers {
  private newEvidence: EvidenceRow[] = [];
  private readonly changed = new Set<EvidenceRequestRow>();

  /** `earlier` is the evidence that the questions have already. */
  constructor(
    private readonly work: CaseWork,
    private readonly questions: readonly EvidenceRequestRow[],
    private readonly earlier: EvidenceRow[],
  ) {}

  /**
   * Applies an agency's answer, refusal or unreadable reply, and returns the outcome's code;
   * `note` writes it. Every readable answer is kept as a version of its own, even if it is late or
   * corrects an earlier one, unless it repeats the newest version (`DUPLICATE`) or there are too many
   * (`TOO_MANY`). A refusal and an unreadable reply are kept apart from silence. Of an answer whose
   * references to persons cannot be used the rest counts (`PERSONS_UNPROVED`).
   */
  async apply(message: InboxMessageRow, readAnswer: AnswerReader): Promise<string> {
    const request = this.questions.find(({ id }) => id === message.subjectId);
    if (request === undefined) throw new Error(`no question ${message.subjectId}`);
    this.noteDelivered(request, message);
    if (message.kind === 'evidence.declined') return this.settle(request, 'declined', 'declined');
    const tokens = tokenKeyFor(request.agency, this.work.rulebook, request.askedAt);
    const read = message.kind === 'evidence.answer' ? await readAnswer(request.agency, message.content, tokens) : null;
    if (read === null) {
      this.settle(request, 'unknown', 'unreadable');
      return 'UNREADABLE';
    }
    const version = versionOfAnswer(this.versionsOf(request), message.bodySha256);
    if (typeof version === 'string') return version;
    const late = this.work.now > request.deadlineAt;
    const evidence = this.work.manager.create(EvidenceRow, {
      id: newId(),
      evidenceRequestId: request.id,
      caseId: request.caseId,
      agency: request.agency,
      version,
      content: read.facts,
      rawSha256: message.bodySha256,
      inboxMessageId: message.id,
      late,
      receivedAt: message.receivedAt,
    });
    this.newEvidence.push(evidence);
    this.work.audit('evidence.received', {
      evidenceId: evidence.id,
      requestId: request.id,
      agency: request.agency,
      version,
      late,
      rawSha256: message.bodySha256,
      ...(read.tokenFault === null ? {} : { tokenFault: read.tokenFault }),
    });
    this.settle(request, 'answered', null);
    return read.tokenFault === null ? 'APPLIED' : 'PERSONS_UNPROVED';
  }

  /** Notes what was applied, to be written with the rest of the transaction. */
  note(): void {
    this.work.insert(EvidenceRow, this.newEvidence);
    if (this.changed.size > 0) this.work.also(questionChanges([...this.changed]));
    this.work.acknowledge(...[...this.changed].map(({ id }) => id));
    this.earlier.push(...this.newEvidence);
    this.newEvidence = [];
    this.changed.clear();
  }

  /** Notes that a question arrived: its agency's word proves it. */
  private noteDelivered(request: EvidenceRequestRow, { receivedAt }: InboxMessageRow): void {
    if (request.sentAt !== null) return;
    request.sentAt = receivedAt;
    this.changed.add(request);
    this.work.audit('evidence_request.delivered', { requestId: request.id });
  }

  private versionsOf({ id }: EvidenceRequestRow): EvidenceRow[] {
    return [...this.earlier, ...this.newEvidence].filter((row) => row.evidenceRequestId === id);
  }

  private settle(request: EvidenceRequestRow, to: SettledState, reason: string | null): string {
    const outcome = settleQuestion(this.work, request, to, reason);
    if (outcome === 'APPLIED') this.changed.add(request);
    return outcome;
  }
}

type SettledState = 'answered' | 'declined' | 'unknown';

/**
 * Moves a question to a state if the transition table allows it, notes the audit event, and returns
 * the outcome's code; the caller writes the row (`updateQuestions`). A second answer leaves the
 * state as it is.
 */
export function settleQuestion(
  work: CaseWork,
  request: EvidenceRequestRow,
  to: SettledState,
  reason: string | null,
): string {
  if (!mayChangeEvidence(request.state, to)) return request.state === to ? 'DUPLICATE' : 'ALREADY_ANSWERED';
  work.audit('evidence_request.state', {
    requestId: request.id,
    agency: request.agency,
    from: request.state,
    to,
    reason,
  });
  request.state = to;
  request.stateReason = reason;
  request.answeredAt = to === 'unknown' ? null : work.now;
  return 'APPLIED';
}
