// A Jest reporter that ends a test file which never ends. A test has a time limit, but code that
// keeps its thread busy has none: Jest would wait for its worker for ever.
const { execFileSync } = require('node:child_process');
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

/** Returns the ids of Jest's workers that this process started. */
function workersOfThisProcess() {
  const found = process.platform === 'linux' ? processesOfLinux() : processesOfPs();
  return found
    .filter(({ parent, command }) => parent === process.pid && command.includes('jest-worker'))
    .map(({ pid }) => pid);
}

/** Reads them as Linux lists them, for a bare machine has no `ps`. */
function processesOfLinux() {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const parent = /\) \S+ (\d+) /.exec(readFileSync(`/proc/${entry}/stat`, 'utf8'))?.[1];
        return [
          { pid: Number(entry), parent: Number(parent), command: readFileSync(`/proc/${entry}/cmdline`, 'utf8') },
        ];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

function processesOfPs() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, ...command]) => ({ pid: Number(pid), parent: Number(parent), command: command.join(' ') }));
}

/**
 * Names the files that run when nothing has happened for long, and ends their workers: Jest counts
 * each such file as failed and goes on.
 */
module.exports = class HungFileReporter {
  running = new Set();

  /** `silentMinutes`: how long no test may end, and no test file begin or end. */
  constructor(globalConfig, { silentMinutes }) {
    this.silentMinutes = silentMinutes;
  }

  onRunStart() {
    this.watch();
  }

  onTestFileStart({ path: file }) {
    this.running.add(path.relative('', file));
    this.watch();
  }

  /** A file is as well as its last test, however many it has. */
  onTestCaseResult() {
    this.watch();
  }

  onTestFileResult({ path: file }) {
    this.running.delete(path.relative('', file));
    this.watch();
  }

  onRunComplete() {
    clearTimeout(this.timer);
  }

  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.endWorkers(), this.silentMinutes * 60_000).unref();
  }

  endWorkers() {
    const workers = workersOfThisProcess();
    const consequence = workers.length > 0 ? '; their workers are ended' : '';
    console.error(
      `No test has ended for ${this.silentMinutes} minutes. Under way: ${[...this.running].join(', ')}${consequence}`,
    );
    for (const pid of workers) process.kill(pid, 'SIGKILL');
  }
};
