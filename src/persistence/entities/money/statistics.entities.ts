import { Entity } from 'typeorm';
import type { PublicFigures } from '../../../domain/statistics/public-statistics.js';
import { Instant, Json, KeyText } from '../columns.js';

/** What the centre published of a month. Append-only: figures that are out are never counted again. */
@Entity('public_statistics')
export class PublicStatisticsRow {
  /** `YYYY-MM`, in the Common Era. */
  @KeyText() month!: string;
  @Json() figures!: PublicFigures;
  @Instant() publishedAt!: Date;
}
