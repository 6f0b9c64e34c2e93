import { Entity } from 'typeorm';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type { RulebookName } from '../../../domain/rulebook/build.js';
import type { RuleChangeState } from '../../../domain/rulebook/change/decide-change.js';
import type { RuleId, RuleRow } from '../../../domain/rulebook/row.js';
import { Instant, Json, KeyText, Text } from '../columns.js';

/** A change of policy: one person proposes it, another decides it, once. */
@Entity('rule_change')
export class RuleChangeRow {
  @KeyText() id!: string;
  @Text() rulebook!: RulebookName;
  @Text() ruleId!: RuleId;
  /** The row that the new one is to replace, as the proposer saw it. */
  @Text() baseRowId!: string;
  @Json() parameters!: RuleRow['parameters'];
  /** Null: as soon as possible. */
  @Instant({ nullable: true }) effectiveFrom!: Date | null;
  @Text() reason!: string;
  @Text() state!: RuleChangeState;
  @Text() proposedBy!: string;
  @Text() proposedRole!: Role;
  @Instant() proposedAt!: Date;
  @Text({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true }) decidedRole!: Role | null;
  @Text({ nullable: true }) decisionReason!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  /** The row that the approval wrote. */
  @Text({ nullable: true }) rowId!: string | null;
}

/** A row of law or policy. Append-only. */
@Entity('rule_row')
export class RuleRowRow {
  /** `<rulebook>/<ruleId>/<effectiveFrom>`. */
  @KeyText() rowId!: string;
  @Text() rulebook!: string;
  @Text() ruleId!: string;
  @Instant() effectiveFrom!: Date;
  @Instant({ nullable: true }) effectiveTo!: Date | null;
  @Json() body!: StoredRuleRow;
}

/** A row of a rulebook as stored in `body`: its dates are ISO text. */
export type StoredRuleRow = Omit<RuleRow, 'effectiveFrom' | 'effectiveTo'> & {
  effectiveFrom: string;
  effectiveTo: string | null;
};
