import type { DataSource } from 'typeorm';
import type { CaseOutcome } from '../../../contract/outcomes.js';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import type { RuleRow } from '../../../domain/rulebook/row.js';
import { CASE_MOVED } from '../../../persistence/outbox/outbox.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { codesOfCase } from '../../case/privacy/codes-of-case.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { loadCaseBy } from '../../case/work/load-case.js';
import { askForAnotherReport } from '../../debit/ask-for-another-report.js';
import { askHolders } from '../../debit/ask-holders.js';
import { askReceivers } from '../../debit/ask-receivers.js';
import type { AgencyDialects } from '../../evidence/answer-reader.js';
import { askQuestions } from '../../evidence/ask-questions.js';
import { carryOutFreezeRequests } from '../../freeze-request/carry-out-freeze-requests.js';
import { caseFacts } from '../../judgement/case-facts.js';
import { judgeRecord } from '../../judgement/judge-record.js';
import { linkCase } from '../../link/link-case.js';
import { noteSubjects } from '../../link/note-subjects.js';
import type { SubjectHash } from '../../case/privacy/subject-hash.js';
import { applyCaseMessages } from '../receive/apply-case-messages.js';
import { hasMoved, stepOf } from './case-step.js';
import { claimCovers, ensureHolds } from './ensure-holds.js';
import { projectStatus } from './project-status.js';
import { READ_NEWS, READ_TO_ADVANCE } from './read-to-advance.js';
import { type ApplyMode, settingAside } from '../receive/set-aside.js';
import { settleClocks } from './settle-clocks.js';

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
): Promise<CaseOutcome> {
  return (await advance({ db, caseId, dialects, hash, caller: 'workflow', started: [] })).step;
}

/**
 * Does the same for the process that committed news of the case. It reads the news of parties; the
 * workflow still reads what persons did. Starts are read of the workflows, of the case and of its
 * holds, that Temporal has taken or need not take (`started`, their ids). `moved` says that the
 * workflow must look too: there is a new question to send, an earlier deadline, another status or
 * route.
 */
export function advanceCaseInProcess(
  db: DataSource,
  caseId: string,
  dialects: AgencyDialects,
  hash: SubjectHash,
  started: readonly string[],
): Promise<{ step: CaseOutcome; moved: boolean }> {
  return advance({ db, caseId, dialects, hash, caller: 'process', started });
}

/**
 * The news that each caller reads, null for all. What persons did, and that the case moved, the
 * workflow reads.
 */
const READ_BY = {
  workflow: null,
  process: ['holdChanged', 'evidenceArrived'],
};

interface Advancing {
  db: DataSource;
  caseId: string;
  dialects: AgencyDialects;
  hash: SubjectHash;
  caller: keyof typeof READ_BY;
  started: readonly string[];
}

async function advance(advancing: Advancing): Promise<Advanced> {
  const { db, caseId } = advancing;
  const first = await settingAside(db, (mode) => advanceBy(mode, advancing));
  if (first.linkRule === undefined || !(await linkCase(db, caseId, first.linkRule))) return first;
  const second = await settingAside(db, (mode) => advanceBy(mode, advancing));
  // The second transaction does not repeat what the first one wants started and signalled.
  const step = {
    ...second.step,
    startHolds: distinctBy([...first.step.startHolds, ...second.step.startHolds], ({ holdId }) => holdId),
    signalHolds: distinctBy(
      [...first.step.signalHolds, ...second.step.signalHolds],
      ({ holdId, message }) => `${holdId} ${message}`,
    ),
    signalCases: distinctBy([...first.step.signalCases, ...second.step.signalCases], (id) => id),
  };
  return { ...second, step, moved: first.moved || second.moved };
}

/** What a transaction on a case returns. */
interface Advanced {
  step: CaseOutcome;
  /** The workflow must look too. */
  moved: boolean;
  /** Row P-LINK, when a subject of the case waits to be compared with other cases. */
  linkRule: RuleRow | undefined;
}

/** Returns each item once, by its key. */
function distinctBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

/** Reads the case, and once more where it claims money since that another report's holds cover. */
async function loadWithCover(work: CaseWork, locked: ReadonlySet<string>) {
  const loaded = await loadCaseBy(READ_TO_ADVANCE, work, locked);
  return (await claimCovers(work, loaded)) ? loadCaseBy(READ_TO_ADVANCE, work, locked) : loaded;
}

function advanceBy(mode: ApplyMode, { db, caseId, dialects, hash, caller, started }: Advancing): Promise<Advanced> {
  return inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    const before = codesOfCase(work.caseFile);
    const workflowId = complaintWorkflowId(caseId);
    const news = await READ_NEWS(manager, [caseId, workflowId, work.now, READ_BY[caller], started]);
    await applyCaseMessages(work, news, dialects.readAnswer, mode);
    const loaded = await loadWithCover(work, new Set(news.lockedSums));
    work.noteSums(loaded.sums);
    work.complaints.note(
      loaded.sums.map(({ id }) => id),
      loaded.complaintsAboutSums,
    );
    await settleClocks(work, loaded);
    await askForAnotherReport(work, loaded);
    await askHolders(work, loaded);
    const facts = await caseFacts(work, loaded, loaded.otherVictims);
    // An order that a person gave before the withdrawal stands, so it comes before the release.
    if (work.caseFile.withdrawnAt !== null) await carryOutFreezeRequests(work, loaded);
    await ensureHolds(work, loaded, facts, loaded.isNoticed);
    await askReceivers(work, loaded);
    await carryOutFreezeRequests(work, loaded);
    if (work.caseFile.withdrawnAt === null && work.caseFile.closedAt === null)
      askQuestions(work, loaded, dialects.writeQuestion);
    await judgeRecord(work, facts, loaded);
    const toCompare = await noteSubjects(work, loaded, loaded, hash);
    const nextLook = projectStatus(work, loaded);
    const moved = hasMoved(before, work, loaded, nextLook);
    if (moved && caller !== 'workflow') work.signal(workflowId, 'look', CASE_MOVED, caseId);
    await work.finish();
    const linkRule = toCompare ? ruleInForce(work.rulebook, 'P-LINK', work.now) : undefined;
    return { step: stepOf(work, loaded, nextLook), moved, linkRule };
  });
}
