import type { EntityManager } from 'typeorm';
import { isComparedByPerson, PERSON_COMPARES } from '../../../domain/break/keeps-case-open.js';
import { missingOf, type ToldTransfer, wrongOf } from '../../../domain/complaint/intake/incomplete-transfer.js';
import { askedOfCaller, type Tellable } from '../../../domain/complaint/later/known-later.js';
import { maskTail } from '../../../domain/identifiers/mask.js';
import { NEXT_STEP_TEXT, nextStepOf } from '../../../domain/complaint/intake/next-step.js';
import { heldToShow } from '../../../domain/debit/holder-word.js';
import { instantWords } from '../../../domain/calendar/instant-words.js';
import type { Both } from '../../../domain/clock-words.js';
import {
  orderTold,
  releaseTold,
  sayNow,
  standingOf,
  type TransferNow,
} from '../../../domain/complaint/words/say-now.js';
import { toldState } from '../../../domain/telling/told-state.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { instant, iso } from '../../case/work/read-rows.js';
import {
  type CaseStatusRow,
  caseStatusRow,
  type IncompleteTransferOfCase,
  incompleteTransfers,
  reportedTransfers,
  suspensionsOf,
} from './complaint.queries.js';
import { askedAgain } from './asked-again.js';
import { readNewsToTell, readTellings } from '../../telling/read-tellings.js';

/**
 * Reads what the operator may read out of a complaint; undefined when there is none of this id. All of
 * it is of one moment: a bank may answer between two statements, and the sum of all must not
 * contradict the transfers.
 */
export function readComplaintStatus(manager: EntityManager, id: string) {
  return manager.transaction('REPEATABLE READ', (atOnce) => readAtOnce(atOnce, id));
}

async function readAtOnce(manager: EntityManager, id: string) {
  const row = await caseStatusRow(manager, id);
  if (row === undefined) return undefined;
  // What is held after a withdrawal is held for others, or by another power.
  const isClaimed = row.withdrawnAt === null;
  const transfers = (await reportedTransfers(manager, id)).map(
    ({ sums, holds, orderedSince, releasingSince, ...transfer }) => ({
      ...transfer,
      holdStates: holds.map(toldState),
      orderedSince: instant(orderedSince),
      releasingSince: instant(releasingSince),
      debit: transfer.debit ?? ('unknown' as const),
      heldSatang: heldToShow(isClaimed ? BigInt(transfer.heldSatang) : 0n, sums)?.toString() ?? null,
    }),
  );
  const isHeldShown = transfers.every(({ heldSatang }) => heldSatang !== null);
  const told = await incompleteTransfers(manager, id);
  const incomplete = told.map(asTold);
  const steps = await nextSteps(manager, row);
  const again = row.report === null ? [] : askedAgain(row.report);
  // A sum of all would tell what one of them does not.
  const heldSatang = !isHeldShown ? null : isClaimed ? row.held : '0';
  return {
    id: row.id,
    caseNo: row.caseNo,
    receivedAt: row.openedAt.toISOString(),
    status: row.status,
    stolenSatang: row.stolen,
    heldSatang,
    transfers: transfers.map(({ holdStates, hasGoneOn, orderedSince, releasingSince, ...transfer }) => {
      const now = inSatang({ ...transfer, holdStates, hasGoneOn, orderedSince, releasingSince });
      return {
        ...transfer,
        standing: standingOf(now),
        orderedSince: iso(orderTold(now)),
        releasingSince: iso(releaseTold(now)),
      };
    }),
    incompleteTransfers: incomplete,
    nextSteps: steps,
    readOut: sayNow({
      caseNo: row.caseNo,
      isClosed: row.status === 'closed',
      isWithdrawn: !isClaimed,
      heldSatang: heldSatang === null ? null : BigInt(heldSatang),
      stolenSatang: BigInt(row.stolen),
      transfers: transfers.map(inSatang),
      incomplete: told.map(({ no, state, told: of, search }) => ({
        no,
        state,
        amountSatang: of.amountSatang === undefined ? null : BigInt(of.amountSatang),
        aboutAmountSatang: of.aboutAmountSatang,
        aboutTime: of.aboutTime,
        missing: missingOf(of),
        wrong: wrongOf(of),
        search: search?.state ?? null,
      })),
      nextSteps: steps.map(withTime),
      askAgain: askedOfCaller(
        again.filter(isMissed).map(({ what }) => what),
        row.victimReports === true && row.report?.body.reporter.actsFor === undefined,
      ),
    }),
    reporterPhoneField: phoneFieldOf(row),
    askAgain: again,
    withdrawn: row.withdrawnAt !== null,
    toTell: await readNewsToTell(manager, { id, caseNo: row.caseNo, stolenSatang: BigInt(row.stolen) }),
    told: await readTellings(manager, id),
  };
}

