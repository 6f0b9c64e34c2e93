import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm';
import { satangTransformer } from '../satang.transformer.js';

type Nullable = Pick<ColumnOptions, 'nullable'>;
type Defaulted = Pick<ColumnOptions, 'nullable' | 'default'>;

/** A `text` column of the primary key: a ULID, a slug or a part of a natural key. */
export const KeyText = (): PropertyDecorator => PrimaryColumn({ type: 'text' });

/** An `integer` column of the primary key. */
export const KeyInteger = (): PropertyDecorator => PrimaryColumn({ type: 'integer' });

/** A `text` column. */
export const Text = (options: Defaulted = {}): PropertyDecorator => Column({ type: 'text', ...options });

/** An `integer` column. */
export const Integer = (options: Pick<ColumnOptions, 'nullable' | 'default'> = {}): PropertyDecorator =>
  Column({ type: 'integer', ...options });

/** A `boolean` column. */
export const Flag = (options: Pick<ColumnOptions, 'default' | 'nullable'> = {}): PropertyDecorator =>
  Column({ type: 'boolean', ...options });

/** A `bigint` column of satang; a JS bigint in the entity. */
export const SatangAmount = (options: Defaulted = {}): PropertyDecorator =>
  Column({ type: 'bigint', transformer: satangTransformer, ...options });

/** A `timestamptz` column; a Date in the entity, in milliseconds and UTC. */
export const Instant = (options: Nullable = {}): PropertyDecorator => Column({ type: 'timestamptz', ...options });

/** A `jsonb` column. */
export const Json = (options: Nullable = {}): PropertyDecorator => Column({ type: 'jsonb', ...options });

/** A `text[]` column. */
export const TextList = (options: Nullable = {}): PropertyDecorator =>
  Column({ type: 'text', array: true, ...options });

/** An `integer[]` column. */
export const IntegerList = (): PropertyDecorator => Column({ type: 'integer', array: true });

/** A `bytea` column; a Buffer in the entity. */
export const Bytes = (): PropertyDecorator => Column({ type: 'bytea' });
