import { readFileSync } from 'node:fs';
import path from 'node:path';
import { institutionOpenApi } from '../../src/wire/institution/institution-openapi.js';
import { faultsOf, shapeRecord, type ShapeRecord } from '../../src/api/openapi/shape-record.js';
import { breakingChanges, deprecatedIn, shapeOf, type Shape } from '../../src/wire/shape.js';

const PROTOCOL = path.join(__dirname, '../../docs/protocol');
const guide = readFileSync(path.join(PROTOCOL, 'README.md'), 'utf8');
const record = JSON.parse(readFileSync(path.join(PROTOCOL, 'v1.json'), 'utf8')) as ShapeRecord;
const now = JSON.parse(JSON.stringify(shapeOf(institutionOpenApi()))) as Shape;

/** What these tests edit of a schema. */
interface Schema {
  properties: Record<string, Schema>;
  required: string[];
  enum: unknown[];
  oneOf: Schema[];
  [keyword: string]: unknown;
}
interface Operation {
  parameters: object[];
  responses: Record<string, unknown>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Returns a part of a document that is there. */
function there<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the wire has no such part');
  return part;
}

/** An edit of the wire. Parts are asked by name, so that a name that is gone is a fault of the test. */
type Edit = (schema: (name: string, field?: string) => Schema, document: Document) => unknown;

/** Returns the wire of today after an edit. */
function edited(edit: Edit): Shape {
  const document = structuredClone(now) as unknown as Document;
  const schema = (name: string, field?: string) => {
    const found = there(document.components.schemas[name]);
    return field === undefined ? found : there(found.properties[field]);
  };
  edit(schema, document);
  return JSON.parse(JSON.stringify(document)) as Shape;
}

const brokenBy = (edit: Edit): string[] => breakingChanges(now, edited(edit));

describe('the shapes of v1', () => {
  it('break nothing that is on record, and have their rows in the guide', () => {
    expect(faultsOf(record, guide, now)).toEqual([]);
  });

  it('are on record as they are: if not, write a row of the guide and run `npm run openapi`', () => {
    expect(record).toEqual(shapeRecord(guide, now));
  });
});

describe('a change that is not said', () => {
  const added = edited((s) => (s('HoldOrder').properties['extra'] = { type: 'string' } as unknown as Schema));
  const ending = edited((s) => (s('HoldReceipt', 'simOwner')['deprecated'] = true));
  const row = '| 2027-02-01 | something |';
  const withRow = guide.replace(/\n\nNothing is deprecated\./, `\n${row}\n\nNothing is deprecated.`);
  const withEnd = (announced: string, end: string, what = '`HoldReceipt.simOwner`') =>
    withRow.replace(
      'Nothing is deprecated.',
      `| announced | ends | what |\n| --- | --- | --- |\n| ${announced} | ${end} | ${what} |`,
    );

  it('needs a row in the list of changes', () => {
    expect(faultsOf(record, guide, added)).toEqual(['the shapes changed, and the list of changes has no new row']);
    expect(faultsOf(record, withRow, added)).toEqual([]);
  });

  it('keeps the rows that were there', () => {
    const without = guide.replace(/\n\| \d{4}-.*(?=\n\nNothing)/, '');
    expect(faultsOf(record, without, now)).toEqual(['the list of changes lost a row']);
  });

  it('needs an end of what is deprecated', () => {
    expect(faultsOf(record, withRow, ending)).toEqual([
      'HoldReceipt.simOwner is deprecated, and no row says when it ends',
    ]);
    expect(faultsOf(record, withEnd('2027-02-01', '2028-02-01', '`HoldReceipt.at`'), ending)).toHaveLength(1);
    expect(faultsOf(record, withEnd('2027-02-01', '2028-02-01'), ending)).toEqual([]);
  });

  it.each([
    ['2027-02-01', '2028-01-31'],
    ['2027-02-01', 'later'],
    ['', '2028-02-01'],
  ])('needs twelve months: %s to %s', (announced, end) => {
    expect(faultsOf(record, withEnd(announced, end), ending)).toEqual([
      `no twelve months: ${announced}, ${end}, \`HoldReceipt.simOwner\``,
    ]);
  });

  it('says no longer that nothing is', () => {
    const both = `${withEnd('2027-02-01', '2028-02-01')}\nNothing is deprecated.`;
    expect(faultsOf(record, both, ending)).toEqual(['"Nothing is deprecated." is not true']);
  });

  it('is found by its name', () => {
    expect(deprecatedIn(ending)).toEqual(['HoldReceipt.simOwner']);
    const field: Shape = { properties: { deprecated: { type: 'boolean' } } };
    expect(deprecatedIn(field)).toEqual([]);
  });
});

