import { schemaFaults } from '../../../src/api/problem/schema-faults.js';
import { AppealBody } from '../../../src/wire/case/appeal.js';

const issuesOf = (body: unknown) => AppealBody.safeParse(body).error?.issues ?? [];

describe('the faults of a body', () => {
  it('are twenty at most, each field once, however many the body has', () => {
    const body = Object.fromEntries(Array.from({ length: 32_000 }, (_, index) => [`field${index}`, 1]));
    const faults = schemaFaults(issuesOf(body));
    expect(faults).toHaveLength(20);
    expect(new Set(faults.map(({ pointer }) => pointer)).size).toBe(20);
  });

  // Time that grows with the square of the body would pass the test's limit.
  it('cost time that grows with the body', () => {
    const keys = Array.from({ length: 160_000 }, (_, index) => `f${index}`);
    const strange = Array.from({ length: 160_000 }, (_, index) => `not a name ${index}`);
    expect(schemaFaults([{ code: 'unrecognized_keys', message: '', keys }])).toHaveLength(20);
    expect(schemaFaults([{ code: 'unrecognized_keys', message: '', keys: strange }]).length).toBeLessThanOrEqual(20);
    expect(schemaFaults(keys.map((key) => ({ code: 'invalid_type', message: '', path: [key] })))).toHaveLength(20);
  });

  it("name a field by its pointer, and a caller's own name only when it is plain", () => {
    const faults = schemaFaults(issuesOf({ reference: 7, other: 1, 'Somchai 0812345678': 1 }));
    expect(faults).toContainEqual({ pointer: '/other', code: 'FIELD.UNKNOWN', detail: 'is not a known field' });
    expect(faults).toContainEqual({ pointer: '', code: 'FIELD.UNKNOWN', detail: 'has a field of an unknown name' });
    expect(JSON.stringify(faults)).not.toContain('Somchai');
  });
});
