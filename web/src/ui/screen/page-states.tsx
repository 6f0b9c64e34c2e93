import { Link, useLocation } from '@tanstack/react-router';
import { ProblemError } from '../../api/client.js';
import type { Person } from '../../api/next-session.js';
import { session } from '../../api/session.js';
import { useStore } from '../../api/store.js';
import { pageOf } from '../../pages.js';
import { useText } from '../../text/translate.js';
import { ReadFault } from './reading.js';

/** Says who may see this page, to a person who may not; `isPage` where nothing else stands there. */
export function Forbidden({ isPage = false }: { isPage?: boolean }) {
  const { t } = useText();
  const now = useStore(session);
  const { pathname } = useLocation();
  const person = now.state === 'signed-in' ? now.person : undefined;
  const readers = person && pageOf(pathname, person)?.readers;
  const named = (names: Person['roles']) => names.map((role) => t(`role.${role}`)).join(' · ');
  return (
    <div className="message" role="alert">
      {isPage ? (
        <h1>{t('state.forbidden')}</h1>
      ) : (
        <p>
          <strong>{t('state.forbidden')}</strong>
        </p>
      )}
      <p>{t('state.forbiddenDetail', { who: named(readers ?? []), you: named(person?.roles ?? []) })}</p>
    </div>
  );
}

/** What went wrong while reading: who may see it, or that it is tried again. */
export function ReadFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (error instanceof ProblemError && error.status === 403) return <Forbidden />;
  return <ReadFault error={error} onRetry={onRetry} />;
}

/** The page of an address that leads nowhere. */
export function NotFound() {
  const { t } = useText();
  return (
    <main className="message" id="content">
      <h1>{t('state.notFound')}</h1>
      <p>{t('state.notFoundDetail')}</p>
      <p>
        <Link to="/" className="button">
          {t('app.nav.queue')}
        </Link>
      </p>
    </main>
  );
}

/** The page in place of one that broke: a fault of the console, not of the data. */
export function PageFailed() {
  const { t } = useText();
  return (
    <main className="message" id="content">
      <h1>{t('state.broken')}</h1>
      <p>{t('state.brokenDetail')}</p>
      <p>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {t('state.reload')}
        </button>
      </p>
    </main>
  );
}

/** The page of a tab in which somebody signed in for another tab. */
export function SignedIn() {
  const { t } = useText();
  return (
    <main className="message" id="content">
      <h1>{t('signIn.done')}</h1>
      <p>{t('signIn.doneDetail')}</p>
    </main>
  );
}
