import { changeSettings, settings } from '../../api/settings.js';
import { useStore } from '../../api/store.js';
import { useText } from '../../text/translate.js';

/** The buttons for the language and the theme of this screen. */
export function ScreenButtons() {
  const { t, language } = useText();
  const { theme } = useStore(settings);
  return (
    <>
      <button
        type="button"
        className="button small plain"
        lang={language === 'th' ? 'en' : 'th'}
        onClick={() => changeSettings({ language: language === 'th' ? 'en' : 'th' })}
      >
        {t('app.language')}
      </button>
      <button
        type="button"
        className="button small plain"
        onClick={() => changeSettings({ theme: theme === 'dark' ? 'light' : 'dark' })}
      >
        {theme === 'dark' ? t('app.light') : t('app.dark')}
      </button>
    </>
  );
}
