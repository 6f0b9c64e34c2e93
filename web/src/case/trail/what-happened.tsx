import type { TimelineView } from '../../api/schema.js';
import { formatInstant } from '../../format/time.js';
import { useText } from '../words.js';

/** What happened to the money last, the newest first, and what each meant for it: as the API says it. */
export function WhatHappened({ lines }: { lines: TimelineView['whatHappened'] }) {
  const { t, language } = useText();
  if (lines.length === 0) return null;
  return (
    <section className="section" aria-label={t('case.whatHappened')}>
      <h3>{t('case.whatHappened')}</h3>
      <ul className="plain-rows">
        {lines.map(({ sequence, at, what, money }) => (
          <li key={sequence} className="line wrapping">
            <span className="label whole">{formatInstant(at, language)}</span>
            <span>{what[language]}</span>
            <span className="grow" />
            <strong>{money[language]}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
