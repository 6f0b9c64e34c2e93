import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFolders } from '../../../tools/proof/analysis/arguments.js';
import { evaluateLog } from '../../../tools/proof/analysis/evaluate-log.js';
import { evaluateLogs } from '../../../tools/proof/analysis/evaluate-logs.js';
import { findLogs, type Log } from '../../../tools/proof/analysis/read-logs.js';
import { seedCases } from '../../../tools/proof/analysis/seeded-cases.js';

const HEADING = 'step,amount,nameOrig,nameDest,bankOrig,bankDest,isSAR,patternID';

/** Two alert patterns: m1 pays m2 and a shop, m4 pays m5; the shop pays a supplier. */
const TRANSFERS = [
  '0,50.00,u1,shop,a,a,0,900',
  '2,1000.00,v1,m1,a,b,1,1',
  '3,900.00,m1,m2,b,c,1,1',
  '3,60.00,m1,shop,b,a,0,901',
  '2,10.00,m1,early,b,a,0,902',
  '9,800.00,v2,m4,a,b,1,2',
  '10,790.00,m4,m5,b,c,1,2',
  '11,30.00,shop,supplier,a,a,0,903',
  '31,5.00,m2,late,c,a,0,904',
];
const ACCOUNTS = ['v1', 'v2', 'u1', 'shop', 'supplier', 'early', 'late'].map((id) => `${id},False`);
const MULES = ['m1', 'm2', 'm4', 'm5'].map((id) => `${id},True`);

