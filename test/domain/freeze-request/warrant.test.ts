import { type Warrant, warrantFault } from '../../../src/domain/freeze-request/warrant.js';
import { TH } from '../support.js';

const NOW = new Date('2026-11-30T03:00:00Z');
const RIGHT: Warrant = {
  number: '12/2569',
  authority: 'Test Police Station',
  issuedOn: '2026-11-29',
  documentSha256: 'a'.repeat(64),
};

describe('a seizure warrant of the police', () => {
  it.each<[string, Partial<Warrant>, string | null]>([
    ['of yesterday', {}, null],
    ['of today', { issuedOn: '2026-11-30' }, null],
    ['with a letter before its number', { number: 'อ.12/2569' }, null],
    ['with a bureau before its number', { number: 'บก.ปอท. 7/2569' }, null],
    ['in Thai digits', { number: 'ค.๑๒/๒๕๖๙' }, null],
    ['of a year ago', { issuedOn: '2025-11-30', number: '1/2568' }, null],
    ['without a number', { number: null }, 'APPROVAL.NO_WARRANT'],
    ['called x', { number: 'x' }, 'WARRANT.NUMBER'],
    ['called by a number without a year', { number: 'W-1' }, 'WARRANT.NUMBER'],
    ['of a year in the Common Era', { number: '12/2026' }, 'WARRANT.NUMBER'],
    ['numbered in another year than its day', { number: '12/2568' }, 'WARRANT.NUMBER'],
    ['without a station', { authority: null }, 'WARRANT.AUTHORITY'],
    ['of the station x', { authority: 'x' }, 'WARRANT.AUTHORITY'],
    ['of tomorrow', { issuedOn: '2026-12-01' }, 'WARRANT.DAY'],
    ['of more than a year ago', { issuedOn: '2025-11-29', number: '1/2568' }, 'WARRANT.DAY'],
    ['of no day', { issuedOn: '2026-02-30' }, 'WARRANT.DAY'],
    ['that bears no day', { issuedOn: null }, 'WARRANT.DAY'],
    ['without its document', { documentSha256: null }, 'WARRANT.DOCUMENT'],
  ])('%s: %s', (_what, over, code) => {
    expect(warrantFault({ ...RIGHT, ...over }, TH, NOW)?.code ?? null).toBe(code);
  });
});
