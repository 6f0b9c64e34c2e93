/** Letters that run from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Keeps a value that stands within a sentence from turning the rest of the sentence around: letters
 * that run from right to left are put into an isolate of their own (Unicode UAX 9, FSI and PDI).
 */
export function isolate<Value>(value: Value): Value | string {
  return typeof value === 'string' && RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}
