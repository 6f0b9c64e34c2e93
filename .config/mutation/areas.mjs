// What `npm run mutation` changes, area by area: files, and folders that end in a slash; `bar` is
// the share of changes, in percent, that tests must notice. An area's tests are those that import
// code of it (types alone do not count), and those in the folder that `tests` names, which may do
// so by way of others. Only they count: a story that merely passes through the code says little
// about it, and would take hours.
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
 * Tables of data, as the rulebook's rows are: transcribed and reviewed beside their source. A test
 * that repeats them proves nothing.
 */
export const tables = ['src/domain/calendar/thai-holidays.ts'];

/** Whether a file is a place of an area or lies in it. */
export const liesIn = (file, place) => (place.endsWith('/') ? file.startsWith(place) : file === place);
