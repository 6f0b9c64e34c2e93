import { useEffect, useSyncExternalStore, type MouseEvent } from 'react';
import { IconUser } from '@tabler/icons-react';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { isDemonstration } from './api/environment.js';
import { connection, useLiveData } from './api/live.js';
import { everySecond, serverNow } from './api/server-time.js';
import { lookAgain } from './api/look-again.js';
import type { Person } from './api/next-session.js';
import { openSession, session, signInAddress, signOut } from './api/session.js';
import { listenForSession } from './api/session-news.js';
import { useStore } from './api/store.js';
import { FindButton } from './find/find-button.js';
import { formatLength, formatSeconds } from './format/time.js';
import { mayRead, pageOf, pagesOf } from './pages.js';
import { useText } from './text/translate.js';
import { Dialog } from './ui/dialog/dialog.js';
import { BarPatterns } from './ui/marks/hold-bar.js';
import { CaseAnnouncer } from './ui/screen/case-announcer.js';
import { GoKeys, KeysButton } from './ui/screen/keys.js';
import { Forbidden } from './ui/screen/page-states.js';
import { useWaiting } from './queue/use-waiting.js';
import { usePageTitle, waiting } from './ui/screen/screen.js';
import { ScreenButtons } from './ui/screen/screen-buttons.js';

/** The frame of every page: who is there, whether news arrive, and the page itself. */
export function Frame() {
  const { t } = useText();
  const now = useStore(session);
  useEffect(() => void openSession(), []);
  useLiveData(now.state === 'signed-in' ? now.person : undefined);
  useWaiting(now.state === 'signed-in' ? now.person : undefined);
  useOwnHome();
  return (
    <div className="frame">
      <a className="skip" href="#content" onClick={skipToRows}>
        {t('screen.skipToContent')}
      </a>
      <BarPatterns />
      <TopBar />
      <div>
        <LostStrip />
        {now.state === 'signed-in' && <CaseAnnouncer />}
      </div>
      {now.state === 'another' ? (
        <OfAnother owner={now.person} other={now.other} />
      ) : now.state === 'signed-in' || now.state === 'expired' ? (
        <PageFor person={now.person} />
      ) : (
        <SignIn />
      )}
      {now.state === 'expired' && <Expired person={now.person} />}
      {now.state === 'signed-in' && <GoKeys pages={pagesOf(now.person)} />}
    </div>
  );
}

/** Leads the skip link to the rows of a page: a desk's or the queue's table, or the part of a case; else to its content. */
function skipToRows(event: MouseEvent): void {
  const rows = document.querySelector<HTMLElement>('#content :is(.queue-scroll, .desk-scroll, .case-part)');
  if (rows === null) return;
  event.preventDefault();
  rows.focus();
}

/** Leads a person who has no queue from its address to the first page that is that person's own. */
function useOwnHome(): void {
  const now = useStore(session);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [home] = now.state === 'signed-in' ? pagesOf(now.person) : [];
  useEffect(() => {
    if (pathname === '/' && home !== undefined && home.to !== '/') void navigate({ to: home.to, replace: true });
  }, [pathname, home?.to]);
}

/** The page of the address, or that it is not for this person: such a page is not even opened. */
function PageFor({ person }: { person: Person }) {
  const { pathname } = useLocation();
  const hasHome = pagesOf(person).length > 0;
  if (pageOf(pathname, person) === undefined || mayRead(pathname, person)) return <Outlet />;
  return pathname === '/' && hasHome ? null : <NotForYou />;
}

function NotForYou() {
  const { t } = useText();
  usePageTitle(t('state.forbidden'));
  return (
    <main id="content">
      <Forbidden isPage />
    </main>
  );
}

function TopBar() {
  const { t } = useText();
  const now = useStore(session);
  const count = useStore(waiting);
  const isDemo = useStore(isDemonstration);
  return (
    <header className="top">
      <span className="brand">{t('screen.name')}</span>
      {now.state === 'signed-in' && (
        <nav aria-label={t('app.navLabel')}>
          {pagesOf(now.person).map(({ to, name }) => (
            <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
              {t(`app.nav.${name}`)}
              {name === 'supervisor' && count !== '' && (
                <span className="count" aria-label={t('app.waiting', { count })}>
                  {count}
                </span>
              )}
            </Link>
          ))}
        </nav>
      )}
      {isDemo && <span className="demo-mark">{t('screen.demo')}</span>}
      <span className="grow" />
      {now.state === 'signed-in' && <FindButton person={now.person} />}
      {now.state === 'signed-in' && <Live />}
      {now.state === 'signed-in' && <KeysButton />}
      {now.state === 'signed-in' ? <OwnMenu person={now.person} /> : <ScreenButtons />}
    </header>
  );
}

