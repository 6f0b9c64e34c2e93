import { IconAlertTriangle, IconCheck, IconCircleMinus, IconClock, IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { serverNow } from '../api/server-time.js';
import type { CaseView, EvidenceView } from '../api/schema.js';
import { formatInstant, formatTime } from '../format/time.js';
import { useText } from './words.js';
import { ScrollX } from '../ui/scroll-x.js';
import { Account } from '../ui/account.js';
import { Dialog } from '../ui/dialog.js';
import { accountName } from './account-state.js';
import { ACCOUNT_AGENCIES, cellOf, type Cell } from './evidence-cells.js';

type Question = EvidenceView['requests'][number];

interface EvidenceMatrixProps {
  evidence: EvidenceView;
  accounts: CaseView['accounts'];
  shortName: (slug: string) => string;
  chosen: string | undefined;
}

/** What each agency says of each account, and what was asked about numbers, links and wallets. */
export function EvidenceMatrix({ evidence, accounts, shortName, chosen }: EvidenceMatrixProps) {
  const { t, language } = useText();
  const [shown, setShown] = useState<Question>();
  const others = evidence.requests.filter((question) => question.accounts.length === 0);
  const nowMs = serverNow();
  return (
    <>
      <ScrollX label={t('case.tab.evidence')}>
        <table className="rows matrix">
          <thead>
            <tr>
              <th scope="col">{t('evidence.account')}</th>
              {ACCOUNT_AGENCIES.map((agency) => (
                <th key={agency} scope="col">
                  {t(`agency.${agency}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <tr key={`${accountName(account)} ${account.hop}`} aria-current={accountName(account) === chosen}>
                <th scope="row">
                  <Account name={shortName(account.institution)} accountMasked={account.accountMasked} />
                </th>
                {ACCOUNT_AGENCIES.map((agency) => (
                  <td key={agency}>
                    <EvidenceCell cell={cellOf(evidence, account, agency, nowMs)} onOpen={setShown} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      <h3 className="section">{t('evidence.others')}</h3>
      <ul className="plain-rows">
        {evidence.debitConfirmations.map((debit) => (
          <li key={debit.id} className="line">
            <span className="cut">
              {shortName(debit.institution)} · {t('evidence.debit')}
            </span>
            <span className="grow" />
            <span>{t(`debit.${debit.state}` as 'debit.confirmed')}</span>
            <span className="label whole">{formatTime(debit.answeredAt ?? debit.askedAt, language)}</span>
          </li>
        ))}
        {others.map((question) => (
          <li key={question.id} className="line">
            <span className="cut">{t(`agency.${question.agency}` as 'agency.amlo')}</span>
            <span className="grow" />
            <button type="button" className="button small" onClick={() => setShown(question)}>
              {t(`question.${question.state}` as 'question.answered')}
            </button>
            <span className="label whole">{formatTime(question.askedAt, language)}</span>
          </li>
        ))}
      </ul>
      <Dialog
        isOpen={shown !== undefined}
        title={shown === undefined ? '' : t(`agency.${shown.agency}` as 'agency.amlo')}
        onClose={() => setShown(undefined)}
      >
        {shown !== undefined && <Versions question={shown} />}
        <div className="dialog-foot">
          <button type="button" className="button" onClick={() => setShown(undefined)}>
            {t('keys.close')} <kbd>Esc</kbd>
          </button>
        </div>
      </Dialog>
    </>
  );
}

/** The versions of an answer side by side, with their time and hash. */
function Versions({ question }: { question: Question }) {
  const { t, language } = useText();
  return (
    <>
      <p className="label">
        {t('evidence.asked', { at: formatInstant(question.askedAt, language) })} ·{' '}
        {t('evidence.deadline', { at: formatInstant(question.deadlineAt, language) })} ·{' '}
        {question.legalBasis.map((row) => row.split('/')[1]).join(', ')}
      </p>
      {question.answers.length === 0 && <p>{t(`question.${question.state}` as 'question.answered')}</p>}
      <div className="versions">
        {question.answers.map((answer) => (
          <section key={answer.id}>
            <h3>{t('evidence.version', { number: answer.version })}</h3>
            <p className="label">
              {formatInstant(answer.receivedAt, language)}
              {answer.late && ` · ${t('evidence.late')}`}
            </p>
            <dl className="pairs">
              {fieldsOf(answer.content).map(([field, value]) => (
                <div key={field}>
                  <dt className="label">{field}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <p className="label hash">SHA-256 {answer.rawSha256}</p>
          </section>
        ))}
      </div>
    </>
  );
}

function EvidenceCell({ cell, onOpen }: { cell: Cell; onOpen: (question: Question) => void }) {
  const { t, language } = useText();
  if (cell.kind === 'not_asked') return <span className="quiet">{t('evidence.notAsked')}</span>;
  const version = 'version' in cell && cell.version > 1 ? <sup>v{cell.version}</sup> : null;
  const look = {
    waiting: <IconClock size={16} aria-hidden />,
    late: <IconClock size={16} aria-hidden />,
    declined: <IconCircleMinus size={16} aria-hidden />,
    unanswered: <IconHelpCircle size={16} aria-hidden />,
    nothing: <IconCheck size={16} aria-hidden />,
    found: <IconAlertTriangle size={16} aria-hidden />,
  }[cell.kind];
  const words =
    cell.kind === 'found'
      ? cell.words.map((word) => t(`hit.${word}` as 'hit.black')).join(', ')
      : cell.kind === 'waiting'
        ? t('evidence.waiting', { at: formatTime(cell.question.deadlineAt, language) })
        : t(`evidence.${cell.kind}`);
  return (
    <button type="button" className="cell" data-kind={cell.kind} onClick={() => onOpen(cell.question)}>
      {look} {words} {version}
    </button>
  );
}

/** Returns the fields of an answer as lines: path and value. */
function fieldsOf(content: unknown, at = ''): [string, string][] {
  if (Array.isArray(content) && content.length === 0) return [[at, '–']];
  if (typeof content !== 'object' || content === null) return [[at, String(content)]];
  return Object.entries(content).flatMap(([key, value]) =>
    fieldsOf(value, Array.isArray(content) ? `${at} ${Number(key) + 1}` : at === '' ? key : `${at} · ${key}`),
  );
}
