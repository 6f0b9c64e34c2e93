// A Jest reporter that ends a test file which never ends. A test has a time limit, but code that
// keeps its thread busy has none: Jest would wait for its worker for ever.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { clearTimeout, setTimeout } = require('node:timers');

/** Returns the ids of the workers of this process, where the system lists its processes as files. */
function workersOfThisProcess() {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      const parent = /\) \S+ (\d+) /.exec(readFileSync(`/proc/${entry}/stat`, 'utf8'))?.[1];
      return Number(parent) === process.pid && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes('jest-worker');
    } catch {
      return false; // it has ended meanwhile
    }
  });
}

/**
 * Names the files that run when nothing has happened for long, and ends their workers: Jest counts
 * each such file as failed and goes on.
 */
module.exports = class HungFileReporter {
  running = new Set();

  /** `silentMinutes`: how long no test file may begin or end. */
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
      `No test file has ended for ${this.silentMinutes} minutes. Under way: ${[...this.running].join(', ')}${consequence}`,
    );
    for (const pid of workers) process.kill(Number(pid), 'SIGKILL');
  }
};