/** Who is there, and the buttons of the screen: in the row, or where it has no room behind a button. */
function OwnMenu({ person: { name, roles } }: { person: Person }) {
  const { t } = useText();
  return (
    <>
      <button
        type="button"
        className="button small plain own-menu-button"
        popoverTarget="own-menu"
        aria-label={t('app.ownMenu', { person: name })}
      >
        <IconUser size={16} aria-hidden /> <span className="cut own-name">{name}</span>
      </button>
      <div className="own-menu" id="own-menu" popover="auto">
        <span className="label whole person">
          <Link to="/sessions" title={t('app.sessions')}>
            {name}
          </Link>{' '}
          · {roles.map((role) => t(`role.${role}`)).join(', ')}
        </span>
        <ScreenButtons />
        <button type="button" className="button small plain" onClick={() => void signOut()}>
          {t('app.signOut')}
        </button>
      </div>
    </>
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
  const time = useSyncExternalStore(everySecond, () => formatLength(serverNow() - sinceMs, language));
  if (!isLost) return null;
  return (
    <div className="strip" data-tone="lost" role="status">
      <strong>{t('strip.lost', { time })}</strong>
      <span>{t('strip.lostDetail', { at: formatSeconds(sinceMs, language) })}</span>
    </div>
  );
}

/** What there is to see for nobody: how to sign in, or why that is not possible. */
function SignIn() {
  const { t } = useText();
  const now = useStore(session);
  const isDemo = useStore(isDemonstration);
  const { href, pathname, search } = useLocation();
  const { signInFailed } = search;
  usePageTitle(t('signIn.title'));
  useLooksForSession(now.state === 'unreachable');
  return (
    <main id="content" className="message">
      <h1>{t('signIn.title')}</h1>
      {now.state === 'unknown' && <p role="status">{t('app.connecting')}</p>}
      {now.state === 'unreachable' && <p role="status">{t('signIn.unreachable')}</p>}
      {now.state === 'signed-out' && (
        <>
          {signInFailed !== undefined && (
            <p role="alert">
              <strong>{signInFailed === 'no_role' ? t('signIn.noRole') : t('signIn.refused')}</strong>
            </p>
          )}
          <p>{isDemo ? t('signIn.demo') : t('signIn.provider')}</p>
          <p>
            <a className="button primary" href={signInAddress(signInFailed === undefined ? href : pathname)}>
              {t('signIn.title')}
            </a>
          </p>
        </>
      )}
    </main>
  );
}

/** The session is over: the person signs in beside the page, so that nothing typed here is lost. */
function Expired({ person }: { person: Person }) {
  const { t } = useText();
  useLooksForSession();
  return (
    <Dialog name="session_over" isOpen isNarrow title={t('signIn.expired')} onClose={() => undefined}>
      <p>{t('signIn.expiredDetail')}</p>
      <div className="dialog-foot">
        <a className="button primary" href={signInAddress('/signed-in')} target="_blank" rel="noreferrer">
          {t('signIn.again', { name: person.name })}
        </a>
      </div>
    </Dialog>
  );
}

/** In place of a page on which somebody else has typed: whose it is, and where to go on. */
function OfAnother({ owner, other }: { owner: Person; other: Person }) {
  const { t } = useText();
  useLooksForSession();
  return (
    <main id="content" className="message">
      <h1>{t('signIn.another', { owner: owner.name })}</h1>
      <p>{t('signIn.anotherDetail', { owner: owner.name, other: other.name })}</p>
      <p className="line">
        <a className="button primary" href="/" target="_blank" rel="noreferrer">
          {t('signIn.openAs', { name: other.name })}
        </a>
        <a className="button" href={signInAddress('/signed-in')} target="_blank" rel="noreferrer">
          {t('signIn.again', { name: owner.name })}
        </a>
      </p>
    </main>
  );
}

/** Looks again and again who is signed in, and at once when that may have changed. */
function useLooksForSession(isLooking = true): void {
  useEffect(() => {
    if (!isLooking) return;
    const end = new AbortController();
    lookAgain(
      () => void openSession(),
      (wake) => listenForSession(wake, end.signal),
      end.signal,
    );
    return () => end.abort();
  }, [isLooking]);
}
