/** The fourteen case types of the police portal, in Rangap's codes. */
export const PORTAL_CASE_TYPES = [
  'goods_solo',
  'goods_gang',
  'job',
  'loan',
  'investment',
  'call_centre',
  'impersonate_to_borrow',
  'prize',
  'remote_app',
  'hacking',
  'romance',
  'romance_investment',
  'ponzi',
  'ransomware',
] as const;

/** What a report can be about: the types of the portal, and `other`. */
export const CASE_TYPES = [...PORTAL_CASE_TYPES, 'other'] as const;

/** The type of a case whose report did not say one yet: it is asked for again, and no type of the portal. */
export const UNKNOWN_CASE_TYPE = 'unknown';
