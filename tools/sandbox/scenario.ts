import { load } from 'js-yaml';
import { z } from 'zod';
import { DebitConfirmation } from '../../src/wire/institution/calls/debit-question.js';
import { HoldReceipt } from '../../src/wire/institution/calls/hold-receipt.js';
import { HoldStatement } from '../../src/wire/institution/calls/hold-statement.js';
import { ReleaseReceipt } from '../../src/wire/institution/calls/release-order.js';
import { type Shape, SHAPE_NAMES } from '../conformance/books.js';
import { CHAPTERS } from '../conformance/chapters/all.js';
import { ODD } from '../conformance/chapters/requests.js';

const Satang = z.string().regex(/^[0-9]{1,15}$/, { error: 'must be satang as a text of digits, such as "5000000"' });
const Name = z.string().regex(/^[A-Z][A-Za-z0-9]{0,19}$/, { error: 'must be a name such as A or First' });
const Status = z.number().int().min(200).max(599);
const Place = z.number().int().min(0).max(9);

const line = z.string().min(1).max(300);
/** Words for a person: in Thai and English, or once for both. */
const Words = z.union([line.transform((text) => ({ th: text, en: text })), z.strictObject({ th: line, en: line })]);

const ODD_IDS = ODD.map(([id]) => id);
const CHECKS = CHAPTERS.flatMap(({ checks }) => checks);
const Order = HoldStatement.shape.orders.element.shape;

/** What an act of the centre is told, by its name in the file. */
const ACTS = {
  /** A new order for a credit of the account. */
  order: z.strictObject({
    as: Name,
    credit: Place.default(0),
    amountSatang: Satang.optional(),
    endsInSeconds: z.number().int().min(-3_600).max(86_400).optional(),
    replaces: Name.optional(),
    takesOver: z.array(Name).min(1).optional(),
    /** True: it is made, and sent by a later `send`. */
    keptBack: z.boolean().default(false),
    signedBy: z.enum(['first', 'second']).default('first'),
    /** What is wrong with it on purpose: a name of the kit's chapter "Which request is believed". */
    wrong: z.enum(ODD_IDS).optional(),
  }),
  /** An order for the money that went on to another account of the institution, by the receipt of an order. */
  hop: z.strictObject({ of: Name, as: Name }),
  /** Sends an order that was kept back. */
  send: z.strictObject({ of: Name }),
  /** Sends an order or a release once more, or several times at once; each answer must be that of the first time. */
  repeat: z.strictObject({ of: Name, times: z.number().int().min(1).max(10).default(1) }),
  /** Releases the hold of an order. */
  release: z.strictObject({ of: Name, as: Name.optional() }),
  /** Asks whether the account sent a debit of its books, as a victim told it. */
  question: z.strictObject({
    debit: Place.default(0),
    amountSatang: Satang.optional(),
    reference: z.string().min(1).max(35).optional(),
  }),
  /** Looks for the debit that fits an amount, or one between two amounts. */
  search: z.union([
    z.strictObject({ amountSatang: Satang }),
    z.strictObject({ amountBetween: z.strictObject({ fromSatang: Satang, untilSatang: Satang }) }),
  ]),
  /** Reads the whole statement, and looks for an order in it. */
  statement: z.strictObject({ of: Name }),
  /** Sends nothing until the end of an order is over. */
  silence: z.strictObject({ untilEndOf: Name }),
  /** Answers the next callbacks about the hold of an order by 503. */
  busy: z.strictObject({ of: Name, times: z.number().int().min(1).max(3).default(1) }),
  /** Waits for a callback about the hold of an order. `again`: it was refused before, and comes once more. */
  callback: z.strictObject({
    type: z.literal('hold.lapsed'),
    of: Name,
    again: z.boolean().default(false),
  }),
  /** Asks what became of an order, by its own address. */
  read: z.strictObject({ of: Name }),
  /** Revokes a key of the centre, and waits until a question that it signed is refused. */
  revoke: z.strictObject({ key: z.literal('second') }),
  /** Makes a backup of the institution, where the sandbox knows how. */
  backup: z.strictObject({}),
  /** Restores the institution from that backup. */
  restore: z.strictObject({}),
  /** Stops the institution abruptly and starts it again, where the sandbox knows how. */
  restart: z.strictObject({}),
  /** Plays a check of the kit on the account. */
  check: z.strictObject({ id: z.enum(CHECKS.map(({ id }) => id)) }),
} as const;
type ActName = keyof typeof ACTS;

const ofOrder = z
  .strictObject({
    status: Status,
    result: HoldReceipt.shape.result,
    refusalKind: HoldReceipt.shape.refusalKind.unwrap(),
    heldAmountSatang: Satang,
    /** How many debits explain what is missing. */
    onward: z.number().int().min(0).max(200),
    /** The order by which the same credit is held. */
    heldBefore: Name,
  })
  .partial();
const ofDebit = z
  .strictObject({
    result: DebitConfirmation.shape.result,
    reason: DebitConfirmation.shape.reason.unwrap(),
    debitedAmountSatang: Satang,
    /** The debit that the answer names, by its place in the books. */
    found: Place,
  })
  .partial();
const ofRelease = z.strictObject({ result: ReleaseReceipt.shape.result, releasedAmountSatang: Satang }).partial();

/** What an act may expect of its answer; an act that is not here has no answer. */
const EXPECTS = {
  order: ofOrder,
  hop: ofOrder,
  send: ofOrder,
  read: ofOrder,
  release: ofRelease,
  question: ofDebit,
  search: ofDebit,
  statement: z
    .strictObject({
      /** False: the statement does not name the order. */
      named: z.boolean(),
      state: Order.state,
      heldSatang: Satang,
      /** True: it says the order as it came. */
      asOrdered: z.literal(true),
    })
    .partial(),
  callback: z.strictObject({ releasedAmountSatang: Satang }).partial(),
} as const;

