import type { EvidenceView } from '../../api/schema.js';
import { accountName } from '../trail/account-state.js';

type Question = EvidenceView['requests'][number];

/** What one agency says of one account. */
export type Cell =
  | { readonly kind: 'not_asked' }
  | { readonly kind: 'waiting' | 'late'; readonly question: Question }
  | { readonly kind: 'declined' | 'unanswered'; readonly question: Question }
  | { readonly kind: 'nothing'; readonly question: Question; readonly version: number }
  | {
      readonly kind: 'found';
      readonly question: Question;
      readonly version: number;
      readonly words: readonly string[];
    };

/** The agencies that know accounts, in the order of the columns. */
export const ACCOUNT_AGENCIES = ['amlo', 'ccib', 'dsi', 'bot'] as const;

/** Where the hits of each agency stand in its answer, and the word of a hit. */
const HITS = {
  amlo: { list: 'hr03', word: 'list' },
  ccib: { list: 'policeComplaints', word: 'status' },
  dsi: { list: 'specialCases', word: undefined },
  bot: { list: 'colours', word: 'colour' },
} as const;

/** Returns what an agency says of an account: the newest answer of the last question about it. */
export function cellOf(
  evidence: EvidenceView,
  account: { institution: string; accountMasked: string },
  agency: (typeof ACCOUNT_AGENCIES)[number],
  nowMs: number,
): Cell {
  const name = accountName(account);
  const question = evidence.requests.findLast(
    (each) => each.agency === agency && each.accounts.some((asked) => accountName(asked) === name),
  );
  if (question === undefined) return { kind: 'not_asked' };
  const answer = question.answers.at(-1);
  if (answer === undefined) {
    if (question.state === 'declined') return { kind: 'declined', question };
    if (question.state !== 'asked') return { kind: 'unanswered', question };
    return { kind: Date.parse(question.deadlineAt) <= nowMs ? 'late' : 'waiting', question };
  }
  const { list, word } = HITS[agency];
  const hits = (answer.content[list] ?? []) as readonly Record<string, unknown>[];
  const words = hits
    .filter((hit) => hit['account'] === name)
    .map((hit) => (word === undefined ? 'special_case' : String(hit[word])))
    .filter((each) => each !== 'none');
  if (words.length === 0) return { kind: 'nothing', question, version: answer.version };
  return { kind: 'found', question, version: answer.version, words };
}
