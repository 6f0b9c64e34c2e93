import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { endAtProvider } from '../../application/session/end-at-provider.js';
import { endSessions } from '../../application/session/end-sessions.js';
import { startSession } from '../../application/session/start-session.js';
import { findSession } from '../../application/session/use-session.js';
import { ROLES } from '../../domain/freeze-request/freeze-request.js';
import { endsClaimsOfOthers } from '../../domain/handling/work-claim.js';
import { officesOf } from '../../domain/notice/who-may-notify.js';
import { ownTab } from '../../domain/queue/queue-tab.js';
import { pagesFor } from '../../domain/session/pages.js';
import {
  CallbackQuery,
  isOwnPage,
  LogoutForm,
  SessionsEnded,
  SessionView,
  SignedOut,
  SignInQuery,
  SignOutBody,
} from '../../wire/office/session.js';
import { clearCookie, cookieName, readCookie, setCookie } from '../auth/cookies.js';
import { LogoutTokens } from '../auth/logout-tokens.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { KeepsIdle, PublicRoute, Roles } from '../auth/route-access.js';
import { hashOfSecret, newSecret, openGrant, sealGrant } from '../auth/session-secret.js';
import { SessionWatch } from '../auth/session-watch.js';
import { Sessions } from '../auth/sessions.js';
import { attemptOfCookie, attemptToCookie, type ProviderWord, SignIn } from '../auth/sign-in.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { RouteTable } from '../http/route-table.js';
import { TakesForm } from '../http/takes-form.js';
import { Problems, Returns } from '../openapi/returns.js';
import { ApiProblem } from '../problem/api-problem.js';

const ATTEMPT_MS = 10 * 60_000;
/** The page that tells a person why he was not signed in. */
const FAILED_PAGE = '/?signInFailed=';

