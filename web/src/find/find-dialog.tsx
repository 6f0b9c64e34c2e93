import { useEffect, useRef, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { api, codeOf, dataOf, ProblemError } from '../api/client.js';
import type { ComplaintSearchBody, ComplaintsFound } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Dialog } from '../ui/dialog.js';
import { usePartyName } from '../ui/parties.js';
import { guessKind, guessWay, WAYS, type Way } from './guess-way.js';
import { useText } from './words.js';

const KINDS = ['phone', 'national_id', 'ewallet'] as const;

/**
 * Finds cases by a number. What was typed goes to the API in a body, never into an address, and is
 * forgotten when the dialog closes. Nothing is searched before the person says so: each is on record.
 */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const { t, language } = useText();
  const institutions = useInstitutions();
  const nameOf = usePartyName(institutions);
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState<Way>();
  const [bank, setBank] = useState('');
  const [kind, setKind] = useState<(typeof KINDS)[number]>();
  const [found, setFound] = useState<ComplaintsFound>();
  const [failure, setFailure] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const way = said ?? guessWay(typed) ?? 'caseNo';
  const promptPayKind = kind ?? guessKind(typed);
  const isReady = typed.trim() !== '' && (way !== 'account' || bank !== '');
  const sorter = new Intl.Collator(language);
  const slugs = [...institutions.keys()].sort((one, other) => sorter.compare(nameOf(one), nameOf(other)));

  const find = async () => {
    if (!isReady) return;
    setFailure(undefined);
    setFound(undefined);
    try {
      const body = bodyOf(way, typed.trim(), bank, promptPayKind);
      setFound(await dataOf(api.POST('/v1/complaints/searches', { body })));
    } catch (error) {
      const isFaulty = error instanceof ProblemError && error.status === 400;
      setFailure(isFaulty ? t('find.faulty', { way: t(`find.way.${way}`) }) : `${t('find.failed')} ${codeOf(error)}`);
    }
  };
  return (
    <Dialog isOpen isNarrow title={t('find.title')} onClose={onClose}>
      <p className="label">{t('find.lead')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <label className="field">
          <span className="name">{t('find.value')}</span>
          <input
            ref={field}
            className="input"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <fieldset className="choices find-ways">
          <legend className="label">{t('find.by')}</legend>
          {WAYS.map((each) => (
            <label key={each} className="line">
              <input type="radio" name="way" checked={each === way} onChange={() => setSaid(each)} />
              {t(`find.way.${each}`)}
            </label>
          ))}
        </fieldset>
        {way === 'account' && (
          <label className="field">
            <span className="name">{t('find.bank')}</span>
            <select className="input" value={bank} onChange={({ target }) => setBank(target.value)}>
              <option value="">{t('find.chooseBank')}</option>
              {slugs.map((slug) => (
                <option key={slug} value={slug}>
                  {nameOf(slug)}
                </option>
              ))}
            </select>
          </label>
        )}
        {way === 'promptPay' && (
          <label className="field">
            <span className="name">{t('find.kind')}</span>
            <select
              className="input"
              value={promptPayKind}
              onChange={({ target }) => setKind(KINDS.find((each) => each === target.value))}
            >
              {KINDS.map((each) => (
                <option key={each} value={each}>
                  {t(`find.kinds.${each}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            {t('keys.close')} <kbd>Esc</kbd>
          </button>
          <button type="submit" className="button primary" disabled={!isReady}>
            {t('find.go')} <kbd>Enter</kbd>
          </button>
        </div>
      </form>
      {failure !== undefined && (
        <div className="strip" data-tone="failed" role="alert">
          {failure}
        </div>
      )}
      {found !== undefined && (
        <div role="status">
          <h3>
            {found.complaints.length === 0 ? t('find.none') : t('find.found', { count: found.complaints.length })}
          </h3>
          {found.complaints.length === 0 && <p className="label">{t('find.noneDetail')}</p>}
          <ul className="plain-rows">
            {found.complaints.map((each) => (
              <li key={each.id} className="line">
                <Link to="/cases/$caseId" params={{ caseId: each.id }} className="whole" onClick={onClose}>
                  {each.caseNo}
                </Link>
                <span className="label">{t('find.received', { at: formatInstant(each.receivedAt, language) })}</span>
                <span className="grow" />
                <span className="label whole">{t(`status.${each.status}`)}</span>
              </li>
            ))}
          </ul>
          {found.more && <p className="label">{t('find.more')}</p>}
        </div>
      )}
    </Dialog>
  );
}

function bodyOf(way: Way, value: string, bank: string, kind: (typeof KINDS)[number]): ComplaintSearchBody {
  const digits = value.replace(/[\s-]/g, '');
  if (way === 'account') return { account: { institution: bank, accountNo: digits } };
  if (way === 'promptPay') return { promptPay: { kind, value: digits } };
  if (way === 'phone') return { phone: digits };
  return way === 'caseNo' ? { caseNo: value.toUpperCase() } : { bankCaseId: value };
}
