import { ulid } from 'ulid';
import { BODY_EXAMPLES } from '../../../src/api/openapi/body-examples.js';
import { runApi, type RunningApi } from '../support/running-api.js';

/** What we do not word: the words of a caller or a holder, and what a party signs. */
const TOLD = [
  'AgencyDeclined.reason',
  'AppealBody.statement',
  'AppealTogetherBody.statement',
  'ComplaintBody.narrative',
  'HoldReceipt.refusalReason',
  'HoldReviewed.reason',
  'IncompleteTransfer.asTold.amount',
  'IncompleteTransfer.asTold.time',
  'LaterIncompleteTransfer.asTold.amount',
  'LaterIncompleteTransfer.asTold.time',
  'NarrativeBody.narrative',
  'SupplementBody.note',
  'SuspicionNotice.ground',
  'ToldAgainBody.narrative',
];

/** Fields for a number, an id or a secret. */
const NUMBERS = [
  'AppealBody.secret',
  'AppealStatusBody.secret',
  'AppealTogetherBody.holds.secret',
  'AssignmentBody.assignee',
  'AuthorityBody.documentNo',
  'ComplaintBody.bankCaseId',
  'ComplaintBody.reporter.actsFor.documentNo',
  'ComplaintBody.reporter.phoneAsTold',
  'ComplaintBody.victim.numberAsTold',
  'ComplaintBody.victim.phoneAsTold',
  'ComplaintBody.victimAccountAsTold',
  'ComplaintSearchBody.bankCaseId',
  'ComplaintSearchBody.caseNo',
  'CorrectedTransfer.transferId',
  'CustomerNotice.actsFor.documentNo',
  'CustomerNotice.bankCaseId',
  'FreezeRequestBody.seizureWarrantNo',
  'FreezeRequestBody.warrant.issuedOn',
  'HoldReceipt.deviceIds',
  'HoldReceipt.heldUnder.reference',
  'HolderPapersBody.document.number',
  'IncompleteTransfer.asTold.receiver',
  'IncompleteTransfer.asTold.reference',
  'LaterIncompleteTransfer.asTold.receiver',
  'LaterIncompleteTransfer.asTold.reference',
  'LaterIncompleteTransfer.tellsAgain',
  'LaterTransfersBody.transfers.completes',
  'ListingSubject.value',
  'LogoutForm.logout_token',
  'NarrativeOutcomeBody.encoder',
  'NarrativeOutcomeBody.modelVersion',
  'NoticeAuthority.documentNo',
  'ReleaseBody.court.caseNo',
  'ReleaseBody.court.orderedOn',
  'SessionsOfPersonBody.person',
  'StatementBody.policeCaseNo',
  'SuspectContact.value',
  'SuspectPerson.numberAsTold',
  'SuspensionResultBody.reference',
  'SuspicionNotice.bankCaseId',
  'VictimStatusBody.secret',
];

/** Names, of persons, offices, papers and views, on one line. */
const NAMES = [
  'AuthorityBody.document',
  'ComplaintBody.reporter.actsFor.document',
  'ComplaintBody.reporter.name',
  'ComplaintBody.reporter.relationToVictim',
  'ComplaintBody.transfers.toName',
  'ComplaintBody.victim.name',
  'CorrectedTransfer.toName',
  'CustomerNotice.actsFor.document',
  'FreezeRequestBody.warrant.authority',
  'IncompleteTransfer.toName',
  'LaterIncompleteTransfer.toName',
  'LaterTransfersBody.transfers.toName',
  'NoticeAuthority.position',
  'QueueViewBody.name',
  'QueueViewRemovalBody.name',
  'ReleaseBody.court.name',
  'StatementBody.station',
  'SuspectPerson.name',
  'ToldAgainBody.reporter.name',
  'ToldAgainBody.victim.name',
];

const NUMBER = '914-0-00020-1';
const MARK = 'x-no-full-number';

