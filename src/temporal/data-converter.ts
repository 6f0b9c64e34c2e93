import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec, type CodecKeys } from './codec.js';

/** Makes the data converter of every client and worker: it encrypts payloads and failures. */
export function createDataConverter(keys: CodecKeys): DataConverter {
  return { payloadCodecs: [createPayloadCodec(keys)], failureConverterPath: require.resolve('./failure-converter') };
}
