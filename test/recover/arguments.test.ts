import { readArguments } from '../../tools/recover/arguments.js';
import { cameBackLines } from '../../tools/recover/report-lines.js';

describe('the arguments of npm run recover', () => {
  const at = '2026-11-28T02:55:00+07:00';

  it.each<[string[], object | undefined]>([
    [['--at', at, '--by', 'dba-7'], { at: new Date(at), by: 'dba-7', waitSeconds: 120 }],
    [
      ['--wait', '5', '--by', 'dba-7', '--at', '2026-11-28T02:55Z'],
      { at: new Date('2026-11-28T02:55:00Z'), by: 'dba-7', waitSeconds: 5 },
    ],
    [[], undefined],
    [['--at', at], undefined],
    [['--by', 'dba-7'], undefined],
    [['--at', '2026-11-28 02:55', '--by', 'dba-7'], undefined], // of which zone?
    [['--at', '2026-13-28T02:55:00Z', '--by', 'dba-7'], undefined],
    [['--at', at, '--by', 'Somying Jaidee'], undefined], // it stands in the chain for ever
    [['--at', at, '--by', 'dba-7', '--wait', 'long'], undefined],
    [['--at', at, '--at', at, '--by', 'dba-7'], undefined],
    [['--at', at, '--by', 'dba-7', '--force', 'yes'], undefined],
    [['--at', at, '--by'], undefined],
  ])('%j', (args, expected) => {
    expect(readArguments(args)).toEqual(expected);
  });
});

describe('what npm run recover says came back', () => {
  const answered = { institution: 'th-004', hasAnswered: true, orders: 7, unknown: 2, unknownSatang: '5', breaks: 0 };

  it('names each institution, and what a person must do', () => {
    const silent = { ...answered, institution: 'th-014', hasAnswered: false, unknown: 0 };
    const lines = cameBackLines([answered, silent]).join('\n');
    expect(lines).toContain('th-004: 7 orders stated; 2 not on record (0.05 baht held), 0 breaks about holds');
    expect(lines).toContain('th-014: has not answered');
    expect(lines).toContain('2 orders are not on record');
    expect(lines).toContain('1 institutions have not answered');
  });

  it('asks nothing of anybody where all have answered and the books agree', () => {
    const lines = cameBackLines([{ ...answered, unknown: 0 }]);
    expect(lines).toHaveLength(3);
  });
});