interface Schema {
  readonly [key: string]: unknown;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Operation {
  readonly 'x-roles'?: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
}

/** A text of a body: the schema that names it last, its path from there and from the body, and a body that has it. */
interface Text {
  readonly schema: Schema;
  readonly name: string;
  readonly path: readonly string[];
  readonly body: unknown;
}

/** Words of which some are a number. */
const WORDS = `The officer wrote of account ${NUMBER}.`;

describe('words that others read', () => {
  let api: RunningApi;
  let schemas: Readonly<Record<string, Schema>>;
  let routes: readonly { readonly route: string; readonly path: string; readonly operation: Operation }[];
  beforeAll(async () => {
    api = await runApi();
    const { body } = await api.call('GET', '/openapi.json', { roles: null });
    schemas = (body['components'] as { schemas: typeof schemas }).schemas;
    routes = Object.entries(body['paths'] as Record<string, { post?: Operation }>).flatMap(([path, { post }]) =>
      post?.requestBody === undefined ? [] : [{ route: `POST ${path}`, path, operation: post }],
    );
  });
  afterAll(() => api.close());

  /** Returns a value of the type of a schema, which may be wrong in all else. */
  function blank({ $ref, type, enum: values }: Schema): unknown {
    if ($ref !== undefined) return blank(schemas[$ref.replace('#/components/schemas/', '')] ?? {});
    if (values !== undefined) return values[0];
    return { string: 'x', array: [], object: {}, boolean: true }[String(type)] ?? {};
  }

  /** Returns each text below a schema; the body around it has all that its branch of a union needs. */
  function textsOf(schema: Schema, name: string, path: readonly string[] = []): Text[] {
    const { $ref, properties = {}, items, anyOf = [], oneOf = [], ...own } = schema;
    if ($ref !== undefined) {
      const next = $ref.replace('#/components/schemas/', '');
      return textsOf(schemas[next] ?? {}, next, path);
    }
    if (own['type'] === 'string') {
      const isFree = !['pattern', 'enum', 'format', 'const'].some((key) => key in own);
      return isFree || MARK in own ? [{ schema: own, name, path, body: WORDS }] : [];
    }
    const required = (own['required'] ?? []) as readonly string[];
    const needed = Object.fromEntries(required.map((key) => [key, blank(properties[key] ?? {})]));
    return [
      ...[...anyOf, ...oneOf].flatMap((branch) => textsOf(branch, name, path)),
      ...(items === undefined ? [] : textsOf(items, name, path)).map((text) => ({ ...text, body: [text.body] })),
      ...Object.entries(properties).flatMap(([key, one]) =>
        textsOf(one, `${name}.${key}`, [...path, key]).map((text) => ({
          ...text,
          body: { ...needed, [key]: text.body },
        })),
      ),
    ];
  }

  const bodyOf = ({ requestBody }: Operation) => Object.values(requestBody?.content ?? {})[0]?.schema ?? {};

  it('are marked in the document, and all other texts are told, numbers or names', () => {
    const texts = routes.flatMap(({ operation }) => textsOf(bodyOf(operation), 'body'));
    const unmarked = new Set(texts.filter(({ schema }) => !(MARK in schema)).map(({ name }) => name));
    expect([...unmarked].sort()).toEqual([...TOLD, ...NUMBERS, ...NAMES].sort());
  });

  it('are refused on every route where they name a full number, in an answer that does not repeat it', async () => {
    const tried: string[] = [];
    for (const { route, path, operation } of routes) {
      const marked = textsOf(bodyOf(operation), 'body').filter(({ schema }) => MARK in schema);
      const says = (answer: { readonly $ref?: string } | undefined) => answer?.$ref?.includes('TEXT.FULL_NUMBER');
      expect({ route, says: says(operation.responses['422']) === true }).toEqual({ route, says: marked.length > 0 });
      for (const { name, path: field, body } of marked) {
        const role = operation['x-roles']?.at(-1) ?? '';
        const claims = role === 'institution_user' ? { rangap_institution: 'th-004' } : {};
        const to = path.replaceAll(/\{[a-zA-Z]+\}/g, ulid());
        const headers = { 'idempotency-key': ulid(), 'sec-fetch-site': 'same-origin' };
        const answer = await api.call('POST', to, { roles: [role], claims, headers, body });
        const faults = (answer.body['errors'] ?? []) as { pointer: string; code: string }[];
        const found = faults.find(({ code }) => code === 'FIELD.FULL_NUMBER')?.pointer.replaceAll(/\/[0-9]+/g, '');
        expect({ route, name, found }).toEqual({ route, name, found: `/${field.join('/')}` });
        expect(JSON.stringify(answer.body)).not.toContain(NUMBER);
        tried.push(name);
      }
    }
    expect(tried.length).toBeGreaterThan(40);
  });

  it('have a code of their own where nothing else is wrong, whole as the document shows a body', async () => {
    for (const [path, example, fields] of [
      ['/v1/holds/{id}/release', 'ReleaseBody', ['reason']],
      ['/v1/holds/{id}/partial-release', 'PartialReleaseBody', ['reason']],
      ['/v1/cases/{id}/notes', 'NoteBody', ['text']],
      ['/v1/cases/{id}/assignments', 'AssignmentBody', ['note']],
    ] as const) {
      const of = (text: string) => ({
        ...BODY_EXAMPLES[example],
        ...Object.fromEntries(fields.map((field) => [field, text])),
      });
      const post = (text: string) =>
        api.call('POST', path.replace('{id}', ulid()), { roles: ['aoc_officer'], body: of(text) });
      const refused = await post(WORDS);
      expect([path, refused.status, refused.body['code']]).toEqual([path, 422, 'TEXT.FULL_NUMBER']);
      expect([path, (await post('Of account ••••0201, 12,000.00 baht.')).status]).toEqual([path, 404]);
    }
  });
});