/** Signing in and out of a browser, and who is signed in. */
@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: Sessions,
    private readonly signIn: SignIn,
    private readonly watch: SessionWatch,
    private readonly logoutTokens: LogoutTokens,
    private readonly routes: RouteTable,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get('sign-in')
  @PublicRoute()
  @ApiOperation({
    summary: 'Go to the sign-in provider; a page opens this address, and no script calls it',
    description:
      'OpenID Connect: authorization code with PKCE. The provider sends the browser back to `GET /v1/session/callback`, and that one to `returnTo`.',
  })
  @ApiResponse({ status: 303, description: 'To the provider' })
  @Problems('AUTH.ISSUER_UNREACHABLE')
  async begin(@Query({ schema: SignInQuery }) { returnTo }: SignInQuery, @Res() response: Response): Promise<void> {
    const { attempt, page } = await this.signIn.begin(returnTo);
    setCookie(response, 'sign_in', attemptToCookie(attempt), this.settings, { sameSite: 'lax', maxAgeMs: ATTEMPT_MS });
    response.redirect(303, page.href);
  }

  @Get('callback')
  @PublicRoute()
  @ApiOperation({
    summary: 'Where the sign-in provider sends the browser back to; begins the session',
    description:
      'Sets the cookie `rangap_session` (with TLS `__Host-rangap_session`; HttpOnly, SameSite=Strict). Otherwise it goes to `/?signInFailed=refused` (not the answer to an attempt of this browser, the provider refused, or the code is used up) or `/?signInFailed=no_role` (the person has no role here).',
  })
  @ApiResponse({ status: 303, description: 'To the page of `returnTo`, or to `/?signInFailed=…`' })
  @Problems('AUTH.ISSUER_UNREACHABLE')
  async complete(
    @Query({ schema: CallbackQuery }) _query: CallbackQuery,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const attempt = attemptOfCookie(readCookie(request, cookieName('sign_in', this.settings)) ?? '');
    clearCookie(response, 'sign_in', this.settings);
    const query = new URL(request.originalUrl, this.settings.publicUrl).search;
    const word = attempt === undefined ? undefined : await this.signIn.complete(attempt, query);
    if (attempt === undefined || word?.person === undefined) return sendBack(response, 'refused');
    if (word.person.roles.length === 0) return sendBack(response, 'no_role');
    await this.start(word.person, word, request, response);
    response.redirect(303, isOwnPage(attempt.returnTo) ? attempt.returnTo : '/');
  }

  @Get()
  @Roles(...ROLES)
  @KeepsIdle()
  @ApiOperation({
    summary: 'Who is signed in, in which roles, for which institution, until when, and what these roles open',
    description:
      '401 `AUTH.TOKEN`: nobody is signed in. 401 `AUTH.SESSION_ENDED`, here and on every route: the session that the browser had is over, so that a page keeps what was typed and lets the person sign in again. No CSRF token is needed: a request with the cookie is taken from our own pages only (`Sec-Fetch-Site`, else `Origin`).',
  })
  @Returns(200, SessionView, 'The person')
  who(@Person() person: Principal): SessionView {
    const { subject, name, roles, institution, expiresAt, session } = person;
    return {
      person: subject,
      name,
      roles: [...roles],
      institution,
      calls: this.routes.callsOf(roles),
      pages: pagesFor(roles).map(({ readers, ...page }) => ({ ...page, readers: [...readers] })),
      offices: officesOf(roles),
      queueTab: ownTab(roles),
      endsClaims: endsClaimsOfOthers(roles),
      sessionId: session?.id ?? null,
      startedAt: session?.startedAt.toISOString() ?? null,
      idleUntil: session?.idleUntil.toISOString() ?? null,
      expiresAt: expiresAt.toISOString(),
    };
  }

  @Post('sign-out')
  @PublicRoute()
  @HttpCode(200)
  @ApiOperation({
    summary: "End this browser's session; also when it has ended already",
    description: 'Open `providerSignOutUrl` then, or the next sign-in may ask for no password.',
  })
  @Returns(200, SignedOut, 'The session has ended for every process, and its cookie is gone')
  @Problems('AUTH.CROSS_SITE')
  async signOut(
    @Body({ schema: SignOutBody }) _body: SignOutBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedOut> {
    this.sessions.refuseOtherSite(request);
    const secret = this.sessions.secretOf(request);
    if (secret !== undefined) await this.end(secret);
    clearCookie(response, 'session', this.settings);
    return { providerSignOutUrl: (await this.signIn.signOutPage()) ?? null };
  }

  @Post('back-channel-logout')
  @PublicRoute()
  @TakesForm('logout_token')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'The sign-in provider says that a person, or one of its sessions, is signed out there; ends the sessions here',
    description:
      'OpenID Connect Back-Channel Logout 1.0. The token is proof enough: signed by a key that the provider publishes, for our client, at most two minutes old, with the logout event, without a nonce, and used once. With `sid` it ends the sessions of that session of the provider, with `sub` alone all of the person; event streams end with them.',
  })
  @Returns(200, SessionsEnded, 'They have ended for every process; 0 where none was open')
  @Problems('AUTH.LOGOUT_TOKEN', 'AUTH.ISSUER_UNREACHABLE')
  async backChannelLogout(@Body({ schema: LogoutForm }) { logout_token: token }: LogoutForm): Promise<SessionsEnded> {
    const logout = await this.logoutTokens.read(token);
    const ended = logout === undefined ? undefined : await endAtProvider(this.db, logout);
    this.watch.look();
    if (ended?.ok === true) return { ended: ended.value };
    throw new ApiProblem('AUTH.LOGOUT_TOKEN', 'the logout token is not valid here, or was used before');
  }

  /** Always makes a new secret, so that no cookie from before the sign-in opens the session. */
  private async start(
    person: NonNullable<ProviderWord['person']>,
    { grant, endsAt, providerSession }: ProviderWord,
    request: ApiRequest,
    response: Response,
  ): Promise<void> {
    const secret = newSecret();
    const before = this.sessions.secretOf(request);
    await startSession(this.db, {
      person,
      secretSha256: hashOfSecret(secret),
      providerSession: providerSession ?? null,
      providerGrant: grant === undefined ? null : sealGrant(secret, grant),
      wordEndsAt: endsAt,
      replaces: before === undefined ? undefined : hashOfSecret(before),
      most: this.settings.sessionsPerPerson,
    });
    this.watch.look();
    setCookie(response, 'session', secret, this.settings, { sameSite: 'strict' });
  }

  private async end(secret: string): Promise<void> {
    const secretSha256 = hashOfSecret(secret);
    const found = await findSession(this.db.manager, secretSha256);
    if (found === undefined) return;
    await endSessions(this.db, { secretSha256 }, { reason: 'signed_out', by: found.subject });
    this.watch.look();
    if (found.providerGrant !== null) await this.signIn.forget(openGrant(secret, found.providerGrant));
  }
}

/** Sends the browser to the page that says why nobody was signed in; the log and a measure too. */
function sendBack(response: Response, why: 'refused' | 'no_role'): void {
  response.locals['problemCode'] = `AUTH.SIGN_IN_${why.toUpperCase()}`;
  response.redirect(303, FAILED_PAGE + why);
}
