import { load } from 'js-yaml';
import { z } from 'zod';
import { isAgency } from '../agencies/dialects.js';
import type { AgencyMode, BankMode } from '../http/behaviours.js';

/** The faults that a scenario switches, by how an institution then behaves. */
const OF_INSTITUTION = {
  late: 'callback',
  partial: 'partial',
  zero: 'zero',
  silent: 'silent',
  duplicate: 'duplicate',
  out_of_order: 'out_of_order',
  server_error: 'down',
  bad_signature: 'forged',
  lying_statement: 'lying',
} as const satisfies Record<string, BankMode>;

/** The faults that agencies have too. */
const OF_AGENCY: Partial<Record<keyof typeof OF_INSTITUTION, AgencyMode>> = {
  late: 'late',
  silent: 'silent',
  server_error: 'down',
};

/** Faults that are no way to answer. `key_rotation`: two keys count meanwhile. `restored`: at its end it is as it was at its beginning. */
const EVENTS = ['key_rotation', 'restored'] as const;

const MODES = Object.keys(OF_INSTITUTION) as (keyof typeof OF_INSTITUTION)[];
const FAULTS = [...MODES, ...EVENTS];

const share = z.number().min(0).max(1);

const Fault = z
  .strictObject({
    /** The slug of an institution or agency. */
    party: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    fault: z.enum(FAULTS),
    /** When it begins and ends, as shares of the day. */
    from: share.default(0),
    until: share.default(1),
    /** How late an answer by callback is. */
    delayMs: z.number().int().min(0).max(60_000).default(2_000),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], error: 'must be later than `from`' })
  .refine(({ party, fault }) => !isAgency(party) || (isMode(fault) && OF_AGENCY[fault] !== undefined), {
    path: ['fault'],
    error: 'an agency can only be late, silent or server_error',
  });

/** A party answers in one way at a time: the end of one fault would end another that still lasts. */
const Faults = z.array(Fault).superRefine((faults, context) => {
  for (const [index, { party, from, until }] of faults.entries()) {
    const other = faults.findIndex((one) => one.party === party && one.from < until && from < one.until);
    if (other < index)
      context.addIssue({ code: 'custom', path: [index], message: `${party} still has the fault faults[${other}]` });
  }
});

/** A file of simulator/scenarios: how much happens in a minute, and which party fails when. */
const Scenario = z.strictObject({
  title: z.string().min(1).max(200),
  complaintsPerMinute: z.number().positive().max(120),
  ordinaryPaymentsPerMinute: z.number().min(0).max(600),
  gangs: z.number().int().min(1).max(20),
  /** A minute for which stolen money lies in an account of the country becomes so many seconds. */
  secondsPerMinute: z.number().positive().max(60),
  /** How often institutions state what they hold on this day; absent: as the rulebook says (P-STATEMENT). */
  statementsEverySeconds: z.number().int().min(10).max(3_600).optional(),
  faults: Faults.default([]),
});
export type Scenario = z.infer<typeof Scenario>;

/** How a party behaves from an instant of the day on. */
export interface FaultSwitch {
  readonly party: string;
  readonly mode: BankMode | AgencyMode;
  readonly delayMs: number;
}

/**
 * Reads a scenario from the text of its YAML file.
 * @throws with every fault of the file in one message, each with the field that it is in
 */
export function readScenario(text: string, file: string): Scenario {
  let value: unknown;
  try {
    value = load(text);
  } catch (error) {
    throw new Error(`${file} is no YAML: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const read = Scenario.safeParse(value);
  if (!read.success) throw new Error(`${file} is no scenario:\n${z.prettifyError(read.error)}`);
  return read.data;
}

function isMode(fault: (typeof FAULTS)[number]): fault is keyof typeof OF_INSTITUTION {
  return fault in OF_INSTITUTION;
}

/** Returns how a party behaves while it has a fault; undefined where the fault is no way to answer. */
export function faultSwitch({ party, fault, delayMs }: Scenario['faults'][number]): FaultSwitch | undefined {
  if (!isMode(fault)) return undefined;
  const mode = isAgency(party) ? (OF_AGENCY[fault] ?? 'sync') : OF_INSTITUTION[fault];
  return { party, mode, delayMs };
}
