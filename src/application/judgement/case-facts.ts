import type { EntityManager } from 'typeorm';
import { smallAccounts } from '../../domain/complaint/intake/small-claim.js';
import { numbersCutOff } from '../../domain/directive/cut-off.js';
import { foldContactEvidence, foldEvidence, type AskedEvidence } from '../../domain/evidence/evidence-facts.js';
import { type Subjects, subjectsOfCase } from '../../domain/evidence/questions.js';
import { debitOfAccount, type PassThroughHold, passThroughMinutes } from '../../domain/judgement/account-facts.js';
import type { AccountFacts, CaseFacts, ClaimedElsewhere, GroupFacts } from '../../domain/judgement/facts.js';
import { SHIELD_STOPS } from '../../domain/trail/next-hops.js';
import { minSatang, type Satang } from '../../domain/money.js';
import { accountKey, type Account } from '../../domain/party.js';
import { findRule, numberParameter } from '../../domain/rulebook/in-force.js';
import { reading, type ReadTogether } from '../../persistence/read-together.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import type { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { groupBy } from '../case/work/read-rows.js';
import type { ComplaintInput } from '../complaint/intake/complaint-input.js';
import { claimedElsewhere, claimsOfOtherCases } from '../complaint/view/claims-of-victim.js';
import { confirmationOf, debitOf, isOwnClaim, type LoadedCase } from '../case/work/load-case.js';
import { type JudgedTransfer, section7Facts } from '../hold/order/section7-facts.js';
import { OTHER_VICTIMS } from './judgement.queries.js';
import { readGroupTotals } from './read-linked-group.js';

/** The part of a transaction on a case that a reading needs. */
type Reading = Pick<CaseWork, 'manager' | 'caseFile' | 'rulebook' | 'now'>;

/**
 * Reads the facts that a case is judged by. `otherVictims` counts the victims of other cases by
 * account.
 */
export async function caseFacts(
  work: Reading,
  loaded: LoadedCase,
  otherVictims: Awaited<ReturnType<typeof readOtherVictims>>,
): Promise<CaseFacts> {
  const asked = askedEvidence(loaded);
  const reported = loaded.sums.map((sum) => {
    const transfer = loaded.transfers.get(sum.transferId);
    if (transfer === undefined) throw new Error(`stolen sum ${sum.id} has no transfer on its trail`);
    return { transfer, debit: debitOf(loaded, sum), claimedSatang: claimedOf(loaded, sum) };
  });
  const accounts = accountsOf(loaded);
  const byAccount = groupedByAccount(loaded, asked);
  const victims = new Map(otherVictims.map((row) => [row.key, row.victims]));
  const group = await readGroup(work);
  const ofReport = section7Facts(work.caseFile, reported, !work.caseFile.automaticOrders);
  return {
    ...(group && { group }),
    ...ofReport,
    claimedElsewhere: await readElsewhere(work, ofReport, reported),
    ...foldContactEvidence(asked, subjectsOf(loaded).phones, {
      measure: findRule(work.rulebook, 'P-EV5', work.now),
      cutOff: numbersCutOff(loaded.cutOffs),
    }),
    firstOrderAt: firstOrderAt(loaded),
    accounts: accounts.map((account) =>
      accountFacts(loaded, byAccount, account, victims.get(accountKey(account)) ?? 0),
    ),
  };
}

/** Reads what the victim claims in other reports of the accounts of which the case claims little (P-SMALL). */
async function readElsewhere(
  work: Reading,
  { transfers, holderReports }: CaseFacts,
  reported: readonly (JudgedTransfer & { transfer: TransferRow })[],
): Promise<ClaimedElsewhere[]> {
  const small = holderReports ? smallAccounts({ transfers }, work.rulebook, work.now) : [];
  if (small.length === 0) return [];
  const own = reported.filter(({ debit, claimedSatang }) => debit !== 'denied' && claimedSatang !== 0n);
  const accounts = own.flatMap(({ transfer: { toInstitution: institution, toAccountNo: accountNo } }) =>
    institution === null || accountNo === null ? [] : [{ institution, accountNo }],
  );
  const asked = accounts.filter((account) => small.includes(accountKey(account)));
  if (asked.length === 0) return [];
  return claimedElsewhere(
    await claimsOfOtherCases(work, asked),
    own.map(({ transfer }) => transfer),
  );
}

