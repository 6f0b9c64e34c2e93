import { SECOND_MS } from '../time.js';
import type { RuleId, RuleRow } from './row.js';

/**
 * The times of the demonstration rulebook: about a minute at most, so that people can watch them
 * end.
 */
export const DEMO_TIMES: Readonly<
  Partial<Record<RuleId, { deadlineMs?: number; parameters?: RuleRow['parameters'] }>>
> = {
  'P-URG': { deadlineMs: 25 * SECOND_MS, parameters: { leastMs: 6 * SECOND_MS } },
  'P-EXP': { deadlineMs: 45 * SECOND_MS, parameters: { statementMs: 60 * SECOND_MS } },
  'OFF-7D': { deadlineMs: 60 * SECOND_MS },
  'P-CONT': { deadlineMs: 60 * SECOND_MS },
  'P-AOC7': { deadlineMs: 40 * SECOND_MS },
  'P-GLASS': {
    deadlineMs: 15 * SECOND_MS,
    parameters: { remindMs: 5 * SECOND_MS, escalateMs: 10 * SECOND_MS },
  },
  'P-APP': {
    parameters: { remindMs: 5 * SECOND_MS, escalateMs: 10 * SECOND_MS, expireMs: 40 * SECOND_MS },
  },
  'P-BACK': { deadlineMs: 20 * SECOND_MS, parameters: { remindMs: 5 * SECOND_MS, escalateMs: 10 * SECOND_MS } },
  'P-WITHDRAW': { parameters: { lapseMs: 40 * SECOND_MS } },
  'P-CORRECT': { parameters: { lapseMs: 40 * SECOND_MS } },
  'P-PAPERS': { parameters: { lapseMs: 40 * SECOND_MS } },
  'P-ASK': { deadlineMs: 8 * SECOND_MS },
  'P-ONCE': { deadlineMs: 10 * SECOND_MS },
  'P-BREAK': { deadlineMs: 60 * SECOND_MS, parameters: { silentMs: 45 * SECOND_MS } },
  'P-TELL': { deadlineMs: 20 * SECOND_MS },
  'P-UNCUT': { deadlineMs: 60 * SECOND_MS },
  'P-REL': { deadlineMs: 30 * SECOND_MS },
  'P-POL': { deadlineMs: 60 * SECOND_MS },
  'P-MDES': { deadlineMs: 45 * SECOND_MS },
  'VIC-7B': { deadlineMs: 45 * SECOND_MS },
  'BANK-6A': { deadlineMs: 70 * SECOND_MS },
  'OFF-6C': { deadlineMs: 70 * SECOND_MS },
};