describe('a change of the wire', () => {
  const text = { type: 'string' } as unknown as Schema;
  it.each<[string, Edit, string]>([
    [
      'a field that is gone',
      (s) => delete s('HoldOrder').properties['requestedAmountSatang'],
      'HoldOrder.requestedAmountSatang is gone',
    ],
    ['an optional field that is gone', (s) => delete s('HoldReceipt').properties['simOwner'], 'simOwner is gone'],
    [
      'a field that must be there now',
      (s) => {
        s('HoldReceipt').properties['extra'] = text;
        s('HoldReceipt').required.push('extra');
      },
      'HoldReceipt.extra must be there',
    ],
    [
      'a field that was optional',
      (s) => s('HoldReceipt').required.push('simOwner'),
      'HoldReceipt.simOwner must be there',
    ],
    [
      'a field that may be left out of what is sent',
      (s) => (s('HoldOrder').required = s('HoldOrder').required.filter((name) => name !== 'expiresAt')),
      'HoldOrder.expiresAt may be left out',
    ],
    ['a value that is taken no more', (s) => s('HoldReceipt', 'result').enum.shift(), 'HoldReceipt.result takes no "'],
    [
      'a value that is sent and explains nothing',
      (s) => s('ListingNotice', 'change').enum.push('MOVED'),
      'ListingNotice.change may be "MOVED"',
    ],
    [
      'any value is sent',
      (s) => delete (s('ListingNotice', 'change') as Partial<Schema>).enum,
      'may be any other value',
    ],
    [
      'a list of values where there was none',
      (s) => (s('HoldReceipt', 'refusalReason').enum = ['A']),
      'HoldReceipt.refusalReason takes no any other value',
    ],
    ['another pattern', (s) => (s('SatangString')['pattern'] = '^[1-9]$'), 'SatangString has another pattern'],
    ['a shorter text', (s) => (s('HoldReceipt', 'refusalReason')['maxLength'] = 8), 'narrower maxLength'],
    ['a longer text that is sent', (s) => (s('AccountRef', 'institution')['maxLength'] = 64), 'wider maxLength'],
    ['another type', (s) => (s('SatangString')['type'] = 'integer'), 'SatangString '],
    ['unknown fields refused', (s) => (s('HoldReceipt')['additionalProperties'] = false), 'takes no other'],
    ['a field of an account', (s) => (s('AccountRef').properties['name'] = text), 'nothing is ever added'],
    [
      'an answer that is gone',
      (_, d) => delete there(d.paths['/hold-orders']?.['post']).responses['202'],
      '202 is gone',
    ],
    [
      'an answer of the centre that is new',
      (_, d) => (there(d.webhooks['callback']?.['post']).responses['202'] = {}),
      '202 is new',
    ],
    ['a route that is gone', (_, d) => delete d.paths['/hold-statements'], 'GET /hold-statements is gone'],
    [
      'a parameter that must be there',
      (_, d) =>
        there(d.paths['/hold-orders']?.['post']).parameters.push({ in: 'header', name: 'x-new', required: true }),
      'header x-new must be there',
    ],
    [
      'an alternative that is gone',
      (s) => s('InstitutionCallback').oneOf.shift(),
      'InstitutionCallback oneOf lost hold.receipt',
    ],
  ])('says what breaks: %s', (_, edit, said) => {
    const broken = brokenBy(edit);
    expect(broken).not.toEqual([]);
    expect(broken.filter((each) => !each.includes(said))).toEqual([]);
  });

  it.each<[string, Edit]>([
    ['nothing', () => undefined],
    ['a field that may be left out', (s) => (s('HoldOrder').properties['extra'] = text)],
    ['a value that explains itself', (s) => s('ReleaseOrder', 'reason').enum.push('NEW_REASON')],
    ['a value that is read', (s) => s('HoldReceipt', 'simOwner').enum.push('company')],
    ['less that must be there, of what is read', (s) => s('HoldReceipt').required.pop()],
    ['a message', (_, d) => (d.paths['/new'] = { post: { parameters: [], responses: {} } })],
    ['a callback', (s) => s('InstitutionCallback').oneOf.push({ properties: { type: { const: 'new' } } } as never)],
    ['alternatives in another order', (s) => s('InstitutionCallback').oneOf.reverse()],
    ['a longer text that is read', (s) => (s('HoldReceipt', 'refusalReason')['maxLength'] = 600)],
  ])('lets through what adds: %s', (_, edit) => {
    expect(brokenBy(edit)).toEqual([]);
  });

  it('finds each field of each message that is taken away', () => {
    const { schemas } = (now as unknown as Document).components;
    const fields = Object.entries(schemas).flatMap(([name, schema]) =>
      Object.keys((schema as Partial<Schema>).properties ?? {}).map((field) => [name, field] as const),
    );
    expect(fields.length).toBeGreaterThan(100);
    const unseen = fields.filter(([name, field]) => {
      const broken = brokenBy((s) => Reflect.deleteProperty(s(name).properties, field));
      return !broken.some((each) => each.endsWith(`.${field} is gone`));
    });
    expect(unseen).toEqual([]);
  });
});
