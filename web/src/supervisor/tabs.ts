import type { Call } from '../api/next-session.js';

/** The views of the page, each with the reading that must be open to a person who sees it. */
export const READ_BY = {
  approvals: 'GET /v1/pending-requests',
  directives: 'GET /v1/directives',
  breaks: 'GET /v1/breaks',
  lost: 'GET /v1/lost-orders',
  rules: 'GET /v1/rule-changes',
  parties: 'GET /v1/party-changes',
  overdue: 'GET /v1/queue',
} as const satisfies Record<string, Call>;

export type SupervisorTab = keyof typeof READ_BY;
