import { Entity } from 'typeorm';
import type { LinkStrength } from '../../../domain/link/link-between-cases.js';
import type { LinkKind, Origin } from '../../../domain/link/subject.js';
import { Flag, Instant, KeyText, Text } from '../columns.js';

/** One subject by which a case is compared with others. */
@Entity('link_key')
export class LinkKeyRow {
  @KeyText() caseId!: string;
  @KeyText() kind!: LinkKind;
  /** `<institution>:<accountNo>` for an account, a keyed hash for everything else. */
  @KeyText() key!: string;
  /** The subject as people see it, with most of it hidden. */
  @Text() masked!: string;
  /** Of a telephone number: a PromptPay id to which money of the case went. */
  @Flag({ default: false }) receives!: boolean;
  @Text() source!: Origin['source'];
  /** Id of the complaint, addition, transfer, notice or inbox message that brought it. */
  @Text() sourceId!: string;
  @Instant() since!: Date;
  /** Null until it is compared with other cases. */
  @Instant({ nullable: true }) comparedAt!: Date | null;
  @Text({ nullable: true }) outcome!: 'compared' | 'too_common' | 'left_out' | null;
}

/** A link of two cases by one subject, the earlier case first. Append-only. */
@Entity('case_link')
export class CaseLinkRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() otherCaseId!: string;
  @Text() kind!: LinkKind;
  @Text() key!: string;
  @Text() strength!: LinkStrength;
  /** The row of P-LINK. */
  @Text() ruleRowId!: string;
  /** The case whose subject came and made the link. */
  @Text() byCaseId!: string;
  @Text() source!: Origin['source'];
  @Text() sourceId!: string;
  @Instant() since!: Date;
}
