import { defineConfig } from 'vite';

/**
 * The bundle obeys the API's content security policy: every file is the API's own, nothing is
 * inline. So fonts and pictures are never turned into `data:` addresses.
 */
export default defineConfig({
  base: '/',
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onLog(level, log, report) {
        // "use client" in libraries speaks to servers that render React; here is none.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
