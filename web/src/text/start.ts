import i18next from 'i18next';
import { settings } from '../api/settings.js';

/** Gives the texts in the language of this screen, and follows it. */
export function startTexts(): void {
  const follow = () => void i18next.changeLanguage(settings.get().language);
  settings.subscribe(follow);
  follow();
}
