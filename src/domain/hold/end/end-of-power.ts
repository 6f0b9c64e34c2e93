import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { type NoticeOffice, ROLE_OF_OFFICE } from '../../notice/who-may-notify.js';
import { listParameter, type Rulebook, ruleInForce } from '../../rulebook/in-force.js';
import type { HoldKind, ReleaseReason } from '../hold.js';

/**
 * By whose act, or by what, a hold of a power ends for a reason; `never`: that reason ends no hold of
 * this power, because each power ends only by its own rule. `authority`: a person of those whom
 * `rolesThatEnd` names.
 */
export type EndedBy =
  'time' | 'complaint' | 'sending_institution' | 'holding_institution' | 'officer_of_notice' | 'authority' | 'never';

/** A person's decision to let go ends any power, where it is the person's to end. */
const BY_ITS_AUTHORITY = {
  OFFICER_RELEASE: 'authority',
  UNRELATED: 'authority',
  COURT_VOIDED: 'authority', // a court voids any order; who holds the power learns of it and records it
  APPEAL_UPHELD: 'authority',
} as const;

/** What ends a power that a person ordered: its own time, and who holds it; nothing else. */
const ORDERED: Readonly<Record<ReleaseReason, EndedBy>> = {
  ...BY_ITS_AUTHORITY,
  EXPIRED: 'time',
  DEBIT_DENIED: 'never',
  DEBIT_NOT_CONFIRMED: 'never',
  WITHDRAWN: 'never',
  CORRECTED: 'never',
  REQUEST_NOT_CONFIRMED: 'never',
  SUSPICION_UNFOUNDED: 'never',
  SUSPICION_LIFTED: 'never',
};

/** Every power and every way in which a hold may end. */
const ENDS: Readonly<Record<HoldKind, Readonly<Record<ReleaseReason, EndedBy>>>> = {
  section7: {
    ...ORDERED,
    DEBIT_DENIED: 'sending_institution',
    DEBIT_NOT_CONFIRMED: 'time',
    WITHDRAWN: 'complaint',
    CORRECTED: 'complaint',
  },
  section6: {
    ...ORDERED,
    // No transfer, or a smaller one: nothing is suspected beside the transfer itself.
    DEBIT_DENIED: 'sending_institution',
    SUSPICION_UNFOUNDED: 'officer_of_notice',
    SUSPICION_LIFTED: 'holding_institution',
  },
  aoc_suspension: ORDERED,
  break_glass: { ...ORDERED, REQUEST_NOT_CONFIRMED: 'time' },
  continue_order: ORDERED,
  whole_account: ORDERED,
};

/** Returns by whose act a hold of a power ends for a reason. */
export function endOfPower(kind: HoldKind, reason: ReleaseReason): EndedBy {
  return ENDS[kind][reason];
}

/** Returns every power with a reason for which a hold of it may end. */
export function endsOfPowers(): readonly (readonly [HoldKind, ReleaseReason])[] {
  return (Object.keys(ENDS) as HoldKind[]).flatMap((kind) =>
    (Object.keys(ENDS[kind]) as ReleaseReason[])
      .filter((reason) => mayEndFor(kind, reason))
      .map((reason) => [kind, reason] as const),
  );
}

/** Ends by the time that an order named: what its row says of it never keeps a hold beyond it. */
const BY_TIME: readonly ReleaseReason[] = ['EXPIRED', 'DEBIT_NOT_CONFIRMED', 'REQUEST_NOT_CONFIRMED'];

/** Returns whether a hold of a power may end for a reason; its time ends every hold. */
export function mayEndFor(kind: HoldKind, reason: ReleaseReason): boolean {
  return BY_TIME.includes(reason) || endOfPower(kind, reason) !== 'never';
}

