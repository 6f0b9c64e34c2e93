import { builtPrograms } from './begin/programs.js';
import { runStart } from './begin/run-start.js';

void runStart(builtPrograms).then((code) => process.exit(code));
