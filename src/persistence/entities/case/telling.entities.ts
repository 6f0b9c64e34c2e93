import { Entity } from 'typeorm';
import type { NewsKind, TellingMeans, TellingOutcome } from '../../../domain/telling/news.js';
import { Instant, Json, KeyText, SatangAmount, Text } from '../columns.js';

/**
 * News for the victim of a case (P-TELL). One change of a hold is news in every case that claims
 * its money.
 */
@Entity('victim_news')
export class VictimNewsRow {
  @KeyText() id!: string;
  @KeyText() caseId!: string;
  @Text() kind!: NewsKind;
  @Text({ nullable: true }) holdId!: string | null;
  @Text({ nullable: true }) institution!: string | null;
  @SatangAmount() amountSatang!: bigint;
  /** Why a hold ended, as a stable code. */
  @Text({ nullable: true }) reason!: string | null;
  /** The row of P-TELL. */
  @Text() ruleRowId!: string;
  @Instant() at!: Date;
  @Instant() dueAt!: Date;
  /** The telling with this news; null until the victim is told. */
  @Text({ nullable: true }) tellingId!: string | null;
}

/** One telling, or one attempt that did not reach the victim. Append-only. */
@Entity('victim_telling')
export class VictimTellingRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() outcome!: TellingOutcome;
  @Text() means!: TellingMeans;
  /** The person who told, or tried. */
  @Text() person!: string;
  /** When it happened, as the person says. */
  @Instant() at!: Date;
  @Instant() notedAt!: Date;
  /** What was disclosed, with the text in both languages; null when nobody was reached. */
  @Json({ nullable: true }) message!: TellingMessage | null;
  @Text({ nullable: true }) note!: string | null;
  /** The row of P-TELL. */
  @Text() ruleRowId!: string;
}

/** What a victim was told; a sum is null where it was not told (`hidesSums`). */
export interface TellingMessage {
  caseNo: string;
  stolenSatang: string;
  heldSatang: string | null;
  news: {
    kind: NewsKind;
    institution: string | null;
    amountSatang: string | null;
    reason: string | null;
    at: string;
  }[];
  text: { th: string; en: string };
}