/** The powers that a hold stands on: its own, the notices of section 6, and what else lets it stand beside. */
export interface PowersOfHold {
  kind: HoldKind;
  /** A notice of section 6 lets it stand, alone or beside its own power. */
  restsOnNotice: boolean;
  /** The offices whose officers gave such notices; none where institutions alone suspect. */
  offices: readonly NoticeOffice[];
  /**
   * The institution that has the money, where suspicions of institutions alone let it stand (section 6
   * paragraph 1): it examines what it suspends itself. Else null.
   */
  ownSuspicionOf?: string | null;
  /**
   * Other powers that would let the hold go on if its own ended: section 7 below a suspicion, an order of an
   * inquiry officer below one of the centre. Absent: none.
   */
  beside?: readonly HoldKind[];
}

/** Who examines a suspicion that no officer notified: a criminal officer, or AMLO (section 6 paragraph 3). */
const EXAMINERS: readonly Role[] = ['inquiry_officer', 'amlo_officer'];

/**
 * Returns the roles of which each may end the power of a hold for its holder: those that P-APP
 * names, and for section 6 the officers who examine the suspicion. A suspicion of its institution
 * alone is lifted by a person of that institution too (`mayAnswerFor`).
 */
export function rolesThatEnd(
  { kind, offices, ownSuspicionOf = null }: PowersOfHold,
  rulebook: Rulebook,
  now: Date,
): readonly string[] {
  if (kind === 'section6' && ownSuspicionOf !== null) return [...EXAMINERS, 'institution_user'];
  if (kind === 'section6') return offices.length === 0 ? EXAMINERS : offices.map((office) => ROLE_OF_OFFICE[office]);
  return listParameter(ruleInForce(rulebook, 'P-APP', now), `${kind}.release`);
}

/**
 * Returns what a person in a role may end of a hold: all of it; its own power alone, while another one that
 * the role does not end lets the money stay; or nothing.
 */
export function mayEndAs(
  hold: PowersOfHold,
  role: Role,
  rulebook: Rulebook,
  now: Date,
): 'all' | 'own_power_alone' | 'nothing' {
  if (!rolesThatEnd(hold, rulebook, now).includes(role)) return 'nothing';
  const settles = settlesNotices(hold, role);
  if (hold.kind === 'section6' && !settles) return 'nothing';
  const endsBeside = (hold.beside ?? []).every((kind) => rolesThatEnd(alone(kind), rulebook, now).includes(role));
  return settles && endsBeside ? 'all' : 'own_power_alone';
}

/** Returns whether the notices that a hold rests on are all a role's to settle. */
function settlesNotices({ restsOnNotice, offices }: PowersOfHold, role: Role): boolean {
  if (!restsOnNotice) return true;
  if (offices.length === 0) return EXAMINERS.includes(role) || role === 'institution_user';
  return offices.every((office) => ROLE_OF_OFFICE[office] === role);
}

/** Returns the powers of `beside` that some of the roles of a person do not end. */
export function besideOfOthers(
  hold: PowersOfHold,
  roles: readonly Role[],
  rulebook: Rulebook,
  now: Date,
): readonly HoldKind[] {
  return (hold.beside ?? []).filter((kind) => {
    const ends = rolesThatEnd(alone(kind), rulebook, now);
    return !roles.some((role) => ends.includes(role));
  });
}

function alone(kind: HoldKind): PowersOfHold {
  return { kind, restsOnNotice: false, offices: [] };
}

/**
 * Returns whether a person may act for the institution of a hold: who works for an institution acts for
 * that one alone, so that nobody ends what another bank suspends. Anybody else acts by the own role.
 */
export function mayAnswerFor({ ownSuspicionOf = null }: PowersOfHold, { roles, institution = null }: Actor): boolean {
  return !roles.includes('institution_user') || (institution !== null && institution === ownSuspicionOf);
}

/**
 * Returns what becomes of a hold on money that went on from a holder whose appeal was upheld. What
 * rests on the trail alone (section 7) falls. What rests on evidence of its own, on a warrant or on
 * a suspicion goes with the finding to its own authority.
 */
export function belowUpheld({
  kind,
  restsOnNotice,
}: Pick<PowersOfHold, 'kind' | 'restsOnNotice'>): 'falls' | 'is_forwarded' {
  return kind === 'section7' && !restsOnNotice ? 'falls' : 'is_forwarded';
}
