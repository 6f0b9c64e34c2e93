import { scoreCaseTypes, type CaseTypeScore } from '../../../src/analysis/text/evaluation/score-case-types.js';
import { scoreEntities, type EntityScores } from '../../../src/analysis/text/evaluation/score-entities.js';
import { extractEntities } from '../../../src/analysis/text/extraction/extract-entities.js';
import type { NarrativeReader, NarrativeReading } from '../../../src/analysis/text/read-narrative.js';
import type { FileNarrative } from './read-narratives.js';

/** What `npm run analysis:narratives` prints of the texts that it could use. */
interface NarrativeFigures {
  readonly texts: number;
  /** What read the texts, and by which model. */
  readonly encoder: NarrativeReading['encoder'];
  readonly modelVersion: string;
  /** Why there is no encoder; null where there is one. */
  readonly withoutEncoder: string | null;
  /** Null where no text has a label. */
  readonly caseTypes: CaseTypeScore | null;
  /** Null where the file annotates no entities. */
  readonly entities: ({ texts: number } & EntityScores) | null;
}

/** Reads every narrative and compares with the file. */
export function evaluateNarratives(
  narratives: readonly FileNarrative[],
  reader: NarrativeReader,
  withoutEncoder: string | null,
): NarrativeFigures {
  const labelled = narratives.flatMap(({ type, lang, text }) =>
    type === undefined ? [] : [{ type, lang, reading: reader.read(text) }],
  );
  const annotated = narratives.flatMap(({ text, entities }) =>
    entities === undefined ? [] : [{ annotated: entities, found: extractEntities(text) }],
  );
  const { encoder, modelVersion } = labelled[0]?.reading ?? reader.read('');
  return {
    texts: narratives.length,
    encoder,
    modelVersion,
    withoutEncoder,
    caseTypes: labelled.length === 0 ? null : scoreCaseTypes(labelled),
    entities: annotated.length === 0 ? null : { texts: annotated.length, ...scoreEntities(annotated) },
  };
}
