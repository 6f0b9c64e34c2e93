import { useEffect, useEffectEvent, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { useText } from '../../text/translate.js';
import { newsOf, type CaseNews } from './case-news.js';

/** The one polite live region: tells holds, requests, decisions and changed evidence of the case that is read. */
export function CaseAnnouncer() {
  const { t } = useText();
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const wordsOf = (news: CaseNews) =>
    news.what === 'held' ? t('news.held', { amount: formatBaht(news.satang, 'exact') }) : t(`news.${news.what}`);
  const tell = useEffectEvent((before: CaseView | undefined, after: CaseView) => {
    const news = before === undefined ? [] : newsOf(before, after);
    if (news.length > 0) setSaid(`${after.caseNo}: ${news.map(wordsOf).join(' · ')}`);
  });
  useEffect(() => {
    const seen = new Map<string, CaseView>();
    return queries.getQueryCache().subscribe(({ type, query }) => {
      const [kind, id, part] = query.queryKey as readonly unknown[];
      if (type !== 'updated' || kind !== 'case' || part !== 'view' || typeof id !== 'string') return;
      const after = query.state.data as CaseView | undefined;
      if (after === undefined || after === seen.get(id)) return;
      tell(seen.get(id), after);
      seen.set(id, after);
    });
  }, [queries]);
  return (
    <div className="unseen case-news" role="status" aria-live="polite">
      {said}
    </div>
  );
}
