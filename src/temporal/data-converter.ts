import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec, type CodecKeys } from './codec.js';

/** The data converter of every client and worker: encrypting codec and encoded failures. */
export function createDataConverter(keys: CodecKeys): DataConverter {
  return { payloadCodecs: [createPayloadCodec(keys)], failureConverterPath: require.resolve('./failure-converter') };
}
