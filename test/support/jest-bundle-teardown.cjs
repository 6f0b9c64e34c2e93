/** Removes what jest-bundle-setup.cjs wrote. */
module.exports = function bundleTeardown() {
  globalThis.rangapTestBundle?.();
};
