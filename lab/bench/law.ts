import { MINUTE_MS } from '../../src/domain/time.js';
import type { AgencyFact } from '../../src/analysis/observed.js';
import { orderExpiry } from '../../src/domain/hold/order/expiry.js';
import type { HoldKind } from '../../src/domain/hold/hold.js';
import type { AccountFacts, CaseFacts, Known, MuleColour } from '../../src/domain/judgement/facts.js';
import { judgeEvidence } from '../../src/domain/judgement/reason-to-believe.js';
import { buildRulebook } from '../../src/domain/rulebook/build.js';
import { ruleInForce } from '../../src/domain/rulebook/in-force.js';
import { planNextHops } from '../../src/domain/trail/next-hops.js';
import type { Complaint } from '../../simulator/world/complaints.js';
import { institutionsOfWorld, type WorldAccount } from '../../simulator/world/population.js';
import type { StolenPart } from '../../simulator/world/stolen-parts.js';

/** The rulebook of Thailand as it stands; the domain decides by it as in the product. */
const RULEBOOK = buildRulebook('th');
const ENROLLED: ReadonlySet<string> = new Set(institutionsOfWorld());
const COLOURS: readonly MuleColour[] = ['none', 'light_brown', 'dark_brown', 'light_grey', 'dark_grey', 'black'];

/** Limits of the money trail (P-TRACE) that take the place of those in force. */
export type TraceLimits = Partial<Record<'maxHops' | 'minSatang' | 'maxDebitAgeMs', number>>;

/** A later payment that the trail is followed into, and how much its hold asks for. */
interface Followed {
  part: StolenPart;
  requestedSatang: number;
}

/**
 * Returns which of the later payments that an institution names are followed (P-TRACE), by the
 * domain's own plan.
 * @param limits proposed limits, in place of those of the row in force
 * @param accounts those that the trail of this sum was followed into; those that are added count
 */
export function followed(
  of: StolenPart,
  children: readonly StolenPart[],
  context: { complaint: Complaint; freeSatang: number; accounts: Set<string> },
  at: number,
  limits: TraceLimits = {},
): Followed[] {
  const row = ruleInForce(RULEBOOK, 'P-TRACE', new Date(at));
  const byId = new Map(children.map((child, index) => [`${child.payment.index}/${index}`, child]));
  const { victim } = context.complaint.theft;
  const plans = planNextHops(
    [...byId].map(([transferId, { payment, amountSatang }]) => ({
      transferId,
      account: payment.to === null ? null : asAccount(payment.to),
      amountSatang: BigInt(payment.amountSatang),
      attributedSatang: BigInt(amountSatang),
      at: new Date(payment.at),
      paidTo: payment.paidTo,
    })),
    {
      hop: of.hop,
      victimAccount: asAccount(victim),
      creditedAt: new Date(of.payment.at),
      freeSatang: BigInt(Math.max(0, context.freeSatang)),
      powerReaches: true,
      accountsSoFar: { count: context.accounts.size, known: context.accounts },
      enrolled: ENROLLED,
      alreadyFollowed: new Set(),
    },
    { ...row, parameters: { ...row.parameters, ...limits } },
  );
  return plans.flatMap(({ follow, transferId }) => {
    const part = byId.get(transferId);
    if (follow === null || part?.payment.to === undefined || part.payment.to === null) return [];
    context.accounts.add(part.payment.to.key);
    return [{ part, requestedSatang: Number(follow.requestedSatang) }];
  });
}

/** Returns when a hold ends by itself that was ordered at an instant. */
export function endOfHold(kind: HoldKind, orderedAt: number, complaint: Complaint): number {
  const { statementAt } = complaint;
  const clock = {
    receivedAt: new Date(complaint.at),
    isReport: true,
    statementAt: statementAt === null ? null : new Date(statementAt),
    officerActed: statementAt !== null,
  };
  const { expiresAt } = orderExpiry(
    {
      kind,
      issuedAt: new Date(orderedAt),
      debitConfirmed: true,
      complaint: kind === 'section7' ? clock : null,
      until: null,
    },
    RULEBOOK,
    new Date(orderedAt),
  );
  return expiresAt.getTime();
}

/**
 * Returns whether the evidence gives reason to believe that an account was used in the crime
 * (P-EV85B), as far as it is known at an instant. A caller who does not hold the debited account
 * gives no power of section 7, so the centre needs this for each account.
 */
export function givesReasonToBelieve(
  part: StolenPart,
  facts: readonly AgencyFact[],
  otherVictims: number,
  at: number,
): boolean {
  const known = facts.filter(({ knownAt }) => knownAt <= at);
  const highest = (kind: AgencyFact['kind']) =>
    Math.max(0, ...known.filter((fact) => fact.kind === kind).map(({ value }) => value));
  const firstOnward = part.children.find(({ payment }) => payment.at < at);
  const account: AccountFacts = {
    account: part.payment.to?.key ?? '',
    debit: 'confirmed',
    hr03: says(highest('hr03') === 2 ? 'HR-03-1' : highest('hr03') === 1 ? 'HR-03-2' : 'none'),
    colour: says(COLOURS[highest('colour')] ?? 'none'),
    acceptedComplaint: says(highest('earlier_complaint') > 0),
    specialCase: says(highest('special_case') > 0),
    passThroughMinutes: says(
      firstOnward === undefined ? null : Math.floor((firstOnward.payment.at - part.payment.at) / MINUTE_MS),
    ),
    saidToPassOn: false,
    provenUnrelated: false,
    otherVictims,
  };
  const facts85b: Pick<CaseFacts, 'group' | 'simEvidence' | 'walletEvidence'> = {
    simEvidence: says(highest('sim_owner_differs') > 0),
    walletEvidence: says(highest('flagged_wallet') > 0),
  };
  const row = ruleInForce(RULEBOOK, 'P-EV85B', new Date(at));
  return judgeEvidence(account, wholeCase(facts85b, account, at), row).outcome === 'met';
}

/** The other facts of a case; the threshold of a suspension does not read them. */
function wholeCase(
  known: Pick<CaseFacts, 'group' | 'simEvidence' | 'walletEvidence'>,
  account: AccountFacts,
  at: number,
): CaseFacts {
  return {
    ...known,
    caseId: 'lab',
    caseType: 'other',
    receivedAt: new Date(at),
    victimReports: false,
    holderReports: false,
    reporterLimitReached: false,
    statementAt: null,
    withdrawnAt: null,
    transfers: [],
    accounts: [account],
    numbers: [],
    stolenSatang: 0n,
  };
}

function says<T>(value: T): Known<T> {
  return { known: true, value, evidenceIds: [] };
}

function asAccount({ institution, key }: WorldAccount): { institution: string; accountNo: string } {
  return { institution, accountNo: key.slice(institution.length + 1) };
}
