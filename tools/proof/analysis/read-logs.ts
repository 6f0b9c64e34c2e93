import { constants } from 'node:buffer';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Transfer } from '../../../src/analysis/observed.js';
import { errorCode, errorText, StartRefusal } from '../../embedded/refusal.js';
import { readFlag, readNumber, readTable } from './csv.js';
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
  /** The accounts of the alert pattern that each complaint belongs to; null where the log names no patterns. */
  patterns: ReadonlyMap<Transfer, ReadonlySet<string>> | null;
}

/** A log that was found. It is read when it is its turn, so that not all are held at once. */
export interface FoundLog {
  /** The file or folder that it is read from. */
  place: string;
  /** Throws StartRefusal where the log cannot be used. */
  read: () => Log;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A step of a log is a day; its transfers are made at noon in Bangkok, which is no night. */
const FIRST_NOON_MS = Date.UTC(2026, 0, 1, 5);

const AMLSIM_FILES = ['nodes.csv', 'transactions.csv'] as const;

/**
 * Finds every log in a folder and the folders below it: each `*_tx.csv` with its `*_accounts.csv`
 * (AMLGentex), and AMLSim samples, extracted (`nodes.csv`, `transactions.csv`) or as a tar file.
 * Tables and tar files may be compressed with gzip. Throws StartRefusal when there is none.
 */
export function findLogs(folder: string): FoundLog[] {
  const places = filesBelow(folder);
  const found = places.flatMap((file): FoundLog[] => {
    if (/_tx\.csv(\.gz)?$/.test(file)) return [{ place: file, read: () => readAmlGentex(file) }];
    if (/\.(tgz|tar|tar\.gz)$/.test(file)) return [{ place: file, read: () => readAmlSimTar(file) }];
    const inFolder = path.dirname(file);
    return /^nodes\.csv(\.gz)?$/.test(path.basename(file)) && tableAt(inFolder, 'transactions') !== undefined
      ? [{ place: inFolder, read: () => readAmlSimFolder(inFolder) }]
      : [];
  });
  if (found.length === 0) {
    throw new StartRefusal(
      `${folder} has no *_tx.csv(.gz), no nodes.csv with transactions.csv and no *.tgz or *.tar.gz`,
    );
  }
  return found;
}

/** Returns the files of a folder and of all below it, in order of their names. */
function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    throw new StartRefusal(`the folder cannot be read: ${errorText(error)}`);
  }
}

/** Returns the file of a table, `NAME.csv` or `NAME.csv.gz`. */
function tableAt(folder: string, name: string): string | undefined {
  return [`${name}.csv`, `${name}.csv.gz`].map((file) => path.join(folder, file)).find((file) => existsSync(file));
}

/** The complaint of each alert pattern is its first flagged transfer. */
function readAmlGentex(txFile: string): Log {
  const name = path.basename(txFile).replace(/_tx\.csv(\.gz)?$/, '');
  const accountsFile = tableAt(path.dirname(txFile), `${name}_accounts`);
  if (accountsFile === undefined) throw new StartRefusal(`${txFile} has no ${name}_accounts.csv(.gz) beside it`);
  const accounts = readTable(accountsFile, textOf(accountsFile), ['ACCOUNT_ID', 'IS_SAR']).map((row, index) => ({
    id: row.ACCOUNT_ID,
    isFlagged: readFlag(accountsFile, index, 'IS_SAR', row.IS_SAR),
  }));
  const columns = ['step', 'amount', 'nameOrig', 'nameDest', 'isSAR', 'patternID'] as const;
  const rows = readTable(txFile, textOf(txFile), columns).map((row, index) => ({
    transfer: toTransfer(txFile, index, { from: row.nameOrig, to: row.nameDest, amount: row.amount, step: row.step }),
    pattern: readFlag(txFile, index, 'isSAR', row.isSAR) ? row.patternID : null,
  }));
  const complaints = new Map<string, Transfer>();
  const accountsOf = new Map<string, Set<string>>();
  for (const { transfer, pattern } of rows) {
    if (pattern === null) continue;
    const first = complaints.get(pattern);
    if (first === undefined || transfer.at < first.at) complaints.set(pattern, transfer);
    const touched = accountsOf.get(pattern) ?? new Set();
    accountsOf.set(pattern, touched.add(transfer.from));
    if (transfer.to !== null) touched.add(transfer.to);
  }
  return checked(txFile, accounts, {
    name,
    kind: 'amlgentex',
    transfers: rows.map(({ transfer }) => transfer),
    accounts: accounts.length,
    flagged: new Set(accounts.filter(({ isFlagged }) => isFlagged).map(({ id }) => id)),
    complaints: [...complaints.values()],
    patterns: new Map([...complaints].map(([pattern, first]) => [first, accountsOf.get(pattern) ?? new Set()])),
  });
}

