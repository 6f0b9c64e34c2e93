import '../styles/open.css';
import { useEffect, type ReactNode } from 'react';
import { isDemonstration, learnEnvironment } from '../api/environment.js';
import { useStore } from '../api/store.js';
import { ScreenButtons } from '../ui/screen/screen-buttons.js';
import { useText } from './words.js';

/** The frame of the pages that are open to everybody. */
export function OpenFrame({ children }: { children: ReactNode }) {
  const { t } = useText();
  const isDemo = useStore(isDemonstration);
  // Without an answer the mark of a demonstration is missing; the page itself says what failed.
  useEffect(() => void learnEnvironment().catch(() => undefined), []);
  return (
    <div className="open">
      <a className="skip" href="#content">
        {t('screen.skipToContent')}
      </a>
      <header className="top">
        <span className="brand">{t('screen.name')}</span>
        <span className="label whole">{t('open.centre')}</span>
        <span className="grow" />
        {isDemo && <span className="demo-mark">{t('screen.demo')}</span>}
        <ScreenButtons />
      </header>
      {children}
    </div>
  );
}
