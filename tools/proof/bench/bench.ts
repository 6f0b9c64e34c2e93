import { Client, Connection } from '@temporalio/client';
import { Floor } from './floor/floor.js';
import { Hotline } from './hotline.js';
import { RecordReader } from './record.js';
import { Town } from './town.js';
import type { UnderTest } from './under-test.js';

/** Everything that a slice works with. */
export interface Bench {
  readonly underTest: UnderTest;
  readonly town: Town;
  readonly hotline: Hotline;
  readonly record: RecordReader;
  readonly temporal: Client;
  readonly floor: Floor;
}

/** Connects to everything, does `work`, and disconnects. */
export async function withBench<T>(underTest: UnderTest, work: (bench: Bench) => Promise<T>): Promise<T> {
  const { system } = underTest;
  const namespace = system.env['TEMPORAL_NAMESPACE'] ?? 'default';
  const connection = await Connection.connect({ address: system.temporalAddress });
  const record = new RecordReader(system.superuserDatabaseUrl ?? system.databaseUrl);
  const temporal = new Client({ connection, namespace });
  let floor: Floor | undefined;
  try {
    const hotline = await Hotline.signIn(system.apiUrl, system.signInUrl);
    floor = await Floor.start(temporal, system.temporalAddress, namespace);
    return await work({ underTest, town: new Town(system.simulatorAdminUrl), hotline, record, temporal, floor });
  } finally {
    await floor?.stop();
    await record.close();
    await connection.close();
  }
}
