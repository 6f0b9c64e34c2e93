import { restartOnChange } from './dev/restart-on-change.js';
import { sourcesBelow } from './dev/sources.js';
import { projectDir } from './begin/home.js';
import { builtPrograms } from './begin/programs.js';
import { runStart } from './begin/run-start.js';

// Taken before the start, which lasts a while: what is edited meanwhile counts as changed.
const compiledFrom = sourcesBelow(projectDir());

void runStart(builtPrograms, (started) => restartOnChange(started, compiledFrom)).then((code) => process.exit(code));
