import { ApiProblem } from '../problem/api-problem.js';
import type { ApiRequest } from './api-request.js';

/**
 * Returns the form of the answer that the request's `Accept` asks for, or the first form without
 * one. Throws `REQUEST.ACCEPT`.
 */
export function answerForm<Form extends string>(request: ApiRequest, forms: readonly Form[]): Form {
  const wanted = request.accepts([...forms]);
  const form = forms.find((offered) => offered === wanted);
  if (form === undefined) throw new ApiProblem('REQUEST.ACCEPT', `the answer may be ${forms.join(', ')}`);
  return form;
}
