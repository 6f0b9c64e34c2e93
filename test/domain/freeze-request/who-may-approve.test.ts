import { mayDecide } from '../../../src/domain/freeze-request/who-may-approve.js';
import type { Actor, FreezeRequestFacts, Role } from '../../../src/domain/freeze-request/freeze-request.js';
import { NOW, TH, hoursAfter } from '../support.js';

function actor(subject: string, ...roles: Role[]): Actor {
  return { subject, roles };
}

const SUPERVISOR = actor('supervisor', 'aoc_supervisor');
const INQUIRER = actor('inquirer', 'inquiry_officer');

function request(over: Partial<FreezeRequestFacts> = {}): FreezeRequestFacts {
  return {
    kind: 'aoc_suspension',
    state: 'requested',
    requestedBy: 'officer',
    takenBy: ['operator'],
    bringsBack: null,
    releasedBy: [],
    isMakerInterested: false,
    approvedBy: [],
    approvedAs: [],
    evidenceHash: 'hash',
    blastRadiusSha256: 'radius',
    expiresAt: hoursAfter(NOW, 72),
    ...over,
  };
}

function decided(
  over: Partial<FreezeRequestFacts>,
  who: Actor,
  verdict: 'approve' | 'refuse' = 'approve',
  seen: { evidenceHash?: string; blastRadiusSha256?: string } = {},
): string {
  const result = mayDecide(
    request(over),
    who,
    verdict,
    { evidenceHash: 'hash', blastRadiusSha256: 'radius', ...seen },
    TH,
    NOW,
  );
  return result.ok ? `${result.value.state} as ${result.value.role}` : result.code;
}

