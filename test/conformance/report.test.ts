import path from 'node:path';
import { generateSigningKey, loadPrivateKey } from '../../src/signing/keys.js';
import { CHAPTERS } from '../../tools/conformance/chapters/all.js';
import { prepareBooks } from '../../tools/conformance/books.js';
import { readGuide } from '../../tools/conformance/guide.js';
import { readOptions } from '../../tools/conformance/options.js';
import { badgeOf, isBadgeOf } from '../../tools/conformance/report/badge.js';
import { junitOf } from '../../tools/conformance/report/junit.js';
import { pageOf } from '../../tools/conformance/report/page.js';
import { summarise } from '../../tools/conformance/report/summary.js';
import type { Outcome } from '../../tools/conformance/run.js';
import { projectDir } from '../architecture/project.js';

const [first, second] = CHAPTERS.flatMap(({ title, checks }) => checks.map((check) => ({ chapter: title, check })));
if (first === undefined || second === undefined) throw new Error('there are no checks');
const exchange = {
  method: 'POST',
  path: '/hold-orders',
  sent: '{"a":"<b>"}',
  requestHeaders: {},
  sentAt: new Date('2026-12-01T00:00:00Z'),
  tookMs: 1,
  status: 200,
  headers: {},
  raw: Buffer.from('{"at":"\u0000&"}'),
  json: undefined,
};
const passed: Outcome = { ...first, verdict: 'passed', seen: '', exchanges: [exchange] };
const failed: Outcome = { ...second, verdict: 'failed', seen: 'it says "<no>"', exchanges: [] };
const notRun: Outcome = { ...second, verdict: 'not_run', seen: '', exchanges: [] };
const guide = readGuide(path.join(projectDir, 'docs/protocol'));
const NOW = new Date('2026-12-01T00:00:00Z');
const report = (...outcomes: Outcome[]) => summarise('th-014', outcomes, guide, NOW);

describe('the report of a run', () => {
  it('has of each check what was sent, expected and seen, and the sentence of the guide', () => {
    const { checks, ...counts } = report(passed, failed, notRun);
    expect(counts).toMatchObject({ institution: 'th-014', protocol: 'v1', passed: 1, failed: 1, notRun: 1 });
    expect(checks[0]).toMatchObject({
      id: first.check.id,
      at: 'docs/protocol/signing.md#sign-all',
      messages: [{ sent: 'POST /hold-orders\n{"a":"<b>"}' }],
    });
    expect(checks[0]?.sentence).toContain('exactly one signature');
    expect(checks[1]).toMatchObject({ verdict: 'failed', seen: 'it says "<no>"' });
  });

  it('is a page and a file of JUnit in which nothing that an institution says is markup', () => {
    for (const text of [pageOf(report(passed, failed, notRun)), junitOf(report(passed, failed, notRun))]) {
      expect(text).toContain('it says &quot;&lt;no&gt;&quot;');
      expect(text).not.toContain('<b>"}');
      expect(text).not.toContain('\u0000');
    }
    expect(junitOf(report(passed, failed, notRun))).toContain('tests="3" failures="1" skipped="1"');
  });

  it('has a badge, signed by the run over this very report, that says conformant where all was played and passed', () => {
    const { keyId, privateJwk, publicJwk } = generateSigningKey('kit-1');
    const key = { keyId, privateKey: loadPrivateKey(privateJwk) };
    const badge = badgeOf(report(passed), 'the report', key);
    expect(JSON.parse(badge.payload)).toMatchObject({ institution: 'th-014', conformant: true, passed: 1 });
    expect(isBadgeOf(badge, 'the report', publicJwk)).toBe(true);
    expect(isBadgeOf(badge, 'another report', publicJwk)).toBe(false);
    expect(isBadgeOf(badge, 'the report', generateSigningKey('kit-1').publicJwk)).toBe(false);
    const edited = { ...badge, payload: badge.payload.replace('th-014', 'th-015') };
    expect(isBadgeOf(edited, 'the report', publicJwk)).toBe(false);
    for (const other of [report(passed, failed), report(passed, notRun), report()]) {
      expect(JSON.parse(badgeOf(other, '', key).payload)).toMatchObject({ conformant: false });
    }
  });
});

describe('the books of a run', () => {
  it('have an account for each check that needs one, and no number or reference of another run', () => {
    const [one, two] = [prepareBooks('th-014', CHAPTERS, NOW), prepareBooks('th-014', CHAPTERS, NOW)];
    const needs = CHAPTERS.flatMap(({ checks }) => checks.filter(({ books }) => books !== undefined));
    expect(one.accounts.map((account) => account.for)).toEqual(needs.map(({ id }) => id));
    const numbers = one.accounts.map(({ accountNo }) => accountNo);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((number) => /^\d{10}$/.test(number))).toBe(true);
    for (const { openingSatang, credits, debits } of [...one.accounts, ...two.accounts]) {
      const sum = (entries: { amountSatang: string }[]) =>
        entries.reduce((total, { amountSatang }) => total + BigInt(amountSatang), 0n);
      expect(BigInt(openingSatang) + sum(credits) - sum(debits)).toBeGreaterThanOrEqual(0n);
      for (const { at } of [...credits, ...debits]) expect(Date.parse(at)).toBeLessThan(NOW.getTime());
    }
  });
});

describe('the arguments of npm run conformance', () => {
  it.each([
    [[], 'give --institution or --centre with --key, or --prepare'],
    [['--prepare', '/tmp/kit'], '--slug names the institution, such as th-014'],
    [['--institution', 'bank.test', '--key', 'k'], '--institution bank.test is no address'],
    [['--institution', 'http://bank.test', '--key', 'k', '--port', 'x'], '--port x is no port'],
    [['--centre', 'http://centre.test', '--key', 'k', '--port', '70000'], '--port 70000 is no port'],
  ])('%j is refused in words', (args, words) => {
    expect(readOptions(args)).toBe(words);
  });

  it('plays no order of a centre without the port where it listens', () => {
    const centre = ['--centre', 'http://centre.test', '--key', 'k'];
    expect(readOptions(centre)).not.toHaveProperty('port');
    expect(readOptions([...centre, '--port', '7600'])).toMatchObject({ act: 'centre', port: 7600 });
  });

  it('takes the books beside the key, and an address without the slash at its end', () => {
    expect(readOptions(['--institution', 'http://bank.test/a/', '--key', '/tmp/kit/key.json'])).toEqual({
      act: 'institution',
      url: 'http://bank.test/a',
      keyFile: '/tmp/kit/key.json',
      booksFile: '/tmp/kit/books.json',
      port: 7600,
      restart: undefined,
      out: '.rangap/conformance',
    });
  });
});
