import type { InstitutionAnswer } from '../institutions/port.js';

/**
 * Returns what an answer says when an institution was asked about an order. Who refuses to be asked
 * says nothing of the order, so a refusal is unreadable: neither yes nor no.
 */
export function answerToPoll<T>(answer: InstitutionAnswer<T>): InstitutionAnswer<T> {
  if (answer.kind !== 'rejected') return answer;
  return { kind: 'unreadable', why: `refuses to say: ${answer.code}`, answer: answer.answer };
}
