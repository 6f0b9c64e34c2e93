import { Entity } from 'typeorm';
import { Instant, IntegerList, Json, KeyText, Text } from './columns.js';

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
}

/** An Ed25519 public key (RFC 8037). A type alias, so that it is also a Node `JsonWebKey`. */
export type PublicJwk = { kty: string; crv: string; x: string; kid?: string; use?: string };

/** A public key of a party, and the time in which its signatures are valid. */
@Entity('party_key')
export class PartyKeyRow {
  @KeyText() keyId!: string;
  @Text() party!: string;
  @Json() publicJwk!: PublicJwk;
  @Instant() notBefore!: Date;
  @Instant() notAfter!: Date;
  @Instant({ nullable: true }) revokedAt!: Date | null;
}
