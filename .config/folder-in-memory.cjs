// Where the temporary files of tests lie. A database of the tests is some 700 small files, and most
// of the time that PostgreSQL takes to copy and to drop it goes into the files of a disk.
const { readFileSync, statfsSync } = require('node:fs');

const SHARED_MEMORY = '/dev/shm';
/** All that one run of the tests keeps at a time is less than half of this. */
const ROOM_BYTES = 4 * 1024 ** 3;

/**
 * Returns the folder of a file system in memory on which there is room and programs can run, or
 * undefined: in a container it often has 64 MB, or may run nothing.
 */
exports.folderInMemory = function folderInMemory() {
  if (process.platform !== 'linux') return undefined;
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  const [, , type, options = ''] = mounts.findLast((line) => line.split(' ')[1] === SHARED_MEMORY)?.split(' ') ?? [];
  if (type !== 'tmpfs' || /(^|,)(noexec|ro)(,|$)/.test(options)) return undefined;
  const { bavail, bsize } = statfsSync(SHARED_MEMORY);
  return bavail * bsize >= ROOM_BYTES ? SHARED_MEMORY : undefined;
};