/** Names the reporter's number in a reveal: of the report, or of what was told later. */
function phoneFieldOf({ report }: CaseStatusRow): string | null {
  if (report === null) return null;
  if (report.body.reporter.phone !== undefined) return 'reporter.1.phone';
  if (report.known.reporter?.phone === undefined) return null;
  return 'reporter.2.phone';
}

/** Returns whether the caller is asked: the official number may stay unknown, unless one was told that cannot be right. */
function isMissed({ what, toldMasked }: { what: Tellable; toldMasked: string | null }): boolean {
  return what !== 'victimNumber' || toldMasked !== null;
}

/** Says a next step with the time that it has. */
function withTime({ th, en, until }: Both & { until: string | null }): Both {
  if (until === null) return { th, en };
  const by = instantWords(new Date(until));
  return { th: `${th} ภายใน ${by.th}`, en: `${en} The time is over on ${by.en}.` };
}

function inSatang(
  transfer: Omit<TransferNow, 'amountSatang' | 'heldSatang'> & { amountSatang: string; heldSatang: string | null },
): TransferNow {
  const { amountSatang, heldSatang } = transfer;
  return {
    ...transfer,
    amountSatang: BigInt(amountSatang),
    heldSatang: heldSatang === null ? null : BigInt(heldSatang),
  };
}

/** Returns what the victim told of a transfer, without the account that it named. */
function asTold({ told, search, ...incomplete }: IncompleteTransferOfCase) {
  return {
    ...incomplete,
    amountSatang: told.amountSatang ?? null,
    between: told.between ?? null,
    aboutAmountSatang: told.aboutAmountSatang ?? null,
    aboutTime: told.aboutTime ?? null,
    reference: told.reference ?? null,
    asTold: wrongOf(told).length === 0 ? null : shownAsTold(told.asTold ?? {}),
    receiverKnown: told.to !== undefined,
    missing: missingOf(told),
    wrong: wrongOf(told),
    search: search && { ...search, deadlineAt: new Date(search.deadlineAt).toISOString() },
  };
}

/** Returns what was told and cannot be right, for reading: a receiver by its end alone. */
function shownAsTold({ amount, time, reference, receiver }: NonNullable<ToldTransfer['asTold']>) {
  return {
    amount: amount ?? null,
    time: time ?? null,
    reference: reference ?? null,
    receiverMasked: receiver === undefined ? null : maskTail(receiver),
  };
}

/** Returns what comes next for the victim, and until when, in both languages; first what a person compares. */
async function nextSteps(
  manager: EntityManager,
  row: CaseStatusRow,
): Promise<{ th: string; en: string; until: string | null }[]> {
  const standing = {
    ...row,
    isClosed: row.status === 'closed',
    receivedAt: row.openedAt,
    suspensions: await suspensionsOf(manager, row.id),
  };
  const { step, until } = nextStepOf(standing, { rulebook: await loadRulebook(manager, row.rulebook), now: row.now });
  return [
    ...(isComparedByPerson(row.openBreaks) ? [{ ...PERSON_COMPARES, until: null }] : []),
    ...(step === 'none' ? [] : [{ ...NEXT_STEP_TEXT[step], until: until === null ? null : iso(until) }]),
  ];
}
