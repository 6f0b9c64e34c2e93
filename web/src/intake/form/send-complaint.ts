import { api, dataOf, ProblemError } from '../../api/client.js';
import type { ComplaintAccepted, ComplaintBody } from '../../api/schema.js';

/** What came of sending a complaint. */
export type Sent =
  /** `isEarlier`: an earlier send had arrived, and what was changed since is not in it. */
  | { readonly state: 'received'; readonly accepted: ComplaintAccepted; readonly isEarlier: boolean }
  | { readonly state: 'refused'; readonly problem: ProblemError }
  /** Nobody knows whether it arrived; the same key may be sent again. */
  | { readonly state: 'unanswered' };

/**
 * Sends a complaint under its key. When an earlier send arrived without an answer and the form was
 * changed since, the API refuses the other body: then the earlier one is asked for again, because
 * its case exists. Nothing is received twice.
 */
export async function sendComplaint(key: string, body: ComplaintBody, before?: ComplaintBody): Promise<Sent> {
  try {
    return { state: 'received', accepted: await post(key, body), isEarlier: false };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status >= 500) return { state: 'unanswered' };
    if (error.code !== 'IDEMPOTENCY.OTHER_BODY' || before === undefined) {
      return { state: 'refused', problem: error };
    }
  }
  try {
    return { state: 'received', accepted: await post(key, before), isEarlier: true };
  } catch {
    return { state: 'unanswered' };
  }
}

function post(key: string, body: ComplaintBody): Promise<ComplaintAccepted> {
  return dataOf(api.POST('/v1/complaints', { params: { header: { 'Idempotency-Key': key } }, body }));
}
