import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm';
import { satangTransformer } from '../satang.transformer.js';

type Nullable = Pick<ColumnOptions, 'nullable'>;
type Defaulted = Pick<ColumnOptions, 'nullable' | 'default'>;

/** `text` of the primary key: a ULID, a slug or a part of a natural key. */
export const KeyText = (): PropertyDecorator => PrimaryColumn({ type: 'text' });

/** `integer` of the primary key. */
export const KeyInteger = (): PropertyDecorator => PrimaryColumn({ type: 'integer' });

/** `text`. */
export const Text = (options: Nullable = {}): PropertyDecorator => Column({ type: 'text', ...options });

/** `integer`. */
export const Integer = (options: Nullable = {}): PropertyDecorator => Column({ type: 'integer', ...options });

/** `boolean`. */
export const Flag = (options: Pick<ColumnOptions, 'default'> = {}): PropertyDecorator =>
  Column({ type: 'boolean', ...options });

/** `bigint` of satang, a JS bigint in the entity. */
export const SatangAmount = (options: Defaulted = {}): PropertyDecorator =>
  Column({ type: 'bigint', transformer: satangTransformer, ...options });

/** `timestamptz`, a Date in the entity: milliseconds, UTC. */
export const Instant = (options: Nullable = {}): PropertyDecorator => Column({ type: 'timestamptz', ...options });

/** `jsonb`. */
export const Json = (options: Nullable = {}): PropertyDecorator => Column({ type: 'jsonb', ...options });

/** `text[]`. */
export const TextList = (): PropertyDecorator => Column({ type: 'text', array: true });

/** `integer[]`. */
export const IntegerList = (): PropertyDecorator => Column({ type: 'integer', array: true });

/** `bytea`, a Buffer in the entity. */
export const Bytes = (): PropertyDecorator => Column({ type: 'bytea' });
