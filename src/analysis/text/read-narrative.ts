import { NARRATIVE_TYPES, type NarrativeType } from './case-type/case-types.js';
import { CUES } from './case-type/cues.js';
import { lexiconFeatures, withoutEntities } from './case-type/features.js';
import { probabilities, scores, unpackModel, type CaseTypeModel } from './case-type/model.js';
import { CASE_TYPE_MODEL } from './case-type/case-type-1.js';
import { ENCODER_NAME } from './encoder/encoder-file.js';
import type { SentenceEncoder } from './encoder/sentence-encoder.js';
import type { Entity } from './extraction/entity.js';
import { namedForForm } from './extraction/extract-entities.js';

/** A case type that a narrative may tell of. */
interface SuggestedType {
  readonly caseType: Exclude<NarrativeType, 'none'>;
  /** From 0 to 1, among the fourteen types: of suggestions with .8, eight of ten are right. */
  readonly confidence: number;
  /** Pieces of the text by which the lexicon knows the type, the weightiest first; none: the text as a whole. */
  readonly cues: readonly string[];
}

/**
 * What a narrative seems to say. A suggestion: a person confirms it, and what a person typed stays.
 */
export interface NarrativeReading {
  /** The three likeliest types, the likeliest first. */
  readonly caseTypes: readonly SuggestedType[];
  /**
   * From 0 to 1: how likely the text tells of none of the types (a quarrel with a shop, a
   * question).
   */
  readonly outOfScope: number;
  /** The model does not know: nothing is chosen beforehand. */
  readonly officerChooses: boolean;
  readonly entities: readonly Entity[];
  /** What read the text: without the encoder the lexicon reads alone, and is more often wrong. */
  readonly encoder: typeof ENCODER_NAME | 'lexicon';
  readonly modelVersion: string;
}

const SUGGESTIONS = 3;
const CUES_SHOWN = 3;
/** Below this confidence, and above it out of scope, the officer chooses. */
const THRESHOLD = 0.5;

/** How the encoder's features are scaled, in training and here. */
const ENCODER_SCALE = 6;

/** Reads narratives by one model of case types, with the encoder or without it. */
export class NarrativeReader {
  private readonly model: CaseTypeModel;

  /** Unpacks the model; throws when it is not the one that was measured. */
  constructor(private readonly encoder?: SentenceEncoder) {
    this.model = unpackModel(CASE_TYPE_MODEL);
  }

  /**
   * Reads a narrative in Thai or English. The text is data: nothing in it is carried out. Takes
   * about 0.1 s of a core with the encoder, and 2 ms without.
   */
  read(text: string): NarrativeReading {
    const told = withoutEntities(text);
    const shares = this.sharesOf(told);
    const outOfScope = shares.at(-1) ?? 0;
    const inScope = Math.max(1 - outOfScope, Number.MIN_VALUE);
    const caseTypes = NARRATIVE_TYPES.flatMap((caseType, index) =>
      caseType === 'none' ? [] : [{ caseType, confidence: (shares[index] ?? 0) / inScope }],
    )
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, SUGGESTIONS);
    return {
      caseTypes: caseTypes.map((one) => ({ ...one, cues: cuesFor(this.model, told, one.caseType) })),
      outOfScope,
      officerChooses: (caseTypes[0]?.confidence ?? 0) < THRESHOLD || outOfScope > THRESHOLD,
      entities: namedForForm(text),
      encoder: this.encoder === undefined ? 'lexicon' : ENCODER_NAME,
      modelVersion: this.model.version,
    };
  }

  private sharesOf(text: string): number[] {
    const { lexicon, encoder, encoderShare, temperature } = this.model;
    const byLexicon = scores(lexicon, lexiconFeatures(text));
    if (this.encoder === undefined) return probabilities(byLexicon, temperature.lexicon);
    const byEncoder = scores(encoder, encoderFeatures(this.encoder, text));
    const both = byLexicon.map((score, type) => (1 - encoderShare) * score + encoderShare * (byEncoder[type] ?? 0));
    return probabilities(both, temperature.both);
  }
}

/** Returns the pieces of a text that are cues for a type more than for the types on the average. */
function cuesFor({ lexicon }: CaseTypeModel, text: string, caseType: NarrativeType): string[] {
  const weightOf = (type: number, cue: number) => lexicon.weights[type * lexicon.features + cue] ?? 0;
  const own = NARRATIVE_TYPES.indexOf(caseType);
  return CUES.flatMap((cue, place) => {
    const [piece] = cue.exec(text) ?? [];
    if (piece === undefined) return [];
    const mean = NARRATIVE_TYPES.reduce((sum, _, type) => sum + weightOf(type, place), 0) / NARRATIVE_TYPES.length;
    return [{ piece: piece.trim(), weight: weightOf(own, place) - mean }];
  })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, CUES_SHOWN)
    .map(({ piece }) => piece);
}

/** Returns the encoder's features of a text without entities. */
function encoderFeatures(encoder: SentenceEncoder, text: string): { indices: number[]; values: number[] } {
  const values = [...encoder.encode(text)].map((value) => value * ENCODER_SCALE);
  return { indices: values.map((_, index) => index), values };
}
