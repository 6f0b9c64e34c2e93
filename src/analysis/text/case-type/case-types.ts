import { PORTAL_CASE_TYPES } from '../../../domain/complaint/words/portal-case-types.js';

/**
 * The case types of the police portal, in its codes here and on the wire; `none` is none of them.
 */
export const NARRATIVE_TYPES = [...PORTAL_CASE_TYPES, 'none'] as const;

export type NarrativeType = (typeof NARRATIVE_TYPES)[number];

/** The names of the types in files of narratives. */
export const FILE_LABELS: Readonly<Record<NarrativeType, string>> = {
  goods_solo: 'GOODS_SOLO',
  goods_gang: 'GOODS_GANG',
  job: 'JOB',
  loan: 'LOAN',
  investment: 'INVEST',
  call_centre: 'CALLCENTER',
  impersonate_to_borrow: 'IMPERSONATE',
  prize: 'PRIZE',
  remote_app: 'REMOTE_APP',
  hacking: 'HACK',
  romance: 'ROMANCE',
  romance_investment: 'ROMANCE_INVEST',
  ponzi: 'PONZI',
  ransomware: 'RANSOM',
  none: 'NONE',
};

/**
 * Returns the type that a label of a file names, or undefined: its name in files or our own code,
 * in letters of either case.
 */
export function typeOfLabel(label: string): NarrativeType | undefined {
  const folded = label.trim().toLowerCase();
  return NARRATIVE_TYPES.find((type) => type === folded || FILE_LABELS[type].toLowerCase() === folded);
}