describe('npm run analysis:evaluate', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'rangap-logs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const readLogs = (place: string): Log[] => findLogs(place).map(({ read }) => read());
  const writeGz = (name: string, lines: readonly string[]) =>
    writeFileSync(path.join(folder, name), gzipSync(`${lines.join('\n')}\n`));
  const writeAmlGentex = (transfers = TRANSFERS) => {
    writeGz('made_tx.csv.gz', [HEADING, ...transfers]);
    writeGz('made_accounts.csv.gz', ['ACCOUNT_ID,IS_SAR', ...ACCOUNTS, ...MULES]);
  };

  it('seeds a trace at the first flagged transfer of each pattern, and follows it for 28 steps', () => {
    writeAmlGentex();
    const [log] = readLogs(folder);
    const cases = seedCases(log ?? fail());
    expect(cases.map(({ complaint }) => complaint.from)).toEqual(['v1', 'v2']);
    const [first] = cases;
    // `early` stands after the complaint in its step; `late` is one step beyond the window.
    expect(first?.candidates.map(({ account }) => account).sort()).toEqual(['early', 'm2', 'shop', 'supplier']);
    expect(first?.candidates.filter(({ isFlagged }) => isFlagged).map(({ account }) => account)).toEqual(['m2']);
  });

  it('measures taint, the model and both beside the base rate', () => {
    writeAmlGentex();
    const found = evaluateLog(readLogs(folder)[0] ?? fail());
    expect(found).toMatchObject({ log: 'made', kind: 'amlgentex', cases: 2, candidates: 5, flaggedCandidates: 2 });
    expect(found.baseRate).toBe(0.4);
    expect(found.scores.taint).toMatchObject({ averagePrecision: 1, recallAtFive: 1, rocArea: 1 });
    for (const { averagePrecision, interval } of Object.values(found.scores)) {
      expect(averagePrecision).toBeGreaterThan(0);
      expect(interval?.[0]).toBeLessThanOrEqual(interval?.[1] ?? NaN);
    }
    expect(found.scores.taint.lift).toBe(2.5);
    expect(found.answers[0]).toMatchObject({ label: 'flagged_account', positives: 2, baseRate: 0.4, taint: 1 });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it('gives one figure to each question: the mules of the log, and those of the pattern of the complaint', () => {
    // Of another pattern's mules one stands on the trail of the first complaint: m2 paid m4.
    writeAmlGentex([...TRANSFERS, '4,500.00,m2,m4,c,b,0,905']);
    const { answers } = evaluateLog(readLogs(folder)[0] ?? fail());
    expect(answers.map(({ label, modelVersion }) => [label, modelVersion.replace(/-\d+$/, '')])).toEqual([
      ['flagged_account', 'hop-history'],
      ['same_alert_pattern', 'hop-history'],
      ['flagged_account', 'hop-reported'],
      ['same_alert_pattern', 'hop-reported'],
    ]);
    const [flagged, samePattern] = answers;
    expect(samePattern?.positives).toBe(2);
    expect(flagged?.positives).toBeGreaterThan(2);
    for (const { baseRate, prAuc, taint, taintTimesModel } of answers) {
      for (const area of [prAuc, taint, taintTimesModel]) {
        expect(area).toBeGreaterThan(0);
        expect(area).toBeLessThanOrEqual(1);
      }
      expect(baseRate).toBeLessThan(1);
    }
    // Money of the pattern is the larger part of what goes on from the first mule.
    expect(samePattern?.taint).toBeGreaterThan(samePattern?.baseRate ?? NaN);
  });

  it('measures the model of the product on what the trails of the complaints show', () => {
    writeAmlGentex();
    const log = readLogs(folder)[0] ?? fail();
    const seen = seedCases(log).map(({ candidates }) =>
      candidates.filter(({ reportedFeatures }) => reportedFeatures !== null).map(({ account }) => account),
    );
    // m1 paid on 10 to `early`, 900 to m2 and 60 to the shop; the shop paid 30 on.
    expect(seen.map((accounts) => accounts.sort())).toEqual([['early', 'm2', 'shop', 'supplier'], ['m5']]);
    const { reported } = evaluateLog(log);
    expect(reported).toMatchObject({ modelVersion: expect.stringMatching(/^hop-reported-/) as string, seen: 1 });
    expect(reported.scores.model.averagePrecision).toBeGreaterThan(0);
  });

  it('reads an AMLSim sample, extracted or as a .tgz, to the same log', () => {
    const nodes = 'nodeid,isFraud,init_balance,fraudStep\n0,0,1,-1\n1,1,1,4\n2,1,1,5\n3,0,1,-1\n';
    const transactions = 'sourceNodeId,targetNodeId,value,time\n0,1,10,3\n0,1,20,4\n1,2,19,5\n2,3,5,6\n1,3,1,4\n';
    writeFileSync(path.join(folder, 'nodes.csv'), nodes);
    writeFileSync(path.join(folder, 'transactions.csv'), transactions);
    writeFileSync(
      path.join(folder, 'sample.tgz'),
      gzipSync(tarOf({ 's/nodes.csv': nodes, 's/transactions.csv': transactions })),
    );
    const [extracted, fromTar] = readLogs(folder);
    expect(extracted).toEqual({ ...fromTar, name: path.basename(folder) });
    expect(fromTar?.name).toBe('sample');
    const cases = seedCases(fromTar ?? fail());
    // The transfer of step 3 came before account 1 was flagged.
    expect(cases.map(({ complaint }) => complaint.amountSatang)).toEqual([2_000n, 1_900n]);
    expect(cases[0]?.candidates.map(({ account }) => account).sort()).toEqual(['2', '3']);
  });

  it.each([
    ['a folder that is not there', () => path.join(folder, 'nowhere'), /cannot be read/],
    ['a folder without a log', () => folder, /has no \*_tx\.csv/],
  ])('refuses %s', (_what, place, message) => {
    expect(() => readLogs(place())).toThrow(message);
  });

  it('refuses a log without its accounts, a missing column, a short line and a word for a number', () => {
    writeGz('made_tx.csv.gz', [HEADING]);
    expect(() => readLogs(folder)).toThrow(/has no made_accounts\.csv/);
    writeAmlGentex();
    writeGz('made_accounts.csv.gz', ['ACCOUNT_ID,CITY']);
    expect(() => readLogs(folder)).toThrow(/the column IS_SAR is missing/);
    writeAmlGentex(['1,2,3']);
    expect(() => readLogs(folder)).toThrow(/line 2: 3 fields instead of 8/);
    writeAmlGentex(['1,much,a,b,x,y,0,7']);
    expect(() => readLogs(folder)).toThrow(/line 2: the amount is no number/);
    writeFileSync(path.join(folder, 'made_tx.csv.gz'), 'not compressed');
    expect(() => readLogs(folder)).toThrow(/made_tx\.csv\.gz cannot be read/);
  });

  it('reads tables as programs write them: a byte order mark, quotes, CRLF, not compressed', () => {
    writeAmlGentex();
    const expected = readLogs(folder);
    rmSync(path.join(folder, 'made_tx.csv.gz'));
    rmSync(path.join(folder, 'made_accounts.csv.gz'));
    const quoted = [HEADING, ...TRANSFERS].map((line) =>
      line
        .split(',')
        .map((field) => `"${field}"`)
        .join(','),
    );
    const write = (name: string, lines: readonly string[]) =>
      writeFileSync(path.join(folder, name), `\ufeff${lines.join('\r\n')}\r\n`);
    write('made_tx.csv', quoted);
    write('made_accounts.csv', ['ACCOUNT_ID,CITY,IS_SAR', ...[...ACCOUNTS, ...MULES].map(withCity)]);
    expect(readLogs(folder)).toEqual(expected);
  });

  it.each(['1', '1.0', 'yes', 'Y', 'TRUE', 't'])('takes %s for yes', (yes) => {
    writeAmlGentex(TRANSFERS.map((line) => line.replace(/,1,(\d+)$/, `,${yes},$1`)));
    expect(readLogs(folder)[0]?.complaints).toHaveLength(2);
  });

  it('finds samples that lie in folders below, as tar leaves them, and *.tar.gz', () => {
    const nodes = 'nodeid,isFraud,fraudStep\n0,0,-1\n1,1,4\n2,1,5\n';
    const transactions = 'sourceNodeId,targetNodeId,value,time\n0,1,20,4\n1,2,19,5\n';
    mkdirSync(path.join(folder, 'below', '20K'), { recursive: true });
    writeFileSync(path.join(folder, 'below', '20K', 'nodes.csv'), nodes);
    writeFileSync(path.join(folder, 'below', '20K', 'transactions.csv'), transactions);
    writeFileSync(
      path.join(folder, 'packed.tar.gz'),
      gzipSync(tarOf({ 's/nodes.csv': nodes, 's/transactions.csv': transactions })),
    );
    expect(readLogs(folder).map(({ name }) => name)).toEqual(['20K', 'packed']);
  });

  it('leaves out a log that cannot be used, says why, and measures the others', () => {
    writeAmlGentex();
    writeGz('spoilt_tx.csv.gz', [HEADING]);
    writeFileSync(path.join(folder, 'broken.tgz'), 'no archive');
    const unflagged = TRANSFERS.map((line) => line.replace(/,1,(\d+)$/, ',0,$1'));
    writeGz('calm_tx.csv.gz', [HEADING, ...unflagged]);
    writeGz('calm_accounts.csv.gz', ['ACCOUNT_ID,IS_SAR', ...ACCOUNTS, ...MULES]);
    writeGz('odd_tx.csv.gz', [HEADING, '2,1.00,v1,m1,a,b,maybe,1']);
    writeGz('odd_accounts.csv.gz', ['ACCOUNT_ID,IS_SAR', ...MULES]);
    writeGz('unlike_tx.csv.gz', [HEADING, '2,1.00,v1.0,m1.0,a,b,1,1']);
    writeGz('unlike_accounts.csv.gz', ['ACCOUNT_ID,IS_SAR', ...ACCOUNTS, ...MULES]);
    const { evaluations, leftOut } = evaluateLogs(findLogs(folder));
    expect(evaluations.map(({ log }) => log)).toEqual(['made']);
    expect(leftOut.map(({ because }) => because.replace(folder, 'DIR'))).toEqual([
      expect.stringMatching(/^DIR.broken\.tgz cannot be read: it is not compressed/),
      expect.stringMatching(/^DIR.calm_tx\.csv\.gz: no flagged transfer begins a case$/),
      expect.stringMatching(/^DIR.odd_tx\.csv\.gz, line 2: isSAR is neither yes nor no$/),
      expect.stringMatching(/has no spoilt_accounts\.csv/),
      expect.stringMatching(/^DIR.unlike_tx\.csv\.gz: .* are ids written alike in both\?$/),
    ]);
  });

  it('takes one or more folders and nothing else', () => {
    expect(readFolders(['--data', 'a', '--data', 'b'])).toEqual(['a', 'b']);
    for (const wrong of [[], ['--data'], ['--data', ''], ['a'], ['--folder', 'a']]) {
      expect(() => readFolders(wrong)).toThrow(/^usage: npm run analysis:evaluate/);
    }
  });
});

/** Puts a quoted field with a comma between the two of a line. */
function withCity(line: string): string {
  return line.replace(',', ',"Bang Kapi, ""BKK""",');
}

function fail(): never {
  throw new Error('no log was read');
}

/** Makes a tar file (ustar) of texts. */
function tarOf(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const head = Buffer.alloc(512);
    head.write(name);
    head.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124);
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    body.write(text);
    return [head, body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
