import { maskHandle, maskPersonName, maskTail, maskUrl } from '../identifiers/mask.js';
import type { SuspectContact } from '../link/subject.js';
import { type Account, accountKey } from '../party.js';

/** What a transfer says of its receiver. */
interface SaidOfReceiver {
  to: { account: Account } | { promptPay: { value: string } };
  toName?: string;
}

/** What a complaint, or an addition to it, says of persons; the API has checked the shape. */
export interface SaidOfPersons {
  reporter?: { name?: string; phone?: string; phoneAsTold?: string };
  victim?: {
    name?: string;
    citizenId?: string;
    passportNo?: string;
    /** An official number that cannot be right, as it was told. */
    numberAsTold?: string;
    birthDate?: string;
    phone?: string;
    /** A telephone number that cannot be right, as it was told. */
    phoneAsTold?: string;
    email?: string;
  };
  victimAccount?: Account;
  /** A debited account that cannot be right or is not whole, as it was told. */
  victimAccountAsTold?: string;
  transfers?: readonly SaidOfReceiver[];
  /** What was told of transfers that are not known well enough; `asTold`: it cannot be right. */
  incompleteTransfers?: readonly (Partial<SaidOfReceiver> & { asTold?: { receiver?: string } })[];
  suspectContacts?: readonly SuspectContact[];
  suspectPersons?: readonly {
    name?: string;
    citizenId?: string;
    passport?: { number: string; issuedBy: string };
    numberAsTold?: string;
  }[];
  /** What the reporter told, in the operator's words. */
  narrative?: string;
  /** What was told later. */
  note?: string;
}

/** What a field of a person is, which says how it is masked. */
export const FIELD_KINDS = [
  'name',
  'citizen_id',
  'passport',
  'number_as_told',
  'phone_as_told',
  'birth_date',
  'phone',
  'email',
  'account',
  'promptpay',
  'url',
  'line',
  'facebook',
  'crypto_wallet',
  'device',
  'text',
  'as_told',
] as const;
type FieldKind = (typeof FIELD_KINDS)[number];

/** What a correction says of persons: the true debited account, and the true receivers. */
export interface SaidInCorrection {
  victimAccount?: Account | undefined;
  transfers: readonly SaidOfReceiver[];
}

/**
 * Whom a field is about: `contact` is a way by which the scammer reached the victim; `incomplete` is the
 * receiver of a transfer that is not known well enough; `debited` and
 * `corrected` are the debited account and a receiver that a correction names.
 */
export const FIELDS_OF = [
  'victim',
  'reporter',
  'receiver',
  'incomplete',
  'suspect',
  'contact',
  'narrative',
  'debited',
  'corrected',
] as const;
type FieldOf = (typeof FIELDS_OF)[number];

/** One personal value of a case. */
export interface PersonalField {
  /** Names the field within its case, for ever: what is reported is never changed. */
  field: string;
  of: FieldOf;
  /** Counts those of one kind, from 1, in the order in which they were reported. */
  no: number;
  kind: FieldKind;
  /** In which statement it was said: the complaint is 1, then the additions, then the corrections. */
  saidIn: number;
  value: string;
  /** For readers who must not see the value. */
  masked: string;
}

/**
 * Returns every personal field of a case with its mask, from the complaint, its additions and its
 * corrections, each in their order. A field that was not given is left out.
 */
export function personalFields(
  said: readonly SaidOfPersons[],
  corrections: readonly SaidInCorrection[] = [],
): PersonalField[] {
  const inEach = (valuesOf: (each: SaidOfPersons) => Values[]): Said[] =>
    said.flatMap((each, index) => valuesOf(each).map((values) => ({ saidIn: index + 1, values })));
  const inCorrections = (valuesOf: (each: SaidInCorrection) => Values[]): Said[] =>
    corrections.flatMap((each, index) => valuesOf(each).map((values) => ({ saidIn: said.length + index + 1, values })));
  return [
    ...numbered('victim', inEach(victimOf)),
    ...numbered(
      'reporter',
      inEach(({ reporter }) => (reporter === undefined ? [] : [reporterOf(reporter)])),
    ),
    ...numbered(
      'receiver',
      inEach(({ transfers }) => (transfers ?? []).map(receiverOf)),
    ),
    ...numbered(
      'incomplete',
      inEach(({ incompleteTransfers }) => (incompleteTransfers ?? []).map(incompleteOf)),
    ),
    ...numbered(
      'suspect',
      inEach(({ suspectPersons }) => (suspectPersons ?? []).map(suspectOf)),
    ),
    ...numbered(
      'contact',
      inEach(({ suspectContacts }) => (suspectContacts ?? []).map(contactOf)),
    ),
    ...numbered('narrative', inEach(textsOf)),
    ...numbered(
      'debited',
      inCorrections(({ victimAccount }) => [{ account: victimAccount && accountKey(victimAccount) }]),
    ),
    ...numbered(
      'corrected',
      inCorrections(({ transfers }) => transfers.map(receiverOf)),
    ),
  ];
}

