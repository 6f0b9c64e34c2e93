import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';
import {
  DIRECTIVE_KINDS,
  type DirectiveKind,
  type DirectiveState,
  isListingInForce,
} from '../../../src/domain/directive/directive.js';
import { type CutOffStep, keptByOthers } from '../../../src/domain/directive/cut-off.js';
import { mayAskDirective, mayDecideDirective } from '../../../src/domain/directive/may-direct.js';
import {
  listedSubject,
  numbersToCutOff,
  outcomeOnNumbers,
  stillToCutOff,
} from '../../../src/domain/directive/subject-of-directive.js';
import type { Result } from '../../../src/domain/result.js';
import { NOW, TH } from '../support.js';

const person = (subject: string, ...roles: Role[]) => ({ subject, roles });
const codeOf = (result: Result<unknown>) => (result.ok ? 'yes' : result.code);

describe('who may ask for a directive', () => {
  const ask = (kind: DirectiveKind, actor: ReturnType<typeof person>, now = NOW) =>
    codeOf(mayAskDirective(kind, actor, { takenBy: ['operator-1', 'later-1'], rulebook: TH, now }));

  it.each(DIRECTIVE_KINDS)('%s: an officer who took no part of the report, since Amendment No. 2', (kind) => {
    expect(ask(kind, person('officer-1', 'aoc_officer'))).toBe('yes');
    expect(ask(kind, person('supervisor-1', 'aoc_supervisor'))).toBe('APPROVAL.ROLE');
    expect(ask(kind, person('operator-1', 'hotline_operator', 'aoc_officer'))).toBe('APPROVAL.OWN_INTAKE');
    expect(ask(kind, person('later-1', 'aoc_officer'))).toBe('APPROVAL.OWN_INTAKE');
    const inForce = new Date('2025-04-12T17:00:00Z'); // 13 April in Bangkok
    const allowed = kind === 'list' ? 'DIRECTIVE.NO_CRITERIA' : 'yes';
    expect(ask(kind, person('officer-1', 'aoc_officer'), inForce)).toBe(allowed);
    expect(ask(kind, person('officer-1', 'aoc_officer'), new Date(inForce.getTime() - 1))).toBe('DIRECTIVE.NO_POWER');
  });

  it('list: nobody is listed before the centre published its criteria on 6 March 2026', () => {
    const rowAt = (now: string) => {
      const allowed = mayAskDirective('list', person('officer-1', 'aoc_officer'), {
        takenBy: ['x'],
        rulebook: TH,
        now: new Date(now),
      });
      return allowed.ok ? allowed.value.rowId : allowed.code;
    };
    expect(rowAt('2026-03-05T16:59:59Z')).toBe('DIRECTIVE.NO_CRITERIA');
    expect(rowAt('2026-03-05T17:00:00Z')).toBe('th/LIST-42/2026-03-06');
  });
});

describe('who may decide on a directive', () => {
  const asked = { state: 'requested' as const, requestedBy: 'officer-1', takenBy: ['operator-1', 'later-1'] };
  it.each<[string, ReturnType<typeof person>, object, string]>([
    ['another person, a supervisor', person('supervisor-1', 'aoc_supervisor'), {}, 'yes'],
    ['an officer', person('officer-2', 'aoc_officer'), {}, 'APPROVAL.ROLE'],
    ['who asked', person('officer-1', 'aoc_officer', 'aoc_supervisor'), {}, 'APPROVAL.OWN_REQUEST'],
    ['who took the complaint', person('operator-1', 'aoc_supervisor'), {}, 'APPROVAL.OWN_INTAKE'],
    ['who took a later call', person('later-1', 'aoc_supervisor'), {}, 'APPROVAL.OWN_INTAKE'],
    ['after a refusal', person('supervisor-1', 'aoc_supervisor'), { state: 'refused' }, 'APPROVAL.ALREADY_DECIDED'],
    ['after an approval', person('supervisor-1', 'aoc_supervisor'), { state: 'approved' }, 'APPROVAL.ALREADY_DECIDED'],
  ])('%s', (_, actor, over, expected) => {
    expect(codeOf(mayDecideDirective({ ...asked, ...over }, actor))).toBe(expected);
  });
});

