/** What a message must look like: JSON of a document, without the words that explain it. */
export type Shape = null | boolean | number | string | Shape[] | { [key: string]: Shape };
type Members = Record<string, Shape>;

const WORDS = new Set(['description', 'title', 'summary', 'example', 'examples', 'operationId', 'tags']);
/** Keys whose members are named by us, so that a field may be called `title`. */
const NAMED = new Set(['properties', 'schemas', 'paths', 'webhooks', 'responses', 'headers', 'content']);
/** Limits that must not be set, nor move in the direction that is named. */
const LIMITS: Record<string, 'up' | 'down'> = {
  minLength: 'up',
  minItems: 'up',
  minimum: 'up',
  exclusiveMinimum: 'up',
  minProperties: 'up',
  maxLength: 'down',
  maxItems: 'down',
  maximum: 'down',
  exclusiveMaximum: 'down',
  maxProperties: 'down',
};
/** Values that explain themselves: whoever reads one that he does not know shows it (docs/protocol, unknown values). */
const EXPLAINED = new Set(['ReleaseOrder.reason', 'HolderNotice.kind', 'ReleaseNotice.kind']);
/** The centre sends it and an institution reads it, or the other way round. */
type Direction = 'sent' | 'read';
/** What cannot be compared: any change of it, or a new one, may refuse what was taken before. */
const OPAQUE = ['pattern', 'format', 'multipleOf', 'uniqueItems', 'contentEncoding', 'not', 'propertyNames'];

/** Returns the shape of an OpenAPI document or a part of it: without words, and lists of names in order. */
export function shapeOf(value: unknown, isNamed = false): Shape {
  if (Array.isArray(value)) return value.map((each) => shapeOf(each));
  if (typeof value !== 'object' || value === null) return value as Shape;
  const members = Object.entries(value).filter(([key]) => isNamed || !WORDS.has(key));
  return Object.fromEntries(members.map(([key, each]) => [key, shapeOf(each, !isNamed && NAMED.has(key))]));
}

/**
 * Returns what a party that was written by the document `before` may stumble over by the document `after`.
 *
 * In both directions: what is gone, what must be there now, what is narrower, and whatever is added to an object that
 * is closed. In what the centre sends, and others read, also: a field that may be left out now, and what is wider (a
 * value, a type, a longer text), unless it explains itself. In what the centre reads, to take more breaks nothing.
 */
export function breakingChanges(before: Shape, after: Shape): string[] {
  const walk = new Walk(membersOf(before), membersOf(after));
  walk.routes('paths', { request: 'sent', answer: 'read' });
  walk.routes('webhooks', { request: 'read', answer: 'sent' });
  return [...new Set(walk.changes)];
}

/** Returns the names of what a document says `deprecated: true` of, such as `HoldOrder.caseNo`. */
export function deprecatedIn(shape: Shape, names: readonly string[] = [], isNamed = false): string[] {
  if (Array.isArray(shape)) return shape.flatMap((each) => deprecatedIn(each, names));
  if (!isObject(shape)) return [];
  const own = !isNamed && shape['deprecated'] === true ? [names.join('.')] : [];
  const below = Object.entries(shape).flatMap(([key, each]) =>
    isNamed ? deprecatedIn(each, [...names, key]) : deprecatedIn(each, names, NAMED.has(key)),
  );
  return [...own, ...below];
}

class Walk {
  readonly changes: string[] = [];
  private readonly seen = new Set<string>();
  private direction: Direction = 'sent';

  constructor(
    private readonly before: Members,
    private readonly after: Members,
  ) {}

  routes(kind: 'paths' | 'webhooks', directions: { request: Direction; answer: Direction }): void {
    const after = membersOf(this.after[kind]);
    for (const [route, methods] of Object.entries(membersOf(this.before[kind]))) {
      for (const [method, operation] of Object.entries(membersOf(methods))) {
        const now = membersOf(after[route])[method];
        const at = `${method.toUpperCase()} ${route}`;
        if (now === undefined) this.changes.push(`${at} is gone`);
        else this.operation(membersOf(operation), membersOf(now), at, directions);
      }
    }
  }

  private operation(
    before: Members,
    after: Members,
    at: string,
    { request, answer }: { request: Direction; answer: Direction },
  ): void {
    this.direction = request;
    this.parameters(parametersOf(before), parametersOf(after), at);
    this.bodies(membersOf(before['requestBody']), membersOf(after['requestBody']), `${at} body`);
    this.direction = answer;
    const [old, now] = [membersOf(before['responses']), membersOf(after['responses'])];
    this.names(Object.keys(old), Object.keys(now), at);
    for (const [status, response] of Object.entries(old)) {
      if (now[status] === undefined) continue;
      const [was, is] = [membersOf(response), membersOf(now[status])];
      this.parameters(headersOf(was), headersOf(is), `${at} ${status}`);
      this.bodies(was, is, `${at} ${status}`);
    }
  }

