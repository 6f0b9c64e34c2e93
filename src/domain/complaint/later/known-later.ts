import type { Account } from '../../party.js';
import { type Refusal, refuse } from '../../result.js';

/** What a report needs to say of a person, and may not know at intake; each is told later. */
interface Person {
  name?: string | undefined;
  phone?: string | undefined;
}
interface Victim extends Person {
  citizenId?: string | undefined;
  passportNo?: string | undefined;
}

/** What of a report may be unknown, or told as it cannot be right, and told again later. */
export interface TellableLater {
  victim?: Victim | undefined;
  reporter?: Person | undefined;
  victimAccount?: Account | undefined;
  /** What happened, in the words of the caller. */
  narrative?: string | undefined;
  /** What the deception was about, as a type of the portal. */
  caseType?: string | undefined;
}

/** What was told later of a report; `numberAt`: from when on the victim's number is known (RFC 3339, UTC). */
export interface KnownLater extends TellableLater {
  numberAt?: string | undefined;
}

/** A report as it was received, and what was told later. */
export interface ReportOnRecord<Body extends TellableLater> {
  body: Body;
  known: KnownLater;
}

/** Returns what is known of a report now: what was received, and what was told later of what was not known. */
export function knownNow<Body extends TellableLater>({ body, known }: ReportOnRecord<Body>): Body {
  return {
    ...body,
    ...(known.victim && { victim: { ...known.victim, ...body.victim } }),
    ...(known.reporter && { reporter: { ...known.reporter, ...body.reporter } }),
    ...(known.victimAccount && { victimAccount: known.victimAccount, ...pickAccount(body) }),
    ...(known.narrative !== undefined && { narrative: body.narrative ?? known.narrative }),
    ...(known.caseType !== undefined && { caseType: body.caseType ?? known.caseType }),
  };
}

function pickAccount({ victimAccount }: TellableLater): Pick<TellableLater, 'victimAccount'> {
  return victimAccount === undefined ? {} : { victimAccount };
}

const hasNumber = ({ citizenId, passportNo }: Victim = {}): boolean => (citizenId ?? passportNo) !== undefined;

/**
 * Returns why something of a report cannot be told again, or undefined. Only what is not known is
 * told: what is known is never replaced by it, however it came to be known. A transfer of another
 * account is corrected by its own act. Refusal: `COMPLAINT.KNOWN_ALREADY`.
 */
export function refuseKnown(report: TellableLater, told: TellableLater): Refusal | undefined {
  const [said, before] = [knownOf(told), knownOf(report)];
  return TELLABLE.some((each) => said[each] && before[each])
    ? refuse('COMPLAINT.KNOWN_ALREADY', 'what is told is known already: only what is not known is told again')
    : undefined;
}

/** Returns what is known later when more is told at a time. */
export function learn(known: KnownLater, told: TellableLater, now: Date): KnownLater {
  const { victim, reporter, victimAccount, narrative, caseType } = told;
  return {
    ...known,
    ...(victim && { victim: { ...known.victim, ...victim } }),
    ...(reporter && { reporter: { ...known.reporter, ...reporter } }),
    ...(victimAccount && { victimAccount }),
    ...(narrative !== undefined && { narrative }),
    ...(caseType !== undefined && { caseType }),
    ...(hasNumber(victim) && { numberAt: now.toISOString() }),
  };
}

/** What of a report is asked for again, because it is not known. */
export const TELLABLE = [
  'reporterName',
  'victimName',
  'victimNumber',
  'victimPhone',
  'reporterPhone',
  'victimAccount',
  'narrative',
  'caseType',
] as const;
export type Tellable = (typeof TELLABLE)[number];

/** Returns what of a report is not known, in the order in which it is asked for. */
export function notKnown(report: TellableLater): Tellable[] {
  const known = knownOf(report);
  return TELLABLE.filter((each) => !known[each]);
}

/**
 * Returns what the caller is asked for in words: a victim who calls has one name and one telephone, and is
 * asked once for each.
 */
export function askedOfCaller(asked: readonly Tellable[], isVictim: boolean): Tellable[] {
  const isOwn = (each: Tellable) =>
    (each === 'victimName' && asked.includes('reporterName')) ||
    (each === 'victimPhone' && asked.includes('reporterPhone'));
  return asked.filter((each) => !isVictim || !isOwn(each));
}

function knownOf({
  reporter,
  victim,
  victimAccount,
  narrative,
  caseType,
}: TellableLater): Readonly<Record<Tellable, boolean>> {
  return {
    reporterName: reporter?.name !== undefined,
    victimName: victim?.name !== undefined,
    victimNumber: hasNumber(victim),
    victimPhone: victim?.phone !== undefined,
    reporterPhone: reporter?.phone !== undefined,
    victimAccount: victimAccount !== undefined,
    narrative: narrative !== undefined,
    caseType: caseType !== undefined,
  };
}

/**
 * Returns whether who asks may say that the reporter was called back: a number is on record, and it is
 * not one that this person put down after intake, because then his own word would be all there is.
 */
export function mayBeCalled(
  reporter: { phone: string | null; phoneToldTo: string | null } | undefined,
  actor: string,
): boolean {
  return reporter !== undefined && reporter.phone !== null && reporter.phoneToldTo !== actor;
}
