import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { readParameters } from '../../../simulator/world/persons/parameters.js';
import { HOP_FEATURES } from '../../../src/analysis/features/hop-features.js';
import { StartRefusal } from '../../embedded/refusal.js';
import { readArguments } from './arguments.js';
import { PERSON_COLUMNS, PERSON_VIEWS, type PersonRow, personRows } from './person-cases.js';
import { type TrainingRow, worldRows } from './world-cases.js';

/** In a country of accounts nothing stands behind two of them, so no model of it learns what joins them. */
const OF_ACCOUNTS = HOP_FEATURES.filter(({ group }) => group !== 'joins');

/**
 * Writes what `ml/` trains on: the list of features, or a table with a row for each account of each
 * trace of made-up worlds. No feature is computed anywhere else.
 */
function main(args: readonly string[]): void {
  const options = readArguments(args);
  if (options.kind === 'features') {
    const columns = options.world === undefined ? OF_ACCOUNTS : PERSON_COLUMNS;
    const features = columns.map(({ name, group, monotone }) => ({ name, group, monotone }));
    writeFileSync(options.file, `${JSON.stringify(features, null, 1)}\n`);
    return;
  }
  if (options.kind === 'persons') {
    writePersons(options);
    return;
  }
  const file = openSync(options.file, 'w');
  try {
    const heading = [
      'view',
      'seed',
      'complaintId',
      'account',
      'steps',
      'isMule',
      'role',
      'daysSinceOpening',
      'isOnPath',
    ];
    heading.push('decided', 'askedAfterHours', 'hasFacts', 'isSeen');
    writeSync(file, `${[...heading, ...HOP_FEATURES.map(({ name }) => name)].join(',')}\n`);
    for (const seed of options.seeds) {
      const rows = worldRows(seed, options.views);
      writeSync(file, rows.map((row) => `${lineOf(row)}\n`).join(''));
      console.error(`seed ${seed}: ${rows.length} rows`);
    }
  } finally {
    closeSync(file);
  }
}

/** Writes the table of countries of persons, as a file of parameters decides them. */
function writePersons({ file: name, seeds, world }: { file: string; seeds: readonly number[]; world: string }): void {
  const parameters = readParameters(readFileSync(world, 'utf8'));
  const file = openSync(name, 'w');
  try {
    const heading = ['view', 'seed', 'complaintId', 'account', 'steps', 'isMule', 'decided', 'askedAfterHours', 'role'];
    heading.push('isMigrant', 'sharesFlat', 'isSeen', ...PERSON_COLUMNS.map((column) => column.name));
    writeSync(file, `${heading.join(',')}\n`);
    for (const seed of seeds) {
      const rows = personRows(seed, parameters, PERSON_VIEWS);
      writeSync(file, rows.map((row) => `${personLine(row)}\n`).join(''));
      console.error(`seed ${seed}: ${rows.length} rows`);
    }
  } finally {
    closeSync(file);
  }
}

function personLine({ values, decided, ...row }: PersonRow): string {
  const { view, seed, complaintId, account, steps, isMule, askedAfterHours, role } = row;
  const decision = decided === null ? '' : Number(decided);
  const fields = [view, seed, complaintId, account, steps, Number(isMule), decision, askedAfterHours, role];
  const flags = [row.isMigrant, row.sharesFlat, row.isSeen].map(Number);
  const figures = PERSON_COLUMNS.map((_, place) => {
    const value = values[place] ?? NaN;
    return Number.isNaN(value) ? '' : value;
  });
  return [...fields, ...flags, ...figures].join(',');
}

/** An unknown value is an empty field. */
function lineOf({ features, decided, isMule, askedAfterHours, hasFacts, isSeen, ...row }: TrainingRow): string {
  const { view, seed, complaintId, account, hop, role, daysOpen, isOnPath } = row;
  const fields = [view, seed, complaintId, account, hop, Number(isMule), role, daysOpen, Number(isOnPath)];
  const decision = decided === null ? '' : Number(decided);
  const values = HOP_FEATURES.map((_, place) => {
    const value = features[place] ?? NaN;
    return Number.isNaN(value) ? '' : value;
  });
  return [...fields, decision, askedAfterHours, Number(hasFacts), Number(isSeen), ...values].join(',');
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartRefusal ? `No table can be written: ${error.message}` : error);
  process.exitCode = 2;
}
