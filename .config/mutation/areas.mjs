// What `npm run mutation` changes, area by area, and the tests that must notice it: files, and folders that end in a slash. `bar`: the share in percent.
// Only an area's own tests count: a story that merely passes through the code says little about it, and would take hours.
export const areas = [
  {
    name: 'judge',
    bar: 90,
    places: ['src/domain/judgement/', 'src/domain/rulebook/in-force.ts', 'src/domain/rulebook/choices.ts'],
    tests: [
      'test/domain/judgement/',
      'test/domain/judge.test.ts',
      'test/domain/judgement-as-a-whole.test.ts',
      'test/domain/rulebook.test.ts',
      'test/domain/rulebook/conflicts.test.ts',
    ],
  },
  {
    name: 'attribution',
    bar: 90,
    places: ['src/domain/trail/'],
    tests: ['test/domain/trail/', 'test/domain/next-hops.test.ts'],
  },
  {
    name: 'ledger',
    bar: 90,
    places: ['src/domain/hold/', 'src/domain/money.ts'],
    tests: [
      'test/domain/ledger/',
      'test/domain/apply-receipt.test.ts',
      'test/domain/hold-expiry.test.ts',
      'test/domain/hold-messages.property.test.ts',
      'test/domain/next-step.test.ts',
      'test/domain/rulebook/conflicts.test.ts',
      'test/domain/transition-tables.test.ts',
      'test/domain/money-and-time.test.ts',
    ],
  },
  {
    name: 'deadlines',
    bar: 90,
    places: ['src/domain/deadlines/', 'src/domain/calendar/', 'src/domain/time.ts'],
    tests: ['test/domain/calendar/', 'test/domain/judgement/deadline-of.test.ts', 'test/domain/money-and-time.test.ts'],
  },
];

/** Tables of data, as the rulebook's rows are: transcribed and reviewed beside their source. A test that repeats them proves nothing. */
export const tables = ['src/domain/calendar/thai-holidays.ts'];

/** Whether a file is a place of an area or lies in it. */
export const liesIn = (file, place) => (place.endsWith('/') ? file.startsWith(place) : file === place);