/** Returns what the case itself claims of a sum: 0 where it only rests on the claim of another report. */
function claimedOf(loaded: LoadedCase, sum: StolenSumRow): Satang {
  const claim = loaded.claims.find(({ stolenSumId }) => stolenSumId === sum.id);
  const isOwn = isOwnClaim(loaded, { transferId: sum.transferId, stolenSumId: sum.id });
  if (claim === undefined || claim.endedAt !== null || !isOwn) return 0n;
  return minSatang(sum.amountSatang, confirmationOf(loaded, sum)?.debitedSatang ?? sum.amountSatang);
}

/** Returns when the first order left: a hold is written at the same instant as its first order. */
function firstOrderAt(loaded: LoadedCase): Date | null {
  const times = loaded.holds.map((hold) => hold.orderedAt.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** Reads the totals of the cases linked with this one; undefined when there are none. */
async function readGroup({ manager, caseFile, rulebook, now }: Reading): Promise<GroupFacts | undefined> {
  const row = findRule(rulebook, 'P-LINK', now);
  if (caseFile.linkedCases === 0 || row === undefined) return undefined;
  return readGroupTotals(manager, caseFile.id, numberParameter(row, 'groupMaxCases'));
}

/** Returns the accounts that the trail reached, in the order in which it reached them. */
export function accountsOf(loaded: LoadedCase): Account[] {
  const accounts = new Map<string, Account>();
  for (const link of loaded.links) {
    const transfer = loaded.transfers.get(link.transferId);
    if (transfer?.toInstitution == null || transfer.toAccountNo === null) continue;
    const account = { institution: transfer.toInstitution, accountNo: transfer.toAccountNo };
    accounts.set(accountKey(account), account);
  }
  return [...accounts.values()];
}

/**
 * Returns what agencies can be asked about: the accounts of the trail, the suspect contacts in the
 * complaint and its supplements, and the numbers by which money was paid.
 */
export function subjectsOf(loaded: LoadedCase): Subjects {
  const bodies = [
    loaded.complaint.body,
    ...loaded.additions.filter((row) => row.kind === 'supplement').map((row) => row.body),
  ];
  const contacts = bodies.flatMap((body) => (body as Pick<ComplaintInput, 'suspectContacts'>).suspectContacts);
  return subjectsOfCase(accountsOf(loaded), contacts, paidNumbersOf(loaded));
}

/** Returns the numbers by which money of the trail was paid (PromptPay), but for those of shops and employers. */
function paidNumbersOf({ links, transfers }: LoadedCase): string[] {
  return links.flatMap(({ transferId, stopReason }) => {
    const { promptpayKind, promptpayValue } = transfers.get(transferId) ?? {};
    const isShielded = SHIELD_STOPS.some((stop) => stop === stopReason);
    return promptpayKind === 'phone' && promptpayValue != null && !isShielded ? [promptpayValue] : [];
  });
}

/** Returns what agencies were asked about the case, with every answer. */
export function askedEvidence(loaded: LoadedCase): AskedEvidence[] {
  const answers = groupBy(loaded.evidence, ({ evidenceRequestId }) => evidenceRequestId);
  return loaded.questions.map((question) => ({
    agency: question.agency,
    state: question.state,
    stateReason: question.stateReason,
    subjects: question.subjects,
    answers: (answers.get(question.id) ?? []).map((row) => ({
      id: row.id,
      facts: row.content,
      version: row.version,
    })),
  }));
}

/**
 * What speaks of single accounts, by the account or by what leads to it, so that the facts of each
 * are found without a search through the whole trail.
 */
interface GroupedByAccount {
  /** The questions about an account, oldest first. */
  asked: ReadonlyMap<string, readonly { request: AskedEvidence }[]>;
  /** The parts of the trail that reached an account. */
  reachedBy: ReadonlyMap<string, readonly { link: TrailLinkRow }[]>;
  /** The holds on a credit. */
  holdsOn: ReadonlyMap<string, readonly HoldRow[]>;
  /** The parts that an answer to a hold named. */
  namedBy: ReadonlyMap<string, readonly TrailLinkRow[]>;
}

function groupedByAccount(loaded: LoadedCase, asked: readonly AskedEvidence[]): GroupedByAccount {
  const askedAbout = asked.flatMap((request) => request.subjects.accounts.map((account) => ({ account, request })));
  const reaching = loaded.links.flatMap((link) => {
    const { toInstitution: institution, toAccountNo: accountNo } = loaded.transfers.get(link.transferId) ?? {};
    return institution == null || accountNo == null ? [] : [{ account: { institution, accountNo }, link }];
  });
  return {
    asked: groupBy(askedAbout, ({ account }) => accountKey(account)),
    reachedBy: groupBy(reaching, ({ account }) => accountKey(account)),
    holdsOn: groupBy(loaded.holds, ({ transferId }) => transferId),
    namedBy: groupBy(loaded.links, ({ parentHoldId }) => parentHoldId ?? ''),
  };
}

function accountFacts(
  loaded: LoadedCase,
  { asked, reachedBy, ...grouped }: GroupedByAccount,
  account: Account,
  otherVictims: number,
): AccountFacts {
  const key = accountKey(account);
  const links = (reachedBy.get(key) ?? []).map(({ link }) => link);
  const debits = links.map((link) => {
    const sum = loaded.sums.find((row) => row.id === link.stolenSumId);
    return sum === undefined ? 'unknown' : debitOf(loaded, sum);
  });
  const creditIds = [...new Set(links.map((link) => link.transferId))];
  return {
    account: key,
    debit: debitOfAccount(debits),
    ...foldEvidence({
      requests: (asked.get(key) ?? []).map(({ request }) => request),
      account: key,
      complaintReceivedAt: loaded.complaint.receivedAt,
    }),
    passThroughMinutes: passThroughMinutes(passThroughHolds(loaded, grouped, creditIds)),
    provenUnrelated: loaded.proofs.some((proof) => accountKey(proof) === key),
    saidToPassOn: creditIds.some((creditId) =>
      grouped.holdsOn.get(creditId)?.some(({ passesOn }) => passesOn !== null),
    ),
    otherVictims,
  };
}

/**
 * Returns the holds on credits of an account, with the times of the credit and of the debits after
 * it.
 */
function passThroughHolds(
  loaded: LoadedCase,
  { holdsOn, namedBy }: Pick<GroupedByAccount, 'holdsOn' | 'namedBy'>,
  creditIds: readonly string[],
): PassThroughHold[] {
  const transferredAt = (transferId: string) => loaded.transfers.get(transferId)?.transferredAt;
  return creditIds.flatMap((creditId) =>
    (holdsOn.get(creditId) ?? []).map((hold) => ({
      state: hold.state,
      creditedAt: transferredAt(hold.transferId),
      isTold: hold.hop === 0,
      debitedAt: (namedBy.get(hold.id) ?? []).flatMap((link) => transferredAt(link.transferId) ?? []),
    })),
  );
}

const READ_OTHER_VICTIMS = reading({ otherVictims: OTHER_VICTIMS });

/** Reads how many victims of other cases the accounts of a case's trail have, for `caseFacts`. */
export async function readOtherVictims(
  manager: EntityManager,
  caseId: string,
): Promise<ReadTogether<{ otherVictims: typeof OTHER_VICTIMS }>['otherVictims']> {
  return (await READ_OTHER_VICTIMS(manager, [caseId])).otherVictims;
}
