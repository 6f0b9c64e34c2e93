import { Entity } from 'typeorm';
import type { NewsKind, TellingMeans, TellingOutcome } from '../../domain/telling/news.js';
import { Instant, Json, KeyText, SatangAmount, Text } from './columns.js';

/**
 * What the victim of a case is to be told (P-TELL). One change of a hold is news to every case that
 * claims its money.
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
  /** P-TELL. */
  @Text() ruleRowId!: string;
  @Instant() at!: Date;
  @Instant() dueAt!: Date;
  /** The telling that told it; null: not told yet. */
  @Text({ nullable: true }) tellingId!: string | null;
}

/** That a victim was told, or that somebody tried to. Append-only. */
@Entity('victim_telling')
export class VictimTellingRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() outcome!: TellingOutcome;
  @Text() means!: TellingMeans;
  /** Who told, or tried. */
  @Text() person!: string;
  /** When it happened, as the person says. */
  @Instant() at!: Date;
  @Instant() notedAt!: Date;
  /** What was disclosed, with the text in both languages; null: nobody was reached. */
  @Json({ nullable: true }) message!: TellingMessage | null;
  @Text({ nullable: true }) note!: string | null;
  /** P-TELL. */
  @Text() ruleRowId!: string;
}

/** What a victim was told. */
export interface TellingMessage {
  caseNo: string;
  stolenSatang: string;
  heldSatang: string;
  news: { kind: NewsKind; institution: string | null; amountSatang: string; reason: string | null; at: string }[];
  text: { th: string; en: string };
}