/** The values of one person or text, by their kind; undefined: not given. */
type Values = Partial<Record<FieldKind, string | undefined>>;

/** The values, and in which statement they were said. */
interface Said {
  readonly saidIn: number;
  readonly values: Values;
}

function numbered(of: FieldOf, persons: readonly Said[]): PersonalField[] {
  return persons.flatMap(({ saidIn, values }, index) =>
    (Object.entries(values) as [FieldKind, string | undefined][]).flatMap(([kind, value]) => {
      if (value === undefined) return [];
      const no = index + 1;
      return [{ field: `${of}.${no}.${kind}`, of, no, kind, saidIn, value, masked: MASKS[kind](value) }];
    }),
  );
}

function victimOf({ victim, victimAccount, victimAccountAsTold }: SaidOfPersons): Values[] {
  if (victim === undefined && victimAccount === undefined && victimAccountAsTold === undefined) return [];
  return [
    {
      name: victim?.name,
      citizen_id: victim?.citizenId,
      passport: victim?.passportNo,
      number_as_told: victim?.numberAsTold,
      birth_date: victim?.birthDate,
      phone: victim?.phone,
      phone_as_told: victim?.phoneAsTold,
      email: victim?.email,
      account: victimAccount && accountKey(victimAccount),
      as_told: victimAccountAsTold,
    },
  ];
}

function reporterOf({ name, phone, phoneAsTold }: NonNullable<SaidOfPersons['reporter']>): Values {
  return { name, phone, phone_as_told: phoneAsTold };
}

function receiverOf({ to, toName }: NonNullable<SaidOfPersons['transfers']>[number]): Values {
  return 'account' in to
    ? { name: toName, account: accountKey(to.account) }
    : { name: toName, promptpay: to.promptPay.value };
}

function incompleteOf({ to, toName, asTold }: NonNullable<SaidOfPersons['incompleteTransfers']>[number]): Values {
  return {
    ...(to === undefined ? { name: toName } : receiverOf({ to, ...(toName !== undefined && { toName }) })),
    as_told: asTold?.receiver,
  };
}

function suspectOf({
  name,
  citizenId,
  passport,
  numberAsTold,
}: NonNullable<SaidOfPersons['suspectPersons']>[number]): Values {
  return {
    name,
    citizen_id: citizenId,
    passport: passport && `${passport.issuedBy} ${passport.number}`,
    number_as_told: numberAsTold,
  };
}

function contactOf({ kind, value }: SuspectContact): Values {
  return { [kind]: value };
}

function textsOf({ narrative, note }: SaidOfPersons): Values[] {
  return [narrative, note].flatMap((text) => (text === undefined ? [] : [{ text }]));
}

const maskKey = (key: string): string => key.replace(/[^:]+$/, maskTail);
const hide = (): string => 'xxx';

const MASKS: Readonly<Record<FieldKind, (value: string) => string>> = {
  name: maskPersonName,
  citizen_id: maskTail,
  passport: maskTail,
  number_as_told: maskTail,
  phone_as_told: maskTail,
  birth_date: hide,
  email: hide,
  phone: maskTail,
  account: maskKey,
  promptpay: maskTail,
  crypto_wallet: maskTail,
  device: maskTail,
  line: maskHandle,
  facebook: maskHandle,
  url: maskUrl,
  text: hide,
  as_told: maskTail,
};
