// A program that watches its event loop with a limit of TEST_LIMIT_MS, says `turn` every 50 ms, and
// after 300 ms does TEST_ACT.
const { setInterval, setTimeout } = require('node:timers');

const { TEST_LIMIT_MS, TEST_WATCH_FILE, TEST_ACT } = process.env;

const ACTS = {
  standStill: () => {
    for (;;);
  },
  exit: () => process.exit(7),
  standStillAndExit: () => {
    const end = Date.now() + 8_000;
    while (Date.now() < end);
    process.exit(7);
  },
  nothing: () => undefined,
};

require(TEST_WATCH_FILE).endWhenStuck('keeper', Number(TEST_LIMIT_MS));
setInterval(() => console.log('turn'), 50);
setTimeout(ACTS[TEST_ACT], 300);
