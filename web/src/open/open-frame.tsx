import '../styles/open.css';
import { useEffect } from 'react';
import { Outlet } from '@tanstack/react-router';
import { isDemonstration, learnEnvironment } from '../api/session.js';
import { useStore } from '../api/store.js';
import { ScreenButtons } from '../ui/screen/screen-buttons.js';
import { useText } from './words.js';

/** The frame of the pages that are open to everybody. */
export function OpenFrame() {
  const { t } = useText();
  const isDemo = useStore(isDemonstration);
  // Without an answer the mark of a demonstration is missing; the page itself says what failed.
  useEffect(() => void learnEnvironment().catch(() => undefined), []);
  return (
    <div className="open">
      <a className="skip" href="#content">
        {t('app.skipToContent')}
      </a>
      <header className="top">
        <span className="brand">{t('app.name')}</span>
        <span className="label whole">{t('open.centre')}</span>
        <span className="grow" />
        {isDemo && <span className="demo-mark">{t('app.demo')}</span>}
        <ScreenButtons />
      </header>
      <Outlet />
    </div>
  );
}
