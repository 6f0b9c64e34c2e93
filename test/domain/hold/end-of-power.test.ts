import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';
import {
  belowUpheld,
  endOfPower,
  mayAnswerFor,
  mayEndAs,
  mayEndFor,
  type PowersOfHold,
} from '../../../src/domain/hold/end/end-of-power.js';
import type { HoldKind, ReleaseReason } from '../../../src/domain/hold/hold.js';
import { NOW, TH } from '../support.js';

const REASONS: readonly ReleaseReason[] = [
  'EXPIRED',
  'DEBIT_DENIED',
  'DEBIT_NOT_CONFIRMED',
  'WITHDRAWN',
  'CORRECTED',
  'OFFICER_RELEASE',
  'REQUEST_NOT_CONFIRMED',
  'UNRELATED',
  'APPEAL_UPHELD',
  'SUSPICION_UNFOUNDED',
  'SUSPICION_LIFTED',
];

describe('each power ends only by its own rule', () => {
  const BY_PERSON = ['EXPIRED', 'OFFICER_RELEASE', 'UNRELATED', 'APPEAL_UPHELD'] as const;
  const ends: Record<HoldKind, readonly ReleaseReason[]> = {
    section7: [...BY_PERSON, 'DEBIT_DENIED', 'DEBIT_NOT_CONFIRMED', 'WITHDRAWN', 'CORRECTED'],
    section6: [...BY_PERSON, 'DEBIT_DENIED', 'SUSPICION_UNFOUNDED', 'SUSPICION_LIFTED'],
    aoc_suspension: BY_PERSON,
    break_glass: [...BY_PERSON, 'REQUEST_NOT_CONFIRMED'],
    continue_order: BY_PERSON,
    whole_account: BY_PERSON,
  };
  const kinds = Object.keys(ends) as HoldKind[];
  it.each(kinds.flatMap((kind) => REASONS.map((reason) => [kind, reason, ends[kind].includes(reason)] as const)))(
    '%s by %s: %s',
    (kind, reason, expected) => expect(endOfPower(kind, reason) !== 'never').toBe(expected),
  );

  it('and its time ends every hold, whatever the row of its last order is called', () => {
    for (const kind of kinds)
      for (const reason of ['EXPIRED', 'DEBIT_NOT_CONFIRMED', 'REQUEST_NOT_CONFIRMED'] as const)
        expect(mayEndFor(kind, reason)).toBe(true);
    expect(mayEndFor('whole_account', 'WITHDRAWN')).toBe(false);
  });
});

