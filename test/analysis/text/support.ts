import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AnnotatedEntity } from '../../../src/analysis/text/evaluation/score-entities.js';

/** A narrative of our own, with what it names; `label` where it is one of the held-out ones. */
interface OwnNarrative {
  readonly label?: string;
  readonly lang: 'th' | 'en';
  readonly text: string;
  readonly entities: readonly AnnotatedEntity[];
}

/** Reads a file of JSON lines beside this one. */
export function ownNarratives(file: `${'held-out' | 'entities'}${'' | '-2'}.jsonl`): OwnNarrative[] {
  return readFileSync(path.join(__dirname, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ entities: [], ...(JSON.parse(line) as Partial<OwnNarrative>) }) as OwnNarrative);
}
