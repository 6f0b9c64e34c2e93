import { parseArgs } from 'node:util';
import { bangkokMidnight, readDay } from '../../src/domain/calendar/bangkok-day.js';
import { type Result, ok, refuse } from '../../src/domain/result.js';
import { errorCode } from '../embedded/refusal.js';

const USAGE =
  'usage: npm run rejudge -- (--case ID | --all) (--as-of YYYY-MM-DD | --rulebook draft.json | both) [--json]';

/** The options of the command line. */
export interface RejudgeArguments {
  /** Id or number of a case; null means all cases. */
  caseName: string | null;
  /** Midnight in Bangkok at the beginning of the day whose law is applied. */
  asOf: Date | null;
  rulebookFile: string | null;
  json: boolean;
}

/**
 * Reads the command line. Refuses with `REJUDGE.USAGE`. The year of a day may be of either era.
 */
export function readArguments(args: readonly string[]): Result<RejudgeArguments> {
  const given = parseOptions(args);
  if (given === undefined) return refuse('REJUDGE.USAGE', USAGE);
  const { case: caseName, all, 'as-of': day, rulebook, json } = given;
  const onlyOne = (caseName === undefined) === (all === true);
  if (!onlyOne || (day === undefined && rulebook === undefined)) return refuse('REJUDGE.USAGE', USAGE);
  const asOf = day === undefined ? undefined : readDay(day);
  if (day !== undefined && asOf === undefined) {
    return refuse('REJUDGE.USAGE', `--as-of must be a day, YYYY-MM-DD. ${USAGE}`);
  }
  return ok({
    caseName: caseName ?? null,
    asOf: asOf === undefined ? null : bangkokMidnight(asOf),
    rulebookFile: rulebook ?? null,
    json: json === true,
  });
}

/** Parses the options; returns undefined when one is unknown or lacks its value. */
function parseOptions(args: readonly string[]) {
  const options = {
    case: { type: 'string' },
    all: { type: 'boolean' },
    'as-of': { type: 'string' },
    rulebook: { type: 'string' },
    json: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    if (errorCode(error)?.startsWith('ERR_PARSE_ARGS')) return undefined;
    throw error;
  }
}
