import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { counted } from './counted.js';
import { isolate } from './isolate.js';
import { unbroken } from './unbroken.js';
import type { SameKeys, WordKey, WordTree } from './words.js';

const LANGUAGES = ['th', 'en'] as const;
/** The languages of the console; Thai is the first. */
export type Language = (typeof LANGUAGES)[number];

void i18next.use(initReactI18next).init({
  lng: 'th',
  fallbackLng: 'th',
  initAsync: false,
  resources: { th: { translation: {} }, en: { translation: {} } },
  interpolation: { escapeValue: false }, // React writes text, never markup
});

/** Adds texts to those that pages may show. */
export function addWords(words: Record<Language, WordTree>): void {
  for (const language of LANGUAGES) i18next.addResourceBundle(language, 'translation', words[language], true);
}

/** Gives the text of a key; `{{name}}` in it becomes the value `name`. */
type Translate<Key> = (key: Key, values?: Record<string, string | number | undefined>) => string;

/** The texts of a page in both languages. */
type PageTexts<T extends WordTree> = { th: T; en: SameKeys<T> & WordTree };

/**
 * Returns the function that makes the hook of a page: it gives the texts of the page and `shared`.
 * The texts of a page come with its own script: who opens the queue does not load them. Two pages
 * never use the same first key.
 */
export function textsWith<Shared extends WordTree>(shared: PageTexts<Shared>) {
  addWords(shared);
  return <T extends WordTree>(page: PageTexts<T>) => {
    addWords(page);
    return function useText(): { t: Translate<WordKey<Shared> | WordKey<T>>; language: Language } {
      const { t, i18n } = useTranslation();
      const isolated = (values: Parameters<Translate<string>>[1]) =>
        Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, isolate(value)]));
      return {
        t: (key, values) => unbroken(counted(t(key, isolated(values)))),
        language: i18n.language === 'en' ? 'en' : 'th',
      };
    };
  };
}