describe('the numbers that NBTC must cut off', () => {
  const [ONE, TWO] = ['0812345678', '0898765432'];
  it.each<[string, Parameters<typeof numbersToCutOff>, string | string[]]>([
    ['those with evidence against them', ['met', [ONE, TWO], []], [ONE, TWO]],
    ['not those sent before', ['met', [ONE, TWO], [ONE]], [TWO]],
    ['not one sent before in another spelling', ['met', ['+66 81 234 5678', TWO], [ONE]], [TWO]],
    ['nothing new', ['met', [ONE], [ONE]], 'DIRECTIVE.NO_NUMBER'],
    ['evidence against a link only', ['met', [], []], 'DIRECTIVE.NO_NUMBER'],
    ['answers missing', ['unknown', [], []], 'DIRECTIVE.UNKNOWN'],
    ['never judged', [undefined, [ONE], []], 'DIRECTIVE.UNKNOWN'],
    ['nothing speaks against them', ['not_met', [], []], 'DIRECTIVE.NOT_MET'],
  ])('%s', (_, input, expected) => {
    const numbers = numbersToCutOff(...input);
    expect(numbers.ok ? numbers.value.values : numbers.code).toEqual(expected);
  });

  it('must still have evidence against them when the supervisor approves', () => {
    const asked = { kind: 'numbers' as const, values: [ONE] };
    expect(codeOf(stillToCutOff(asked, 'met', [ONE, TWO]))).toBe('yes');
    expect(codeOf(stillToCutOff(asked, 'met', ['0066812345678']))).toBe('yes');
    expect(codeOf(stillToCutOff(asked, 'met', [TWO]))).toBe('DIRECTIVE.NOT_MET');
    expect(codeOf(stillToCutOff(asked, 'not_met', []))).toBe('DIRECTIVE.NOT_MET');
    expect(codeOf(stillToCutOff(asked, 'unknown', []))).toBe('DIRECTIVE.UNKNOWN');
  });
});

describe('the numbers that NBTC does not give back, because another cut-off keeps them', () => {
  const [ONE, TWO] = ['0812345678', '0898765432'];
  const step = (id: string, values: string[], liftsId: string | null = null) => ({
    id,
    kind: liftsId === null ? ('telecom' as const) : ('telecom_lift' as const),
    subject: { kind: 'numbers' as const, values },
    liftsId,
  });
  const OWN = step('own', [ONE, TWO]);
  it.each<[string, CutOffStep[], string[]]>([
    ['no other', [OWN], []],
    ['of another case', [OWN, step('b', [TWO])], [TWO]],
    ['in another spelling', [OWN, step('b', ['+66 89 876 5432'])], [TWO]],
    ['another whose number was given back', [OWN, step('b', [TWO]), step('c', [TWO], 'b')], []],
    ['another of which another number was given back', [OWN, step('b', [ONE, TWO]), step('c', [ONE], 'b')], [TWO]],
    ['one of two others given back', [OWN, step('b', [TWO]), step('c', [TWO]), step('d', [TWO], 'b')], [TWO]],
  ])('%s', (_, steps, expected) => {
    expect(keptByOthers([ONE, TWO], 'own', steps).map(({ number }) => number)).toEqual(expected);
  });
});

describe('the outcome of the rule on numbers (NBTC-5)', () => {
  it('is that of its finding, and undefined without one', () => {
    const other = { ruleId: 'AOC-85B', outcome: 'not_met' } as const;
    expect(outcomeOnNumbers([other, { ruleId: 'NBTC-5', outcome: 'met' }])).toBe('met');
    expect(outcomeOnNumbers([other])).toBeUndefined();
  });
});

describe('a listing in force', () => {
  it.each<[DirectiveKind, DirectiveState, Date | null, boolean]>([
    ['list', 'approved', null, true],
    ['list', 'approved', NOW, false],
    ['list', 'requested', null, false],
    ['list', 'refused', null, false],
    ['delist', 'approved', null, false],
    ['telecom', 'approved', null, false],
  ])('%s, %s, delisted at %j: %j', (kind, state, delistedAt, expected) => {
    expect(isListingInForce({ kind, state, delistedAt })).toBe(expected);
  });
});

describe('who is listed', () => {
  it.each<[Parameters<typeof listedSubject>[0], string]>([
    [{ kind: 'citizen', value: '9900000000014' }, '9900000000014'],
    [{ kind: 'citizen', value: '9900000000015' }, 'DIRECTIVE.SUBJECT'],
    [{ kind: 'citizen', value: '0999999999991' }, 'DIRECTIVE.SUBJECT'],
    [{ kind: 'juristic', value: '9900000000014' }, 'DIRECTIVE.SUBJECT'],
    [{ kind: 'juristic', value: '0999999999991' }, '0999999999991'],
    [
      { kind: 'wallet', value: '0x00000000000000000000000000000000000000F1' },
      '0x00000000000000000000000000000000000000f1',
    ],
    [{ kind: 'wallet', value: 'my wallet' }, 'DIRECTIVE.SUBJECT'],
  ])('%j', (subject, expected) => {
    const listed = listedSubject(subject);
    expect(listed.ok ? listed.value.value : listed.code).toBe(expected);
  });
});
