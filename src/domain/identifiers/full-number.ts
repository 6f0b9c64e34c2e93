/** The code of the fault that a full number is in a text which names none. */
export const FULL_NUMBER_FAULT = 'FIELD.FULL_NUMBER';

/** An account number or citizen id has so many digits. */
const SHORTEST = 10;
const LONGEST = 15;

/** Digits in a row, with what people write between those of one number. */
const RUN = /[0-9](?:[\s\p{Pd}\p{Cf}]{0,3}[0-9])*/gu;
const UNICODE_DIGIT = /\p{Nd}/gu;

/** What has as many digits and names no account or person: a case number, an id of ours, a day and its time. */
const NO_NUMBER = [
  /\bRG[0-9]{4}-[0-9]{7}-[0-9](?![0-9])/g,
  /\b[0-9A-HJKMNP-TV-Z]{26}\b/g,
  /(?<![0-9-])(?:19|20|25|26)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9-])/g,
  /(?<![0-9-])(?:0?[1-9]|[12][0-9]|3[01])-(?:0?[1-9]|1[0-2])-(?:19|20|25|26)[0-9]{2}(?![0-9-])/g,
];

/**
 * Says whether a text names a full account number or citizen id: 10 to 15 digits of any script, also
 * with spaces, hyphens or unseen signs between. Amounts with commas or points, days, case numbers and
 * the last four digits alone are none.
 */
export function namesFullNumber(text: string): boolean {
  const plain = text.replace(UNICODE_DIGIT, digitOf);
  const searched = NO_NUMBER.reduce((left, pattern) => left.replace(pattern, '/'), plain);
  return [...searched.matchAll(RUN)].some(([run]) => hasFullNumber(run.match(/[0-9]+/g) ?? []));
}

/** Whether groups of digits that follow one another make a number of the length of an account's. */
function hasFullNumber(groups: readonly string[]): boolean {
  return groups.some((_, first) => {
    let digits = 0;
    for (const group of groups.slice(first)) {
      digits += group.length;
      if (digits >= SHORTEST) return digits <= LONGEST;
    }
    return false;
  });
}

/** The decimal digit that a sign of any script stands for: the scripts' digits come in tens. */
function digitOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  let zero = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return String(code - zero);
}
