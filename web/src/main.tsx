import '@fontsource/sarabun/latin-400.css';
import '@fontsource/sarabun/latin-600.css';
import '@fontsource/sarabun/thai-400.css';
import '@fontsource/sarabun/thai-600.css';
import './fonts/sarabun.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/queue.css';
import { StrictMode } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import './problem/words.js';
import { createQueries } from './api/queries.js';
import { applySettings } from './api/settings.js';
import { signStaffRequests } from './api/staff-requests.js';
import { router } from './router.js';
import { startTexts } from './text/start.js';

applySettings();
startTexts();
signStaffRequests();

const queries = createQueries();

createRoot(document.getElementById('console')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
