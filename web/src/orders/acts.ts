import type { CaseActs } from '../api/schema.js';

/** A kind of order that a person may ask for of an account or a hold. */
export type RuledKind = keyof CaseActs['kinds'];
export type AccountActs = CaseActs['accounts'][number];
export type HoldActs = CaseActs['holds'][number];
export type RequestOffered = AccountActs['requests'][number];
export type AnswerOffered = CaseActs['appeals'][number]['answers'][number];
export type WhyNotAct = NonNullable<RequestOffered['whyNot']>;

/** Returns what the server says of an order of a kind; undefined: the person may ask for none. */
export function offerOf(
  requests: readonly RequestOffered[] | undefined,
  kind: RequestOffered['kind'],
  arms = false,
): RequestOffered | undefined {
  return requests?.find((offer) => offer.kind === kind && offer.arms === arms);
}

/** Returns whether the server takes an order now. */
export function isOpen(offer: RequestOffered | undefined): boolean {
  return offer?.whyNot === null;
}

/** Returns whether requests of a kind wait for the colleague who works on the case. */
export function waitsForColleague(acts: CaseActs | undefined, kind: RuledKind): boolean {
  return acts?.kinds[kind].whyNot?.code === 'CASE.CLAIMED_BY_ANOTHER';
}

/** Returns the accounts with money that nobody holds and for which an order of a kind is taken now. */
export function candidatesOf(acts: CaseActs | undefined, kind: RuledKind): AccountActs[] {
  return (acts?.accounts ?? []).filter(({ requests }) => {
    const offer = offerOf(requests, kind);
    return isOpen(offer) && offer?.unheldSatang !== '0';
  });
}

/** Returns what can be done about a hold. */
export function actsOfHold(acts: CaseActs | undefined, holdId: string): HoldActs | undefined {
  return acts?.holds.find((hold) => hold.holdId === holdId);
}

/** Returns the holds for which an order of a kind is taken now, the first to end first. */
export function holdsFor<H extends { id: string; expiresAt: string }>(
  acts: CaseActs | undefined,
  holds: readonly H[],
  kind: RequestOffered['kind'],
): H[] {
  return holds
    .filter(({ id }) => isOpen(offerOf(actsOfHold(acts, id)?.requests, kind)))
    .toSorted((one, other) => one.expiresAt.localeCompare(other.expiresAt));
}

/** Returns what the server says of the answers to an appeal; undefined: it is not read yet. */
export function answersTo(acts: CaseActs | undefined, appealId: string): readonly AnswerOffered[] | undefined {
  return acts?.appeals.find((each) => each.appealId === appealId)?.answers;
}

/** Returns what the server says of a verdict on a request; undefined: it is not read yet. */
export function whyNotDecide(
  acts: CaseActs | undefined,
  requestId: string,
  verdict: 'approve' | 'refuse',
): WhyNotAct | null | undefined {
  const decision = decisionOn(acts, requestId);
  return decision && (verdict === 'approve' ? decision.whyNotApprove : decision.whyNotRefuse);
}

/** Returns what the server says of the decision on a request; undefined: it waits for none, or is not read yet. */
export function decisionOn(acts: CaseActs | undefined, requestId: string): CaseActs['decisions'][number] | undefined {
  return acts?.decisions.find((each) => each.requestId === requestId);
}
