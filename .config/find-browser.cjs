// Finds the Chromium in which the stories of the console run: RANGAP_CHROMIUM, or one at the places
// of the usual packages.
const { existsSync } = require('node:fs');

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Returns the path of a browser; undefined when there is none. */
function findBrowser() {
  return [process.env.RANGAP_CHROMIUM, ...USUAL].find((file) => file && existsSync(file));
}

module.exports = { findBrowser };
