import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { HOP_FEATURES } from '../../../src/analysis/features/hop-features.js';
import { StartRefusal } from '../../embedded/refusal.js';
import { readArguments } from './arguments.js';
import { type TrainingRow, worldRows } from './world-cases.js';

/**
 * Writes what `ml/` trains on: the list of features, or a table with a row for each account of each
 * trace of made-up worlds. No feature is computed anywhere else.
 */
function main(args: readonly string[]): void {
  const options = readArguments(args);
  if (options.kind === 'features') {
    const features = HOP_FEATURES.map(({ name, group, monotone }) => ({ name, group, monotone }));
    writeFileSync(options.file, `${JSON.stringify(features, null, 1)}\n`);
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
