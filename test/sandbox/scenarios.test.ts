import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BROKEN } from '../conformance/support/broken-banks.js';
import { BROKEN_AT_RECOVERY } from './broken-at-recovery.js';
import { readScenarios } from '../../tools/sandbox/scenario-files.js';
import { GUIDE, openSandbox, SHIPPED, verdicts } from './open-sandbox.js';

jest.setTimeout(180_000); // a revocation is waited for as long as it may take

const shipped = readScenarios({ shipped: SHIPPED, own: '/nowhere' }, new Set(GUIDE.keys()));
const ids = shipped.map(({ id }) => id);

/** The broken banks, and the one step of one scenario that each fails. */
const FAILS: readonly (readonly [bank: string, scenario: string, place: number])[] = [
  ['holds twice on a retry', '02-retry-one-hold', 3],
  ['loses a release', '05-release', 2],
  ['lies in its statement', '08-statement-after-restore', 1],
  ['ignores the expiry', '06-expiry', 3],
  ['forgets at a restart', '12-after-a-crash', 2],
  ['reads the digest of a body that it wrote again', '09-bad-signature', 1],
  ['believes a key that it once found for ever', '10-key-rotation', 3],
  ['keeps what its statement says apart from its books', '13-restored-to-yesterday', 6],
  ['answers an order that comes again from elsewhere than its books', '13-restored-to-yesterday', 9],
];

describe('the scenarios of the sandbox', () => {
  it('are at least ten files without a fault, with every act of the centre', () => {
    expect(shipped.filter((file) => 'fault' in file)).toEqual([]);
    expect(ids.length).toBeGreaterThanOrEqual(10);
    const kinds = new Set(
      shipped.flatMap((file) => ('scenario' in file ? file.scenario.steps : [])).map(({ kind }) => kind),
    );
    for (const kind of ['order', 'hop', 'question', 'search', 'release', 'repeat', 'send', 'silence', 'statement']) {
      expect([...kinds]).toContain(kind);
    }
  });

  it('are passed by the example bank, each on an account of its own, with every signature verified', async () => {
    const { play, close } = await openSandbox();
    try {
      const accounts = new Set<string>();
      for (const id of ids) {
        const run = await play(id);
        expect({ id, verdict: run.verdict, steps: verdicts(run) }).toMatchObject({ id, verdict: 'passed' });
        expect(run.messages.length).toBeGreaterThan(2);
        expect(run.messages.filter(({ signature }) => !['holds', 'unsigned'].includes(signature))).toEqual([]);
        expect(run.steps.filter(({ sentence }) => sentence.length < 10)).toEqual([]);
        accounts.add(run.accountNo);
      }
      expect(accounts.size).toBe(ids.length);
    } finally {
      await close();
    }
  });

  it.each(FAILS)('say of a bank that %s: %s, step %i, and nothing else', async (what, scenario, place) => {
    const variation = BROKEN.find(([name]) => name === what)?.[1] ?? BROKEN_AT_RECOVERY[what];
    if (variation === undefined) throw new Error(`there is no bank that ${what}`);
    const { play, close } = await openSandbox(variation);
    try {
      const run = await play(scenario);
      const all = run.steps.map(({ verdict }) => verdict);
      expect({ all, steps: verdicts(run) }).toMatchObject({
        all: all.map((_, at) => (at < place ? 'passed' : at === place ? 'failed' : 'not_run')),
      });
      expect(run.steps[place]?.seen).not.toBe('');
    } finally {
      await close();
    }
  });

  it('log a foreign signature at the first message, with its code', async () => {
    const variation = BROKEN.find(([name]) => name === 'signs with a foreign key')?.[1];
    const { play, close } = await openSandbox(variation);
    try {
      const run = await play('01-first-order');
      expect(run.verdict).toBe('failed');
      expect(run.messages[0]).toMatchObject({ by: 'centre', status: 200, signature: 'SIGNATURE.UNKNOWN_KEY' });
      expect(verdicts(run)[0]).toMatch(/^order failed: signature: SIGNATURE\.UNKNOWN_KEY/);
    } finally {
      await close();
    }
  });

  it('are replayed from their beginning as they were, on a new account, also when the file has changed since', async () => {
    const { sandbox, own, play, close } = await openSandbox();
    try {
      const file = path.join(own, 'mine.yaml');
      copyFileSync(path.join(SHIPPED, '05-release.yaml'), file);
      const first = await play('mine');
      writeFileSync(file, 'title: changed');
      const again = sandbox.replay(first.id);
      await sandbox.idle();
      expect(again).toMatchObject({ replays: first.id, verdict: 'passed', scenario: 'mine' });
      expect(again.accountNo).not.toBe(first.accountNo);
      expect(verdicts(again)).toEqual(verdicts(first));
      // The file as it is now is said to be wrong, and is not played.
      expect(sandbox.scenarios.find(({ id }) => id === 'mine')).toMatchObject({
        isOwn: true,
        fault: expect.any(String) as string,
      });
      expect(() => sandbox.start('mine')).toThrow(/about/);
    } finally {
      await close();
    }
  });

  it('play a check of the kit as a step, and one at a time', async () => {
    const { sandbox, own, close } = await openSandbox();
    try {
      const step = "{ what: 'Takes over', says: takes-over, check: { id: takes-over } }";
      writeFileSync(
        path.join(own, 'check.yaml'),
        `title: A check\nabout: Of the kit\nbooks: whole\nsteps: [${step}]\n`,
      );
      const run = sandbox.start('check');
      expect(() => sandbox.start('check')).toThrow('another run is playing');
      await sandbox.idle();
      expect(verdicts(run)).toEqual(['check passed']);
    } finally {
      await close();
    }
  });
});
