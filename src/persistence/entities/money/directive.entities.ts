import { Entity } from 'typeorm';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type {
  DirectiveKind,
  DirectiveState,
  ListedSubject,
  NumbersSubject,
} from '../../../domain/directive/directive.js';
import { Instant, Json, KeyText, Text, TextList } from '../columns.js';

/**
 * What an officer asked to direct NBTC or every institution to do, and what a supervisor decided.
 * It is decided once; a listing is then delisted once.
 */
@Entity('directive')
export class DirectiveRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() kind!: DirectiveKind;
  /** The only place with the person, the wallet or the numbers; null on a delisting. */
  @Json({ nullable: true }) subject!: ListedSubject | NumbersSubject | null;
  /** Of a delisting: the listing that it ends. */
  @Text({ nullable: true }) listingId!: string | null;
  /** Of a lifting: the cut-off whose numbers it gives back, all or some. */
  @Text({ nullable: true }) liftsId!: string | null;
  /** Of an approved lifting: those of its numbers that another cut-off keeps, of which NBTC is not told. */
  @TextList({ nullable: true }) kept!: string[] | null;
  /** The criterion that the officer states for a listing. */
  @Text({ nullable: true }) ground!: string | null;
  @Text() reason!: string;
  @Text() ruleRowId!: string;
  @Text() state!: DirectiveState;
  @Text() requestedBy!: string;
  @Text() requestedRole!: Role;
  @Instant() requestedAt!: Date;
  @Text({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true }) decidedRole!: Role | null;
  @Text({ nullable: true }) decisionReason!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  /** Of a listing: it stands until then. */
  @Instant({ nullable: true }) delistedAt!: Date | null;
}
