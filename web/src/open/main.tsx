import '@fontsource/sarabun/latin-400.css';
import '@fontsource/sarabun/latin-600.css';
import '@fontsource/sarabun/thai-400.css';
import '@fontsource/sarabun/thai-600.css';
import '../fonts/sarabun.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import { lazy, StrictMode, Suspense, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { applySettings } from '../api/settings.js';
import { startTexts } from '../text/start.js';
import { Broken } from './broken.js';
import { OpenFrame } from './open-frame.js';

/** The pages of everybody by their addresses: nobody signs in, and no session is looked for. */
const PAGES: Readonly<Record<string, () => Promise<{ default: ComponentType }>>> = {
  '/holder': () => import('../holder/holder-page.js').then(({ HolderPage }) => ({ default: HolderPage })),
  '/victim': () => import('../victim/victim-page.js').then(({ VictimPage }) => ({ default: VictimPage })),
  '/verify': () => import('../verify/verify-page.js').then(({ VerifyPage }) => ({ default: VerifyPage })),
  '/public': () =>
    import('../statistics/statistics-page.js').then(({ StatisticsPage }) => ({ default: StatisticsPage })),
};

applySettings();
startTexts();

// The API gives this entry at these addresses alone, whatever their case and with or without a slash.
const address = window.location.pathname.toLowerCase().replace(/\/$/, '');
const load = PAGES[address];
if (load === undefined) throw new Error(`no page of everybody has the address ${address}`);
const Page = lazy(load);

createRoot(document.getElementById('console')!).render(
  <StrictMode>
    <OpenFrame>
      <Broken>
        <Suspense>
          <Page />
        </Suspense>
      </Broken>
    </OpenFrame>
  </StrictMode>,
);
