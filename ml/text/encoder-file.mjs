// Prints where the text encoder lies that `npm run analysis:narratives` has got.
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const dist = (file) => require(path.resolve(import.meta.dirname, '../../dist/tools/embedded', file));
console.log(dist('encoder/get-encoder.js').encoderFile(dist('settings.js').readSettings().toolsDir));
