import { ApiProblem } from '../problem/api-problem.js';
import type { ApiRequest } from './api-request.js';

/**
 * Forms in which a route may answer, by the request's `Accept`; without one the first. Throws
 * `REQUEST.ACCEPT`.
 */
export function answerForm<Form extends string>(request: ApiRequest, forms: readonly Form[]): Form {
  const wanted = request.accepts([...forms]);
  const form = forms.find((each) => each === wanted);
  if (form === undefined) throw new ApiProblem('REQUEST.ACCEPT', `the answer may be ${forms.join(', ')}`);
  return form;
}
