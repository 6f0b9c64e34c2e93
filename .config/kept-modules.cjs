// Jest's loader of modules, but what is not a test is loaded once for each worker, not once for
// each file: loading TypeORM, NestJS and Temporal took more time than most files' tests. A module
// below test/ is still loaded anew for each file. So a test may not replace a module (`jest.mock`),
// and product code may keep nothing of one test in a variable of a module.
const { AsyncLocalStorage } = require('node:async_hooks');
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');

/** Loads the kept modules of this worker; never torn down. */
let keeper;

/** The part of Jest that holds the tests of a file: loaded for each file. The rest is kept. */
const CIRCUS = `${path.sep}jest-circus${path.sep}`;

/**
 * What jest-circus asks Node for, with one storage for all files of this worker: Node looks at
 * every storage for each promise, so one more for each file made every file slower than the last.
 */
const storage = new AsyncLocalStorage();
const asyncHooks = {
  AsyncLocalStorage: function OneStorage() {
    return storage;
  },
};

module.exports = class KeptModules extends Runtime {
  constructor(config, ...rest) {
    super(config, ...rest);
    this.tests = path.join(config.rootDir, 'test') + path.sep;
    keeper ??= new Runtime(config, ...rest);
    this.transformCache.sourceMaps = keeper.transformCache.sourceMaps; // stacks name lines of both
  }

  requireModule(from, moduleName, options, isActual) {
    if (moduleName === 'node:async_hooks' && from.includes(CIRCUS)) return asyncHooks;
    if (moduleName === undefined || this._resolution.isCoreModule(moduleName)) {
      return super.requireModule(from, moduleName, options, isActual);
    }
    const file = this._resolution.resolveCjs(from, moduleName);
    const isOfOneFile = options?.isInternalModule ? file.includes(CIRCUS) : file.startsWith(this.tests);
    const loader = isOfOneFile ? Runtime.prototype : keeper;
    return loader.requireModule.call(loader === keeper ? keeper : this, from, moduleName, options, isActual);
  }
};
