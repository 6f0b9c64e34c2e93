import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readScenario, type Scenario } from '../../../simulator/day/scenario.js';
import { errorCode } from '../../embedded/refusal.js';
import { PARTIES_OF_DAY } from './parties.js';

const SUFFIX = '.yaml';

/**
 * Returns a scenario by its name in a folder or by the path of another file, or what is wrong with
 * it in words: no such file, no scenario, or a fault of a party that no day has.
 */
export function chooseScenario(name: string, folder: string): Scenario | string {
  const isName = /^[a-z0-9-]+$/.test(name);
  const file = isName ? path.join(folder, `${name}${SUFFIX}`) : path.resolve(name);
  try {
    const scenario = readScenario(readFileSync(file, 'utf8'), file);
    return strangerIn(scenario, file) ?? scenario;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return missing(isName ? `scenario ${name}` : `file ${file}`, folder);
    return error instanceof Error ? error.message : String(error);
  }
}

function missing(what: string, folder: string): string {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith(SUFFIX) ? [path.basename(file, SUFFIX)] : []));
  return `there is no ${what}; known scenarios: ${names.join(', ')}`;
}

/** Names the first fault of a party that no day has. */
function strangerIn({ faults }: Scenario, file: string): string | undefined {
  const at = faults.findIndex(({ party }) => !PARTIES_OF_DAY.includes(party));
  if (at < 0) return undefined;
  return `${file} is no scenario: faults[${at}].party: a day has no ${faults[at]?.party}; it has ${PARTIES_OF_DAY.join(', ')}`;
}
