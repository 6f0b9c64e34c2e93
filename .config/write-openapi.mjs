// `npm run openapi [folder]`: the documents of the API and, unless a folder is named, the client of
// the console that is made from them.
import { runNode } from './steps.mjs';

const [folder] = process.argv.slice(2);
const code = await runNode(['dist/src/api/write-openapi.js', ...(folder === undefined ? [] : [folder])]);
process.exitCode = code !== 0 || folder !== undefined ? code : await runNode(['.config/write-client.mjs']);
