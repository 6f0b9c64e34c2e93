/** The case types of the police portal, and `other`, in the order of the list. */
export const CASE_TYPES = [
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
  'other',
] as const;
