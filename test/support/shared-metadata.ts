import type { DataSource, EntityMetadata } from 'typeorm';
import { ConnectionMetadataBuilder } from 'typeorm/connection/ConnectionMetadataBuilder.js';

/** Marks what this module has changed: the class outlives the file, and this module does not. */
const SHARED = Symbol.for('rangap.test.shared-metadata');

type Build = ConnectionMetadataBuilder['buildEntityMetadatas'];

/**
 * Lets all data sources of a worker share what TypeORM works out from the entities, an eighth of
 * the time of the postgres suite. TypeORM asks the metadata for its first data source's driver
 * only, and all drivers here are equal: no entity has a relation that would load by it.
 */
export function shareMetadata(): void {
  const shared = ConnectionMetadataBuilder.prototype as { buildEntityMetadatas: Build; [SHARED]?: true };
  if (shared[SHARED]) return;
  shared[SHARED] = true;
  const build = shared.buildEntityMetadatas;
  const known = new WeakMap<object, Promise<EntityMetadata[]>>();
  shared.buildEntityMetadatas = function buildOnce(this: { readonly dataSource: DataSource }, entities) {
    const list = this.dataSource.options.entities ?? entities;
    const metadata = known.get(list) ?? build.call(this as unknown as ConnectionMetadataBuilder, entities);
    known.set(list, metadata);
    return metadata;
  };
}
