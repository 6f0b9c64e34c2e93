import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';
import { mayRecordResult, type Suspended } from '../../../src/domain/notice/may-record-result.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

const OWN = { by: 'institution', state: 'active', expiresAt: hoursAfter(NOW, 1), isSettled: false } as const;
const ORDER = {
  by: 'order',
  state: 'held',
  standingNotices: ['N1'],
  offices: ['ccib'],
  filedBy: [],
  isSettled: false,
} as const;

describe('what an officer found of a suspicion', () => {
  it.each<[string, Suspended, Role, 'lifted' | 'proceeded', string | null]>([
    ['by the police, of what an institution suspended', OWN, 'inquiry_officer', 'lifted', null],
    ['by AMLO too', OWN, 'amlo_officer', 'proceeded', null],
    ['by nobody of the centre', OWN, 'aoc_officer', 'lifted', 'APPROVAL.ROLE'],
    ['by nobody of the centre, of an order', ORDER, 'aoc_supervisor', 'lifted', 'APPROVAL.ROLE'],
    ['not twice', { ...OWN, isSettled: true }, 'inquiry_officer', 'lifted', 'SUSPENSION.SETTLED'],
    ['not after its time', { ...OWN, expiresAt: hoursBefore(NOW, 1) }, 'inquiry_officer', 'lifted', 'SUSPENSION.ENDED'],
    ['not once it ended', { ...OWN, state: 'lifted' }, 'inquiry_officer', 'lifted', 'SUSPENSION.ENDED'],
    ['by the office of the notice', ORDER, 'inquiry_officer', 'lifted', null],
    ['not by another office', ORDER, 'amlo_officer', 'lifted', 'SUSPENSION.OFFICE'],
    ['not of an order that ended', { ...ORDER, state: 'released' }, 'inquiry_officer', 'lifted', 'SUSPENSION.ENDED'],
    [
      'not without a standing notice',
      { ...ORDER, standingNotices: [] },
      'inquiry_officer',
      'lifted',
      'SUSPENSION.ENDED',
    ],
    [
      'not lifted by who brought the appeal',
      { ...ORDER, filedBy: ['me'] },
      'inquiry_officer',
      'lifted',
      'HOLD.OWN_FILING',
    ],
    ['but proceeded with', { ...ORDER, filedBy: ['me'] }, 'inquiry_officer', 'proceeded', null],
  ])('may be said %s', (_who, suspended, role, result, code) => {
    expect(mayRecordResult(result, suspended, { subject: 'me', roles: [role] }, NOW)?.code ?? null).toBe(code);
  });
});
