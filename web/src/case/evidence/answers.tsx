import type { EvidenceView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { rulesOf } from '../../format/rules.js';
import { formatInstant } from '../../format/time.js';
import { useRecordWords } from '../../record/use-record-words.js';
import { lastFour } from '../../ui/marks/account.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import { useText } from '../words.js';
import { useAnswerWords } from './answer-words.js';
import { fieldRows } from './evidence-changes.js';

export type Question = EvidenceView['requests'][number];
export type Debit = EvidenceView['debitConfirmations'][number];

/** Returns the function that names the numbers, links and wallets that a question is about. */
export function useSubjects(): (question: Question) => string {
  const { t } = useText();
  return ({ asked }) =>
    (['phones', 'links', 'wallets', 'paidNumbers'] as const)
      .filter((kind) => asked[kind].length > 0)
      .map((kind) => `${t(`evidence.subject.${kind}`)} ${asked[kind].join(', ')}`)
      .join(' · ');
}

/** What an agency was asked, on which basis, and the versions of its answer side by side. */
export function AgencyAnswers({ question }: { question: Question }) {
  const { t, language } = useText();
  const subjects = useSubjects()(question);
  return (
    <>
      <p className="label">
        {t('evidence.asked', { at: formatInstant(question.askedAt, language) })} ·{' '}
        {t('evidence.deadline', { at: formatInstant(question.deadlineAt, language) })} · {rulesOf(question.legalBasis)}
      </p>
      {subjects !== '' && <p>{t('evidence.about', { what: subjects })}</p>}
      {question.answers.length === 0 && <p>{t(`question.${question.state}` as 'question.answered')}</p>}
      {question.answers.length > 0 && <VersionTable answers={question.answers} />}
    </>
  );
}

interface DebitAnswersProps {
  debit: Debit;
  shortName: (slug: string) => string;
}

/** What a bank was asked about a transfer of its customer, and every answer that it signed, side by side. */
export function DebitAnswers({ debit, shortName }: DebitAnswersProps) {
  const { t, language } = useText();
  const wordOf = useRecordWords();
  const { transfer, answers } = debit;
  const told = useTold();
  const effectOf = (outcome: string | null) => {
    if (outcome === null) return t('evidence.effect.waiting');
    if (outcome === 'APPLIED') return t('evidence.effect.applied');
    // What only a person can make sense of is a break by the same code.
    const asBreak = wordOf('difference', `DEBIT_${outcome}`);
    return asBreak === `DEBIT_${outcome}` ? wordOf('unused', outcome) : asBreak;
  };
  return (
    <>
      <p className="label">
        {t('evidence.asked', { at: formatInstant(debit.askedAt, language) })} ·{' '}
        {t('evidence.deadline', { at: formatInstant(debit.deadlineAt, language) })}
      </p>
      {transfer !== null && (
        <p>
          {t('evidence.wasDebited', {
            amount: formatBaht(transfer.amountSatang, 'exact'),
            at: formatInstant(transfer.transferredAt, language),
          })}
        </p>
      )}
      {debit.told !== null && <p>{t('evidence.wasToFind', { what: told(debit.told, shortName) })}</p>}
      {answers.length === 0 && <p>{t(`debit.${debit.state}` as 'debit.asked')}</p>}
      {answers.length > 0 && (
        <VersionTable
          answers={answers.map((answer) => ({ ...answer, content: readable(answer.content, shortName) }))}
          rows={[{ head: t('evidence.effect.name'), values: answers.map(({ outcome }) => effectOf(outcome)) }]}
        />
      )}
    </>
  );
}

/** Returns the function that says what a victim told of a transfer to find. */
function useTold(): (told: NonNullable<Debit['told']>, shortName: (slug: string) => string) => string {
  const { t, language } = useText();
  return ({ amountSatang, aboutAmountSatang, between, aboutTime, reference, to }, shortName) =>
    [
      ...(amountSatang === null ? [] : [t('evidence.baht', { amount: formatBaht(amountSatang, 'exact') })]),
      ...(aboutAmountSatang === null
        ? []
        : [t('evidence.aboutBaht', { amount: formatBaht(aboutAmountSatang, 'exact') })]),
      ...(aboutTime === null
        ? []
        : [
            t('evidence.aboutTime', {
              at: formatInstant(aboutTime.at, language),
              minutes: aboutTime.withinMinutes,
            }),
          ]),
      ...(between === null
        ? []
        : [`${formatInstant(between.from, language)} – ${formatInstant(between.until, language)}`]),
      ...(reference === null ? [] : [reference]),
      ...(to === null ? [] : [`${shortName(to.institution)} ••••${lastFour(to.accountMasked)}`]),
    ].join(' · ');
}

/** Returns the answer of a bank as people read it, with the transfer that it found. */
function readable(content: Record<string, unknown>, shortName: (slug: string) => string): Record<string, unknown> {
  const { found, ...rest } = content;
  if (found === undefined) return inBaht(rest, shortName);
  const { amountSatang, ...transfer } = found as Record<string, unknown>;
  return { ...inBaht(rest, shortName), found: inBaht({ ...transfer, debitedAmountSatang: amountSatang }, shortName) };
}

/** Returns the answer of a bank as people read it: its amount in baht, its account in one line. */
function inBaht(content: Record<string, unknown>, shortName: (slug: string) => string): Record<string, unknown> {
  const { debitedAmountSatang, to, ...rest } = content;
  const receiver = to as { institution: string; accountNo: string } | undefined;
  return {
    ...rest,
    ...(typeof debitedAmountSatang === 'string' ? { debited: formatBaht(debitedAmountSatang, 'exact') } : {}),
    ...(receiver === undefined
      ? {}
      : { receiver: `${shortName(receiver.institution)} ••••${lastFour(receiver.accountNo)}` }),
  };
}

/** An answer as the record has it. */
interface Answer {
  readonly id: string;
  readonly version: number;
  readonly receivedAt: string;
  readonly late: boolean;
  readonly rawSha256: string;
  readonly content: unknown;
}

interface VersionTableProps {
  answers: readonly Answer[];
  /** What we say of each version, below what it says itself. */
  rows?: readonly { readonly head: string; readonly values: readonly string[] }[];
}

/** A column for each version. Where they differ, the old value is struck through and the new one strong. */
function VersionTable({ answers, rows = [] }: VersionTableProps) {
  const { t, language } = useText();
  const { fieldOf, valueOf } = useAnswerWords();
  const last = answers.length - 1;
  const headOf = ({ version, receivedAt, late }: Answer) => {
    const head = `${t('evidence.version', { number: version })} · ${formatInstant(receivedAt, language)}`;
    return { head: late ? `${head} · ${t('evidence.late')}` : head };
  };
  return (
    <WideTable
      label={t('evidence.versions')}
      look="versions"
      columns={[{ head: t('evidence.field') }, ...answers.map(headOf)]}
    >
      <tbody>
        {fieldRows(answers.map(({ content }) => content)).map(({ field, values, isChanged }) => (
          <tr key={field}>
            <th scope="row">{fieldOf(field)}</th>
            {values.map((value, place) => (
              <td key={answers[place]?.id}>
                {!isChanged ? (
                  valueOf(value)
                ) : place === last ? (
                  <strong>{valueOf(value)}</strong>
                ) : (
                  <s>{valueOf(value)}</s>
                )}
              </td>
            ))}
          </tr>
        ))}
        {rows.map(({ head, values }) => (
          <tr key={head}>
            <th scope="row">{head}</th>
            {values.map((value, place) => (
              <td key={answers[place]?.id}>{value}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">SHA-256</th>
          {answers.map(({ id, rawSha256 }) => (
            <td key={id} className="label hash">
              {rawSha256}
            </td>
          ))}
        </tr>
      </tbody>
    </WideTable>
  );
}
