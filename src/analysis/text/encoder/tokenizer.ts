import { normalise } from './normalise.js';

/** A piece of the vocabulary; its id is the one of the published model. */
export interface Piece {
  readonly text: string;
  readonly score: number;
  readonly id: number;
}

const UNKNOWN = 0;
const BEGIN = 1;
const END = 2;
/** An unknown sign costs so much more than the rarest piece (SentencePiece, unigram). */
const UNKNOWN_PENALTY = 10;

/** Splits texts into pieces of a vocabulary by the most likely path (unigram model, Viterbi). */
export class UnigramTokenizer {
  private readonly byText = new Map<string, Piece>();
  private readonly longest: number;
  private readonly unknownScore: number;

  constructor(pieces: readonly Piece[]) {
    let longest = 1;
    let lowest = 0;
    for (const piece of pieces) {
      this.byText.set(piece.text, piece);
      longest = Math.max(longest, [...piece.text].length);
      lowest = Math.min(lowest, piece.score);
    }
    this.longest = longest;
    this.unknownScore = lowest - UNKNOWN_PENALTY;
  }

  /** Returns the ids of a text, between the ids of its begin and its end. */
  encode(text: string): number[] {
    return [BEGIN, ...this.pieceIds([...normalise(text)]), END];
  }

  private pieceIds(signs: readonly string[]): number[] {
    const length = signs.length;
    if (length === 0) return [UNKNOWN];
    const best = new Float64Array(length + 1).fill(-Infinity);
    const startOf = new Int32Array(length + 1);
    const idOf = new Int32Array(length + 1);
    best[0] = 0;
    const offer = (start: number, end: number, score: number, id: number): void => {
      if (score <= (best[end] ?? 0)) return;
      best[end] = score;
      startOf[end] = start;
      idOf[end] = id;
    };
    for (let start = 0; start < length; start += 1) {
      const before = best[start] ?? 0;
      let text = '';
      let hasSingle = false;
      for (let end = start + 1; end <= Math.min(start + this.longest, length); end += 1) {
        text += signs[end - 1];
        const piece = this.byText.get(text);
        if (piece === undefined) continue;
        offer(start, end, before + piece.score, piece.id);
        hasSingle ||= end === start + 1;
      }
      if (!hasSingle) offer(start, start + 1, before + this.unknownScore, UNKNOWN);
    }
    const ids: number[] = [];
    for (let end = length; end > 0; end = startOf[end] ?? 0) ids.push(idOf[end] ?? UNKNOWN);
    return ids.reverse();
  }
}
