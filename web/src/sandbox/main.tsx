import '@fontsource/sarabun/latin-400.css';
import '@fontsource/sarabun/latin-600.css';
import '@fontsource/sarabun/thai-400.css';
import '@fontsource/sarabun/thai-600.css';
import '../fonts/sarabun.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import '../styles/sandbox.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applySettings } from '../api/settings.js';
import { Broken } from '../open/broken.js';
import { startTexts } from '../text/start.js';
import { SandboxPage } from './sandbox-page.js';

applySettings();
startTexts();

createRoot(document.getElementById('console')!).render(
  <StrictMode>
    <Broken>
      <SandboxPage />
    </Broken>
  </StrictMode>,
);
