import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { settings } from '../api/settings.js';
import { en } from './en.js';
import { th } from './th.js';
import type { Words } from './words.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Words };
  }
}

/** Prepares the texts and follows the language of this screen. */
export function startTexts(): void {
  const i18n = i18next.use(initReactI18next);
  void i18n.init({
    lng: settings.get().language,
    fallbackLng: 'th',
    initAsync: false,
    resources: { th: { translation: th }, en: { translation: en } },
    interpolation: { escapeValue: false }, // React writes text, never markup
  });
  settings.subscribe(() => void i18next.changeLanguage(settings.get().language));
}

/** Returns the function that gives texts, and the language. */
export function useText() {
  const { t } = useTranslation();
  return { t, language: settings.get().language };
}
