import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import type { TokenEvaluator } from '../agencies/person-tokens.js';
import type { MessageLog } from '../http/message-log.js';
import { problemOf, refuse, type Refusal } from '../http/problem.js';
import { reply } from '../http/replies.js';
import type { Reply } from '../http/signed-app.js';
import {
  addListing,
  moveMoney,
  openAccount,
  restore,
  review,
  saySecondWord,
  setBehaviour,
  setKeys,
  suspect,
  tellBank,
  type Town,
} from './set-up.js';
import { accountView, holdView, noticesView, overdrawnView, stateView } from './views.js';

interface AdminOf extends Town {
  readonly log: MessageLog;
  readonly evaluator: TokenEvaluator | null;
}

/**
 * Creates the application of the admin listener: unsigned JSON (./schemas.ts), for the loopback
 * address only.
 */
export function adminApp({ log, evaluator, ...town }: AdminOf): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '256kb' }));
  app.post('/accounts', async (req, res) => send(res, await openAccount(town, req.body)));
  app.get('/accounts/:institution/:accountNo', (req, res) => {
    const { institution, accountNo } = req.params;
    const account = town.banks.get(institution)?.ledger.find(accountNo);
    const unknown = () => refuse(404, 'ACCOUNT.UNKNOWN', 'no such account');
    send(res, account === undefined ? unknown() : reply(200, accountView(institution, account)));
  });
  app.post('/transfers', async (req, res) => send(res, await moveMoney(town, req.body, new Date())));
  app.post('/agencies/:slug/listings', async (req, res) =>
    send(res, await addListing(town, req.params.slug, req.body)),
  );
  app.get('/person-tokens/:purpose', async (req, res) => {
    const nobody = () => refuse(404, 'EVALUATOR.NONE', 'no party makes tokens');
    const { purpose } = req.params;
    send(res, evaluator === null ? nobody() : reply(200, { purpose, publicKey: await evaluator.publicKey(purpose) }));
  });
  app.post('/suspicions', async (req, res) => send(res, await suspect(town, req.body, new Date())));
  app.post('/customer-notices', async (req, res) => send(res, await tellBank(town, req.body, new Date())));
  app.post('/reviews', async (req, res) => send(res, await review(town, req.body, new Date())));
  app.post('/second-words', async (req, res) => send(res, await saySecondWord(town, req.body, new Date())));
  app.post('/behaviours', async (req, res) => send(res, await setBehaviour(town, req.body)));
  app.post('/restores', async (req, res) => send(res, await restore(town, req.body)));
  app.post('/keys', (req, res) => send(res, setKeys(town, req.body)));
  app.get('/holds', (_req, res) => {
    const holds = [...town.banks.values()].flatMap((bank) =>
      [...bank.book.holds.values()].map((hold) => holdView(bank.slug, hold)),
    );
    send(res, reply(200, { institutions: [...town.banks.keys()], holds }));
  });
  app.get('/overdrawn', (_req, res) => send(res, reply(200, { accounts: overdrawnView(town.banks) })));
  app.get('/accounts/:institution/:accountNo/notices', (req, res) => {
    const { institution, accountNo } = req.params;
    send(res, reply(200, { notices: noticesView(town.banks.get(institution), accountNo) }));
  });
  app.get('/messages', (req, res) => {
    const since = Number(req.query['since'] ?? 0);
    send(res, reply(200, { messages: log.since(Number.isFinite(since) ? since : 0) }));
  });
  app.get('/state', (_req, res) => send(res, reply(200, stateView(town.banks, town.agencies))));
  app.use((_req, res) => send(res, refuse(404, 'PATH.UNKNOWN', 'no such path')));
  app.use(answerFault);
  return app;
}

function send(res: Response, outcome: Reply | Refusal): void {
  res.status(outcome.status);
  if (outcome.ok) res.json(outcome.body);
  else res.type('application/problem+json').send(JSON.stringify(problemOf(outcome)));
}

const answerFault: ErrorRequestHandler = (error: { status?: number; message?: string }, _req, res, _next) => {
  const status = error.status ?? 500;
  if (status >= 500) console.error(error);
  send(res, refuse(status, status >= 500 ? 'SIMULATOR.FAULT' : 'BODY.REFUSED', error.message ?? 'not processed'));
};
