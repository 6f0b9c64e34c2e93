import { type AskedFor, refuseAsSecond } from '../../../src/domain/second-person/second-person.js';

const WAITS: AskedFor = { state: 'requested', requestedBy: 'asks', takenBy: ['took'], isTimeOver: false };

describe('who may be the second person', () => {
  it.each<[string, string, Partial<AskedFor>, string | null]>([
    ['somebody else', 'other', {}, null],
    ['somebody else, of a proposal', 'other', { state: 'proposed' }, null],
    ['somebody else, as the third', 'other', { state: 'half_approved' }, null],
    ['who asked', 'asks', {}, 'APPROVAL.OWN_REQUEST'],
    ['who took the report', 'took', {}, 'APPROVAL.OWN_INTAKE'],
    ['who took the report, where the rule lets them', 'took', { takenBy: [] }, null],
    ['who asked, after it was decided', 'asks', { state: 'approved' }, 'APPROVAL.OWN_REQUEST'],
    ['somebody after it was approved', 'other', { state: 'approved' }, 'APPROVAL.ALREADY_DECIDED'],
    ['somebody after it was confirmed', 'other', { state: 'confirmed' }, 'APPROVAL.ALREADY_DECIDED'],
    ['somebody after it was made', 'other', { state: 'made' }, 'APPROVAL.ALREADY_DECIDED'],
    ['somebody after it was refused', 'other', { state: 'refused', isTimeOver: true }, 'APPROVAL.ALREADY_DECIDED'],
    ['somebody too late', 'other', { isTimeOver: true }, 'APPROVAL.EXPIRED'],
    ['somebody after it lapsed', 'other', { state: 'lapsed' }, 'APPROVAL.EXPIRED'],
    ['somebody after it expired', 'other', { state: 'expired' }, 'APPROVAL.EXPIRED'],
  ])('%s: %s', (_title, subject, over, code) => {
    expect(refuseAsSecond({ ...WAITS, ...over }, { subject })?.code ?? null).toBe(code);
  });
});