function readAmlSimTar(file: string): Log {
  const texts = textsInTar(unpacked(file), AMLSIM_FILES);
  const [nodes, transactions] = AMLSIM_FILES.map((name) => texts.get(name));
  if (nodes === undefined || transactions === undefined) {
    throw new StartRefusal(`${file} has no nodes.csv and transactions.csv`);
  }
  return readAmlSim(path.basename(file).replace(/\.(tgz|tar|tar\.gz)$/, ''), file, nodes, transactions);
}

function readAmlSimFolder(folder: string): Log {
  const [nodes = '', transactions = ''] = ['nodes', 'transactions'].map((name) =>
    textOf(tableAt(folder, name) ?? name),
  );
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
    if (!readFlag(nodesFile, index, 'isFraud', isFraud)) continue;
    flaggedFrom.set(nodeid, noonOf(readNumber(nodesFile, index, 'fraudStep', fraudStep)));
  }
  const complaints = new Map<string, Transfer>();
  for (const transfer of transfers) {
    const from = flaggedFrom.get(transfer.to ?? '');
    if (from === undefined || transfer.at < from) continue;
    const first = complaints.get(transfer.to ?? '');
    if (first === undefined || transfer.at < first.at) complaints.set(transfer.to ?? '', transfer);
  }
  const accounts = nodes.map(({ nodeid }) => ({ id: nodeid }));
  return checked(place, accounts, {
    name,
    kind: 'amlsim',
    transfers,
    accounts: nodes.length,
    flagged: new Set(flaggedFrom.keys()),
    complaints: [...complaints.values()],
    patterns: null,
  });
}

/** Returns the log. Throws StartRefusal where it flags nothing that could be looked for among `accounts`. */
function checked(place: string, accounts: readonly { id: string }[], log: Log): Log {
  const ids = new Set(accounts.map(({ id }) => id));
  if (!log.transfers.some(({ to }) => to !== null && ids.has(to)))
    throw new StartRefusal(
      `${place}: no transfer goes to an account of its table of accounts: are ids written alike in both?`,
    );
  if (log.flagged.size === 0) throw new StartRefusal(`${place}: no account is flagged`);
  if (log.complaints.length === 0) throw new StartRefusal(`${place}: no flagged transfer begins a case`);
  return log;
}

function textOf(file: string): string {
  const bytes = unpacked(file);
  if (bytes.length > constants.MAX_STRING_LENGTH) throw tooLarge(file);
  return bytes.toString('utf8');
}

/** Returns the bytes of a file, without its compression where it has one. */
function unpacked(file: string): Buffer {
  try {
    const bytes = readFileSync(file);
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    if (!isCompressed && file.endsWith('gz')) throw new StartRefusal('it is not compressed with gzip');
    return isCompressed ? gunzipSync(bytes, { maxOutputLength: constants.MAX_STRING_LENGTH }) : bytes;
  } catch (error) {
    if (['ERR_BUFFER_TOO_LARGE', 'ERR_FS_FILE_TOO_LARGE'].includes(errorCode(error) ?? '')) throw tooLarge(file);
    throw new StartRefusal(`${file} cannot be read: ${errorText(error)}`);
  }
}

function tooLarge(file: string): StartRefusal {
  return new StartRefusal(`${file} has more than ${Math.floor(constants.MAX_STRING_LENGTH / 2 ** 20)} MB of text`);
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
