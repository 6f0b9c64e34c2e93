// The first file that runs. It must run on any Node, to refuse an old one in one line: so it has
// no dependency, no static import and no syntax newer than Node 14. ./bootstrap/ does the work.
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
