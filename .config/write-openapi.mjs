// `npm run openapi [folder]`: the documents of the API and, unless a folder is named, what is made
// from them: the client of the console, the table of who sees and does what, and the lists of docs/CORE.md; also what `migrate` makes of a database.
import { runNode } from './steps.mjs';

const [folder] = process.argv.slice(2);
const steps = [
  ['dist/src/api/write-openapi.js', ...(folder === undefined ? [] : [folder])],
  ...(folder === undefined
    ? [
        ['.config/write-client.mjs'],
        ['.config/write-roles.mjs'],
        ['.config/write-core.mjs'],
        ['.config/write-catalogue.mjs'],
      ]
    : []),
];
for (const argv of steps) {
  process.exitCode = await runNode(argv);
  if (process.exitCode !== 0) break;
}
