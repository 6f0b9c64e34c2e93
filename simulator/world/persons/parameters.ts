/**
 * What decides a country of persons beside its seed: numbers by name, each with the public figure
 * that it comes from, or the word that it is assumed. They stand in one file, so that another
 * reader can take other figures. A share is 0 to 1; a lag is in days.
 */
const NAMES = [
  'country.accounts',
  'country.days',
  'country.gangs',
  'country.theftsPerGangDay',
  'country.roundSums',
  'persons.accounts',
  'persons.homeSize',
  'persons.flatShare',
  'persons.migrants',
  'persons.friends',
  'mules.accounts',
  'mules.uses',
  'mules.alongTies',
  'mules.givenUpAfterDays',
  'mules.givenUp',
  'mules.simOfGang',
  'mules.simsOfNominee',
  'mules.phoneOfGang',
  'mules.accountsOnPhone',
  'sims.unknown',
  'sims.ofAnother',
  'sims.ofEmployer',
  'sims.wrong',
  'sims.lagDays',
  'sims.known',
  'amlo.listed',
  'amlo.listedOfMules',
  'amlo.lists',
  'amlo.listsHonest',
  'amlo.lagDays',
  'amlo.homonyms',
  'bot.coloured',
  'bot.colouredOfMules',
  'bot.colours',
  'bot.coloursHonest',
  'bot.lagDays',
  'ccib.accepts',
  'ccib.acceptsHonest',
  'ccib.lagDays',
  'ccib.quarrels',
  'dsi.special',
  'dsi.names',
  'dsi.lagDays',
  'sec.wallets',
  'sec.walletsOfMules',
  'sec.flagged',
  'sec.flags',
  'sec.lagDays',
  'agencies.accountsKnown',
  'agencies.lagFactor',
  'agencies.shuffled',
  'agencies.keyDays',
  'institutions.namesDevice',
  'devices.atHome',
] as const;
type Name = (typeof NAMES)[number];

/** The numbers of a country of persons, by name. */
export type PersonParameters = Readonly<Record<Name, number>>;

/** These are no shares, and may be above 1. */
const NO_SHARE =
  /^country\.(accounts|days|gangs|theftsPerGangDay)$|[dD]ays$|lagFactor$|^persons\.(accounts|homeSize|friends)$|^mules\.(accounts|uses|simsOfNominee|accountsOnPhone)$/;

/**
 * Reads the text of a file of parameters (JSON: for each name a value and its source). Throws a
 * RangeError that says what is missing, unknown, without a source, or no number that can be.
 */
export function readParameters(text: string): PersonParameters {
  const file: unknown = JSON.parse(text);
  if (typeof file !== 'object' || file === null) throw new RangeError('the parameters are no object');
  const entries = new Map<string, unknown>(Object.entries(file));
  const unknown = [...entries.keys()].filter((name) => !NAMES.some((known) => known === name));
  if (unknown.length > 0) throw new RangeError(`no such parameter: ${unknown.join(', ')}`);
  return Object.fromEntries(NAMES.map((name) => [name, valueOf(name, entries.get(name))])) as Record<Name, number>;
}

function valueOf(name: Name, entry: unknown): number {
  if (typeof entry !== 'object' || entry === null) throw new RangeError(`the parameter ${name} is missing`);
  const { value, source } = entry as { value?: unknown; source?: unknown };
  if (typeof source !== 'string' || source.trim() === '') throw new RangeError(`the parameter ${name} has no source`);
  if (typeof value !== 'number' || !(value >= 0)) throw new RangeError(`the parameter ${name} is no number`);
  if (value > 1 && !NO_SHARE.test(name)) throw new RangeError(`the parameter ${name} is a share, and above 1`);
  return value;
}
