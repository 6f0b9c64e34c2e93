// In which looks a page is taken.

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const TH = { language: 'th', size: DESKTOP };
const EN = { language: 'en', size: DESKTOP };
const ON_PHONE = { language: 'th', size: PHONE };

/** The bad states of a page that a person signs in for, and of one for everybody. */
const OF_PERSONS = ['empty', 'loading', 'failed', 'disconnected', 'expired', 'forbidden', 'worst'];
const OF_EVERYBODY = ['failed', 'worst'];
const OF_FORMS = ['disconnected', 'expired', 'forbidden', 'worst'];

/** The looks of a page: languages, phone and dark as it has them, and its bad states. */
export function looksOf(page, isAll) {
  if (!isAll) return page.isLooked ? [] : keptLooksOf(page);
  const states = statesOf(page);
  const phone = (look, kind) => (page.phone ? [{ ...look, kind, size: PHONE, isWhole: page.person === null }] : []);
  return [
    { kind: 'th', ...TH },
    { kind: 'en', ...EN },
    { kind: 'dark', ...TH, theme: 'dark' },
    ...phone(TH, 'phone'),
    ...phone(EN, 'phone.en'),
    ...states.flatMap((state) => [{ kind: `${state}.th`, ...TH, state }, ...phone({ ...TH, state }, `${state}.phone`)]),
    ...(states.includes('worst') ? [{ kind: 'worst.en', ...EN, state: 'worst', theme: 'dark' }] : []),
  ];
}

function statesOf({ person, at, isForm, isLooked }) {
  if (isLooked) return person === null ? [] : ['empty', 'worst'];
  if (isForm) return OF_FORMS;
  if (person === null) return OF_EVERYBODY;
  // Who may not see the queue is led to the own home from its address.
  return at === '/' ? OF_PERSONS.filter((state) => state !== 'forbidden') : OF_PERSONS;
}

function keptLooksOf(page) {
  const states = page.states ?? [];
  return [
    { kind: 'th', ...TH },
    { kind: 'en', ...EN },
    ...(page.phone ? [{ kind: 'phone', ...ON_PHONE }] : []),
    ...(page.dark ? [{ kind: 'dark', ...TH, theme: 'dark' }] : []),
    ...states.flatMap((state) => [
      { kind: `${state}.th`, ...TH, state },
      { kind: `${state}.en`, ...EN, state },
    ]),
  ];
}
