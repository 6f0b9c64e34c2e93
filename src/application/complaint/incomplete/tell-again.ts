import type { DataSource } from 'typeorm';
import { refuseReportAct } from '../../../domain/complaint/acts-on-report.js';
import { checkComplaint, type FieldFault } from '../../../domain/complaint/intake/check-complaint.js';
import { maySearch } from '../../../domain/complaint/intake/incomplete-transfer.js';
import {
  type KnownLater,
  knownNow,
  learn,
  notKnown,
  refuseKnown,
  type TellableLater,
} from '../../../domain/complaint/later/known-later.js';
import { wholeTransfer } from '../../../domain/complaint/later/told-again.js';
import { roughBounds } from '../../../domain/complaint/intake/told-roughly.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import { ComplaintRow } from '../../../persistence/entities/case/complaint.entities.js';
import { loadPartyDirectory } from '../../../persistence/party/party-directory.js';
import { inTransactionUnlessRefused } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openCase } from '../../case/work/open-case.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import { phoneKeysOf } from '../../case/privacy/phone-key.js';
import { noteDecidersByNumber } from '../../interest/note-deciders.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { addTold, type TransfersAdded } from '../intake/add-transfers.js';
import type { ComplaintInput, ReceiveComplaint } from '../intake/complaint-input.js';
import { incompleteTransfers } from '../view/complaint.queries.js';
import { reporterKeyOf } from '../intake/reporter-key.js';

/** What is told again of a report, with how it is known. */
type ToldOfReport = TellableLater & { note: string };

/**
 * Keeps what was not known of a report, or could not be right: a name, the victim's number, a telephone,
 * the debited account, what happened, what the deception was about. What is known is never replaced (`refuseKnown`), and the report stays as received.
 * What waited goes on in the same transaction: what was told of transfers is looked for, and reported
 * where nothing is missing any more. Refusals: `CASE.ABSENT`, `CASE.INTEREST`, those of
 * `refuseToldAgain`, `COMPLAINT.INVALID` with `faults`, those of `addTransfers`.
 */
export async function tellAgain(
  db: DataSource,
  input: { caseId: string; actor: ActingPerson; body: ToldOfReport; signRecord: ReceiveComplaint['signRecord'] },
): Promise<TransfersAdded> {
  const { caseId, actor, body } = input;
  return inTransactionUnlessRefused(db, async (manager) => {
    const work = await openCase(manager, caseId, actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const complaint = await manager.findOneByOrFail(ComplaintRow, { id: caseId });
    const report = reportOf(complaint);
    const refusal = refuseToldAgain(work, report, actor) ?? refuseKnown(report ?? {}, body);
    if (refusal !== undefined) return refusal;
    const faults = await faultsOf(work, body);
    if (faults.length > 0) return { ...refuse('COMPLAINT.INVALID', 'what is told cannot be right'), faults };
    await keepKnown(work, complaint, input);
    const again = await waitingTransfers(work, body);
    const { note, ...told } = body;
    const names = again.map((tellsAgain) => ({ tellsAgain }));
    const later = { ...told, note, ...(names.length > 0 && { incompleteTransfers: names }) };
    return addTold(work, { kind: 'told_again', actor, body: later });
  });
}

/** Returns what is known of the report of a complaint now; undefined where a notice opened the case. */
export function reportOf({ body, known }: Pick<ComplaintRow, 'body' | 'known'>): ComplaintInput | undefined {
  const report = body as ComplaintInput | Omit<ComplaintInput, 'reporter'>;
  return 'reporter' in report ? knownNow({ body: report, known: known as KnownLater }) : undefined;
}

/**
 * Returns why a person can tell nothing of a report again, or undefined. The act and what is offered
 * ask the same. Refusals: those of `refuseReportAct`, `COMPLAINT.ABSENT` where nobody reported,
 * `COMPLAINT.KNOWN_ALREADY` where nothing is unknown.
 */
export function refuseToldAgain(
  { caseFile, now }: Pick<Reading, 'caseFile' | 'now'>,
  report: TellableLater | undefined,
  actor: ActingPerson,
): Refusal | undefined {
  const refusal = refuseReportAct('told_again', caseFile, actor, now);
  if (refusal !== undefined) return refusal;
  if (report === undefined) return refuse('COMPLAINT.ABSENT', 'a notice opened the case: nobody reported it');
  return notKnown(report).length === 0
    ? refuse('COMPLAINT.KNOWN_ALREADY', 'what is told is known already: only what is not known is told again')
    : undefined;
}

async function faultsOf(
  { manager, rulebook, now }: CaseWork,
  { victim, victimAccount }: TellableLater,
): Promise<FieldFault[]> {
  const { accountDigits } = await loadPartyDirectory(manager);
  const asComplaint = { victim: victim ?? {}, victimAccount, transfers: [], noticeGivenAt: now.toISOString() };
  return checkComplaint(asComplaint, { now, rulebook, accountDigits });
}

async function keepKnown(
  work: CaseWork,
  complaint: ComplaintRow,
  { body: { victim, reporter, victimAccount, narrative, caseType }, signRecord }: Parameters<typeof tellAgain>[1],
): Promise<void> {
  const known = learn(
    complaint.known as KnownLater,
    { victim, reporter, victimAccount, narrative, caseType },
    work.now,
  );
  const newKeys = phoneKeysOf([victim?.phone, reporter?.phone], signRecord);
  const phoneKeys = [...new Set([...complaint.phoneKeys, ...newKeys])];
  const key = reporter?.phone === undefined ? {} : { reporterKey: reporterKeyOf(reporter.phone, signRecord) };
  await work.manager.update(ComplaintRow, { id: complaint.id }, { known, phoneKeys, ...key });
  if (newKeys.length > 0) await noteDecidersByNumber(work, newKeys);
  if (victimAccount === undefined && caseType === undefined) return;
  await work.changeCase({
    ...(caseType !== undefined && { caseType }),
    ...(victimAccount && {
      victimInstitution: victimAccount.institution,
      victimAccountNo: victimAccount.accountNo,
    }),
  });
}

/**
 * Returns the ids of the open incomplete transfers that waited for what is told now: with the account
 * they can be looked for or reported, and with the number the institution can say who holds it.
 */
async function waitingTransfers(
  { manager, caseFile, rulebook, now }: CaseWork,
  told: TellableLater,
): Promise<string[]> {
  const isNumber = (told.victim?.citizenId ?? told.victim?.passportNo) !== undefined;
  if (caseFile.victimInstitution === null || (told.victimAccount === undefined && !isNumber)) return [];
  const bounds = roughBounds(ruleInForce(rulebook, 'P-LIMIT', now));
  const all = await incompleteTransfers(manager, caseFile.id);
  return all
    .filter(({ state, told: of }) => state === 'open' && (maySearch(of, bounds) || wholeTransfer(of) !== undefined))
    .map(({ id }) => id);
}
