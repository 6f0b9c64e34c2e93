import { createStore } from './store.js';

/** What a person chose for their own screen. It is kept in the browser and says nothing of a case. */
export interface ScreenSettings {
  readonly language: 'th' | 'en';
  readonly theme: 'light' | 'dark';
  /** False: single letters do nothing (WCAG 2.1.4). */
  readonly singleKeys: boolean;
}

const KEY = 'rangap.screen';

/** The settings of this screen. */
export const settings = createStore<ScreenSettings>(stored());

/** Changes settings, keeps them and applies them to the page. */
export function changeSettings(change: Partial<ScreenSettings>): void {
  const next = { ...settings.get(), ...change };
  localStorage.setItem(KEY, JSON.stringify(next));
  settings.set(next);
  applySettings();
}

/** Sets language and theme of the document. */
export function applySettings(): void {
  const { language, theme } = settings.get();
  document.documentElement.lang = language;
  document.documentElement.dataset['theme'] = theme;
}

function stored(): ScreenSettings {
  const isDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const defaults: ScreenSettings = { language: 'th', theme: isDark ? 'dark' : 'light', singleKeys: true };
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<ScreenSettings>) };
  } catch {
    return defaults; // what is stored is not ours
  }
}
