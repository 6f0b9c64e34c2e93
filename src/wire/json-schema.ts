import { z } from 'zod';

/** A schema for a document of OpenAPI 3.1, with the named schemas that it refers to. */
export interface DocumentSchema {
  readonly schema: object;
  readonly components: Readonly<Record<string, object>>;
}

/**
 * Id of a schema of values of several types. It is published without them, as any value: a client
 * that is generated in a language without unions, such as Java, would not compile. The schema here
 * still refuses other values.
 */
export const PUBLISHED_WITHOUT_UNION = 'PolicyValue';

/**
 * Converts a schema to JSON Schema of the draft that OpenAPI 3.1 uses. Named schemas are referred
 * to as `#/components/schemas/...`, so the document must carry `components` there: a reference to
 * `$defs` would start at the root of the document, where there are none.
 */
export function documentSchema(schema: z.ZodType, io: 'input' | 'output'): DocumentSchema {
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    override: ({ jsonSchema }) => {
      if (jsonSchema.id === PUBLISHED_WITHOUT_UNION) delete jsonSchema.anyOf;
    },
  });
  const write = (part: object) => inComponents(part, $defs) as object;
  return {
    schema: write(root),
    components: Object.fromEntries(Object.entries($defs).map(([name, part]) => [name, write(withoutId(part))])),
  };
}

/**
 * Removes `id`: names stand in `components`, and an `$id`-like keyword would change how references
 * resolve.
 */
function withoutId(part: object): object {
  return Object.fromEntries(Object.entries(part).filter(([key]) => key !== 'id'));
}

type Parts = Readonly<Record<string, object>>;

function inComponents(value: unknown, parts: Parts): unknown {
  if (Array.isArray(value)) return value.map((child) => inComponents(child, parts));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, ...rest } = value as { $ref?: unknown };
  const fields = Object.entries(rest).map(([key, child]): [string, unknown] => [key, inComponents(child, parts)]);
  if (typeof $ref !== 'string') return Object.fromEntries(fields);
  const name = $ref.replace(/^#\/\$defs\//, '');
  const target = Object.entries(parts[name] ?? {}).map(([key, child]) => `${key}=${JSON.stringify(child)}`);
  // zod repeats beside a reference what the named schema says itself.
  const own = fields.filter(([key, child]) => !target.includes(`${key}=${JSON.stringify(child)}`));
  return { $ref: `#/components/schemas/${name}`, ...Object.fromEntries(own) };
}
