import { changeSettings, settings } from '../../api/settings.js';
import { useStore } from '../../api/store.js';
import { useEveryText } from '../../text/every-page.js';

/** The buttons for the language and the theme of this screen. */
export function ScreenButtons() {
  const { t, language } = useEveryText();
  const { theme } = useStore(settings);
  return (
    <>
      <button
        type="button"
        className="button small plain"
        lang={language === 'th' ? 'en' : 'th'}
        onClick={() => changeSettings({ language: language === 'th' ? 'en' : 'th' })}
      >
        {t('screen.language')}
      </button>
      <button
        type="button"
        className="button small plain"
        onClick={() => changeSettings({ theme: theme === 'dark' ? 'light' : 'dark' })}
      >
        {theme === 'dark' ? t('screen.light') : t('screen.dark')}
      </button>
    </>
  );
}
