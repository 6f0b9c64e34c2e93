// In which looks a page is taken.

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const TH = { language: 'th', size: DESKTOP };
const EN = { language: 'en', size: DESKTOP };
const ON_PHONE = { language: 'th', size: PHONE };

/** The bad states of a page that a person signs in for, and of one for everybody. */
const OF_PERSONS = ['empty', 'loading', 'failed', 'disconnected', 'expired', 'forbidden', 'worst'];
const OF_EVERYBODY = ['failed', 'worst'];

/** The looks of a page: languages, phone and dark as it has them, and its bad states. */
export function looksOf(page, isAll) {
  if (!isAll) return page.isLooked ? [] : keptLooksOf(page);
  const states = page.person === null ? OF_EVERYBODY : page.isLooked ? ['empty', 'worst'] : OF_PERSONS;
  const phone = (look, kind) => (page.phone ? [{ ...look, kind, size: PHONE, isWhole: true }] : []);
  return [
    { kind: 'th', ...TH },
    { kind: 'en', ...EN },
    { kind: 'dark', ...TH, theme: 'dark' },
    ...phone(TH, 'phone'),
    ...phone(EN, 'phone.en'),
    ...states.flatMap((state) => [{ kind: `${state}.th`, ...TH, state }, ...phone({ ...TH, state }, `${state}.phone`)]),
    { kind: 'worst.en', ...EN, state: 'worst', theme: 'dark' },
  ];
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
