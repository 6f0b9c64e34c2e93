// What `npm run <name>` hands over to: Node arguments, relative to the project folder. `build: false` commands read the
// sources themselves (Jest, the linters) or only need what is compiled to exist.
const jest = ['node_modules/jest/bin/jest.js', '-c', '.config/jest.config.cjs'];

export const commands = {
  build: { argv: null },
  start: { argv: ['dist/src/embedded/start.js'] },
  demo: { argv: ['dist/src/embedded/demo.js'] },
  verify: { argv: ['dist/src/verify/main.js'] },
  migrate: { argv: ['dist/src/persistence/migrate.js'] },
  test: { argv: jest },
};
