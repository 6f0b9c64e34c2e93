import { Entity } from 'typeorm';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { Instant, IntegerList, Json, KeyText, Text } from './columns.js';

/** An institution or agency that exchanges signed messages with the centre, or the centre itself. */
@Entity('party')
export class PartyRow {
  @KeyText() slug!: string;
  @Text() kind!: 'institution' | 'agency' | 'centre';
  @Text({ nullable: true }) institutionKind!: 'bank' | 'wallet' | 'digital_asset' | null;
  @Text({ nullable: true }) bankCode!: string | null;
  @Text() nameTh!: string;
  @Text() nameEn!: string;
  @Text() baseUrl!: string;
  /** Lengths that an account number of the institution may have. */
  @IntegerList() accountDigits!: number[];
}

/** An Ed25519 public key (RFC 8037). An alias, so that it also passes for Node's `JsonWebKey`. */
export type PublicJwk = { kty: string; crv: string; x: string; kid?: string; use?: string };

/** A public key of a party and the time in which its signatures count. */
@Entity('party_key')
export class PartyKeyRow {
  @KeyText() keyId!: string;
  @Text() party!: string;
  @Json() publicJwk!: PublicJwk;
  @Instant() notBefore!: Date;
  @Instant() notAfter!: Date;
  @Instant({ nullable: true }) revokedAt!: Date | null;
}

/** A row of a rulebook as stored: the dates of `body` are ISO text there. */
export type StoredRuleRow = Omit<RuleRow, 'effectiveFrom' | 'effectiveTo'> & {
  effectiveFrom: string;
  effectiveTo: string | null;
};

/** A row of law or policy. Append-only. */
@Entity('rule_row')
export class RuleRowRow {
  @KeyText() rowId!: string;
  @Text() rulebook!: string;
  @Text() ruleId!: string;
  @Instant() effectiveFrom!: Date;
  @Instant({ nullable: true }) effectiveTo!: Date | null;
  @Json() body!: StoredRuleRow;
}
