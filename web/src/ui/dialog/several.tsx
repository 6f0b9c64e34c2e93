import { useState } from 'react';
import { useProblemWords } from '../../problem/use-problem-words.js';

/** What became of one act of several: its receipt, or why it was refused, in words. */
export interface Outcome {
  readonly isDone: boolean;
  readonly words: string;
}

interface Several {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Acts for each name that is not done yet, one after the other; a refusal of one stops none. */
  readonly run: (names: readonly string[], act: (name: string) => Promise<string>) => Promise<boolean>;
  /** The key by which a repetition of one act is known; always the same for one name. */
  readonly keyOf: (name: string) => string;
}

/** Keeps what becomes of several acts that a person does at once. */
export function useSeveral(): Several {
  const problems = useProblemWords();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [keys] = useState(() => new Map<string, string>());
  const keyOf = (name: string) => {
    const key = keys.get(name) ?? crypto.randomUUID();
    keys.set(name, key);
    return key;
  };
  const run: Several['run'] = async (names, act) => {
    const made = new Map(outcomes);
    for (const name of names) {
      if (made.get(name)?.isDone === true) continue;
      try {
        made.set(name, { isDone: true, words: await act(name) });
      } catch (error) {
        made.set(name, { isDone: false, words: problems.of(error) });
      }
      setOutcomes(new Map(made));
    }
    return names.every((name) => made.get(name)?.isDone === true);
  };
  return { outcomes, run, keyOf };
}

/** Says beside a row what became of its act. */
export function OutcomeWords({ outcome }: { outcome: Outcome | undefined }) {
  if (outcome === undefined) return null;
  return (
    <span className={outcome.isDone ? 'label held-words' : 'label failed-words'} role="status">
      {outcome.words}
    </span>
  );
}
