// The first file that runs, on whatever Node the reader happens to have: so no dependency, no
// static import and no syntax newer than Node 14. It refuses an old Node in one line and leaves the
// rest to ./bootstrap/.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Rangap needs Node 20.19 or newer, and this is Node ${process.versions.node}. ` +
      'Install Node 22 or 24 (https://nodejs.org, or `nvm install 24`) and run the command again.',
  );
  process.exitCode = 1;
} else {
  import('./bootstrap/run.mjs')
    .then(({ run }) => run(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((error) => {
      console.error(error.reason ? `Rangap cannot start: ${error.reason}` : error);
      process.exitCode = 1;
    });
}
