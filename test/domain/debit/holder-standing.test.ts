import { holderStanding, type SaidOfHolder } from '../../../src/domain/debit/holder-word.js';
import { hoursBefore, NOW } from '../support.js';

const said = (...says: SaidOfHolder['says'][]): SaidOfHolder[] =>
  says.map((each, nth) => ({ at: hoursBefore(NOW, says.length - nth), says: each }));

describe('whether the victim of a report holds the debited account', () => {
  it.each<[string, SaidOfHolder[], string]>([
    ['is unknown while nobody says anything', [], 'unknown'],
    ['is known by the word of its institution', said('MATCHES'), 'known'],
    ['is denied by it', said('DIFFERS'), 'other'],
    ['is what it says newest', said('DIFFERS', 'MATCHES'), 'known'],
    ['is what it says newest, in any order of reading', said('MATCHES', 'DIFFERS').reverse(), 'other'],
    ['is known by papers, whatever the institution says', said('belongs', 'DIFFERS'), 'known'],
    ['is what the institution says, once the papers were a mistake', said('DIFFERS', 'belongs', 'taken_back'), 'other'],
    ['is nothing that was said later', [{ at: new Date(NOW.getTime() + 1), says: 'MATCHES' }], 'unknown'],
    ['is what was said at the same instant', [{ at: NOW, says: 'MATCHES' }], 'known'],
  ])('%s', (_what, words, standing) => {
    expect(holderStanding(words, NOW)).toBe(standing);
  });
});