  /** Compares names of answers or of types of content: none may go, and the centre sends no new one. */
  private names(before: string[], after: string[], at: string): void {
    for (const name of before.filter((each) => !after.includes(each))) this.changes.push(`${at} ${name} is gone`);
    if (this.direction === 'read') return;
    for (const name of after.filter((each) => !before.includes(each))) this.changes.push(`${at} ${name} is new`);
  }

  private parameters(before: Map<string, Members>, after: Map<string, Members>, at: string): void {
    for (const [name, parameter] of before) {
      const next = after.get(name);
      if (next === undefined) this.changes.push(`${at} ${name} is gone`);
      else this.schema(parameter['schema'] ?? {}, next['schema'] ?? {}, `${at} ${name}`);
    }
    this.required(requiredOf(before), requiredOf(after), (name) => `${at} ${name}`);
  }

  private required(before: string[], after: string[], place: (name: string) => string): void {
    for (const name of after.filter((each) => !before.includes(each)))
      this.changes.push(`${place(name)} must be there`);
    if (this.direction === 'read') return;
    for (const name of before.filter((each) => !after.includes(each)))
      this.changes.push(`${place(name)} may be left out`);
  }

  private bodies(before: Members, after: Members, at: string): void {
    if (after['required'] === true && before['required'] !== true) this.changes.push(`${at} must be there`);
    const [old, now] = [membersOf(before['content']), membersOf(after['content'])];
    this.names(Object.keys(old), Object.keys(now), at);
    for (const [type, content] of Object.entries(old)) {
      if (now[type] === undefined) continue;
      this.schema(membersOf(content)['schema'] ?? {}, membersOf(now[type])['schema'] ?? {}, at);
    }
  }

  private schema(before: Shape, after: Shape, at: string): void {
    const name = refOf(before);
    const place = name ?? at;
    const pair = JSON.stringify([this.direction, before, after]);
    if (name !== undefined && this.seen.has(pair)) return;
    if (name !== undefined) this.seen.add(pair);
    const old = solved(this.before, before);
    const now = solved(this.after, after);
    this.fields(old, now, place);
    this.values(old, now, place);
    this.limits(old, now, place);
    this.alternatives(old, now, place);
    this.others(old, now, place);
  }

  /** Compares the items of a list, and the fields that have no name. */
  private others(before: Members, after: Members, at: string): void {
    for (const key of ['items', 'additionalProperties']) {
      const [old, now] = [before[key], after[key]];
      if (isObject(old) && isObject(now)) this.schema(old, now, `${at}.${key}`);
      else if (JSON.stringify(old) !== JSON.stringify(now) && (isObject(now) || now === false))
        this.changes.push(`${at} takes no other ${key}`);
      else if (JSON.stringify(old) !== JSON.stringify(now) && this.direction === 'sent')
        this.changes.push(`${at} has any ${key}`);
    }
  }

  private fields(before: Members, after: Members, at: string): void {
    const [old, now] = [membersOf(before['properties']), membersOf(after['properties'])];
    for (const [field, schema] of Object.entries(old)) {
      if (now[field] === undefined) this.changes.push(`${at}.${field} is gone`);
      else this.schema(schema, now[field], `${at}.${field}`);
    }
    if (before['additionalProperties'] === false) {
      for (const field of Object.keys(now).filter((each) => old[each] === undefined))
        this.changes.push(`${at}.${field} is added where nothing is ever added`);
    }
    this.required(namesOf(before['required']), namesOf(after['required']), (field) => `${at}.${field}`);
  }

  private values(before: Members, after: Members, at: string): void {
    const isOpen = this.direction === 'read' || EXPLAINED.has(at);
    const pairs = [
      ['value', valuesOf(before), valuesOf(after)],
      ['type', typesOf(before), typesOf(after)],
    ] as const;
    for (const [what, old, now] of pairs) {
      for (const gone of missing(old, now, what)) this.changes.push(`${at} takes no ${gone}`);
      if (!isOpen) for (const added of missing(now, old, what)) this.changes.push(`${at} may be ${added}`);
    }
  }

  private limits(before: Members, after: Members, at: string): void {
    for (const [limit, direction] of Object.entries(LIMITS)) {
      const none = direction === 'up' ? -Infinity : Infinity;
      const [old, now] = [numberOf(before[limit], none), numberOf(after[limit], none)];
      const isNarrower = direction === 'up' ? now > old : now < old;
      if (isNarrower) this.changes.push(`${at} has a narrower ${limit}`);
      else if (now !== old && this.direction === 'sent') this.changes.push(`${at} has a wider ${limit}`);
    }
    for (const key of OPAQUE) {
      const isAsked = after[key] !== undefined || this.direction === 'sent';
      if (isAsked && JSON.stringify(after[key]) !== JSON.stringify(before[key]))
        this.changes.push(`${at} has another ${key}`);
    }
  }

