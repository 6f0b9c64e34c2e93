// The areas that `npm run mutation` changes: files, and folders that end in a slash; `bar` is the
// share of changes, in percent, that tests must notice. The tests of an area are those that import
// its code (types alone do not count), and those in the folders of `tests`, which may import it by
// other files. No other tests run: a story that only passes through the code says little about it,
// and would take hours.
export const areas = [
  {
    name: 'judge',
    bar: 90,
    places: ['src/domain/judgement/'],
    tests: ['test/domain/judgement/'],
  },
  {
    name: 'law in force',
    bar: 90,
    places: ['src/domain/rulebook/in-force.ts', 'src/domain/rulebook/choices.ts'],
    tests: [],
  },
  {
    name: 'attribution',
    bar: 90,
    places: ['src/domain/trail/'],
    tests: ['test/domain/trail/'],
  },
  {
    name: 'ledger',
    bar: 90,
    places: ['src/domain/hold/', 'src/domain/money.ts'],
    tests: ['test/domain/ledger/'],
  },
  {
    name: 'deadlines',
    bar: 90,
    places: ['src/domain/deadlines/', 'src/domain/calendar/', 'src/domain/time.ts'],
    tests: ['test/domain/calendar/'],
  },
];

/**
 * Tables of data, like the rulebook's rows: they are copied from a source and reviewed beside it.
 * A test that repeats them proves nothing.
 */
export const tables = ['src/domain/calendar/thai-holidays.ts'];

/** Returns true if a file is a place of an area or lies in it. */
export const liesIn = (file, place) => (place.endsWith('/') ? file.startsWith(place) : file === place);
