/** What a case may be found by. */
export const WAYS = ['caseNo', 'bankCaseId', 'account', 'promptPay', 'phone'] as const;
export type Way = (typeof WAYS)[number];

/** Guesses from its form what was typed; a person may say otherwise. Undefined: anything. */
export function guessWay(typed: string): Way | undefined {
  const text = typed.trim();
  const digits = text.replace(/[\s-]/g, '');
  if (/^RG/i.test(text)) return 'caseNo';
  if (/^\+66\d{8,9}$|^0\d{9}$/.test(digits)) return 'phone';
  if (/^\d{13}$|^\d{15}$/.test(digits)) return 'promptPay';
  if (/^\d{10,12}$/.test(digits)) return 'account';
  return /[a-z]/i.test(text) && /\d/.test(text) ? 'bankCaseId' : undefined;
}

/** Returns the kind of a PromptPay id by its length: 13 digits of a person, 15 of an e-wallet. */
export function guessKind(typed: string): 'phone' | 'national_id' | 'ewallet' {
  const { length } = typed.replace(/\D/g, '');
  return length === 13 ? 'national_id' : length === 15 ? 'ewallet' : 'phone';
}
