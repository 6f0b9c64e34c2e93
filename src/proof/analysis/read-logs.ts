import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Transfer } from '../../analysis/observed.js';
import { errorText, StartRefusal } from '../../embedded/refusal.js';
import { readNumber, readTable } from './csv.js';
import { textsInTar } from './tar.js';

/** A log of transfers with the truth about its accounts. */
export interface Log {
  name: string;
  /** Who made it: it decides what a complaint is. */
  kind: 'amlgentex' | 'amlsim';
  transfers: readonly Transfer[];
  accounts: number;
  /** The accounts that are mules in truth. */
  flagged: ReadonlySet<string>;
  /** The transfer that each victim reports. */
  complaints: readonly Transfer[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A step of a log is a day; its transfers are made at noon in Bangkok, which is no night. */
const FIRST_NOON_MS = Date.UTC(2026, 0, 1, 5);

const AMLSIM_FILES = ['nodes.csv', 'transactions.csv'] as const;

/**
 * Reads every log in a folder: each `*_tx.csv.gz` with its `*_accounts.csv.gz` (AMLGentex), and
 * AMLSim samples, extracted (`nodes.csv`, `transactions.csv`) or as `*.tgz`. Throws StartRefusal
 * when there is none or one cannot be read.
 */
export function readLogs(folder: string): Log[] {
  const names = namesIn(folder);
  const logs = names.flatMap((name) => {
    const file = path.join(folder, name);
    if (name.endsWith('_tx.csv.gz')) return [readAmlGentex(file)];
    if (name.endsWith('.tgz')) return [readAmlSimTar(file)];
    return [];
  });
  if (AMLSIM_FILES.every((name) => names.includes(name))) logs.push(readAmlSimFolder(folder));
  if (logs.length === 0) {
    throw new StartRefusal(`${folder} has no *_tx.csv.gz, no nodes.csv with transactions.csv and no *.tgz`);
  }
  return logs;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw new StartRefusal(`the folder cannot be read: ${errorText(error)}`);
  }
}

/** The complaint of each alert pattern is its first flagged transfer. */
function readAmlGentex(txFile: string): Log {
  const accountsFile = txFile.replace(/_tx\.csv\.gz$/, '_accounts.csv.gz');
  if (!existsSync(accountsFile)) throw new StartRefusal(`${txFile} has no ${path.basename(accountsFile)} beside it`);
  const accounts = readTable(accountsFile, gunzipped(accountsFile).toString(), ['ACCOUNT_ID', 'IS_SAR']);
  const columns = ['step', 'amount', 'nameOrig', 'nameDest', 'isSAR', 'patternID'] as const;
  const rows = readTable(txFile, gunzipped(txFile).toString(), columns).map((row, index) => ({
    transfer: toTransfer(txFile, index, { from: row.nameOrig, to: row.nameDest, amount: row.amount, step: row.step }),
    pattern: isTrue(row.isSAR) ? row.patternID : null,
  }));
  const complaints = new Map<string, Transfer>();
  for (const { transfer, pattern } of rows) {
    if (pattern === null) continue;
    const first = complaints.get(pattern);
    if (first === undefined || transfer.at < first.at) complaints.set(pattern, transfer);
  }
  return {
    name: path.basename(txFile, '_tx.csv.gz'),
    kind: 'amlgentex',
    transfers: rows.map(({ transfer }) => transfer),
    accounts: accounts.length,
    flagged: new Set(accounts.filter(({ IS_SAR }) => isTrue(IS_SAR)).map(({ ACCOUNT_ID }) => ACCOUNT_ID)),
    complaints: [...complaints.values()],
  };
}

function readAmlSimTar(file: string): Log {
  const texts = textsInTar(gunzipped(file), AMLSIM_FILES);
  const [nodes, transactions] = AMLSIM_FILES.map((name) => texts.get(name));
  if (nodes === undefined || transactions === undefined) {
    throw new StartRefusal(`${file} has no nodes.csv and transactions.csv`);
  }
  return readAmlSim(path.basename(file, '.tgz'), file, nodes, transactions);
}

function readAmlSimFolder(folder: string): Log {
  const [nodes = '', transactions = ''] = AMLSIM_FILES.map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return readAmlSim(path.basename(path.resolve(folder)), folder, nodes, transactions);
}

/** The complaint of each flagged account is the first transfer into it from its `fraudStep` on. */
function readAmlSim(name: string, place: string, nodesText: string, transactionsText: string): Log {
  const nodesFile = path.join(place, 'nodes.csv');
  const transactionsFile = path.join(place, 'transactions.csv');
  const nodes = readTable(nodesFile, nodesText, ['nodeid', 'isFraud', 'fraudStep']);
  const rows = readTable(transactionsFile, transactionsText, ['sourceNodeId', 'targetNodeId', 'value', 'time']);
  const transfers = rows.map((row, index) =>
    toTransfer(transactionsFile, index, {
      from: row.sourceNodeId,
      to: row.targetNodeId,
      amount: row.value,
      step: row.time,
    }),
  );
  const flaggedFrom = new Map<string, number>();
  for (const [index, { nodeid, isFraud, fraudStep }] of nodes.entries()) {
    if (!isTrue(isFraud)) continue;
    flaggedFrom.set(nodeid, noonOf(readNumber(nodesFile, index, 'fraudStep', fraudStep)));
  }
  const complaints = new Map<string, Transfer>();
  for (const transfer of transfers) {
    const from = flaggedFrom.get(transfer.to ?? '');
    if (from === undefined || transfer.at < from) continue;
    const first = complaints.get(transfer.to ?? '');
    if (first === undefined || transfer.at < first.at) complaints.set(transfer.to ?? '', transfer);
  }
  return {
    name,
    kind: 'amlsim',
    transfers,
    accounts: nodes.length,
    flagged: new Set(flaggedFrom.keys()),
    complaints: [...complaints.values()],
  };
}

function gunzipped(file: string): Buffer {
  try {
    return gunzipSync(readFileSync(file));
  } catch (error) {
    throw new StartRefusal(`${file} cannot be read: ${errorText(error)}`);
  }
}

function toTransfer(
  file: string,
  index: number,
  row: { from: string; to: string; amount: string; step: string },
): Transfer {
  const { from, to, amount, step } = row;
  return {
    id: String(index),
    from,
    to,
    amountSatang: BigInt(Math.round(readNumber(file, index, 'the amount', amount) * 100)),
    at: noonOf(readNumber(file, index, 'the step', step)),
    rail: 'transfer',
  };
}

function noonOf(step: number): number {
  return FIRST_NOON_MS + step * DAY_MS;
}

function isTrue(text: string): boolean {
  return text === '1' || text.toLowerCase() === 'true';
}
