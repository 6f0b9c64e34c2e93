import { builtPrograms } from './programs.js';
import { runStart } from './run-start.js';

void runStart(builtPrograms).then((code) => process.exit(code));
