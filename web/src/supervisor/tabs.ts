import type { Person } from '../api/next-session.js';

/** The views of the page, and who may read each. */
export const READERS = {
  approvals: ['aoc_supervisor', 'auditor'],
  directives: ['aoc_supervisor', 'auditor'],
  breaks: ['aoc_supervisor', 'auditor'],
  rules: ['aoc_supervisor', 'administrator', 'auditor'],
  parties: ['aoc_supervisor', 'administrator', 'auditor'],
  overdue: ['aoc_supervisor', 'auditor'],
} as const satisfies Record<string, Person['roles']>;

export type SupervisorTab = keyof typeof READERS;
