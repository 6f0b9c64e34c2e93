import type { Actor, Role } from '../../../src/domain/freeze-request/freeze-request.js';
import {
  endOfLostOrder,
  keptUntil,
  LOST_ORDER_STATES,
  type LostOnRecord,
  type LostOrderToDecide,
  mayChangeLostOrder,
  mayDecideOnLostOrder,
  mayProposeOnLostOrder,
  reconcileLost,
} from '../../../src/domain/statement/lost-order.js';
import type { Stated } from '../../../src/domain/statement/compare-books.js';
import { NOW, TH } from '../support.js';

const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);
const person = (subject: string, ...roles: Role[]): Actor => ({ subject, roles });
const OFFICER = person('officer-1', 'aoc_officer');
const SUPERVISOR = person('supervisor-1', 'aoc_supervisor');
const INQUIRY = person('inquiry-1', 'inquiry_officer');
const AUDITOR = person('auditor-1', 'auditor');
const ORDER: LostOrderToDecide = {
  state: 'found',
  issuedAt: hours(-2),
  power: 'section7',
  expiresAt: hours(70),
  waiting: null,
};

/** What becomes of an order that the centre lost, and by whom. */
describe('a lost order', () => {
  it.each<[string, Partial<LostOrderToDecide>, Date | string]>([
    ['its own end', {}, hours(70)],
    [
      'seven days from its issue, where its own end is later',
      { issuedAt: hours(-160), expiresAt: hours(70) },
      hours(8),
    ],
    [
      'seven days of the institution (section 6)',
      { power: 'section6', issuedAt: hours(-167), expiresAt: hours(70) },
      hours(1),
    ],
    ['seven days of the centre', { power: 'aoc_suspension', issuedAt: hours(-166), expiresAt: hours(70) }, hours(2)],
    [
      'thirty days of a continue-order',
      { power: 'continue_order', issuedAt: hours(-719), expiresAt: hours(70) },
      hours(1),
    ],
    ['nothing where its time by law is over', { issuedAt: hours(-168), expiresAt: hours(1) }, 'LOST_ORDER.TIME_OVER'],
    ['nothing where its own end is over', { expiresAt: NOW }, 'LOST_ORDER.TIME_OVER'],
    ['nothing where it is issued in the future', { issuedAt: hours(1) }, 'LOST_ORDER.TIME_OVER'],
    ['nothing where nobody states its issue', { issuedAt: null, power: null }, 'LOST_ORDER.NOT_STATED'],
  ])('is kept until %s', (_name, changed, outcome) => {
    const kept = keptUntil({ ...ORDER, ...changed }, TH, NOW);
    expect(kept.ok ? kept.value.until : kept.code).toEqual(outcome);
  });

  it.each<[string, 'release' | 'adopt', Actor, Partial<LostOrderToDecide>, string]>([
    ['an officer', 'release', OFFICER, {}, 'aoc_officer'],
    ['a supervisor', 'adopt', SUPERVISOR, {}, 'aoc_supervisor'],
    ['an inquiry officer', 'adopt', INQUIRY, {}, 'inquiry_officer'],
    ['an auditor', 'release', AUDITOR, {}, 'APPROVAL.ROLE'],
    [
      'an officer, beside another proposal',
      'release',
      OFFICER,
      { waiting: { act: 'adopt', requestedBy: 'x' } },
      'APPROVAL.ALREADY_OPEN',
    ],
    ['an officer, when it is over', 'release', OFFICER, { state: 'over' }, 'LOST_ORDER.OVER'],
    ['an officer, when its release is ordered', 'release', OFFICER, { state: 'releasing' }, 'LOST_ORDER.OVER'],
    ['an officer, of one that is kept', 'release', OFFICER, { state: 'adopted' }, 'aoc_officer'],
    ['an officer, of one that is kept already', 'adopt', OFFICER, { state: 'adopted' }, 'LOST_ORDER.ADOPTED'],
    [
      'an officer, of an order of the police',
      'release',
      OFFICER,
      { power: 'continue_order' },
      'LOST_ORDER.OTHER_AUTHORITY',
    ],
    [
      'an inquiry officer, of an order of the police',
      'release',
      INQUIRY,
      { power: 'continue_order' },
      'inquiry_officer',
    ],
    ['an inquiry officer, of a warrant', 'release', INQUIRY, { power: 'whole_account' }, 'inquiry_officer'],
    [
      'an officer, of an order of the police that is over',
      'release',
      OFFICER,
      { power: 'continue_order', expiresAt: NOW },
      'aoc_officer',
    ],
    ['an officer, past its time', 'adopt', OFFICER, { expiresAt: NOW }, 'LOST_ORDER.TIME_OVER'],
    ['an officer, past its time', 'release', OFFICER, { expiresAt: NOW }, 'aoc_officer'],
  ])('is proposed on by %s (%s): %s', (_name, act, actor, changed, outcome) => {
    const may = mayProposeOnLostOrder({ ...ORDER, ...changed }, act, actor, TH, NOW);
    expect(may.ok ? may.value.role : may.code).toBe(outcome);
  });

  const waiting = { act: 'release', requestedBy: 'officer-1' } as const;
  it.each<[string, 'approve' | 'refuse', Actor, Partial<LostOrderToDecide>, string]>([
    ['a supervisor', 'approve', SUPERVISOR, { waiting }, 'aoc_supervisor'],
    ['an officer', 'approve', person('officer-2', 'aoc_officer'), { waiting }, 'APPROVAL.ROLE'],
    ['who proposed it', 'approve', person('officer-1', 'aoc_supervisor'), { waiting }, 'APPROVAL.OWN_REQUEST'],
    ['who proposed it', 'refuse', person('officer-1', 'aoc_supervisor'), { waiting }, 'APPROVAL.OWN_REQUEST'],
    ['a supervisor, when nothing waits', 'approve', SUPERVISOR, {}, 'APPROVAL.ALREADY_DECIDED'],
    ['a supervisor, when it is over meanwhile', 'approve', SUPERVISOR, { waiting, state: 'over' }, 'LOST_ORDER.OVER'],
    ['a supervisor, when it is over meanwhile', 'refuse', SUPERVISOR, { waiting, state: 'over' }, 'aoc_supervisor'],
    [
      'a supervisor, of an order of the police',
      'approve',
      SUPERVISOR,
      { waiting, power: 'continue_order' },
      'LOST_ORDER.OTHER_AUTHORITY',
    ],
    [
      'an inquiry officer, of an order of the police',
      'approve',
      INQUIRY,
      { waiting, power: 'continue_order' },
      'inquiry_officer',
    ],
    [
      'a supervisor, past its time',
      'approve',
      SUPERVISOR,
      { waiting: { ...waiting, act: 'adopt' }, expiresAt: NOW },
      'LOST_ORDER.TIME_OVER',
    ],
  ])('is decided on by %s (%s): %s', (_name, verdict, actor, changed, outcome) => {
    const may = mayDecideOnLostOrder({ ...ORDER, ...changed }, verdict, actor, TH, NOW);
    expect(may.ok ? may.value.role : may.code).toBe(outcome);
  });

  it('changes along its states alone', () => {
    const changes = LOST_ORDER_STATES.flatMap((from) =>
      LOST_ORDER_STATES.filter((to) => mayChangeLostOrder(from, to)).map((to) => `${from} ${to}`),
    );
    expect(changes).toEqual([
      'found adopted',
      'found releasing',
      'found over',
      'adopted releasing',
      'adopted over',
      'releasing over',
      'over found',
    ]);
  });

  const lost = (changed: Partial<LostOnRecord>): LostOnRecord => ({
    id: 'lost',
    orderId: 'order',
    state: 'found',
    overAt: null,
    isUnnamed: false,
    ...changed,
  });
  const stated = (changed: Partial<Stated>): Stated => ({
    orderId: 'order',
    holdId: 'hold',
    accountNo: '1',
    askedSatang: 100n,
    heldSatang: 100n,
    state: 'HELD',
    expiresAt: hours(70),
    changedAt: NOW,
    ...changed,
  });
  it.each<[string, Partial<LostOnRecord>, Partial<Stated> | null, 'over' | 'again' | 'as it was']>([
    ['is still held', {}, {}, 'as it was'],
    ['was taken, and not carried out', {}, { state: 'TAKEN', heldSatang: 0n }, 'as it was'],
    ['lapsed', {}, { state: 'LAPSED', heldSatang: 0n }, 'over'],
    ['was replaced', { state: 'adopted' }, { state: 'REPLACED', heldSatang: 0n }, 'over'],
    ['was released', { state: 'releasing' }, { state: 'RELEASED', heldSatang: 0n }, 'over'],
    ['holds nothing', {}, { heldSatang: 0n }, 'over'],
    ['is not named by a page', {}, null, 'as it was'],
    ['is not named among all by which money is held', { isUnnamed: true }, null, 'over'],
    ['is over, and not named', { state: 'over', overAt: NOW, isUnnamed: true }, null, 'as it was'],
    ['is over, and held again since', { state: 'over', overAt: hours(-1) }, {}, 'again'],
    ['is over, by an old page', { state: 'over', overAt: hours(1) }, {}, 'as it was'],
  ])('that %s', (_name, known, page, outcome) => {
    const { over, again } = reconcileLost([lost(known)], page === null ? [] : [stated(page)]);
    expect(over.length > 0 ? 'over' : again.length > 0 ? 'again' : 'as it was').toBe(outcome);
  });
});

describe('the time of a lost order', () => {
  const until = new Date('2026-12-01T00:00:00Z');
  const expires = new Date('2026-12-03T00:00:00Z');
  it.each([
    ['found', expires],
    ['adopted', until],
    ['releasing', null],
    ['over', null],
  ] as const)('of one that is %s', (state, end) => {
    expect(endOfLostOrder({ state, untilAt: until, expiresAt: expires })).toEqual(end);
  });
});
