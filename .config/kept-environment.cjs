// The world of globals that all test files of one Jest worker share, so that a module of the
// product is loaded once for each worker (kept-modules.cjs) and knows the same `Error` and `Date`
// as each test. What a file changes in `process.env`, timers and the list of globals ends with it.
const { TestEnvironment } = require('jest-environment-node');

/** The handlers of a file's events, where jest-circus keeps them. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/** The one environment of this worker. */
let kept;

module.exports = class KeptEnvironment extends TestEnvironment {
  constructor(config, context) {
    if (kept !== undefined) return kept;
    super(config, context);
    kept = this;
    this.variables = { ...this.global.process.env };
    this.exit = this.global.process.exit;
  }

  /** Puts back what a file may have changed; the globals stay for the next file. */
  async teardown() {
    const { process } = this.global;
    for (const name of Object.keys(process.env)) if (!(name in this.variables)) delete process.env[name];
    Object.assign(process.env, this.variables);
    process.exit = this.exit; // Jest wraps it anew for each file
    this.fakeTimersModern.useRealTimers();
    this._globalProxy.leftovers = []; // else it keeps the tests of every file
    delete this.global[EVENT_HANDLERS]; // else each event of a test goes to every file before it, too
  }
};
