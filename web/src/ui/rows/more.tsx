import { useText } from '../../text/translate.js';

/** Reads the next page of a list; each reading is a person's act. */
export function More({ query }: { query: { hasNextPage: boolean; fetchNextPage: () => unknown } }) {
  const { t } = useText();
  if (!query.hasNextPage) return null;
  return (
    <button type="button" className="button small" onClick={() => void query.fetchNextPage()}>
      {t('desk.more')}
    </button>
  );
}
