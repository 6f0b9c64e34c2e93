import { ApiProblem } from './api-problem.js';

/** Returns the problem of a method that a path does not have; it has those of `allow`. */
export function noSuchMethod(allow: readonly string[]): ApiProblem {
  return new ApiProblem('REQUEST.METHOD', `the route takes ${allow.join(', ')}`, { allow });
}
