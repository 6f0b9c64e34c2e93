import { Entity } from 'typeorm';
import type { Finding } from '../../../domain/judgement/facts.js';
import { Instant, Integer, Json, KeyInteger, KeyText, Text, TextList } from '../columns.js';

/**
 * A judgement of a case, which stands on the one before: it has the findings of the judgements up to
 * its own without those that one of them ended. Append-only.
 */
@Entity('judgement')
export class JudgementRow {
  @KeyText() caseId!: string;
  /** Counts up with every judgement of the case. */
  @KeyInteger() number!: number;
  @Instant() judgedAt!: Date;
  /** How many findings it has, written anew or carried over. */
  @Integer() findings!: number;
  /** Findings of the judgement before that it did not make again. */
  @TextList() endedFindingIds!: string[];
}

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
  /** The first judgement that made it; it stands until one ends it. */
  @Integer() judgement!: number;
}