describe('a decision', () => {
  it.each<[string, Partial<FreezeRequestFacts>, Actor, 'approve' | 'refuse', string]>([
    ['a supervisor approves a suspension', {}, SUPERVISOR, 'approve', 'approved as aoc_supervisor'],
    [
      'of whom an interest of who asked became known, a second person must approve too',
      { isMakerInterested: true },
      SUPERVISOR,
      'approve',
      'half_approved as aoc_supervisor',
    ],
    [
      'and then it is approved',
      { isMakerInterested: true, state: 'half_approved', approvedBy: ['other'], approvedAs: ['aoc_supervisor'] },
      SUPERVISOR,
      'approve',
      'approved as aoc_supervisor',
    ],
    ['one refusal is enough there too', { isMakerInterested: true }, SUPERVISOR, 'refuse', 'refused as aoc_supervisor'],
    ['a supervisor refuses a suspension', {}, SUPERVISOR, 'refuse', 'refused as aoc_supervisor'],
    ['an officer may not approve one', {}, actor('other', 'aoc_officer'), 'approve', 'APPROVAL.ROLE'],
    [
      'who released the hold does not bring it back',
      { kind: 'reinstatement', releasedBy: ['other', 'supervisor'] },
      SUPERVISOR,
      'approve',
      'APPROVAL.OWN_RELEASE',
    ],
    [
      'one person of two brings a whole account back',
      { kind: 'reinstatement', bringsBack: 'whole_account', releasedBy: ['other'] },
      SUPERVISOR,
      'approve',
      'half_approved as aoc_supervisor',
    ],
    [
      'a second person brings a whole account back',
      { kind: 'reinstatement', bringsBack: 'whole_account', state: 'half_approved', approvedBy: ['supervisor'] },
      INQUIRER,
      'approve',
      'approved as inquiry_officer',
    ],
    [
      'one person brings a continued hold back, though its officer orders it alone',
      { kind: 'reinstatement', bringsBack: 'continue_order' },
      INQUIRER,
      'approve',
      'approved as inquiry_officer',
    ],
    [
      'nobody of the centre does, whose power it is not',
      { kind: 'reinstatement', bringsBack: 'continue_order' },
      SUPERVISOR,
      'approve',
      'APPROVAL.AUTHORITY',
    ],
    [
      'another person brings it back',
      { kind: 'reinstatement', releasedBy: ['officer'] },
      SUPERVISOR,
      'approve',
      'approved as aoc_supervisor',
    ],
    ['an administrator decides nothing', {}, actor('admin', 'administrator'), 'refuse', 'APPROVAL.ROLE'],
    [
      'the first of two for a whole account',
      { kind: 'whole_account' },
      INQUIRER,
      'approve',
      'half_approved as inquiry_officer',
    ],
    [
      'the second of two for a whole account',
      { kind: 'whole_account', state: 'half_approved', approvedBy: ['inquirer'], approvedAs: ['inquiry_officer'] },
      SUPERVISOR,
      'approve',
      'approved as aoc_supervisor',
    ],
    [
      'two of the centre, for a whole account, whose warrant is one of the police',
      { kind: 'whole_account', state: 'half_approved', approvedBy: ['other'], approvedAs: ['aoc_supervisor'] },
      SUPERVISOR,
      'approve',
      'APPROVAL.AUTHORITY',
    ],
    [
      'the second of two refuses',
      { kind: 'whole_account', state: 'half_approved', approvedBy: ['inquirer'] },
      SUPERVISOR,
      'refuse',
      'refused as aoc_supervisor',
    ],
    [
      'the same person twice',
      { kind: 'whole_account', state: 'half_approved', approvedBy: ['inquirer'] },
      INQUIRER,
      'approve',
      'APPROVAL.TWICE',
    ],
    [
      'a second supervisor confirms break-glass',
      { kind: 'break_glass', state: 'half_approved', requestedBy: 'first' },
      SUPERVISOR,
      'approve',
      'approved as aoc_supervisor',
    ],
    [
      'the same supervisor may not confirm his own break-glass',
      { kind: 'break_glass', state: 'half_approved', requestedBy: 'supervisor' },
      SUPERVISOR,
      'approve',
      'APPROVAL.OWN_REQUEST',
    ],
    [
      'nobody decides on a continue-order',
      { kind: 'continue_order', state: 'approved' },
      INQUIRER,
      'refuse',
      'APPROVAL.ROLE',
    ],
    ['who asked may not decide', { requestedBy: 'supervisor' }, SUPERVISOR, 'approve', 'APPROVAL.OWN_REQUEST'],
    ['who asked may not even refuse', { requestedBy: 'supervisor' }, SUPERVISOR, 'refuse', 'APPROVAL.OWN_REQUEST'],
    [
      'who took the complaint may not decide',
      { takenBy: ['supervisor'] },
      SUPERVISOR,
      'approve',
      'APPROVAL.OWN_INTAKE',
    ],
    [
      'nor who took a later call',
      { takenBy: ['operator', 'supervisor'] },
      SUPERVISOR,
      'approve',
      'APPROVAL.OWN_INTAKE',
    ],
    ['nor refuse', { takenBy: ['operator', 'supervisor'] }, SUPERVISOR, 'refuse', 'APPROVAL.OWN_INTAKE'],
    ['already approved', { state: 'approved' }, SUPERVISOR, 'approve', 'APPROVAL.ALREADY_DECIDED'],
    ['already refused', { state: 'refused' }, SUPERVISOR, 'approve', 'APPROVAL.ALREADY_DECIDED'],
    ['already expired', { state: 'expired' }, SUPERVISOR, 'approve', 'APPROVAL.EXPIRED'],
    ['past its time though nobody marked it', { expiresAt: NOW }, SUPERVISOR, 'approve', 'APPROVAL.EXPIRED'],
  ])('%s', (_name, over, who, verdict, expected) => {
    expect(decided(over, who, verdict)).toBe(expected);
  });

  it('on evidence that has changed since is refused', () => {
    expect(decided({}, SUPERVISOR, 'approve', { evidenceHash: 'older' })).toBe('APPROVAL.EVIDENCE_CHANGED');
  });

  it('on a blast radius that has changed since is refused, unless the decision is a refusal', () => {
    const other = { blastRadiusSha256: 'older' };
    expect(decided({}, SUPERVISOR, 'approve', other)).toBe('APPROVAL.BLAST_RADIUS_CHANGED');
    expect(decided({}, SUPERVISOR, 'refuse', other)).toBe('refused as aoc_supervisor');
  });
});
