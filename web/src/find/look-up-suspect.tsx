import { useId, useState, type ReactNode, type RefObject } from 'react';
import { Link } from '@tanstack/react-router';
import { api, dataOf, ProblemError } from '../api/client.js';
import type { OwnSuspectView, SuspectView } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { Chip } from '../ui/marks/chip.js';
import { HOLD_LOOKS } from '../ui/marks/hold-looks.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { lookupBody, SUSPECT_WAYS, useAsked, type Way } from './asked.js';
import { AskedFields } from './asked-fields.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

interface LookUpSuspectProps {
  field?: RefObject<HTMLInputElement | null>;
  /** The button that leaves a dialog. */
  close?: ReactNode;
  /** Whether a person of an institution asks, who learns of the own accounts and the list only. */
  isOwn?: boolean;
  onOpened?: () => void;
}

/** What an institution may ask about (docs/adr/0039). */
const OWN_WAYS: readonly Way[] = ['account', 'citizenId', 'passport'];

/**
 * Looks up what the centre knows of an account, a number or a person. It asks what for: the purpose
 * stays on record with the person's name, also when nothing is found.
 */
export function LookUpSuspect({ field, close, isOwn = false, onOpened }: LookUpSuspectProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const ways = isOwn ? OWN_WAYS : SUSPECT_WAYS;
  const state = useAsked(ways);
  const [purpose, setPurpose] = useState('');
  const [known, setKnown] = useState<SuspectView | OwnSuspectView>();
  const [failure, setFailure] = useState<string>();
  const purposeNote = useId();
  const isReady = state.isReady && purpose.trim() !== '';
  const look = async () => {
    const body = isReady ? lookupBody(state.asked, purpose.trim()) : undefined;
    if (body === undefined) return;
    setFailure(undefined);
    setKnown(undefined);
    try {
      setKnown(
        isOwn
          ? await dataOf(api.POST('/v1/institution/suspects/lookup', { body }))
          : await dataOf(api.POST('/v1/suspects/lookup', { body })),
      );
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : '';
      const way = t(`find.way.${state.asked.way}`);
      if (code === 'REQUEST.SCHEMA' || code === 'SUSPECT.NOBODY') setFailure(t('find.faulty', { way }));
      else setFailure(`${t('find.failed')}: ${problems.of(error)}`);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <AskedFields state={state} ways={ways} field={field} />
      <label className="field">
        <span className="name">{t('find.suspect.purpose')}</span>
        <input
          className="input"
          value={purpose}
          autoComplete="off"
          maxLength={500}
          aria-describedby={purposeNote}
          onChange={({ target }) => setPurpose(target.value)}
        />
        <span id={purposeNote} className="label">
          {t('find.suspect.purposeNote')}
        </span>
      </label>
      <div className="dialog-foot">
        {close}
        <ActButton isSubmit className="button primary" why={isReady ? undefined : t('find.suspect.needs')}>
          {t('find.suspect.go')} <kbd>Enter</kbd>
        </ActButton>
      </div>
      {failure !== undefined && (
        <div className="strip" data-tone="failed" role="alert">
          {failure}
        </div>
      )}
      {known !== undefined && <Known known={known} onOpened={onOpened} />}
    </form>
  );
}

interface KnownProps extends Pick<LookUpSuspectProps, 'onOpened'> {
  known: SuspectView | OwnSuspectView;
}

/** What is known of it: the listing, the holds, and, for the centre, the cases. */
function Known({ known, onOpened }: KnownProps) {
  const { t, language } = useText();
  const cases = 'cases' in known ? known.cases : [];
  const isNothing = cases.length + known.holds.length === 0 && known.listedSince === null;
  return (
    <div role="status" className="known">
      <h3>
        {t(`find.suspect.kind.${known.kind}`)} <span className="whole">{known.masked}</span>
      </h3>
      {isNothing && <p>{t('find.suspect.nothing')}</p>}
      {known.listedSince !== null && (
        <p>
          <strong>{t('find.suspect.listed', { at: formatInstant(known.listedSince, language) })}</strong>
        </p>
      )}
      {known.holds.length > 0 && <h4 className="label">{t('find.suspect.holds', { count: known.holds.length })}</h4>}
      <ul className="plain-rows">
        {known.holds.map((hold) => (
          <li key={hold.holdId} className="line">
            <Chip {...HOLD_LOOKS[hold.state]}>{t(`holdState.${hold.state}`)}</Chip>
            <span className="label">
              {t(`holdKind.${hold.kind}`)} · {formatInstant(hold.orderedAt, language)}
            </span>
            <span className="grow" />
            <span className="amount">{formatBaht(hold.heldSatang, 'exact')}</span>
          </li>
        ))}
      </ul>
      {cases.length > 0 && <h4 className="label">{t('find.suspect.cases', { count: cases.length })}</h4>}
      <ul className="plain-rows">
        {cases.map((each) => (
          <li key={each.caseId} className="line">
            <Link to="/cases/$caseId" params={{ caseId: each.caseId }} className="whole" onClick={onOpened}>
              {each.caseNo}
            </Link>
            <span className="label">{t(`find.suspect.source.${each.source}`)}</span>
            <span className="grow" />
            <span className="label whole">
              {each.withdrawn ? t('find.suspect.withdrawn') : t(`status.${each.status}`)}
            </span>
          </li>
        ))}
      </ul>
      {'moreCases' in known && known.moreCases && <p className="label">{t('find.more')}</p>}
      {cases.length > 0 && <p className="label">{t('find.suspect.noEvidence')}</p>}
    </div>
  );
}
