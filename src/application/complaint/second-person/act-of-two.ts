import type { DataSource, ObjectType } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import type { SecondPersonState } from '../../../domain/second-person/about-complaint.js';
import type { Refusal } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { sha256Hex } from '../../../persistence/sha256.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import type { Signal } from '../../case/work/signal.js';
import { withoutInterest } from '../../interest/refuse-interested.js';
import type { Verdicts } from '../../interest/verdicts.js';

/** A row of what one person asks for about a report, and another decides on. */
interface RowOfTwo {
  id: string;
  caseId: string;
  state: string;
  decidedBy: string | null;
  decidedRole: string | null;
  decisionReason: string | null;
  decidedAt: Date | null;
}

/** One kind of act about a report that needs two persons: where it stands, who decides, what follows. */
export interface ActOfTwo {
  entity: ObjectType<RowOfTwo>;
  /** Its events are `<name>.state` and `<name>.decision_not_allowed`. */
  name: 'withdrawal' | 'correction' | 'holder_papers';
  /** The word by which its events name it. */
  idName: 'withdrawalId' | 'correctionId' | 'papersId';
  /** The column of the case with the last instant of the one that waits. */
  lapsesAt: 'withdrawalLapsesAt' | 'correctionLapsesAt' | 'papersLapseAt';
  /** The refusal of an id that names none. */
  absent: Refusal;
  /** Reads who may decide on one of a locked case, and what a confirmation does. `takenBy`: see `refuseTaker`. */
  read: (work: CaseWork, id: string, takenBy: readonly string[], actor: ActingPerson) => Promise<ReadyToDecide>;
}

/** One act, read under the lock of its case. */
interface ReadyToDecide {
  verdicts: Verdicts;
  /** What its event tells beside the state; no personal data. */
  traced?: Record<string, string>;
  /** Does what is confirmed. */
  confirm: () => Promise<void>;
}

/** A decision of a second person. */
export interface DecisionOfSecond {
  id: string;
  body: { verdict: 'confirm' | 'refuse'; reason: string };
  actor: ActingPerson;
}

/** The decision with the signal for the case's workflow, or a refusal. */
export type DecidedAsSecond =
  | {
      ok: true;
      caseId: string;
      state: Extract<SecondPersonState, 'confirmed' | 'refused'>;
      decidedAt: Date;
      signal: Signal;
    }
  | Refusal;

/**
 * Records what a second person decides, and does what is confirmed; the next look at the case draws the
 * consequences. The case lock settles which of two decisions comes first, and whether the act has
 * lapsed. Refusals: `act.absent`, `CASE.INTEREST`, those of its verdicts.
 */
export async function decideAsSecond(
  db: DataSource,
  act: ActOfTwo,
  { id, body, actor }: DecisionOfSecond,
): Promise<DecidedAsSecond> {
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(act.entity, { id });
    if (found === null) return act.absent;
    const work = await openKnownCase(manager, found.caseId, actor.subject);
    const may = await withoutInterest(work, actor);
    if (!may.ok) return may;
    const { verdicts, traced, confirm } = await act.read(work, id, may.takenBy, actor);
    const allowed = verdicts[body.verdict];
    if (!allowed.ok) {
      work.audit(`${act.name}.decision_not_allowed`, { [act.idName]: id, code: allowed.code });
      await work.finish();
      return allowed;
    }
    const { role } = allowed.value;
    const state = body.verdict === 'confirm' ? 'confirmed' : 'refused';
    const decision = { decidedBy: actor.subject, decidedRole: role, decisionReason: body.reason, decidedAt: work.now };
    await settle(work, act, id, { state, ...decision }, { ...traced, role, reasonSha256: sha256Hex(body.reason) });
    if (state === 'confirmed') await confirm();
    const { id: caseId } = work.caseFile;
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, caseId, state, decidedAt: work.now, signal };
  });
}

/** Lets the act lapse that nobody confirmed in its time: it has no effect. Nothing where none is due. */
export async function lapseIfDue(work: CaseWork, act: ActOfTwo): Promise<void> {
  const lapsesAt = work.caseFile[act.lapsesAt];
  if (lapsesAt === null || lapsesAt > work.now) return;
  const where = { caseId: work.caseFile.id, state: 'requested' };
  const { id } = await work.manager.findOneByOrFail(act.entity, where);
  await settle(work, act, id, { state: 'lapsed' }, {});
}

/** Nothing waits any more: the row says how it ended, the case forgets its last instant. */
async function settle(
  work: CaseWork,
  act: ActOfTwo,
  id: string,
  outcome: Partial<RowOfTwo> & { state: SecondPersonState },
  traced: Record<string, string>,
): Promise<void> {
  const { manager, caseFile } = work;
  await manager.update(act.entity, { id }, outcome);
  caseFile[act.lapsesAt] = null;
  await manager.update(CaseFileRow, { id: caseFile.id }, { [act.lapsesAt]: null });
  work.audit(`${act.name}.state`, { [act.idName]: id, from: 'requested', to: outcome.state, ...traced });
}
