import { useState } from 'react';
import { ProblemError } from '../api/client.js';
import type { ComplaintSearchBody, ComplaintsFound } from '../api/schema.js';
import { findInstitution, promptPayKind } from '../intake/checks.js';
import { compact } from '../intake/typed.js';
import { useInstitutions, type Institutions } from '../queue/queue-data.js';
import { findComplaints } from './complaints-data.js';
import { useText } from './words.js';

const WAYS = ['caseNo', 'phone', 'account', 'promptPay', 'bankCaseId'] as const;
type Way = (typeof WAYS)[number];

/** Finds reports for a caller. What is typed stays on this page only: it goes into no address. */
export function Find({ onFound }: { onFound: (found: ComplaintsFound) => void }) {
  const { t } = useText();
  const institutions = useInstitutions();
  const [way, setWay] = useState<Way>('caseNo');
  const [bank, setBank] = useState('');
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const find = async () => {
    const body = searchOf(way, typed.trim(), bank, institutions);
    if (body === undefined) return setProblem(t('complaints.search.wrong'));
    try {
      onFound(await findComplaints(body));
      setProblem(undefined);
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : 'NETWORK';
      setProblem(code === 'REQUEST.SCHEMA' ? t('complaints.search.wrong') : t('complaints.search.failed', { code }));
    }
  };
  return (
    <form
      className="lookup"
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <strong>{t('complaints.search.title')}</strong>
      <label className="field">
        <span className="unseen">{t('complaints.search.by')}</span>
        <select
          className="input"
          value={way}
          onChange={({ target }) => setWay(WAYS.find((each) => each === target.value) ?? 'caseNo')}
        >
          {WAYS.map((each) => (
            <option key={each} value={each}>
              {t(`complaints.search.${each}`)}
            </option>
          ))}
        </select>
      </label>
      {way === 'account' && (
        <label className="field">
          <span className="unseen">{t('complaints.search.bank')}</span>
          <input
            className="input"
            autoComplete="off"
            placeholder={t('complaints.search.bank')}
            value={bank}
            onChange={({ target }) => setBank(target.value)}
          />
        </label>
      )}
      <label className="field">
        <span className="unseen">{t('complaints.search.value')}</span>
        <input
          className="input"
          autoComplete="off"
          maxLength={110}
          placeholder={t(`complaints.search.${way}`)}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <button type="submit" className="button">
        {t('complaints.search.find')}
      </button>
      <span className="label" role="status">
        {problem ?? t('complaints.search.onRecord')}
      </span>
    </form>
  );
}

/** Returns the search as the API wants it; undefined when what was typed cannot be one. */
function searchOf(way: Way, text: string, bank: string, institutions: Institutions): ComplaintSearchBody | undefined {
  if (text === '') return undefined;
  switch (way) {
    case 'caseNo':
      return { caseNo: text.toUpperCase() };
    case 'bankCaseId':
      return { bankCaseId: text };
    case 'phone':
      return { phone: compact(text) };
    case 'promptPay': {
      const kind = promptPayKind(text);
      return kind === undefined ? undefined : { promptPay: { kind, value: compact(text) } };
    }
    case 'account': {
      const institution = findInstitution(bank, institutions)?.slug;
      return institution === undefined ? undefined : { account: { institution, accountNo: compact(text) } };
    }
  }
}
