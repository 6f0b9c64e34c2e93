import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { Link, Outlet } from '@tanstack/react-router';
import { connection, useLiveData } from './api/live.js';
import { everySecond, serverNow } from './api/server-time.js';
import { openSession, session, signIn, signOut, type Person } from './api/session.js';
import { changeSettings, settings } from './api/settings.js';
import { useStore } from './api/store.js';
import { formatLength, formatSeconds } from './format/time.js';
import { useText } from './text/translate.js';
import { Dialog } from './ui/dialog.js';
import { BarPatterns } from './ui/hold-bar.js';

/** The frame of every page: who is there, whether news arrive, and the page itself. */
export function Frame() {
  const { t } = useText();
  const now = useStore(session);
  useEffect(() => void openSession(), []);
  useLiveData(now.state === 'signed-in');
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('app.skipToContent')}
      </a>
      <BarPatterns />
      <TopBar />
      <div>
        <LostStrip />
      </div>
      {now.state === 'signed-in' || now.state === 'expired' ? <Outlet /> : <SignIn />}
      {now.state === 'expired' && <Expired person={now.person} />}
    </div>
  );
}

function TopBar() {
  const { t, language } = useText();
  const now = useStore(session);
  const { theme } = useStore(settings);
  return (
    <header className="top">
      <span className="brand">{t('app.name')}</span>
      {now.state === 'signed-in' && (
        <nav aria-label={t('app.navLabel')}>
          <Link to="/">{t('app.nav.queue')}</Link>
        </nav>
      )}
      <span className="demo-mark">{t('app.demo')}</span>
      <span className="grow" />
      {now.state === 'signed-in' && <Live />}
      {now.state === 'signed-in' && (
        <span className="label whole">
          {nameOf(now.person, language)} ·{' '}
          {now.person.roles.map((role) => t(`role.${role}` as 'role.auditor')).join(', ')}
        </span>
      )}
      <button
        type="button"
        className="button small plain"
        lang={language === 'th' ? 'en' : 'th'}
        onClick={() => changeSettings({ language: language === 'th' ? 'en' : 'th' })}
      >
        {t('app.language')}
      </button>
      <button
        type="button"
        className="button small plain"
        onClick={() => changeSettings({ theme: theme === 'dark' ? 'light' : 'dark' })}
      >
        {theme === 'dark' ? t('app.light') : t('app.dark')}
      </button>
      {now.state === 'signed-in' && (
        <button type="button" className="button small plain" onClick={signOut}>
          {t('app.signOut')}
        </button>
      )}
    </header>
  );
}

/** Whether news arrive by themselves, and the server's time. */
function Live() {
  const { t, language } = useText();
  const { state } = useStore(connection);
  const time = useSyncExternalStore(everySecond, () => formatSeconds(serverNow(), language));
  return (
    <span className="live">
      <span className="dot" data-state={state} />
      {t(`app.${state}`)} <span>{time}</span>
    </span>
  );
}

function LostStrip() {
  const { t, language } = useText();
  const { state, sinceMs } = useStore(connection);
  const isLost = state === 'lost';
  const time = useSyncExternalStore(everySecond, () => formatLength(Date.now() - sinceMs, language));
  if (!isLost) return null;
  return (
    <div className="strip" data-tone="lost" role="status">
      <strong>{t('strip.lost', { time })}</strong>
      <span>{t('strip.lostDetail', { at: formatSeconds(sinceMs, language) })}</span>
    </div>
  );
}

function SignIn() {
  const { t, language } = useText();
  const now = useStore(session);
  useEffect(() => {
    if (now.state !== 'unreachable') return;
    const timer = setTimeout(() => void openSession(), 2_000);
    return () => clearTimeout(timer);
  }, [now]);
  if (now.state === 'unknown') return <Page>{t('app.connecting')}</Page>;
  if (now.state === 'unreachable') return <Page>{t('signIn.unreachable')}</Page>;
  if (now.state !== 'signed-out') return null;
  if (now.people.length === 0) return <Page>{t('signIn.elsewhere')}</Page>;
  return (
    <Page>
      <p>{t('signIn.demo')}</p>
      <ul className="people">
        {now.people.map((person) => (
          <li key={person.id}>
            <button type="button" className="button" onClick={() => signIn(person)}>
              {nameOf(person, language)}
              <span className="label">
                {person.roles.map((role) => t(`role.${role}` as 'role.auditor')).join(', ')} · {person.id}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Page({ children }: { children: ReactNode }) {
  const { t } = useText();
  return (
    <main id="content" className="message">
      <h1>{t('signIn.title')}</h1>
      <div>{children}</div>
    </main>
  );
}

function Expired({ person }: { person: Person }) {
  const { t, language } = useText();
  return (
    <Dialog isOpen isNarrow title={t('signIn.expired')} onClose={() => signIn(person)}>
      <p>{t('signIn.expiredDetail')}</p>
      <div className="dialog-foot">
        <button type="button" className="button primary" onClick={() => signIn(person)}>
          {t('signIn.again', { name: nameOf(person, language) })}
        </button>
      </div>
    </Dialog>
  );
}

function nameOf(person: Person, language: 'th' | 'en'): string {
  return language === 'th' ? person.nameTh : person.nameEn;
}
