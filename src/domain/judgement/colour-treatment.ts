import { bangkokDate, englishDay, thaiDay } from '../calendar/bangkok-day.js';
import { choice } from '../rulebook/choices.js';
import { type Rulebook, findRule, textParameter } from '../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../rulebook/row.js';
import type { MuleColour } from './facts.js';
import type { JudgeContext, Reason } from './finding.js';

/** A colour of an account in the registry; `none` is no colour. */
export type AccountColour = Exclude<MuleColour, 'none'>;

/** How the banks treat an account of a colour at an instant, with the row that says so. */
export interface ColourTreatment {
  colour: AccountColour;
  name: Reason;
  rule: RuleRow;
  /**
   * What the banks' treatment reaches: for black and dark grey the whole person, unless C7 says
   * otherwise. A hold of the centre always reaches the amount only.
   */
  reach: 'whole_person' | 'account';
  transfersIn: 'allowed' | 'barred';
  transfersOut: 'allowed' | 'electronic_barred' | 'barred';
  /** The treatment in words: what is done, since when, and what it reaches. */
  text: Reason;
}

export const COLOUR_NAMES: Readonly<Record<MuleColour, Reason>> = {
  black: { th: 'สีดำ', en: 'black' },
  dark_grey: { th: 'สีเทาเข้ม', en: 'dark grey' },
  light_grey: { th: 'สีเทาอ่อน', en: 'light grey' },
  dark_brown: { th: 'สีน้ำตาลเข้ม', en: 'dark brown' },
  light_brown: { th: 'สีน้ำตาลอ่อน', en: 'light brown' },
  none: { th: 'ไม่มีสี', en: 'of no colour' },
};

/** The rule that says how banks treat an account of each colour. */
export const RULE_OF_COLOUR: Readonly<Record<AccountColour, RuleId>> = {
  black: 'P-BLACK',
  dark_grey: 'P-DARK-GREY',
  light_grey: 'P-LIGHT-GREY',
  dark_brown: 'P-DARK-BROWN',
  light_brown: 'P-LIGHT-BROWN',
};

/**
 * Returns how banks treat an account of a colour at an instant; null for `none`, and before the
 * colour had a treatment. Throws when the row has an unknown value: a broken rulebook is a bug.
 */
export function treatmentOf(colour: MuleColour, rulebook: Rulebook, at: Date): ColourTreatment | null {
  if (colour === 'none') return null;
  const rule = findRule(rulebook, RULE_OF_COLOUR[colour], at);
  return rule === undefined ? null : treatmentBy(rule, colour, { rulebook, now: at });
}

/** Returns the treatment by the row of a colour. Throws when the row has an unknown value. */
export function treatmentBy(rule: RuleRow, colour: AccountColour, law: JudgeContext): ColourTreatment {
  const reachesPersons = choice(law, 'C7', 'colouredPersons') === 'whole_person';
  const reach = rule.parameters['wholePerson'] === true && reachesPersons ? 'whole_person' : 'account';
  const since = bangkokDate(rule.effectiveFrom);
  return {
    colour,
    name: COLOUR_NAMES[colour],
    rule,
    reach,
    transfersIn: oneOf(['allowed', 'barred'], rule, 'transfersIn'),
    transfersOut: oneOf(['allowed', 'electronic_barred', 'barred'], rule, 'transfersOut'),
    text: {
      th: `${rule.textTh} (ตั้งแต่ ${thaiDay(since)}) ${REACH[reach].th}`,
      en: `${rule.effect} (since ${englishDay(since)}); ${REACH[reach].en}`,
    },
  };
}

const REACH: Readonly<Record<ColourTreatment['reach'], Reason>> = {
  whole_person: {
    th: 'มีผลทั้งบุคคลตามฐานของทะเบียน ไม่ใช่ตามคำสั่งของศูนย์ ซึ่งระงับเฉพาะจำนวนเงิน',
    en: "it reaches the whole person by the registry's own basis, not by an order of the centre, which holds the amount only",
  },
  account: {
    th: 'มีผลเฉพาะบัญชีที่อยู่ในทะเบียน',
    en: 'it reaches the account in the registry only',
  },
};

function oneOf<T extends string>(known: readonly T[], rule: RuleRow, name: string): T {
  const text = textParameter(rule, name);
  const value = known.find((candidate) => candidate === text);
  if (value === undefined) throw new Error(`${rule.rowId} has an unknown ${name}`);
  return value;
}
