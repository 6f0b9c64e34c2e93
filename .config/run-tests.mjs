// `npm test`: runs the suites of suites.cjs, one after the other but for those that stand beside
// another, then prints the slowest files, the numbers, the time and the seconds of a core of each suite, and last each
// test that failed, because what reads only the end of a long log must see it. With arguments
// (paths, `-t name`, any option of Jest) it is Jest itself. `--serverless`: only suites
// that need no server. `--full`: properties are tried more often.
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cpuSecondsOfChildren, projectDir, runNode, timed, timeLine } from './steps.mjs';

const { suites } = createRequire(import.meta.url)('./suites.cjs');
const { findBrowser } = createRequire(import.meta.url)('./find-browser.cjs');
const jest = ['node_modules/jest/bin/jest.js'];
/** So many of the slowest files are named at the end. */
const SLOWEST = 10;
/** So many lines of its message are printed of each test that failed. */
const LINES_OF_FAILURE = 6;

/**
 * Properties are tried twenty times as often, from a new seed (seeded-fast-check.cjs), and a test
 * may take ten minutes (jest.config.cjs).
 */
const full = {
  RANGAP_TEST_FULL: '1',
  FAST_CHECK_FACTOR: '20',
  FAST_CHECK_SEED: process.env.FAST_CHECK_SEED ?? String(randomInt(2 ** 31)),
};

async function main([mode, ...rest]) {
  const isOurs = mode === undefined || mode === '--serverless' || mode === '--full';
  if (!isOurs || rest.length > 0) return runNode([...jest, mode, ...rest]);

  const env = mode === '--full' ? full : {};
  if (mode === '--full') console.log(`FAST_CHECK_SEED=${full.FAST_CHECK_SEED}`);
  const { result: results, seconds } = await timed(() => runInTurns(chosenBy(mode), env));

  console.log('\nThe slowest files:');
  const files = results.flatMap((result) => result.files).sort((one, other) => other.seconds - one.seconds);
  for (const { file, suite, seconds } of files.slice(0, SLOWEST)) console.log(timeLine(suite, seconds, file));

  console.log('');
  for (const result of results) {
    const { name, passed, failed, isFaulty, cpu } = result;
    const outcome = `${passed} passed, ${failed} failed${isFaulty && failed === 0 ? ', did not run' : ''}`;
    console.log(timeLine(name, result.seconds, `${outcome}${cpu}`));
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const totals = { passed: total('passed'), failed: total('failed') };
  console.log(
    timeLine('all', seconds, `${totals.passed} passed, ${totals.failed} failed${cpuWords(cpuSecondsOfChildren())}`),
  );
  const failures = results.flatMap((result) => result.failures);
  if (failures.length > 0) console.log('\nWhat failed:');
  for (const { suite, file, test, says } of failures) console.log(`${suite}  ${file}\n  ${test}\n    ${says}`);
  if (process.env.RANGAP_TEST_TOTALS) writeFileSync(process.env.RANGAP_TEST_TOTALS, JSON.stringify(totals));
  return results.some(({ isFaulty }) => isFaulty) ? 1 : 0;
}

/**
 * Returns the suites of a mode. `--full` leaves one out, and says so, where a program that it needs
 * is missing; in CI it runs and fails.
 */
function chosenBy(mode) {
  if (mode === '--serverless') return suites.filter(({ serverless }) => serverless);
  const runnable = suites.filter(({ needsBrowser }) => !needsBrowser || hasBrowser());
  if (mode !== '--full') return runnable.filter(({ needs }) => needs === undefined);
  const able = runnable.filter(({ name, needs = [] }) => {
    const missing = needs.filter((program) => spawnSync(program, ['--version']).error !== undefined);
    if (missing.length === 0 || process.env.CI) return true;
    console.log(`\n--- ${name}: left out, because ${missing.join(', ')} cannot be run here`);
    return false;
  });
  return able.flatMap((suite) => [suite, ...onceMore(suite)]);
}

/** Returns a suite once more for each value that one of its variables is to have in the full run. */
function onceMore({ onceMoreWith = {}, ...suite }) {
  return Object.entries(onceMoreWith).flatMap(([variable, values]) =>
    values.map((value) => ({ ...suite, title: `${suite.name} (${value})`, env: { [variable]: value } })),
  );
}

/** Returns whether there is a browser for the stories of the console; says so where there is none. */
function hasBrowser() {
  if (findBrowser() !== undefined) return true;
  console.log('\n--- browser: left out, because no Chromium is here; install one or name it in RANGAP_CHROMIUM');
  return false;
}

/** Runs suites in their order, those `besideTheLast` together with the one before them. */
async function runInTurns(suites, env) {
  const results = [];
  for (let next = 0; next < suites.length;) {
    const turn = [suites[next]];
    while (suites[next + turn.length]?.besideTheLast) turn.push(suites[next + turn.length]);
    next += turn.length;
    const before = cpuSecondsOfChildren();
    const done = await Promise.all(turn.map((suite) => runSuite(suite, env, turn.length === 1)));
    const after = cpuSecondsOfChildren();
    const used = before === undefined || after === undefined ? undefined : after - before;
    // What runs at the same time is counted together, with the last of them.
    results.push(...done.map((result, at) => ({ ...result, cpu: at === turn.length - 1 ? cpuWords(used) : '' })));
  }
  return results;
}

function cpuWords(seconds) {
  return seconds === undefined ? '' : `; ${seconds.toFixed(0)} s of a core`;
}

/**
 * Runs one suite. A suite that could not run, or has a file that could not run, counts as a
 * failure though no test failed.
 */
async function runSuite({ name, title = name, inTurn, env: own }, env, alone) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-jest-'));
  const outputFile = path.join(dir, 'result.json');
  const options = ['--selectProjects', name, '--passWithNoTests', '--json', '--outputFile', outputFile];
  console.log(`\n--- ${title}`);
  const { result: code, seconds } = await timed(() =>
    runNode([...jest, ...options, ...(inTurn ? ['-i'] : [])], { ...env, ...own }, { alone }),
  );
  const result = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined;
  rmSync(dir, { recursive: true, force: true });
  return {
    name: title,
    seconds,
    passed: result?.numPassedTests ?? 0,
    failed: (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0),
    isFaulty: code !== 0 || !result?.success,
    failures: (result?.testResults ?? []).flatMap((ofFile) => failuresOf(ofFile, title)),
    files: (result?.testResults ?? []).map(({ name: file, startTime, endTime }) => ({
      file: path.relative(projectDir, file),
      suite: title,
      seconds: (endTime - startTime) / 1000,
    })),
  };
}

/** Returns each test of a file that failed, with the first lines of what it says; or the file, where none could run. */
function failuresOf({ name, status, message, assertionResults }, suite) {
  const file = path.relative(projectDir, name);
  const failed = assertionResults
    .filter((result) => result.status === 'failed')
    .map(({ fullName, failureMessages }) => ({ suite, file, test: fullName, says: beginOf(failureMessages[0]) }));
  if (failed.length > 0 || status !== 'failed') return failed;
  return [{ suite, file, test: 'the file could not run', says: beginOf(message) }];
}

/** Returns the first lines of a message, without colours. */
function beginOf(message = '') {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, LINES_OF_FAILURE);
  return lines.map((line) => line.slice(0, 300)).join('\n    ');
}

process.exitCode = await main(process.argv.slice(2));