const Head = z.strictObject({
  title: Words,
  about: Words,
  books: z.enum(SHAPE_NAMES),
  steps: z.array(z.looseObject({})).min(1).max(40),
});

type Act = {
  readonly [Kind in ActName]: { readonly kind: Kind; readonly told: z.infer<(typeof ACTS)[Kind]> };
}[ActName];

/** What is expected of an answer, by its field; a name stands for the id of its order. */
type Expected = Readonly<Record<string, string | number | boolean>>;

export type Step = Act & {
  readonly what: z.infer<typeof Words>;
  /** The anchor of the sentence of the guide that it comes from. */
  readonly says: string;
  readonly expect: Expected;
};

export interface Scenario {
  readonly title: z.infer<typeof Words>;
  readonly about: z.infer<typeof Words>;
  readonly books: Shape;
  readonly steps: readonly Step[];
}

/**
 * Reads a scenario from the text of its YAML file.
 * @param guide the anchors of the sentences of the guide
 * @throws with every fault of the file in one message, each with the field that it is in
 */
export function readScenario(text: string, guide: ReadonlySet<string>): Scenario {
  let value: unknown;
  try {
    value = load(text);
  } catch (error) {
    throw new Error(`no YAML: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const head = Head.safeParse(value);
  if (!head.success) throw new Error(faultsOf(head.error, []).join('\n'));
  const read = head.data.steps.map((step, place) => readStep(step, place, guide));
  const faults = read.flatMap((step) => (Array.isArray(step) ? step : []));
  const steps = read.flatMap((step) => (Array.isArray(step) ? [] : [step]));
  const all = faults.length > 0 ? faults : contradictions(steps, head.data.books);
  if (all.length > 0) throw new Error(all.join('\n'));
  return { ...head.data, steps };
}

/** Reads a step, or says what is wrong with it. */
function readStep(step: Record<string, unknown>, place: number, guide: ReadonlySet<string>): Step | string[] {
  const kinds = Object.keys(ACTS).filter((name): name is ActName => name in step);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const has = kinds.length > 1 ? `has several acts: ${kinds.join(', ')}` : 'has no act';
    return [`steps[${place}] ${has}; give one of ${Object.keys(ACTS).join(', ')}`];
  }
  const expected = EXPECTS[kind as keyof typeof EXPECTS] as z.ZodType<Expected> | undefined;
  const says = z.string().refine((anchor) => guide.has(anchor), {
    error: ({ input }) => `the guide (docs/protocol) has no sentence "${String(input)}"`,
  });
  const schema = z.strictObject({
    what: Words,
    says,
    [kind]: ACTS[kind],
    ...(expected !== undefined && { expect: expected.optional() }),
  });
  const read = schema.safeParse(step);
  if (!read.success) return faultsOf(read.error, ['steps', place]);
  const { what, expect = {}, ...rest } = read.data as Pick<Step, 'what' | 'says'> & { expect?: Expected };
  const told = (rest as Record<string, unknown>)[kind];
  const needs = expected !== undefined && !isKeptBack(told);
  if (needs && Object.keys(expect).length === 0) return [`steps[${place}].expect: say what is expected`];
  return { what, says: rest.says, kind, told, expect } as Step;
}

function isKeptBack(told: unknown): boolean {
  return typeof told === 'object' && told !== null && 'keptBack' in told && told.keptBack === true;
}

/** Says which steps cannot be played as they stand: a name that nothing has, or has twice, and a check of other books. */
function contradictions(steps: readonly Step[], books: Shape): string[] {
  const orders = new Set<string>();
  const releases = new Set<string>();
  return steps.flatMap((step, place) => {
    const at = `steps[${place}].${step.kind}`;
    const unknown = namesIn(step).filter((name) => {
      const isRelease = step.kind === 'repeat' && releases.has(name);
      return !orders.has(name) && !isRelease;
    });
    const faults = unknown.map((name) => `${at}: no step before makes an order ${name}`);
    const made = 'as' in step.told ? step.told.as : undefined;
    if (made !== undefined && (orders.has(made) || releases.has(made))) faults.push(`${at}.as: ${made} is made twice`);
    if (made !== undefined) (step.kind === 'release' ? releases : orders).add(made);
    if (step.kind === 'check') {
      const wanted = CHECKS.find(({ id }) => id === step.told.id)?.books;
      if (wanted !== undefined && wanted !== books) faults.push(`${at}.id: this check needs the books \`${wanted}\``);
    }
    return faults;
  });
}

/** Returns the names that a step takes for those of orders before it. */
function namesIn({ kind, told, expect }: Step): string[] {
  const before = typeof expect['heldBefore'] === 'string' ? [expect['heldBefore']] : [];
  if (kind === 'order')
    return [...(told.replaces === undefined ? [] : [told.replaces]), ...(told.takesOver ?? []), ...before];
  if (kind === 'silence') return [told.untilEndOf];
  return 'of' in told ? [told.of, ...before] : [];
}

/** Writes each fault with the field that it is in: `steps[2].order.as: …`. */
function faultsOf(error: z.ZodError, at: readonly PropertyKey[]): string[] {
  return error.issues.map(({ path, message }) => {
    const field = [...at, ...path].reduce<string>(
      (text, part) =>
        typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
      '',
    );
    return field === '' ? message : `${field}: ${message}`;
  });
}
