// What `npm run mutation` changes, area by area, and the tests that must notice it: files, and folders or beginnings of names. `bar`: the share in percent.
// Only an area's own tests count: a story that merely passes through the code says little about it, and would take hours.
const tests = (...names) => names.map((name) => `test/domain/${name}`);

export const areas = [
  {
    name: 'judge',
    bar: 90,
    places: ['src/domain/judgement/', 'src/domain/rulebook/in-force.ts'],
    tests: tests('judge', 'judgement', 'judgement/', 'rulebook'),
  },
  { name: 'attribution', bar: 90, places: ['src/domain/trail/'], tests: tests('trail/', 'next-hops') },
  {
    name: 'ledger',
    bar: 90,
    places: ['src/domain/hold/', 'src/domain/money.ts'],
    tests: tests('ledger/', 'hold-', 'apply-receipt', 'next-step', 'transition-tables', 'money-and-time'),
  },
  {
    name: 'deadlines',
    bar: 90,
    places: ['src/domain/deadlines/', 'src/domain/calendar/', 'src/domain/time.ts'],
    tests: tests('calendar/', 'judgement/deadline', 'money-and-time'),
  },
];

/** Tables of data, as the rulebook's rows are: transcribed and reviewed beside their source. A test that repeats them proves nothing. */
export const tables = ['src/domain/calendar/thai-holidays.ts'];
