import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { institutionsOfWorld } from '../../../simulator/world/population.js';
import { BANK_CODES } from '../../../src/domain/identifiers/bank-codes.js';
import { DEMO_PARTIES, type DemoParty } from '../../embedded/people/parties.js';

/** The institutions of the made-up country that the demonstration does not have. */
export const MORE_PARTIES: readonly DemoParty[] = institutionsOfWorld()
  .filter((slug) => DEMO_PARTIES.every((party) => party.slug !== slug))
  .map(institution);

/** The slugs of all parties that a day can have. */
export const PARTIES_OF_DAY: readonly string[] = [...DEMO_PARTIES, ...MORE_PARTIES].map(({ slug }) => slug);

function institution(slug: string): DemoParty {
  const bank = BANK_CODES.find(({ code }) => slug === `th-${code}`);
  if (bank === undefined) {
    const nameEn = `${slug} (made up)`;
    return { slug, kind: 'institution', institutionKind: 'wallet', nameEn, nameTh: nameEn, accountDigits: [10, 15] };
  }
  const { code: bankCode, short } = bank;
  const nameTh = `ธนาคาร ${short}`;
  return { slug, kind: 'institution', institutionKind: 'bank', bankCode, nameEn: short, nameTh, accountDigits: [10] };
}

const Directory = z.object({ parties: z.array(z.object({ slug: z.string(), kind: z.string() })) });

/** Returns the slugs of the institutions of a system, by its file of parties. */
export function institutionsOf(directoryFile: string): string[] {
  const { parties } = Directory.parse(JSON.parse(readFileSync(directoryFile, 'utf8')));
  return parties.flatMap(({ slug, kind }) => (kind === 'institution' ? [slug] : []));
}