describe('who may end a power for its holder', () => {
  const ROLES: readonly Role[] = ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'amlo_officer', 'auditor'];
  const notice = (kind: HoldKind, ...offices: PowersOfHold['offices']) => ({ kind, restsOnNotice: true, offices });
  it.each<[PowersOfHold, Partial<Record<Role, string>>]>([
    [
      { kind: 'section7', restsOnNotice: false, offices: [] },
      { aoc_officer: 'all', aoc_supervisor: 'all', inquiry_officer: 'all' },
    ],
    [notice('section7'), { aoc_officer: 'own_power_alone', aoc_supervisor: 'own_power_alone', inquiry_officer: 'all' }],
    [
      notice('section7', 'amlo'),
      { aoc_officer: 'own_power_alone', aoc_supervisor: 'own_power_alone', inquiry_officer: 'own_power_alone' },
    ],
    [
      { kind: 'aoc_suspension', restsOnNotice: false, offices: [] },
      { aoc_officer: 'all', aoc_supervisor: 'all' },
    ],
    [
      { kind: 'break_glass', restsOnNotice: false, offices: [] },
      { aoc_officer: 'all', aoc_supervisor: 'all' },
    ],
    [{ kind: 'continue_order', restsOnNotice: false, offices: [] }, { inquiry_officer: 'all' }],
    [{ kind: 'whole_account', restsOnNotice: false, offices: [] }, { inquiry_officer: 'all' }],
    [notice('section6'), { inquiry_officer: 'all', amlo_officer: 'all' }],
    [notice('section6', 'ccib'), { inquiry_officer: 'all' }],
    [notice('section6', 'dsi', 'ccib'), { inquiry_officer: 'all' }],
    [notice('section6', 'amlo'), { amlo_officer: 'all' }],
    [notice('section6', 'amlo', 'ccib'), {}],
    [notice('aoc_suspension'), { aoc_officer: 'own_power_alone', aoc_supervisor: 'own_power_alone' }],
    [notice('aoc_suspension', 'amlo'), { aoc_officer: 'own_power_alone', aoc_supervisor: 'own_power_alone' }],
    [notice('continue_order'), { inquiry_officer: 'all' }],
    [notice('continue_order', 'ccib'), { inquiry_officer: 'all' }],
    [notice('continue_order', 'amlo'), { inquiry_officer: 'own_power_alone' }],
    [notice('whole_account', 'amlo'), { inquiry_officer: 'own_power_alone' }],
    [
      { ...notice('section6'), beside: ['section7'] },
      { inquiry_officer: 'all', amlo_officer: 'own_power_alone' },
    ],
    [{ ...notice('section6', 'amlo'), beside: ['section7'] }, { amlo_officer: 'own_power_alone' }],
    [
      { kind: 'aoc_suspension', restsOnNotice: false, offices: [], beside: ['continue_order'] },
      { aoc_officer: 'own_power_alone', aoc_supervisor: 'own_power_alone' },
    ],
  ])('%j', (power, allowed) => {
    const found = ROLES.map((role) => [role, mayEndAs(power, role, TH, NOW)]);
    expect(found).toEqual(ROLES.map((role) => [role, allowed[role] ?? 'nothing']));
  });
});

describe('below an upheld appeal', () => {
  it.each<[HoldKind, boolean, string]>([
    ['section7', false, 'falls'],
    ['section7', true, 'is_forwarded'],
    ['section6', true, 'is_forwarded'],
    ['aoc_suspension', false, 'is_forwarded'],
    ['break_glass', false, 'is_forwarded'],
    ['continue_order', false, 'is_forwarded'],
    ['whole_account', false, 'is_forwarded'],
  ])('a hold by %s, on a notice: %s: %s', (kind, restsOnNotice, becomes) => {
    expect(belowUpheld({ kind, restsOnNotice })).toBe(becomes);
  });
});

describe('a suspicion that institutions alone have', () => {
  const hold: PowersOfHold = { kind: 'section6', restsOnNotice: true, offices: [], ownSuspicionOf: 'th-014' };
  const bank = (institution: string | null) => ({ subject: 'b', roles: ['institution_user' as const], institution });

  it('is lifted by its own institution, and by the officers who examine it', () => {
    const all = (['institution_user', 'inquiry_officer', 'amlo_officer', 'aoc_officer'] as const).map((role) =>
      mayEndAs(hold, role, TH, NOW),
    );
    expect(all).toEqual(['all', 'all', 'all', 'nothing']);
    expect(mayAnswerFor(hold, bank('th-014'))).toBe(true);
  });

  it.each<[string, PowersOfHold, string | null]>([
    ['another bank', hold, 'th-006'],
    ['no bank', hold, null],
    ['its bank, where an officer suspects too', { ...hold, offices: ['ccib'], ownSuspicionOf: null }, 'th-014'],
    ['its bank, of money that section 7 holds', { ...hold, kind: 'section7', ownSuspicionOf: null }, 'th-014'],
  ])('not by %s', (_who, of, institution) => {
    expect(mayAnswerFor(of, bank(institution))).toBe(false);
  });

  it('and a person of the centre acts by the own role alone', () => {
    expect(mayAnswerFor(hold, { subject: 'a', roles: ['amlo_officer'] })).toBe(true);
    expect(mayEndAs({ ...hold, ownSuspicionOf: null, kind: 'continue_order' }, 'institution_user', TH, NOW)).toBe(
      'nothing',
    );
  });
});
