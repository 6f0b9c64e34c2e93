const Module = require('node:module');

/**
 * Requires one of our TypeScript files from a Jest set-up file. Jest compiles what such a file requires but does not apply its
 * moduleNameMapper there, so `./x.js` is pointed at `./x.ts` by hand.
 */
module.exports = function requireTypeScript(file) {
  const original = Module._resolveFilename;
  Module._resolveFilename = function resolve(request, ...rest) {
    try {
      return original.call(this, request, ...rest);
    } catch (error) {
      if (!/^\.{1,2}\/.*\.js$/.test(request)) throw error;
      return original.call(this, request.replace(/\.js$/, '.ts'), ...rest);
    }
  };
  try {
    return require(file);
  } finally {
    Module._resolveFilename = original;
  }
};
