/**
 * Removes the stack traces from a history, because they name files of the recording machine.
 * Replay does not read them.
 */
export function withoutTraces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTraces);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      if (name === 'stackTrace') return [name, ''];
      if (name === 'encodedAttributes') return [name, withoutTrace(part as EncodedPayload)];
      return [name, withoutTraces(part)];
    }),
  );
}

interface EncodedPayload {
  data: string;
}

function withoutTrace(payload: EncodedPayload): EncodedPayload {
  const attributes = JSON.parse(Buffer.from(payload.data, 'base64').toString()) as { stack_trace: string };
  const data = Buffer.from(JSON.stringify({ ...attributes, stack_trace: '' })).toString('base64');
  return { ...payload, data };
}
