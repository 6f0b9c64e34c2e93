import { Entity } from 'typeorm';
import type { Finding } from '../../domain/judgement/facts.js';
import { Instant, Integer, Json, KeyText, Text, TextList } from './columns.js';

/** A rule's result about a case, a transfer or an account. Append-only. */
@Entity('finding')
export class FindingRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() ruleRowId!: string;
  /** The rows of C1 to C7 that the rule asked for. */
  @TextList() choiceRowIds!: string[];
  @Text() ruleId!: string;
  @Text() subjectKind!: Finding['subjectKind'];
  @Text() subject!: string;
  @Text() outcome!: Finding['outcome'];
  @Json() reasons!: Finding['reasons'];
  @Json() missing!: Finding['missing'];
  @TextList() evidenceIds!: string[];
  @Instant() judgedAt!: Date;
  /** Counts up with every judgement of the case. */
  @Integer() judgement!: number;
}
