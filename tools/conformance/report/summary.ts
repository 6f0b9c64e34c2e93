import type { Sentence } from '../guide.js';
import type { Outcome } from '../run.js';

/** The version of the protocol that the kit checks. */
const PROTOCOL = 'v1';

/** A run, for every form of its report. */
export interface Report {
  readonly institution: string;
  readonly protocol: string;
  readonly at: string;
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
  readonly checks: readonly ReportedCheck[];
}

interface ReportedCheck {
  readonly id: string;
  readonly chapter: string;
  readonly expects: string;
  /** The sentence of the guide, with its file and anchor. */
  readonly sentence: string;
  readonly at: string;
  readonly verdict: Outcome['verdict'];
  readonly seen: string;
  readonly messages: readonly { readonly sent: string; readonly came: string }[];
}

/** Writes what became of a run, with the sentences of the guide. */
export function summarise(
  institution: string,
  outcomes: readonly Outcome[],
  guide: ReadonlyMap<string, Sentence>,
  now: Date,
): Report {
  const count = (verdict: Outcome['verdict']) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  return {
    institution,
    protocol: PROTOCOL,
    at: now.toISOString(),
    passed: count('passed'),
    failed: count('failed'),
    notRun: count('not_run'),
    checks: outcomes.map(({ chapter, check, verdict, seen, exchanges }) => {
      const sentence = guide.get(check.says);
      return {
        id: check.id,
        chapter,
        expects: check.expects,
        sentence: sentence?.text ?? '',
        at: `docs/protocol/${sentence?.file ?? ''}#${check.says}`,
        verdict,
        seen,
        messages: exchanges.map(({ method, path, sent, status, raw }) => ({
          sent: `${method} ${path}${sent === '' ? '' : `\n${sent}`}`,
          came: `${status ?? 'no answer'}\n${raw.toString().slice(0, 2_000)}`,
        })),
      };
    }),
  };
}
