import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en.js';
import { th } from './th.js';
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

addWords({ th, en });

function addWords(words: Record<Language, WordTree>): void {
  for (const language of LANGUAGES) i18next.addResourceBundle(language, 'translation', words[language], true);
}

/** Gives the text of a key; `{{name}}` in it becomes the value `name`. */
type Translate<Key> = (key: Key, values?: Record<string, string | number | undefined>) => string;

/**
 * Returns the hook that gives the shared texts and those of one page. The texts of a page come with
 * its own script: who opens the queue does not load them. Two pages never use the same first key.
 */
export function textOf<T extends WordTree>(page: { th: T; en: SameKeys<T> & WordTree }) {
  addWords(page);
  return function useText(): { t: Translate<WordKey<typeof th> | WordKey<T>>; language: Language } {
    const { t, i18n } = useTranslation();
    const isolated = (values: Parameters<Translate<string>>[1]) =>
      Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, isolate(value)]));
    return {
      t: (key, values) => unbroken(counted(t(key, isolated(values)))),
      language: i18n.language === 'en' ? 'en' : 'th',
    };
  };
}

/** Returns the function that gives the shared texts, and the language. */
export const useText = textOf({ th: {}, en: {} });
