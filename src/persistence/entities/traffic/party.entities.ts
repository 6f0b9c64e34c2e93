import { Entity } from 'typeorm';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type { PartyChangeState, PublicJwk } from '../../../domain/party-change/party-change.js';
import { Instant, IntegerList, Json, KeyText, Text } from '../columns.js';

/**
 * An institution or agency that exchanges signed messages with the centre, or the centre itself.
 */
@Entity('party')
export class PartyRow {
  @KeyText() slug!: string;
  @Text() kind!: 'institution' | 'agency' | 'centre';
  @Text({ nullable: true }) institutionKind!: 'bank' | 'wallet' | 'digital_asset' | null;
  @Text({ nullable: true }) bankCode!: string | null;
  @Text() nameTh!: string;
  @Text() nameEn!: string;
  @Text() baseUrl!: string;
  /** Lengths that the institution's account numbers may have; empty: not known. */
  @IntegerList() accountDigits!: number[];
  /** The change by which two persons set `baseUrl`; null: the directory file did. */
  @Text({ nullable: true }) addressChange!: string | null;
  /** `spreadsheet`: it has no address, and a person of it downloads, fills and uploads workbooks. */
  @Text({ default: 'api' }) exchangesBy!: 'api' | 'spreadsheet';
}

/** A public key of a party, and the time in which its signatures are valid. */
@Entity('party_key')
export class PartyKeyRow {
  @KeyText() keyId!: string;
  @Text() party!: string;
  @Json() publicJwk!: PublicJwk;
  @Instant() notBefore!: Date;
  @Instant() notAfter!: Date;
  @Instant({ nullable: true }) revokedAt!: Date | null;
  /** The change by which two persons added it; null: the directory file did. */
  @Text({ nullable: true }) addedByChange!: string | null;
  /** The change by which two persons revoked it. */
  @Text({ nullable: true }) revokedByChange!: string | null;
}

/** A change of a party's keys or address: one person asks for it, another decides it, once. */
@Entity('party_change')
export class PartyChangeRow {
  @KeyText() id!: string;
  @Text() party!: string;
  @Text() kind!: 'add_key' | 'revoke_key' | 'change_address';
  @Text({ nullable: true }) keyId!: string | null;
  @Json({ nullable: true }) publicJwk!: PublicJwk | null;
  @Instant({ nullable: true }) notBefore!: Date | null;
  @Instant({ nullable: true }) notAfter!: Date | null;
  /** Why the party may be left without a key that counts. */
  @Text({ nullable: true }) lastKeyReason!: string | null;
  @Text({ nullable: true }) baseUrl!: string | null;
  @Text() reason!: string;
  @Text() state!: PartyChangeState;
  @Text() requestedBy!: string;
  @Text() requestedRole!: Role;
  @Instant() requestedAt!: Date;
  @Text({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true }) decidedRole!: Role | null;
  @Text({ nullable: true }) decisionReason!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
}
