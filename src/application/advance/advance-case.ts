import type { DataSource } from 'typeorm';
import type { CaseStep } from '../../contract/activities.js';
import { gatherMs } from '../../contract/gather-time.js';
import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import { ENDED_HOLD_STATES } from '../../domain/hold/hold.js';
import { markOutboxRead } from '../../persistence/outbox/outbox.js';
import { reading, value } from '../../persistence/read-together.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { type CaseWork, openKnownCase } from '../case/case-work.js';
import { CLAIMED_SUMS } from '../case/case.queries.js';
import { CASE_PARTS, loadCaseBy, type LoadedCase } from '../case/load-case.js';
import { askDebitsAgain } from '../debit/ask-debits-again.js';
import { askReceivers } from '../debit/ask-receivers.js';
import type { AgencyDialects } from '../evidence/answer-reader.js';
import { askQuestions } from '../evidence/ask-questions.js';
import { carryOutFreezeRequests } from '../freeze-request/carry-out-freeze-requests.js';
import { caseFacts } from '../judgement/case-facts.js';
import { IS_NOTICED } from '../judgement/judgement.queries.js';
import { judgeRecord, NEWEST_FINDINGS } from '../judgement/judge-record.js';
import { linkCase } from '../link/link-case.js';
import { NAMED_BY_PARTIES } from '../link/link.queries.js';
import { noteSubjects, SUBJECTS_OF_CASE } from '../link/note-subjects.js';
import type { SubjectHash } from '../link/subject-hash.js';
import { type ApplyMode, applyCaseMessages, TogetherFault } from './apply-case-messages.js';
import { ensureHolds } from './ensure-holds.js';
import { projectStatus } from './project-status.js';
import { settingAside } from './set-aside.js';
import { settleClocks } from './settle-clocks.js';

/**
 * The process that commits a hold starts its workflow at once; after this time the case starts
 * those that were missed.
 */
const START_UNDER_WAY_MS = 2_000;

/** What advancing the case `$1` reads, by one statement. */
const READ_TO_ADVANCE = reading({
  ...CASE_PARTS,
  newestFindings: NEWEST_FINDINGS,
  subjects: SUBJECTS_OF_CASE,
  namedByParties: NAMED_BY_PARTIES,
  isNoticed: IS_NOTICED,
  /** Ids of the holds whose start nobody has read yet, though it is some time ago. */
  missedStarts: value<string[]>(
    `SELECT ARRAY(SELECT o.row_id FROM hold h JOIN outbox o ON o.workflow_id = '${holdWorkflowId('')}' || h.id
        WHERE h.stolen_sum_id IN ${CLAIMED_SUMS} AND o.kind = 'start' AND o.read_at IS NULL
          AND o.created_at <= clock_timestamp() - interval '${START_UNDER_WAY_MS} milliseconds')`,
  ),
});

/**
 * Does everything that is due on a case, in one transaction under the case's lock, and returns
 * what must be sent. Idempotent: the complaint's workflow and the keeper call it at any time and
 * any number of times, and nothing is done twice. After the commit the case is compared with other
 * cases by what it learned of suspects; a case that was linked is judged again with the others.
 */
export async function advanceCase(
  db: DataSource,
  caseId: string,
  dialects: AgencyDialects,
  hash: SubjectHash,
): Promise<CaseStep> {
  const first = await settingAside(db, () => advanceOnce(db, caseId, dialects, hash));
  if (!first.toCompare || !(await linkCase(db, caseId))) return first.step;
  const { step } = await settingAside(db, () => advanceOnce(db, caseId, dialects, hash));
  // The second transaction does not repeat what the first one wants started and signalled.
  return {
    ...step,
    startHolds: distinctBy([...first.step.startHolds, ...step.startHolds], ({ holdId }) => holdId),
    signalHolds: distinctBy(
      [...first.step.signalHolds, ...step.signalHolds],
      ({ holdId, message }) => `${holdId} ${message}`,
    ),
  };
}

/** Returns each item once, by its key. */
function distinctBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

async function advanceOnce(
  db: DataSource,
  caseId: string,
  dialects: AgencyDialects,
  hash: SubjectHash,
): Promise<{ step: CaseStep; toCompare: boolean }> {
  try {
    return await advanceBy('together', db, caseId, dialects, hash);
  } catch (error) {
    if (!(error instanceof TogetherFault)) throw error;
    return advanceBy('one_by_one', db, caseId, dialects, hash);
  }
}

function advanceBy(
  mode: ApplyMode,
  db: DataSource,
  caseId: string,
  dialects: AgencyDialects,
  hash: SubjectHash,
): Promise<{ step: CaseStep; toCompare: boolean }> {
  return inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    await markOutboxRead(manager, complaintWorkflowId(caseId), work.now);
    await applyCaseMessages(work, dialects.readAnswer, mode);
    const loaded = await loadCaseBy(READ_TO_ADVANCE, work, 'locked');
    await settleClocks(work, loaded);
    await askDebitsAgain(work, loaded);
    const facts = await caseFacts(work, loaded);
    // An order that a person gave before the withdrawal stands, so it comes before the release.
    if (work.caseFile.withdrawnAt !== null) await carryOutFreezeRequests(work, loaded);
    await ensureHolds(work, loaded, facts, loaded.isNoticed);
    await askReceivers(work, loaded);
    await carryOutFreezeRequests(work, loaded);
    if (work.caseFile.withdrawnAt === null && work.caseFile.closedAt === null)
      await askQuestions(work, loaded, dialects.writeQuestion);
    await judgeRecord(work, facts, loaded);
    const toCompare = await noteSubjects(work, loaded, loaded, hash);
    const { wakeAt, done } = await projectStatus(work, loaded);
    await work.finish();
    return { step: stepOf(work, loaded, holdsToStart(work, loaded), wakeAt, done), toCompare };
  });
}

function stepOf(
  work: CaseWork,
  loaded: LoadedCase,
  startHolds: CaseStep['startHolds'],
  wakeAt: Date | null,
  done: boolean,
): CaseStep {
  return {
    startHolds,
    questions: loaded.questions
      .filter((question) => question.state === 'asked' && question.sentAt === null)
      .map((question) => ({ evidenceRequestId: question.id, agency: question.agency })),
    confirmations: loaded.confirmations
      .filter((row) => row.caseId === work.caseFile.id && row.state === 'asked' && row.sentAt === null)
      .map((row) => ({ confirmationId: row.id, institution: row.institution })),
    signalHolds: work.holdsToSignal(),
    wakeAtMs: wakeAt?.getTime() ?? null,
    gatherMs: gatherMs(loaded.holds.length),
    done,
  };
}

/**
 * Returns the holds to start: those of this transaction, and live ones whose start was missed.
 */
function holdsToStart(work: CaseWork, { holds, missedStarts }: LoadedCase & { missedStarts: string[] }) {
  const waiting = new Set([...missedStarts, ...work.holdsToStart()]);
  return holds
    .filter((hold) => waiting.has(hold.id) && !ENDED_HOLD_STATES.includes(hold.state))
    .map((hold) => ({ holdId: hold.id, institution: hold.institution }));
}
