import { Entity } from 'typeorm';
import type {
  AccountFound,
  AdviceBand,
  AdviceKind,
  AdviceReason,
  AdviceVerdict,
} from '../../../domain/advice/advice.js';
import type { RingOpinion, RingOutcome } from '../../../domain/advice/ring-opinion.js';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import { Flag, Instant, Integer, Json, KeyText, Text, TextList } from '../columns.js';

/** What the analysis advised on a case. Append-only; nothing that decides reads it. */
@Entity('advice')
export class AdviceRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() kind!: AdviceKind;
  /** An account (`accountKey`), or the id of the case. */
  @Text() subject!: string;
  /** Millionths, 0 to 1,000,000. */
  @Integer() scorePpm!: number;
  @Text() band!: AdviceBand;
  @Json() reasons!: readonly AdviceReason[];
  @Json({ nullable: true }) counterfactual!: { th: string; en: string } | null;
  @Json() detail!: Readonly<Record<string, unknown>>;
  @Text() modelVersion!: string;
  /** SHA-256, hexadecimal. */
  @Text() featureHash!: string;
  @Flag() shadow!: boolean;
  @Flag() reviewSlot!: boolean;
  /** The row of P-ADVICE. */
  @Text() ruleRowId!: string;
  @Instant() asOf!: Date;
  @Instant() madeAt!: Date;
  @Instant() validUntil!: Date;
}

/** What an officer said of an advice, and what was shown then. Append-only. */
@Entity('advice_verdict')
export class AdviceVerdictRow {
  @KeyText() id!: string;
  @Text() adviceId!: string;
  @Text() caseId!: string;
  @Text() person!: string;
  @Text() role!: Role;
  @Text() verdict!: AdviceVerdict;
  /** Of an account whose advice was unsure; null for any other advice. */
  @Text({ nullable: true }) found!: AccountFound | null;
  @Text({ nullable: true }) why!: string | null;
  @Json() shown!: object;
  @Instant() givenAt!: Date;
}

/** What an officer said of a ring that the analysis suggested. Append-only; it decides nothing. */
@Entity('ring_ruling')
export class RingRulingRow {
  @KeyText() id!: string;
  /** The first opinion on these cases; its own id when it is that. */
  @Text() ringId!: string;
  @Text() verdict!: RingOpinion | 'undo';
  /** What the ring is from then on; null: the first opinion says nothing yet. */
  @Text({ nullable: true }) outcome!: RingOutcome | 'undone' | null;
  /** The advice that named the cases. */
  @Text() adviceId!: string;
  /** The case of that advice. */
  @Text() caseId!: string;
  /** In order of id. */
  @TextList() caseIds!: string[];
  @Text() person!: string;
  @Text() role!: Role;
  @Text() why!: string;
  @Instant() ruledAt!: Date;
}