  private alternatives(before: Members, after: Members, at: string): void {
    for (const key of ['oneOf', 'anyOf', 'allOf']) {
      const [old, now] = [before[key], after[key]];
      if (!Array.isArray(old) && !Array.isArray(now)) continue;
      if (!Array.isArray(now)) this.changes.push(`${at} has no ${key}`);
      else if (!Array.isArray(old)) this.changes.push(`${at} has a new ${key}`);
      else this.eachAlternative(old, now, `${at} ${key}`, key === 'allOf' || this.direction === 'sent');
    }
  }

  /** Compares each alternative with the one of its name; those without names with the one that changes least. */
  private eachAlternative(before: Shape[], after: Shape[], at: string, isClosed: boolean): void {
    const nameOf = (document: Members) => (each: Shape) => kindOf(document, each) ?? refOf(each);
    const names = after.map(nameOf(this.after));
    for (const each of before) {
      const name = nameOf(this.before)(each);
      const found = after.filter((_, index) => names[index] === name);
      if (found.length === 0) this.changes.push(`${at} lost ${name ?? 'an alternative'}`);
      else this.nearest(each, found, name === undefined ? at : `${at} ${name}`);
    }
    if (isClosed && after.length > before.length) this.changes.push(`${at} has a new alternative`);
  }

  private nearest(before: Shape, candidates: Shape[], at: string): void {
    const found = candidates.map((after) => {
      const trial = new Walk(this.before, this.after);
      trial.direction = this.direction;
      for (const pair of this.seen) trial.seen.add(pair);
      trial.schema(before, after, at);
      return trial;
    });
    found.sort((a, b) => a.changes.length - b.changes.length);
    this.changes.push(...(found[0]?.changes ?? []));
    for (const pair of found[0]?.seen ?? []) this.seen.add(pair);
  }
}

/** Returns the schema that a reference names, or what is no reference. */
function solved(document: Members, shape: Shape): Members {
  const { $ref: ref, ...beside } = membersOf(shape);
  if (typeof ref !== 'string') return membersOf(shape);
  const keys = ref.slice(2).split('/');
  const found = keys.reduce<Shape | undefined>((each, key) => membersOf(each)[key], document);
  return { ...solved(document, found ?? {}), ...beside };
}

function refOf(shape: Shape): string | undefined {
  const ref = membersOf(shape)['$ref'];
  return typeof ref === 'string' ? ref.split('/').at(-1) : undefined;
}

/** Returns the constant that the `type` of a message has, which tells it from the others. */
function kindOf(document: Members, shape: Shape): string | undefined {
  const kind = membersOf(membersOf(solved(document, shape)['properties'])['type'])['const'];
  return typeof kind === 'string' ? kind : undefined;
}

function parametersOf(operation: Members): Map<string, Members> {
  const list = Array.isArray(operation['parameters']) ? operation['parameters'].map(membersOf) : [];
  return new Map(list.map((each) => [`${textOf(each['in'])} ${textOf(each['name'])}`, each] as const));
}

function headersOf(response: Members): Map<string, Members> {
  const headers = Object.entries(membersOf(response['headers']));
  return new Map(headers.map(([name, header]) => [`header ${name}`, membersOf(header)] as const));
}

function requiredOf(parameters: Map<string, Members>): string[] {
  return [...parameters].filter(([, each]) => each['required'] === true).map(([name]) => name);
}

/** Returns what of `names` is not among `others`; where only `others` are listed, everything else. */
function missing(names: string[] | undefined, others: string[] | undefined, what: string): string[] {
  if (others === undefined) return [];
  return names?.filter((name) => !others.includes(name)) ?? [`any other ${what}`];
}

function valuesOf(schema: Members): string[] | undefined {
  if (schema['const'] !== undefined) return [JSON.stringify(schema['const'])];
  return Array.isArray(schema['enum']) ? schema['enum'].map((value) => JSON.stringify(value)) : undefined;
}

function typesOf(schema: Members): string[] | undefined {
  const type = schema['type'];
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? namesOf(type) : undefined;
}

const namesOf = (shape: Shape | undefined): string[] => (Array.isArray(shape) ? shape.map(textOf) : []);
const textOf = (shape: Shape | undefined): string =>
  typeof shape === 'string' ? shape : JSON.stringify(shape ?? null);
const numberOf = (shape: Shape | undefined, none: number): number => (typeof shape === 'number' ? shape : none);
const isObject = (shape: Shape | undefined): shape is Members =>
  typeof shape === 'object' && shape !== null && !Array.isArray(shape);
const membersOf = (shape: Shape | undefined): Members => (isObject(shape) ? shape : {});
