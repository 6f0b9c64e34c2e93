import { IconAlertTriangle, IconCheck, IconCircleMinus, IconClock, IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { serverNow } from '../../api/server-time.js';
import type { CaseView, EvidenceView } from '../../api/schema.js';
import { formatNear } from '../../format/time.js';
import { debitKey } from './debit-key.js';
import { useText } from '../words.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import { Account } from '../../ui/marks/account.js';
import { Dialog } from '../../ui/dialog/dialog.js';
import { AgencyAnswers, DebitAnswers, useSubjects, type Debit, type Question } from './answers.js';
import { accountName } from '../trail/account-state.js';
import { ACCOUNT_AGENCIES, cellOf, type Cell } from './evidence-cells.js';
import { nameOfCell } from './evidence-changes.js';

interface EvidenceMatrixProps {
  evidence: EvidenceView;
  accounts: CaseView['accounts'];
  shortName: (slug: string) => string;
  chosen: string | undefined;
  /** Names of the cells that changed and that nobody at this screen has looked at since. */
  changed: ReadonlySet<string>;
  onLook: (cell: string) => void;
}

/** What each agency says of each account, and what was asked about numbers, links and wallets. */
export function EvidenceMatrix(props: EvidenceMatrixProps) {
  const { evidence, accounts, shortName, chosen, changed, onLook } = props;
  const { t, language } = useText();
  const [shown, setShown] = useState<{ question: Question } | { debit: Debit }>();
  const others = evidence.requests.filter((question) => question.accounts.length === 0);
  const subjectsOf = useSubjects();
  const nowMs = serverNow();
  const isWanted = (account: (typeof accounts)[number]) =>
    accountName(account) === chosen || ACCOUNT_AGENCIES.some((agency) => changed.has(nameOfCell({ agency, account })));
  const rows = useFirstRows(accounts, isWanted);
  const otherRows = useFirstRows(others);
  return (
    <>
      <WideTable
        label={t('case.tab.evidence')}
        look="matrix"
        columns={[
          { head: t('evidence.account') },
          ...ACCOUNT_AGENCIES.map((agency) => ({ head: t(`agency.${agency}`) })),
        ]}
      >
        <tbody>
          {rows.shown.map((account) => (
            <tr key={`${accountName(account)} ${account.hop}`} aria-current={accountName(account) === chosen}>
              <th scope="row">
                <Account name={shortName(account.institution)} accountMasked={account.accountMasked} />
              </th>
              {ACCOUNT_AGENCIES.map((agency) => (
                <td key={agency}>
                  <EvidenceCell
                    cell={cellOf(evidence, account, agency, nowMs)}
                    isChanged={changed.has(nameOfCell({ agency, account }))}
                    onOpen={(question) => {
                      setShown({ question });
                      onLook(nameOfCell({ agency, account }));
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
      <MoreRows {...rows.more} />
      <h3 className="section">{t('evidence.others')}</h3>
      <ul className="plain-rows">
        {evidence.debitConfirmations.map((debit) => (
          <li key={debit.id} className="line">
            <span className="cut">
              {shortName(debit.institution)} · {t('evidence.debit')}
            </span>
            <span className="grow" />
            <button type="button" className="button small" onClick={() => setShown({ debit })}>
              {t(debitKey(debit))}
              {debit.answers.length > 1 && <sup>v{debit.answers.length}</sup>}
            </button>
            <span className="label whole">{formatNear(debit.answeredAt ?? debit.askedAt, nowMs, language)}</span>
          </li>
        ))}
        {otherRows.shown.map((question) => (
          <li key={question.id} className="line">
            <span className="cut">
              {t(`agency.${question.agency}` as 'agency.amlo')} · {subjectsOf(question)}
            </span>
            <span className="grow" />
            <button type="button" className="button small" onClick={() => setShown({ question })}>
              {t(`question.${question.state}` as 'question.answered')}
              {question.answers.length > 1 && <sup>v{question.answers.length}</sup>}
            </button>
            <span className="label whole">{formatNear(question.askedAt, nowMs, language)}</span>
          </li>
        ))}
      </ul>
      <MoreRows {...otherRows.more} />
      <Dialog
        name="evidence_versions"
        isOpen={shown !== undefined}
        title={
          shown === undefined
            ? ''
            : 'debit' in shown
              ? `${shortName(shown.debit.institution)} · ${t('evidence.debit')}`
              : t(`agency.${shown.question.agency}` as 'agency.amlo')
        }
        onClose={() => setShown(undefined)}
      >
        {shown !== undefined &&
          ('debit' in shown ? (
            <DebitAnswers debit={shown.debit} shortName={shortName} />
          ) : (
            <AgencyAnswers question={shown.question} />
          ))}
        <div className="dialog-foot">
          <button type="button" className="button" onClick={() => setShown(undefined)}>
            {t('keys.close')} <kbd>Esc</kbd>
          </button>
        </div>
      </Dialog>
    </>
  );
}

interface EvidenceCellProps {
  cell: Cell;
  isChanged: boolean;
  onOpen: (question: Question) => void;
}

function EvidenceCell({ cell, isChanged, onOpen }: EvidenceCellProps) {
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
        ? t('evidence.waiting', { at: formatNear(cell.question.deadlineAt, serverNow(), language) })
        : t(`evidence.${cell.kind}`);
  return (
    <button
      type="button"
      className="cell"
      data-kind={cell.kind}
      data-changed={isChanged}
      onClick={() => onOpen(cell.question)}
    >
      {look} {words} {version} {isChanged && <span className="unseen">{t('evidence.changed')}</span>}
    </button>
  );
}
