// Jest's loader of modules, but what is not a test is loaded once for each worker, not once for
// each file: loading TypeORM, NestJS and Temporal took more time than most files' tests. A module
// below test/ is still loaded anew for each file. So a test may not replace a module (`jest.mock`),
// and product code may keep nothing of one test in a variable of a module.
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');

/** Loads the kept modules of this worker; never torn down. */
let keeper;

module.exports = class KeptModules extends Runtime {
  constructor(config, ...rest) {
    super(config, ...rest);
    this.tests = path.join(config.rootDir, 'test') + path.sep;
    keeper ??= new Runtime(config, ...rest);
    this.transformCache.sourceMaps = keeper.transformCache.sourceMaps; // stacks name lines of both
  }

  requireModule(from, moduleName, options, isActual) {
    if (moduleName === undefined || options?.isInternalModule || this._resolution.isCoreModule(moduleName)) {
      return super.requireModule(from, moduleName, options, isActual);
    }
    const loader = this._resolution.resolveCjs(from, moduleName).startsWith(this.tests) ? Runtime.prototype : keeper;
    return loader.requireModule.call(loader === keeper ? keeper : this, from, moduleName, options, isActual);
  }
};
